"""A participant's room: the page with the whole present in it, and the way without websockets."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import Response, abort, g, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.extensions import socketio
from workshop.live import topics
from workshop.people import choice, identity
from workshop.realtime.fallback_letters import EVERYBODY
from workshop.realtime.service import LATER, Realtime
from workshop.session import latecomers
from workshop.session.state import Session
from workshop.store.people import Participant
from workshop.transport import guard
from workshop.web import current
from workshop.web.cookies import kept_as_long
from workshop.web.participant.blueprint import bp, stranger
from workshop.web.participant.room_page import pieces


@bp.get("/s/<session_id>")
def stage(session_id: str) -> Response:
    """The whole present, in the page itself: readable before any socket connects."""
    found = _who(session_id)
    if found is None:
        return stranger(session_id)
    realtime, session, who, token = found
    g.room = pieces(realtime, session, who, token)
    return kept_as_long(Response(b"".join(piece.plain for piece in g.room)), session, token)


@bp.get("/s/<session_id>/state")
def state(session_id: str) -> AnyResponse:
    """For browsers whose network lets no websocket through: a `hello`, or 204 where nothing changed."""
    found = _who(session_id)
    if found is None:
        abort(404)
    realtime, session, who, token = found
    connection = realtime.broadcaster.audiences.visitor(session, who, token)
    realtime.presence.seen(session_id, who)
    realtime.broadcaster.leader_absence.look(session_id)
    _sit_down(realtime, session, who)
    spoken = choice.apart(session_id)
    counts = realtime.pulse.beside_phone(session, spoken) if who.state == "in" else {"pulse": None}
    mark = _mark(realtime.broadcaster.own.version(session_id, who.id), counts.get("tally"))
    seen = {
        "e": realtime.broadcaster.stages.epoch(session_id),
        "v": str(session.v),
        "holding": str(int(realtime.broadcaster.leader_absence.is_on(session))),
        "m": mark,
    }
    given = {"holding": "0", "m": mark, **request.args.to_dict()}
    heard = realtime.broadcaster.letters.newest()
    letters = _letters(realtime, who, given.get("heard", ""))
    same = not letters and all(given.get(name) == value for name, value in seen.items())
    if same and not request.args.get("mine"):
        return Response(status=204)
    told = {"mine": realtime.broadcaster.own.of(session, connection), "m": mark, "heard": heard, "letters": letters}
    return jsonify({**realtime.broadcaster.frame(session, connection.audience, spoken), **counts, **told})


def _mark(own: str, tally: dict[str, Any] | None) -> str:
    """Changes with what stands beside the stage: one's own state, and a result that shows while people answer."""
    return own + (sha256(tally["html"].encode()).hexdigest()[:12] if tally else "")


def _letters(realtime: Realtime, who: Participant, heard: str) -> list[tuple[str, Mapping[str, object]]]:
    """What was told once since the answer that had this number. A page that has just come missed nothing yet."""
    to = {who.id, EVERYBODY} if who.state == "in" else {who.id}
    return (
        realtime.broadcaster.letters.since(who.session, int(heard), to) if heard.isascii() and heard.isdigit() else []
    )


def _sit_down(realtime: Realtime, session: Session, who: Participant) -> None:
    """Groups are at work without this person: as for a phone that connects. The next answer tells where they sit."""
    if latecomers.unplaced(session, who.id) and who.state == "in":
        topics.arrive(realtime.live, session, who.person, who.id in realtime.signals.resting(session.id))


@bp.post("/s/<session_id>/op")
def op(session_id: str) -> AnyResponse:
    """The same as the socket's `op`."""
    found = _who(session_id)
    if found is None:
        abort(404)
    realtime, _, who, token = found
    realtime.presence.came(session_id, who.id)
    if not guard.of(socketio).spend(f"{session_id}:{who.id}"):
        return Response(json.dumps(LATER), 429, content_type="application/json")
    return jsonify(realtime.accept_op(who, token, request.get_json(silent=True)))


def _who(session_id: str) -> tuple[Realtime, Session, Participant, bytes] | None:
    known = identity.participant(session_id)
    session = current.live().session(session_id)
    return (current.realtime(), session, *known) if known and session else None
