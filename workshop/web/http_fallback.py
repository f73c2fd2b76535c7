"""The way without websockets for those who lead and for the shared screen: the same bodies, by asking.

A desk asks for its `state` every few seconds and posts its commands; docs/protocol.md has the shapes.
"""

import json
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.people import choice, identity
from workshop.places import gate
from workshop.realtime.handlers import NO_MEMBER, NOT_OPEN
from workshop.realtime.presence import Connection
from workshop.session.state import Session
from workshop.session.team import FACILITATOR, desk_of
from workshop.web import current
from workshop.web.errors import sentence

bp = Blueprint("desks", __name__)
PROJECTOR = "projector"
TAB = 64  # characters at most


@bp.get("/host/sessions/<session_id>/state")
def host_state(session_id: str) -> AnyResponse:
    return _state(session_id, _facilitator(session_id))


@bp.get("/team/<session_id>/state")
def team_state(session_id: str) -> AnyResponse:
    return _state(session_id, _member(session_id))


@bp.get("/projector/<session_id>/state")
def projector_state(session_id: str) -> AnyResponse:
    """The key of the shared screen comes as a bearer token, so that it stands in no address."""
    key = request.headers.get("Authorization", "").removeprefix("Bearer ")
    opens = identity.may_project(session_id, key)
    return _state(session_id, Connection("", session_id, PROJECTOR, PROJECTOR) if opens else None)


@bp.post("/host/sessions/<session_id>/command")
def host_command(session_id: str) -> AnyResponse:
    return _command(session_id, _facilitator(session_id), "")


@bp.post("/team/<session_id>/command")
def team_command(session_id: str) -> AnyResponse:
    return _command(session_id, _member(session_id), NO_MEMBER)


def _facilitator(session_id: str) -> Connection | None:
    if not gate.leads(session_id):
        return None
    return Connection("", session_id, FACILITATOR, FACILITATOR, language=choice.console_apart(_session(session_id)))


def _member(session_id: str) -> Connection | None:
    known = identity.member(session_id)
    if known is None:
        return None
    member, token = known
    session = _session(session_id)
    spoken = choice.console_apart(session)
    return Connection("", session_id, "team", desk_of(session, member), None, token, member, language=spoken)


def _session(session_id: str) -> Session:
    found = current.live().session(session_id)
    if found is None:
        abort(404)
    return found


def _state(session_id: str, desk: Connection | None) -> AnyResponse:
    """A `hello` with what else this desk hears (`pulse`, `tally`, `people`, `board`), or 204 where all is as told."""
    if desk is None:
        return sentence(403, NOT_OPEN)
    session = _session(session_id)
    here = current.realtime()
    if desk.role != PROJECTOR:
        here.desk_asked(desk, request.args.get("tab", "")[:TAB])
    frame = here.broadcaster.frame(session, desk.audience, desk.language)
    beside = here.pulse.beside(session, desk.audience, desk.language)
    mark = _mark({**beside, "holding": frame["holding"]})
    known = {"e": str(frame["e"]), "v": str(frame["v"]), "m": mark}
    if all(request.args.get(name) == value for name, value in known.items()):
        return Response(status=204)
    return jsonify({**frame, **beside, "mine": {}, "m": mark})


def _mark(told: dict[str, Any]) -> str:
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def _command(session_id: str, desk: Connection | None, why_not: str) -> AnyResponse:
    if desk is None:  # whether there is such a session is told to those alone who lead it
        return jsonify({"status": "refused", "v": 0, "reason": why_not or NOT_OPEN})
    here = current.realtime()
    here.desk_asked(desk, request.args.get("tab", "")[:TAB])
    return jsonify(here.command(session_id, request.get_json(silent=True), desk.member))
