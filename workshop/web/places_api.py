"""Places for a host's tools, and for `workshop place` beside a running server. See docs/protocol.md."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for

from workshop.places import security_log
from workshop.places.managing import Managing
from workshop.session.errors import Refused
from workshop.store.places import Place
from workshop.web import current
from workshop.web.addresses import public
from workshop.web.errors import sentence

bp = Blueprint("places_api", __name__, url_prefix="/api/places")


def managing() -> Managing:
    return managing_by(security_log.by_whom() or "")


def managing_by(name: str) -> Managing:
    """`name`: as the log of the place calls whoever does it."""
    config = current_app.config
    return Managing(current.live().database, config["SESSIONS_FOLDER"], config["PLACES_FOLDER"], name)


@bp.get("")
def everyone() -> Response:
    return jsonify([asdict(each) for each in managing().all()])


@bp.post("")
def add() -> tuple[Response, int]:
    body = _body()
    place, secret = managing().add(_text(body, "name"), body.get("host") is True)
    return jsonify({"id": place.id, "name": place.name, "link": link_of(secret)}), 201


@bp.patch("/<place_id>")
def change(place_id: str) -> Response:
    """A new name, `suspended`, or limits: `most_sessions` and `most_megabytes`, both, null for as many as one likes."""
    place, body = _place(place_id), _body()
    if "name" in body:
        managing().rename(place, _text(body, "name"))
    if type(body.get("suspended")) is bool:
        managing().suspend(place, body["suspended"])
    if "most_sessions" in body or "most_megabytes" in body:
        managing().limit(place, _number(body, "most_sessions"), _number(body, "most_megabytes"))
    return jsonify({"id": place.id})


@bp.post("/<place_id>/link")
def new_link(place_id: str) -> tuple[Response, int]:
    secret = managing().link(_place(place_id), _body().get("sign_out") is True)
    return jsonify({"link": link_of(secret)}), 201


@bp.delete("/<place_id>")
def remove(place_id: str) -> Response:
    folder = managing().remove(_place(place_id))
    return jsonify({"scripts": str(folder) if folder else None})


@bp.post("/<place_id>/hand-over")
def hand_over(place_id: str) -> tuple[Response, int]:
    """The code by which another place takes over all its sessions."""
    return jsonify({"code": managing().hand_over(_place(place_id))}), 201


def link_of(secret: str) -> str:
    return f"{public(url_for('host.door'))}#{secret}"


def _place(asked: str) -> Place:
    try:
        return managing().find(asked)
    except Refused as refused:
        return abort(sentence(404, refused.sentence, "unknown_place"))


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else abort(400)


def _number(body: dict[str, Any], name: str) -> int | None:
    found = body.get(name)
    return found if found is None or type(found) is int else abort(400)


def _text(body: dict[str, Any], name: str) -> str:
    found = body.get(name)
    return found if isinstance(found, str) else abort(400)
