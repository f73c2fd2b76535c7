"""What participants send: votes, notes, drafts. They fill a session and never change its state or its v."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from workshop import topics
from workshop.live import Live
from workshop.padding import in_class, length, padded
from workshop.script.model import Breakout, Field, Form, Kind, Poll, Reflect, Sees, Step, Talk, Tick, Worksheet
from workshop.session.choices import OTHER_LENGTH, PASS, Vote, as_body, clean, read_vote, room_for, takes_other
from workshop.session.events import Group
from workshop.session.refused import Refused
from workshop.session.state import PollRun, Session
from workshop.store import ballots, notes, placements
from workshop.store.people import Participant

KEY = re.compile(r"(vote|pass|note|draft|topic):([a-z0-9]+(?:-[a-z0-9]+)*)(?::([^:]{1,200}))?")
NOTE_LENGTH = 8000
NEWEST = 2**53 - 1  # a browser's largest whole number
DRAFT = "draft/"
TOPIC_SIZE = 256
# A key was lost, the question is the same: the phone keeps its answer, hears of the new epoch, and gives it there.
ASKED_ANEW = {"status": "later", "ms": 500}
ESCAPED = 12  # bytes of one character in JSON, at the most
FOR_ALL = (Sees.WITHOUT_NAMES, Sees.WITH_NAMES)


@dataclass(frozen=True, slots=True)
class Op:
    """One message from a participant. `token` is their secret, from the cookie; it is never stored."""

    who: Participant
    token: bytes
    verb: str
    step: str
    field: str
    n: int
    body: Mapping[str, Any]


def take(live: Live, who: Participant, token: bytes, message: Any) -> dict[str, Any]:
    """Keep one answer and say how it went: the ack of an `op` (docs/protocol.md). `ok` only after COMMIT."""
    try:
        op = _read(who, token, message)
        session = live.session(who.session)
        if session is None:
            return {"status": "closed", "why": "This workshop is not here any more."}
        if op.verb in ("vote", "pass"):
            return _vote(live, session, op)
        if op.verb == "topic":
            return _topic(live, session, op)
        return _note(live, session, op)
    except Refused as refused:
        return {"status": "invalid", "why": refused.sentence}


def _read(who: Participant, token: bytes, message: Any) -> Op:
    if not isinstance(message, dict):
        raise Refused("This message could not be read. Please reload the page.")
    key, n, body = message.get("key"), message.get("n"), message.get("body", {})
    match = KEY.fullmatch(key) if isinstance(key, str) else None
    if match is None or type(n) is not int or not 1 <= n <= NEWEST or not isinstance(body, dict):
        raise Refused("This message could not be read. Please reload the page.")
    verb, step, field = match.groups()
    return Op(who, token, verb, step, field or "", n, body)


def _step(session: Session, op: Op) -> Step:
    step = session.script.step(op.step)
    if step is None:
        raise Refused("This step is not part of the workshop any more.")
    return step


# Votes


def _vote(live: Live, session: Session, op: Op) -> dict[str, Any]:
    step = _step(session, op)
    poll = step.detail
    if not isinstance(poll, Poll):
        raise Refused("There is nothing to vote on here.")
    vote = PASS if op.verb == "pass" else read_vote(poll, op.body)
    run = session.poll(step.id)
    if run is None or run.phase not in ("open", "closing"):
        return {"status": "closed", "why": _closed_because(session, step.id)}
    if other_round := _of_another_round(run, op.body):
        return other_round

    def job(conn: Connection) -> ballots.Cast:
        if not poll.change and (first := ballots.own(conn, live.keys, session.id, step.id, run.epoch, op.token)):
            return ballots.Cast("dup" if first == (op.n, vote) else "kept", *first)
        cast = ballots.cast(conn, live.keys, session.id, step.id, run.epoch, op.token, op.n, vote)
        if poll.decides_groups and cast.status == "ok":
            placements.place(conn, session.id, step.id, op.who.id, _label(poll, vote))
        return cast

    cast = live.database.write(job)
    if cast.status == "lost":
        live.key_lost(session.id, step.id)
        return dict(ASKED_ANEW)
    if cast.status == "closed":
        return {"status": "closed", "why": _closed_because(session, step.id)}
    if cast.status == "kept":
        why = "Your answer is in. This poll takes one answer only."
        return padded({"status": "closed", "why": why, "value": as_body(cast.vote or vote, poll)}, _size(poll))
    shown = cast.vote if cast.vote is not None else vote
    ack = {"status": cast.status, "n": cast.n or op.n, "value": as_body(shown, poll)}
    return padded(ack, _size(poll))


def _of_another_round(run: PollRun, body: Mapping[str, Any]) -> dict[str, Any] | None:
    """The ack of an answer to an earlier asking, which must not be counted in this one."""
    epoch = str(body.get("epoch", run.epoch))
    if epoch in map(str, range(run.since, run.epoch)):
        return dict(ASKED_ANEW)
    if epoch != str(run.epoch):
        return {"status": "closed", "why": "This was for an earlier time this was asked. Please answer again."}
    return None


def _size(poll: Poll) -> int:
    """Bytes in which every answer has room; only a long text in a far alphabet may need them twice."""
    if takes_other(poll):
        return ESCAPED * OTHER_LENGTH + 256
    if poll.form is not Form.SORT:
        return room_for(poll.form, poll.most) + 256
    longest = max(poll.bins, key=length)
    return length({thing.label: longest for thing in poll.choices}) + 256


def _closed_because(session: Session, step_id: str) -> str:
    return "This poll is closed." if session.poll(step_id) else "This poll is not open yet."


def _label(poll: Poll, vote: Vote) -> str:
    if vote.scale is not None:
        return str(vote.scale)
    return poll.choices[vote.choice[0]].label if vote.choice else ""


def _topic(live: Live, session: Session, op: Op) -> dict[str, Any]:
    index = op.body.get("topic")
    if not topics.choose(live, session, _step(session, op), op.who.id, index):
        return padded({"status": "closed", "why": "The groups are made already."}, TOPIC_SIZE)
    return padded({"status": "ok", "n": op.n, "value": {"topic": index}}, TOPIC_SIZE)


# Notes


def _note(live: Live, session: Session, op: Op) -> dict[str, Any]:
    step = _step(session, op)
    texts = _texts(step, op)
    wanted = _sees(session, step, op)
    late = wanted is not Sees.ONLY_ME and session.step_phase(step.id) == "closed" and op.verb == "note"
    if late or (session.phase == "ended" and wanted is not Sees.ONLY_ME):
        sees = Sees.ONLY_ME
        late = True
    else:
        sees = wanted
    group = _group(session, op.who.id, step.id) if sees is Sees.MY_GROUP else None
    if sees is Sees.MY_GROUP and group is None:
        raise Refused("You are not in a group right now. You can keep this for yourself.")
    written = live.database.write(lambda conn: _write(conn, session, step, op, texts, sees, group))
    for_all = any(w.text and w.sees in FOR_ALL for w in written.values())
    read_again = any(w.shown == "waiting" for w in written.values())
    waits = op.verb == "note" and for_all and (read_again or session.script.moderates(step))
    return _answer(op, written, late, waits)


def _write(
    conn: Connection,
    session: Session,
    step: Step,
    op: Op,
    texts: dict[str, str],
    sees: Sees,
    group: Group | None,
) -> dict[str, notes.Written]:
    moderated = session.script.moderates(step)
    return {
        field: notes.write(
            conn, session.id, op.token, step.id, DRAFT + field if op.verb == "draft" else field, op.n, text,
            narrowed(step, field, sees), name=op.who.nickname, group=group.id if group else "",
            moderated=moderated,
        )
        for field, text in texts.items()
    }  # fmt: skip


def narrowed(step: Step, field: str, sees: Sees) -> Sees:
    """A field may be narrower than its sheet, a tick always is: never wider."""
    if not isinstance(step.detail, Worksheet):
        return sees
    own = next((i for i in step.detail.items if isinstance(i, Field | Tick) and i.name == field), None)
    if isinstance(own, Tick):
        return Sees.ONLY_ME
    return min(own.sees, sees, key=list(Sees).index) if own is not None and own.sees is not None else sees


def _answer(op: Op, written: dict[str, notes.Written], late: bool, waits: bool) -> dict[str, Any]:
    states = {w.status for w in written.values()}
    status = "ok" if "ok" in states else "dup" if "dup" in states else "stale"
    newest = max(w.n for w in written.values())
    value = {field: w.text for field, w in written.items()}
    told = {"text": value[""]} if "" in value else {"fields": value}
    answer = {"status": status, "n": newest, "value": told, **({"waits": True} if waits else {})}
    if late:
        why = "The time for sharing is over. Your text is kept, for you only."
        return in_class({**answer, "status": "closed", "why": why})
    return in_class(answer)


def _texts(step: Step, op: Op) -> dict[str, str]:
    """field → text; "" is the one box of a step without fields."""
    if not takes_notes(step):
        raise Refused("There is nothing to write on this step.")
    fields, text = op.body.get("fields"), op.body.get("text")
    given = fields if isinstance(fields, dict) else {op.field: text}
    names = field_names(step)
    if not given or not all(isinstance(f, str) and isinstance(t, str) for f, t in given.items()):
        raise Refused("This message could not be read. Please reload the page.")
    if not set(given) <= names:
        raise Refused("This field is not part of the step any more.")
    return {field: kept_text(text) for field, text in given.items()}


def kept_text(text: str) -> str:
    """A note as it is kept. Raises Refused where it is too long or no text."""
    cleaned = clean(text, lines=True)
    if len(cleaned) > NOTE_LENGTH:
        raise Refused(f"This is longer than {NOTE_LENGTH:,} characters. Please shorten it; your text is still here.")
    return cleaned


def takes_notes(step: Step) -> bool:
    match step.detail:
        case Reflect() | Worksheet():
            return True
        case Breakout(notes=sees):
            return bool(sees)
        case Talk(type_instead=instead):
            return instead
        case _:
            return step.kind is Kind.SEED


def field_names(step: Step) -> set[str]:
    if isinstance(step.detail, Worksheet):
        return {i.name for i in step.detail.items if isinstance(i, Field | Tick)}
    return {""}


def promised(step: Step) -> tuple[Sees, ...]:
    """The visibilities that the step allows, the default first."""
    match step.detail:
        case Reflect(sees=sees) | Worksheet(sees=sees):
            return sees
        case Breakout(notes=sees):
            return sees
        case Talk():
            return (Sees.WITHOUT_NAMES,)
        case _:
            return (Sees.ONLY_ME,)


def _sees(session: Session, step: Step, op: Op) -> Sees:
    if op.verb == "draft":
        return Sees.ONLY_ME
    allowed = promised(step)
    asked = op.body.get("sees", allowed[0].value)
    if asked == Sees.ONLY_ME:
        return Sees.ONLY_ME  # narrower is always allowed
    found = next((s for s in allowed if s == asked), None)
    if found is None:
        raise Refused("The script does not allow showing this so widely. Please choose who may see it again.")
    return found


def _group(session: Session, person_id: str, step_id: str) -> Group | None:
    """The group for "my group": of this step, else the last one this person sat in."""
    own = session.breakouts.get(step_id)
    if own:
        return own.group_of(person_id)
    runs = [session.breakouts[v.step] for v in reversed(session.visits) if v.step in session.breakouts]
    return next((g for run in runs if (g := run.group_of(person_id))), None)


# What is one person's own


def mine(live: Live, session: Session, who: Participant, token: bytes) -> dict[str, Any]:
    """This person's own state at the current step: never part of a stage, sent to them alone."""
    group = session.group_of(who.id)
    run = session.breakout()
    told: dict[str, Any] = {
        "nickname": who.nickname,
        "person": who.id,
        "state": who.state,
        "step": session.current,
        "group": {"id": group.id, "room": group.room, "topic": group.topic} if group else None,
        "alone": bool(run and any(p.id == who.id for p in run.alone)),
        "vote": None, "notes": {}, "drafts": {}, "group_notes": [],
    }  # fmt: skip
    with live.database.read() as conn:
        told["returned"] = _returned(conn, session, token)
    step = session.step
    if step is None or session.phase != "live":
        return told
    with live.database.read() as conn:
        if isinstance(step.detail, Poll):
            told["vote"] = _own_vote(live, conn, session, step, token)
        elif takes_notes(step):
            told.update(own_notes(conn, session, step, token))
        if group and isinstance(step.detail, Breakout):
            told["group_notes"] = group_notes(conn, session.id, step.id, group.id)
        if topics.topics_of(step):
            own = topics.chosen(conn, session, step, who.id)
            told["topic"] = padded(own, TOPIC_SIZE) if own else None
    return told


def _own_vote(live: Live, conn: Connection, session: Session, step: Step, token: bytes) -> dict[str, Any] | None:
    run = session.poll(step.id)
    if run is None or run.phase not in ("open", "closing") or not isinstance(step.detail, Poll):
        return None
    own = ballots.own(conn, live.keys, session.id, step.id, run.epoch, token)
    return padded({"n": own[0], "body": as_body(own[1], step.detail)}, _size(step.detail)) if own else None


def own_notes(conn: Connection, session: Session, step: Step, token: bytes) -> dict[str, Any]:
    """{notes, drafts} of one step; {before} too where a sheet carries on what was written on an earlier one."""
    own = notes.own_step(conn, session.id, token, step.id)
    kept = {f: _told(o) for f, o in own.items() if not f.startswith(DRAFT)}
    drafts = {f[len(DRAFT) :]: {"n": o.n, "text": o.text} for f, o in own.items() if f.startswith(DRAFT)}
    if not isinstance(step.detail, Worksheet) or not step.detail.carries_on:
        return {"notes": kept, "drafts": drafts}
    earlier = notes.own_step(conn, session.id, token, step.detail.carries_on)
    newest = sorted(earlier.values(), key=lambda o: o.n)
    return {"notes": kept, "drafts": drafts, "before": {o.field.removeprefix(DRAFT): o.text for o in newest}}


def _told(own: notes.OwnNote) -> dict[str, Any]:
    told = {"n": own.n, "text": own.text, "sees": own.sees}
    return {**told, "shown": own.shown} if own.shown else told


def _returned(conn: Connection, session: Session, token: bytes) -> list[dict[str, str]]:
    """Texts that the team gave back to this person, on whatever step."""
    return [{"step": o.step, "field": o.field, "said": o.said} for o in notes.given_back(conn, session.id, token)]


def group_notes(conn: Connection, session_id: str, step_id: str, group_id: str) -> list[dict[str, str]]:
    """What the people of one group shared with each other on this step."""
    shared = notes.of_group(conn, session_id, step_id, group_id)
    return [{"name": s.name, "text": s.text} for s in sorted(shared, key=lambda s: s.name)]


def turnout(live: Live, session: Session, step_id: str) -> int:
    """How many have answered the step: votes and passes, or people who wrote."""
    step = session.script.step(step_id)
    if step is None:
        return 0
    with live.database.read() as conn:
        if isinstance(step.detail, Poll):
            run = session.poll(step_id)
            if run is None:
                return 0
            if run.phase in ("open", "closing"):
                return ballots.turnout(conn, session.id, step_id, run.epoch)
            return (run.result.n if run.result else None) or 0
        return notes.answered(conn, session.id, step_id)
