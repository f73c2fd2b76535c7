"""What participants send: votes, notes, drafts. They fill a session and never change its state or its v."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from workshop.live import in_flight, topics
from workshop.live.own_state import DRAFT, TOPIC_SIZE, padded_size
from workshop.live.protocol import UNREADABLE, Ack, DraftOp, NoteOp, PassOp, TopicOp, VoteOp
from workshop.live.published_texts import take_down
from workshop.live.submit import Live
from workshop.script.model import Poll, Sees, Step
from workshop.session.choices import PASS, Vote, as_body, read_vote
from workshop.session.errors import Refused
from workshop.session.note_rules import field_names, is_written_on, kept_text, narrowed, promised, takes_notes
from workshop.session.people import Group
from workshop.session.readers import Circle, circle_of, circle_written_for, is_for_groups
from workshop.session.state import PollRun, Session
from workshop.store import ballots, group_answers, notes, shared_texts
from workshop.store.people import Participant
from workshop.util.language import said
from workshop.util.padding import in_class, padded

# A key was lost, the question is the same: the phone keeps its answer, hears of the new epoch, and gives it there.
ASKED_ANEW: Ack = {"status": "later", "ms": 500}
NOT_YOU: Ack = {"status": "later", "ms": 500}  # this secret is nobody's by now: the browser may have another
Answer = VoteOp | PassOp | NoteOp | DraftOp | TopicOp


@dataclass(frozen=True, slots=True)
class Sender:
    """A participant. `token` is their secret, from the cookie; it is never stored."""

    who: Participant
    token: bytes


def accept(live: Live, who: Participant, token: bytes, op: Answer) -> Ack:
    """Keep one answer and say how it went: the ack of an `op` (docs/protocol.md). `ok` only after COMMIT."""
    sender = Sender(who, token)
    try:
        session = live.session(who.session)
        if session is None:
            return {"status": "closed", "why": said("This workshop is not here any more.")}
        match op:
            case VoteOp() | PassOp():
                return _vote(live, session, sender, op)
            case TopicOp():
                return _topic(live, session, sender, op)
            case NoteOp() | DraftOp():
                return _note(live, session, sender, op)
    except in_flight.Stranger:
        return NOT_YOU.copy()
    except Refused as refused:
        return {"status": "invalid", "why": said(refused.words, refused.places)}


def _step(session: Session, op: Answer) -> Step:
    step = session.script.step(op.step)
    if step is None:
        raise Refused("This step is not part of the workshop any more.")
    return step


# Votes


def _vote(live: Live, session: Session, sender: Sender, op: VoteOp | PassOp) -> Ack:
    step = _step(session, op)
    poll = step.detail
    if not isinstance(poll, Poll):
        raise Refused("There is nothing to vote on here.")
    vote = PASS if isinstance(op, PassOp) else read_vote(poll, op.body)
    run = session.polls.get(step.id)  # one that is left behind closes so slowly that what is on its way arrives
    if run is None or run.phase not in ("open", "closing"):
        return {"status": "closed", "why": _closed_because(session, step.id)}
    if other_round := _of_another_round(run, op.body):
        return other_round

    def job(conn: Connection) -> ballots.Cast:
        if not poll.change and (first := ballots.own(conn, live.keys, session.id, step.id, run.epoch, sender.token)):
            return ballots.Cast("dup" if first == (op.n, vote) else "kept", *first)
        cast = ballots.cast(conn, live.keys, session.id, step.id, run.epoch, sender.token, op.n, vote)
        if poll.decides_groups and cast.status == "ok":
            group_answers.place(conn, session.id, step.id, sender.who.id, _label(poll, vote))
        return cast

    cast = in_flight.keep(live, session.id, sender.token, job)
    live.voters.heard(session, step.id, run.epoch, sender.who.id, cast.status == "ok", vote.passed)
    if cast.status == "lost":
        live.key_lost(session.id, step.id)
        return ASKED_ANEW.copy()
    if cast.status == "closed":
        return {"status": "closed", "why": _closed_because(session, step.id)}
    if cast.status == "kept":
        why = said("Your answer is in. This poll takes one answer only.")
        kept = Ack(status="closed", why=why, value=as_body(cast.vote or vote, poll))
        return padded(kept, padded_size(poll))
    shown = cast.vote if cast.vote is not None else vote
    ack: Ack = {"status": cast.status, "n": cast.n or op.n, "value": as_body(shown, poll)}
    return padded(ack, padded_size(poll))


def _of_another_round(run: PollRun, body: Mapping[str, Any]) -> Ack | None:
    """The ack of an answer to an earlier asking, which must not be counted in this one."""
    epoch = str(body.get("epoch", run.epoch))
    if epoch in map(str, range(run.since, run.epoch)):
        return ASKED_ANEW.copy()
    if epoch != str(run.epoch):
        return {"status": "closed", "why": said("This was for an earlier time this was asked. Please answer again.")}
    return None


def _closed_because(session: Session, step_id: str) -> str:
    return said("This poll is closed.") if session.poll(step_id) else said("This poll is not open yet.")


def _label(poll: Poll, vote: Vote) -> str:
    if vote.scale is not None:
        return str(vote.scale)
    return poll.choices[vote.choice[0]].label if vote.choice else ""


def _topic(live: Live, session: Session, sender: Sender, op: TopicOp) -> Ack:
    index = op.index
    if not topics.choose(live, session, _step(session, op), sender.who.person, index):
        return padded(Ack(status="closed", why=said("The groups are made already.")), TOPIC_SIZE)
    return padded(Ack(status="ok", n=op.n, value={"topic": index}), TOPIC_SIZE)


# Notes


def _note(live: Live, session: Session, sender: Sender, op: NoteOp | DraftOp) -> Ack:
    def job(conn: Connection) -> Kept:
        now = session if isinstance(op, DraftOp) else in_flight.newest(live, conn, session)
        return _keep(conn, now, sender, op)

    kept = in_flight.keep(live, session.id, sender.token, job)
    if kept.came_out or any(w.replaced for w in kept.written.values()):
        take_down(live, session.id)
        live.database.checkpoint()  # before the phone says so, the old words are on the disk no more
    return _answer(op, kept.written, kept.why, kept.waits)


@dataclass(frozen=True, slots=True)
class Kept:
    """`why`: where it is kept for its writer alone, though it was meant for others. `waits`: the team reads it first.

    `came_out`: with it texts of others that had waited.
    """

    written: dict[str, notes.Written]
    why: str
    waits: bool
    came_out: bool


def _keep(conn: Connection, session: Session, sender: Sender, op: NoteOp | DraftOp) -> Kept:
    step = _step(session, op)
    texts = _texts(step, op)
    sees = _sees(session, step, op)
    circle = _circle(session, sender, op, step.id) if is_for_groups(step) else None
    why = _for_them_alone(session, step, op, sees, circle)
    sees = Sees.ONLY_ME if why else sees
    written, came_out = _write(conn, session, step, sender, op, texts, sees, circle)
    for_all = any(w.text and w.sees.for_all for w in written.values())
    read_again = any(w.shown == "waiting" for w in written.values())
    waits = isinstance(op, NoteOp) and for_all and (read_again or session.script.moderates(step))
    return Kept(written, why, waits, came_out)


def _for_them_alone(session: Session, step: Step, op: NoteOp | DraftOp, sees: Sees, circle: Circle | None) -> str:
    """Why a text that was meant for others is kept for its writer; empty where it goes to them."""
    if sees is Sees.ONLY_ME:
        return ""
    if session.phase == "ended" or session.step_phase(step.id) == "closed":
        return said("The time for sharing is over. Your text is kept, for you only.")
    if sees is not Sees.MY_GROUP or circle:
        return ""
    if op.body.get("group"):
        return said(
            "You are in another group by now. Your text is kept, for you only. Send it again if it is for them."
        )
    raise Refused("You are not in a group right now. You can keep this for yourself.")


def _write(
    conn: Connection,
    session: Session,
    step: Step,
    sender: Sender,
    op: NoteOp | DraftOp,
    texts: dict[str, str],
    sees: Sees,
    circle: Circle | None,
) -> tuple[dict[str, notes.Written], bool]:
    moderated = session.script.moderates(step)
    generation = _generation(op, circle.group) if circle else 0
    written = {
        field: notes.write(
            conn, session.id, sender.token, step.id, DRAFT + field if isinstance(op, DraftOp) else field, op.n, text,
            _readers(step, field, sees, circle), name=sender.who.nickname, group=circle.key if circle else "",
            generation=generation, moderated=moderated, held=True,
        )
        for field, text in texts.items()
    }  # fmt: skip
    if is_written_on(session, step.id):
        return written, False
    # Latecomers' texts come in lots.
    return written, shared_texts.release(conn, session.id, step.id, session.script.k_of(step))


def _readers(step: Step, field: str, sees: Sees, circle: Circle | None) -> Sees:
    """Of one field of a sheet, which may be for fewer than the sheet is."""
    found = narrowed(step, field, sees)
    return Sees.ONLY_ME if found is Sees.MY_GROUP and circle is None else found


def _generation(op: NoteOp | DraftOp, group: Group) -> int:
    """Of the group as the writer's phone showed it: whoever came in since then is not among their readers."""
    seen = op.body.get("generation")
    return seen if type(seen) is int and 0 <= seen <= group.generation else group.generation


def _answer(op: NoteOp | DraftOp, written: dict[str, notes.Written], why: str, waits: bool) -> Ack:
    """`why`: where the text is kept for its writer alone, though it was meant for others."""
    states = {w.status for w in written.values()}
    newest = max(w.n for w in written.values())
    value = {field: w.text for field, w in written.items()}
    told = {"text": value[""]} if "" in value else {"fields": value}
    ack: Ack = {"status": "ok" if "ok" in states else "dup" if "dup" in states else "stale", "n": newest, "value": told}
    if waits:
        ack["waits"] = True
    if why:
        ack.update({"status": "closed", "why": why})
    return in_class(ack)


def _texts(step: Step, op: NoteOp | DraftOp) -> dict[str, str]:
    """field → text; "" is the one box of a step without fields."""
    if not takes_notes(step):
        raise Refused("There is nothing to write on this step.")
    fields, text = op.body.get("fields"), op.body.get("text")
    given: dict[str, Any] = fields if isinstance(fields, dict) else {op.field: text}
    names = field_names(step)
    if not given or not all(isinstance(f, str) and isinstance(t, str) for f, t in given.items()):
        raise Refused(UNREADABLE)
    if not set(given) <= names:
        raise Refused("This field is not part of the step any more.")
    return {field: kept_text(text) for field, text in given.items()}


def _sees(session: Session, step: Step, op: NoteOp | DraftOp) -> Sees:
    if isinstance(op, DraftOp):
        return Sees.ONLY_ME
    allowed = promised(step)
    asked = op.body.get("sees", allowed[0].value)
    if asked == Sees.ONLY_ME:
        return Sees.ONLY_ME  # narrower is always allowed
    found = next((s for s in allowed if s == asked), None)
    if found is None:
        raise Refused("The script does not allow showing this so widely. Please choose who may see it again.")
    return found


def _circle(session: Session, sender: Sender, op: NoteOp | DraftOp, step_id: str) -> Circle | None:
    """Who reads what is for "my group": never others than the phone showed above the box.

    It says which group that was, or by an empty word that it was none. Should others be at work by now it is still
    that one; should its writer have been moved since, it is nobody.
    """
    written_for = op.body.get("group")
    if written_for == "":
        return None
    if written_for:
        return circle_written_for(session, step_id, sender.who.id, written_for)
    return circle_of(session, step_id, sender.who.id)
