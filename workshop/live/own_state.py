"""What is one person's own, never part of a stage: sent to them alone."""

from typing import Any

from sqlalchemy import Connection

from workshop import engine
from workshop.live import topics
from workshop.live.submit import Live
from workshop.script.model import Breakout, Poll, Step, Worksheet
from workshop.session import latecomers
from workshop.session.choices import OTHER_LENGTH, as_body, takes_other, vote_bytes
from workshop.session.note_rules import fields_of, in_its_words, takes_notes
from workshop.session.people import Group, name_order
from workshop.session.readers import Circle, circle_of, is_for_groups
from workshop.session.state import Session
from workshop.store import ballots, notes, shared_texts
from workshop.store.database import StoreUnavailable
from workshop.store.people import Participant
from workshop.util.padding import padded

DRAFT = "draft/"
TOPIC_SIZE = 256
ESCAPED = 12  # bytes of one character in JSON, at the most: beyond U+FFFF it is written as two of \uXXXX


def mine(
    live: Live, conn: Connection, session: Session, who: Participant, token: bytes, texts_back: bool = True
) -> dict[str, Any]:
    """This person's own state at the current step: never part of a stage, sent to them alone.

    Whoever is not in the room is told that, and nothing about the step. `texts_back`: whether the team may have given
    any text of the session back.
    """
    if who.state != "in":
        return _at_the_door(who)
    group = session.group_of(who.id)
    run = session.breakout()
    told: dict[str, Any] = {
        "nickname": who.nickname,
        "person": who.id,
        "state": who.state,
        "step": session.current,
        "group": _group(group) if group else None,
        "alone": bool(run and any(p.id == who.id for p in run.alone)),
        "vote": None, "notes": {}, "drafts": {}, "group_notes": [],
    }  # fmt: skip
    told["returned"] = _returned(conn, session, token) if texts_back else []
    step = session.step
    if step is None or session.phase != "live":
        return told
    if isinstance(step.detail, Poll):
        try:
            told["vote"] = _own_vote(live, conn, session, step, token)
        except StoreUnavailable:  # keys are out of reach: what the phone knows of its vote holds, and all else is told
            del told["vote"]
    elif takes_notes(step):
        told.update(written_by(conn, session, step, token))
    if circle := circle_here(session, who.id):
        told["circle"] = _circle(circle, who.id)
        told["group_notes"] = group_notes(conn, session.id, step, circle, who.id)
    if topics.topics_of(step):
        own = topics.chosen(conn, session, step, who.id)
        told["topic"] = padded(own, TOPIC_SIZE) if own else None
        told["asked"] = latecomers.asked(session, who.id, engine.now())
    return told


def has_own(step: Step) -> bool:
    """Whether people can have something of their own there: a vote, words, a group, or none."""
    return isinstance(step.detail, Poll | Breakout) or takes_notes(step)


def _group(group: Group) -> dict[str, Any]:
    return {"id": group.id, "room": group.room, "topic": group.topic, "generation": group.generation}


def _at_the_door(who: Participant) -> dict[str, Any]:
    own = {"nickname": who.nickname, "person": who.id, "state": who.state, "step": ""}
    return {**own, "group": None, "alone": False, "vote": None, "notes": {}, "drafts": {}, "group_notes": [],
            "returned": []}  # fmt: skip


def _own_vote(live: Live, conn: Connection, session: Session, step: Step, token: bytes) -> dict[str, Any] | None:
    run = session.poll(step.id)
    if run is None or run.phase not in ("open", "closing") or not isinstance(step.detail, Poll):
        return None
    own = ballots.own(conn, live.keys, session.id, step.id, run.epoch, token)
    return padded({"n": own[0], "body": as_body(own[1], step.detail)}, padded_size(step.detail)) if own else None


def written_by(conn: Connection, session: Session, step: Step, token: bytes) -> dict[str, Any]:
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


def circle_here(session: Session, person_id: str) -> Circle | None:
    """Who reads what this person writes to their group on the current step; None where nobody would."""
    step = session.step
    return circle_of(session, step.id, person_id) if step and is_for_groups(step) else None


def _circle(circle: Circle, person_id: str) -> dict[str, Any]:
    """The names of those who read what is written to the group now, and what goes along so that it is for no others."""
    group = circle.group
    others = [person.name for person in group.people if person.id != person_id]
    return {"key": circle.key, "generation": group.generation, "others": others}


def group_notes(conn: Connection, session_id: str, step: Step, circle: Circle, person_id: str) -> list[dict[str, str]]:
    """What the people of one group shared on this step with those who were in it then, for one who was."""
    order = {item.name: n for n, item in enumerate(fields_of(step))}
    shared = shared_texts.of_group(conn, session_id, step.id, circle.key, circle.group.since_of(person_id))
    together = sorted(shared, key=lambda s: (name_order(s.name), s.name, order.get(s.field, -1)))
    return [{"name": s.name, "text": in_its_words(step, s.field, s.text)} for s in together]


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


def padded_size(poll: Poll) -> int:
    """Bytes in which every answer has room; only a long text in a far alphabet may need them twice."""
    if takes_other(poll):
        return ESCAPED * OTHER_LENGTH + 256
    return vote_bytes(poll) + 256
