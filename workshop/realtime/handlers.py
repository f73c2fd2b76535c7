"""Payload → command or answer → ack. Who may do it is decided here, from the server's own knowledge."""

import logging
from typing import Any

from flask import request
from flask_socketio import ConnectionRefusedError as Refuse

from workshop import engine, identity, topics
from workshop.extensions import socketio
from workshop.live import Answer
from workshop.realtime.room import LATER, Room, room
from workshop.realtime.seats import CONSOLES, Seat
from workshop.realtime.tell import EVERYONE
from workshop.session import latecomers
from workshop.session.team import desk_of

log = logging.getLogger("workshop.realtime")
PROTO = 1
NO_MEMBER = "This link opens nothing any more. Please ask the facilitator for a new one."
PATIENCE = 8.0  # seconds without a line before the group is told


@socketio.on("connect")
def connect(auth: Any = None) -> None:
    """Check who it is, join the audience, then (and only then) read the snapshot: nothing falls between."""
    here = room()
    if _mine():
        return  # a client said the word; only the first one is the server's own
    seat = _seat(auth if isinstance(auth, dict) else {})
    here.seats.take(seat)
    socketio.server.enter_room(seat.sid, f"{seat.session}:{EVERYONE}")
    socketio.server.enter_room(seat.sid, f"{seat.session}:{seat.audience}")
    engine.spawn(_welcome, here, seat)


def _seat(auth: dict[str, Any]) -> Seat:
    session_id, role = auth.get("session"), auth.get("as")
    if auth.get("proto") != PROTO:
        raise Refuse("reload")
    if not isinstance(session_id, str) or identity.live().session(session_id) is None:
        raise Refuse("There is no such workshop.")
    sid: str = request.sid  # type: ignore[attr-defined]
    if role == "participant":
        known = identity.participant(session_id)
        if known is None:
            raise Refuse("This browser has not joined the workshop yet.")
        return Seat(sid, session_id, role, "", known[0], known[1])
    if role == "team":
        return _of_the_team(sid, session_id)
    if role == "facilitator" and (identity.is_facilitator() or identity.key_matches(auth.get("key"))):
        return Seat(sid, session_id, role, role)
    if role == "projector" and identity.may_project(session_id, auth.get("key")):
        return Seat(sid, session_id, role, role)
    raise Refuse("This link does not open that. Please use the facilitator's link.")


def _of_the_team(sid: str, session_id: str) -> Seat:
    known, session = identity.member(session_id), identity.live().session(session_id)
    if known is None or session is None:
        raise Refuse(NO_MEMBER)
    member, token = known
    return Seat(sid, session_id, "team", desk_of(session, member), None, token, member)


def _welcome(here: Room, seat: Seat) -> None:
    here.tell.welcome(seat)
    if seat.role in CONSOLES:
        here.pulse.greet(seat)
    here.tell.holding.look(seat.session)
    here.pulse.touch(seat.session)
    here.pulse.start_beating()
    if seat.who:
        session = here.live.session(seat.session)
        if here.seats.found(seat.session, seat.who.id) and session:
            here.tell.group_again(session, seat.who.id)
        if session and latecomers.unplaced(session, seat.who.id):
            topics.arrive(here.live, session, seat.who.person)


@socketio.on("disconnect")
def disconnect(reason: Any = None, *_: Any) -> None:
    here, sid = room(), request.sid  # type: ignore[attr-defined]
    if socketio.server.manager.is_connected(sid, "/"):
        return  # a client said the word and stays: it would go on listening, and nobody could remove it
    seat = here.seats.leave(sid)
    if seat:
        here.pulse.touch(seat.session)
        here.tell.holding.look(seat.session, silent=reason == socketio.server.reason.PING_TIMEOUT)
        if seat.who:
            engine.spawn(_missed, here, seat.session, seat.who.id)


def _missed(here: Room, session_id: str, person_id: str) -> None:
    """A phone that sleeps for a moment is not away; one that stays away leaves somebody alone in a group."""
    engine.sleep(PATIENCE)
    session = here.live.session(session_id)
    if session and session.group_of(person_id) and here.seats.miss(session_id, person_id):
        here.tell.group_again(session, person_id)


@socketio.on("op")
def op(message: Any = None, *_: Any) -> dict[str, Any]:
    here, seat = room(), _mine()
    if seat is None or seat.who is None:
        return {"status": "invalid", "why": "This browser has not joined the workshop yet."}
    return here.take(seat.who, seat.token, message)


@socketio.on("command")
def command(body: Any = None, *_: Any) -> dict[str, object]:
    here, seat = room(), _mine()
    if seat is None or seat.role not in CONSOLES:
        return Answer("refused", 0, "Only a facilitator can do that.").as_dict()
    if seat.member and identity.still_member(seat.session, seat.token) is None:
        return Answer("refused", 0, NO_MEMBER).as_dict()
    return here.command(seat.session, body, seat.member)


@socketio.on("sync")
def sync(*_: Any) -> dict[str, Any] | None:
    here, seat = room(), _mine()
    return here.tell.hello(seat) if seat else None


@socketio.on_error_default
def failed(_error: Exception) -> dict[str, object]:
    """A bug is loud in the log, and calm on the phone: the outbox keeps the answer and tries again."""
    log.exception("A message could not be handled.")
    return LATER


def _mine() -> Seat | None:
    return room().seats.get(request.sid)  # type: ignore[attr-defined]
