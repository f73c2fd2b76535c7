"""Payload → command or answer → ack. Who may do it is decided here, from the server's own knowledge."""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

from flask import request
from flask_socketio import ConnectionRefusedError as Refuse
from werkzeug.http import parse_cookie

from workshop import engine
from workshop.extensions import socketio
from workshop.live import topics
from workshop.live.protocol import BYE, COMMAND, NOTICE, OP, PROTO, SYNC, Ack, CommandAck, Frame, NoticeFrame
from workshop.live.submit import CommandResult
from workshop.people import choice, identity
from workshop.places import gate
from workshop.realtime import shut_places
from workshop.realtime.presence import CONSOLES, Connection
from workshop.realtime.service import LATER, Realtime, realtime
from workshop.realtime.stages import words_for
from workshop.session import latecomers
from workshop.session.state import Session
from workshop.session.team import desk_of
from workshop.store.database import StoreUnavailable
from workshop.transport import counters, guard
from workshop.util.language import ENGLISH, marked, said, speaking

log = logging.getLogger("workshop.realtime")
NOT_JOINED = "This browser has not joined the workshop yet."
NOT_OPEN = "This link does not open that. Please use the facilitator's link."
NO_MEMBER = marked("This link opens nothing any more. Please ask the facilitator for a new one.")
NOT_YOURS = marked("This console is not open to this browser any more. Please sign in again.")
TOO_MANY_WINDOWS = marked(
    "This workshop is open in many windows of this browser, so this one rests. Please go on in the newest one."
)
AWAY_FOR_LONG = {"min_ms": 60_000, "max_ms": 120_000}


@socketio.on("connect")
def connect(auth: Any = None) -> None:
    """Check who it is, join the audience, then (and only then) read the snapshot: nothing falls between."""
    service = realtime()
    if _mine():
        return  # a client said the word; only the first one is the server's own
    asked = auth if isinstance(auth, dict) else {}
    connection = _connection(service, asked)
    connection.differences = asked.get("people") == "changes"
    _enter(service, connection)


def _enter(service: Realtime, connection: Connection) -> None:
    service.presence.add(connection)
    _count_for(service, connection)
    service.broadcaster.audiences.enter(connection)
    eio_sid = socketio.server.manager.eio_sid_from_sid(connection.sid, "/")
    guard.of(socketio).then(eio_sid, partial(_welcome, service, connection))


def _connect_quickly(
    service: Realtime, by_request: Callable[..., Any], sid: str, environ: dict[str, Any], auth: Any = None
) -> Any:
    """Participants come by the hundred at once, and need nothing of a request but their cookies: none is built up."""
    if not isinstance(auth, dict) or auth.get("as") != "participant":
        return by_request(sid, environ, auth)
    try:
        if service.presence.get(sid) is None:
            cookies = parse_cookie(environ).to_dict()  # a plain one: it makes no error for each that is not there
            _enter(service, _participant(service, sid, auth, environ, cookies))
    except Refuse:
        raise
    except StoreUnavailable:
        return LATER  # said once by the database itself
    except Exception:
        log.exception("Somebody who came could not be let in.")
        return LATER
    return None


def _participant(
    service: Realtime, sid: str, auth: dict[str, Any], environ: dict[str, Any], cookies: Mapping[str, str]
) -> Connection:
    """Where we know the session, it is enough that they are in it: `welcome` looks what holds now, once for all."""
    session = _session_of(service, auth, cookies, service.live.last_seen)
    known = identity.participant_in(service.live, service.app.config, cookies, session.id)
    if known is None:
        _session_of(service, auth, cookies, service.live.session)
        raise Refuse(NOT_JOINED)
    language = choice.apart_in(session, cookies, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    return Connection(sid, session.id, "participant", "", *known, language=language)


def _session_of(
    service: Realtime, auth: dict[str, Any], cookies: Mapping[str, str], look: Callable[[str], Session | None]
) -> Session:
    session_id = auth.get("session")
    if auth.get("proto") != PROTO:
        raise Refuse("reload")
    session = look(session_id) if isinstance(session_id, str) else None
    if session is None:
        raise Refuse(_not_there(service, auth.get("as"), session_id, cookies))
    return session


def _connection(service: Realtime, auth: dict[str, Any]) -> Connection:
    sid: str = request.sid  # type: ignore[attr-defined]
    role = auth.get("as")
    if role == "participant":
        return _participant(service, sid, auth, request.environ, request.cookies)
    session = _session_of(service, auth, request.cookies, service.live.session)
    session_id = session.id
    if role == "team":
        return _of_the_team(sid, session_id)
    if role == "facilitator" and (place := gate.may_lead(session_id, auth.get("key"))):
        spoken = choice.console_apart(session)
        return Connection(sid, session_id, role, role, sign_in=_sign_in(auth), place=place.id, language=spoken)
    if role == "projector" and identity.may_project(session_id, auth.get("key")):
        return Connection(sid, session_id, role, role, sign_in=_sign_in(auth))
    raise Refuse(NOT_OPEN)


def _not_there(service: Realtime, role: Any, session_id: Any, cookies: Mapping[str, str]) -> str:
    """Whoever has nothing of the session hears what they would hear if it were there."""
    if role == "participant":
        joined = isinstance(session_id, str) and identity.token_in(service.app.config, cookies, session_id)
        return "There is no such workshop." if joined else NOT_JOINED
    return NO_MEMBER if role == "team" else NOT_OPEN


def _sign_in(auth: dict[str, Any]) -> str:
    """Whoever has a key needs no cookie, and stays when the cookie's sign-in ends."""
    return gate.this_sign_in() if gate.here() and not auth.get("key") else ""


def _of_the_team(sid: str, session_id: str) -> Connection:
    known, session = identity.member(session_id), identity.live().session(session_id)
    if known is None or session is None:
        raise Refuse(NO_MEMBER)
    member, token = known
    spoken = choice.console_apart(session)
    return Connection(sid, session_id, "team", desk_of(session, member), None, token, member, language=spoken)


def _count_for(service: Realtime, connection: Connection) -> None:
    """What this connection sends counts for its person; of too many of theirs, the oldest goes, with a sentence."""
    one = connection.who or connection.member
    if one is None:
        return  # the facilitator's key and the projector's are shared by those who may have them
    guarded, eio_sid = guard.of(socketio), socketio.server.manager.eio_sid_from_sid
    oldest = guarded.belongs(eio_sid(connection.sid, "/"), f"{connection.session}:{one.id}")
    if oldest:
        sid = socketio.server.manager.sid_from_eio_sid(oldest, "/")
        text = TOO_MANY_WINDOWS
        if connection.who:
            with _in_language(service, connection):
                text = said(TOO_MANY_WINDOWS)
        socketio.emit(NOTICE, NoticeFrame(text=text, private=True), to=sid)
        socketio.emit(BYE, AWAY_FOR_LONG, to=sid)
        counters.count("too_many_sockets")
        engine.spawn(socketio.server.eio.disconnect, oldest)


def _welcome(service: Realtime, connection: Connection, line: Any) -> None:
    """Those who are let in together are looked up together: the first of them does it for all."""
    service.arriving.append((connection, line))
    engine.sleep(0)
    lot = [service.arriving.popleft() for _ in range(len(service.arriving))]
    if lot:
        engine.attempt(service.broadcaster.welcome, *(each for each, _ in lot))
    for each, line_of_theirs in lot:
        line_of_theirs.release()
        engine.attempt(_settle, service, each)


def _settle(service: Realtime, connection: Connection) -> None:
    if connection.role in CONSOLES:
        service.pulse.greet(connection)
    service.broadcaster.leader_absence.look(connection.session)
    service.pulse.touch(connection.session)
    service.pulse.start_beating()
    if connection.who:
        session = service.live.last_seen(connection.session)  # as they were greeted
        if service.presence.found(connection.session, connection.who.id) and session:
            service.broadcaster.own.send_to_group(session, connection.who.id)
        if session and connection.who.state == "in" and latecomers.unplaced(session, connection.who.id):
            resting = connection.who.id in service.signals.resting(session.id)
            topics.arrive(service.live, session, connection.who.person, resting)


def _leave(service: Realtime, sid: str, reason: Any) -> None:
    if socketio.server.manager.is_connected(sid, "/"):
        return  # a client said the word and stays: it would go on listening, and nobody could remove it
    connection = service.presence.leave(sid)
    if connection:
        service.pulse.touch(connection.session)
        service.broadcaster.leader_absence.look(
            connection.session, silent=reason == socketio.server.reason.PING_TIMEOUT
        )
        if connection.who:
            service.broadcaster.group_absence.miss_later(connection.session, connection.who.id)


def listen(service: Realtime) -> None:
    """Answers come by the thousand at once, and people go so; neither needs a request: none is built up for each."""
    server = socketio.server
    server.on(OP, handler=partial(_op, service))
    server.on("disconnect", handler=partial(_disconnect, service))
    server.on("connect", handler=partial(_connect_quickly, service, server.handlers["/"]["connect"]))


def _disconnect(service: Realtime, sid: str, reason: Any = None, *_: Any) -> None:
    engine.attempt(_leave, service, sid, reason)


def _op(service: Realtime, sid: str, message: Any = None, *_: Any) -> Ack:
    """A participant's answer → its ack."""
    connection = service.presence.get(sid)
    if connection is None or connection.who is None:
        return {"status": "invalid", "why": NOT_JOINED}
    try:
        with _in_language(service, connection):
            return service.accept_op(connection.who, connection.token, message)
    except StoreUnavailable:
        return LATER.copy()
    except Exception:
        log.exception("An answer could not be handled.")
        return LATER.copy()


def _in_language(service: Realtime, connection: Connection) -> AbstractContextManager[None]:
    """Refusals in the language of the phone. English needs nothing built up."""
    session = service.live.last_seen(connection.session)
    code = words_for(session, connection.language) if session else connection.language or ENGLISH
    return nullcontext() if code == ENGLISH else speaking(service.broadcaster.app, code)


@socketio.on(COMMAND)
def command(body: Any = None, *_: Any) -> CommandAck:
    """A command of the team → its answer."""
    service, connection = realtime(), _mine()
    if connection is None or connection.role not in CONSOLES:
        return CommandResult("refused", 0, "Only a facilitator can do that.").as_dict()
    with _in_language(service, connection):
        if connection.member and identity.still_member(connection.session, connection.token) is None:
            return CommandResult("refused", 0, said(NO_MEMBER)).as_dict()
        if connection.place and not shut_places.still_leads(service, connection):
            return CommandResult("refused", 0, said(NOT_YOURS)).as_dict()
        return service.command(connection.session, body, connection.member)


@socketio.on(SYNC)
def sync(*_: Any) -> Frame | None:
    """A browser fell behind: the whole present anew."""
    service, connection = realtime(), _mine()
    if connection is None:
        return None
    if connection.place and not shut_places.still_leads(service, connection):
        return None
    service.pulse.greet_with_people(connection)
    return service.broadcaster.hello(connection)


@socketio.on_error_default
def failed(error: Exception) -> Ack:
    """A bug is loud in the log, and calm on the phone: the outbox keeps the answer and tries again."""
    if not isinstance(error, StoreUnavailable):
        log.exception("A message could not be handled.")
    return LATER


def _mine() -> Connection | None:
    return realtime().presence.get(request.sid)  # type: ignore[attr-defined]
