"""What a facilitator does beside the session's course: let in, ask out, take a call, reply to one person, ring."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workshop import engine
from workshop.session.choices import clean
from workshop.session.errors import Refused
from workshop.session.events import Member
from workshop.session.stage import audiences, role_of
from workshop.session.state import Session
from workshop.session.team import facilitator_name
from workshop.store import notes, people, team

if TYPE_CHECKING:
    from workshop.realtime.service import Realtime

Body = Mapping[str, Any]
LONGEST = 500
LONGEST_LINE = 200


def carry_out(realtime: "Realtime", session_id: str, body: Body, by: Member | None) -> int:
    """Do what `body` asks; the session's v. Raises Refused, StoreUnavailable. Who asks is told by us, not by `body`."""
    session = realtime.live.session(session_id)
    if session is None:
        raise Refused("There is no such workshop.", "unknown")
    ACTIONS[body["command"]](realtime, session, {**body, "by": by.name if by else _facilitator(realtime, session)})
    realtime.pulse.touch(session_id)
    return session.v


def _facilitator(realtime: "Realtime", session: Session) -> str:
    with realtime.live.database.read() as conn:
        others = {each.member.name for each in team.everyone(conn, session.id)}
    return facilitator_name(session.script, others)


def _admit(realtime: "Realtime", session: Session, body: Body) -> None:
    _door(realtime, session, _person(body), "in")


def _remove(realtime: "Realtime", session: Session, body: Body) -> None:
    _door(realtime, session, _person(body), "out")


def _door(realtime: "Realtime", session: Session, person: str, state: str) -> None:
    if not realtime.live.database.write(lambda conn: people.set_state(conn, session.id, person, state)):
        raise Refused("There is no such person here.")
    realtime.broadcaster.own.bump(session.id, person)
    for connection in realtime.connections.of_person(session.id, person):
        connection.who = replace(connection.who, state=state) if connection.who else None
        realtime.broadcaster.welcome(connection)


def _take(realtime: "Realtime", session: Session, body: Body) -> None:
    person = _person(body)
    if not realtime.signals.take_on(session.id, person, body["by"]):
        raise Refused("This call is closed already.")
    _to_person(realtime, session, person, "signal", {"kind": "taken"})


def _done(realtime: "Realtime", session: Session, body: Body) -> None:
    person = _person(body)
    realtime.signals.clear(session.id, person)
    _to_person(realtime, session, person, "signal", {"kind": "back"})


def _reply(realtime: "Realtime", session: Session, body: Body) -> None:
    text = body.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refused("Please write something first.")
    if len(text) > LONGEST:
        raise Refused(f"That is a little long for a phone. Up to {LONGEST} characters, please.")
    if not _to_person(realtime, session, _person(body), "notice", {"text": text.strip(), "private": True}):
        raise Refused("This person is not connected just now, so the reply was not sent. Please try again in a moment.")


def _to_person(realtime: "Realtime", session: Session, person: str, event: str, body: dict[str, Any]) -> bool:
    connections = realtime.connections.of_person(session.id, person)
    for connection in connections:
        realtime.broadcaster.emit_to(connection, event, body)
    return bool(connections)


def _give_back(realtime: "Realtime", session: Session, body: Body) -> None:
    """Only the writer's own key opens what tells them, so everybody is sent their own state and nobody learns whose."""
    step, item, line = (body.get(name, "") for name in ("step", "item", "line"))
    if not all(isinstance(value, str) for value in (step, item, line)):
        raise Refused("Choose a text first.")
    if len(line) > LONGEST_LINE:
        raise Refused(f"That is a little long for a line. Up to {LONGEST_LINE} characters, please.")
    said = clean(line)
    if not realtime.live.database.write(lambda conn: notes.give_back(conn, session.id, step, item, said)):
        raise Refused("Whoever wrote this has taken it back or written it anew. Please look once more.")
    realtime.live.database.checkpoint()
    realtime.broadcaster.own.bump(session.id)
    engine.spawn(realtime.broadcaster.own.send_to_all, session)


def _ring(realtime: "Realtime", session: Session, _body: Body) -> None:
    if session.phase != "live":
        raise Refused("The workshop has not started yet." if session.phase == "lobby" else "This workshop has ended.")
    for audience in audiences(session):
        if role_of(audience) == "participant":
            realtime.broadcaster.emit("bell", {}, session.id, audience)


def _person(body: Body) -> str:
    person = body.get("person")
    if not isinstance(person, str):
        raise Refused("“person” is missing.")
    return person


ACTIONS: dict[str, Callable[["Realtime", Session, Body], None]] = {
    "admit": _admit, "remove": _remove, "take": _take, "done": _done, "reply": _reply, "ring": _ring,
    "give_back": _give_back,
}  # fmt: skip
