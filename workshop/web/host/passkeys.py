"""Passkeys in the browser: made and removed on the page of one's place, used at the door."""

from typing import Any

from flask import Response, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.places import gate, passkeys
from workshop.places.gate import Opening, opens_to, require_facilitator
from workshop.session.errors import Refused
from workshop.store import passkeys as kept
from workshop.util.language import marked, said
from workshop.web import current
from workshop.web.forms import ButtonForm
from workshop.web.host.blueprint import bp
from workshop.web.host.sign_in import inside

NOT_KNOWN = marked(
    "No place here opens to this passkey. A link opens the door, too: ask whoever looks after the server."
)


@bp.app_template_global()
def passkeys_possible() -> bool:
    return passkeys.site() is not None


@bp.app_template_global()
def passkeys_here() -> bool:
    """Whether the door has a word about them: somebody has one."""
    if passkeys.site() is None:
        return False
    with current.live().database.read() as conn:
        return kept.any_there(conn)


@bp.post("/place/passkeys/begin")
@require_facilitator
def begin_passkey() -> Response:
    return Response(passkeys.question_to_make(gate.acting()), mimetype="application/json")


@bp.post("/place/passkeys")
@require_facilitator
def make_passkey() -> tuple[Response, int]:
    body = _body()
    passkeys.made(gate.acting(), body.get("answer"), str(body.get("name", "")))
    return jsonify(to=url_for("host.own_place", _anchor="passkeys")), 201


@bp.post("/place/passkeys/<mark>/remove")
@require_facilitator
def remove_passkey(mark: str) -> AnyResponse:
    if not ButtonForm().validate():
        abort(400)
    if not passkeys.removed(gate.acting(), mark):
        abort(404)
    return redirect(url_for("host.own_place", _anchor="passkeys"), 303)


def ask_device() -> Response:
    return Response(passkeys.question_to_open(), mimetype="application/json")


def open_by_passkey() -> tuple[Response, int]:
    body = _body()
    try:
        place = passkeys.opened(body.get("answer"))
    except Refused as refused:
        return jsonify(error=refused.code, message=said(refused.words, refused.places)), 409
    if place is None:
        current.rate_limits().wrong("key")
        return jsonify(error="unknown", message=said(NOT_KNOWN)), 403
    wanted = inside(str(body.get("next", "")))
    return jsonify(to=request.script_root + wanted if wanted else url_for("host.door")), 200


bp.add_url_rule("/passkey/begin", view_func=opens_to(Opening.ALL, ask_device), methods=["POST"])
bp.add_url_rule("/passkey", view_func=opens_to(Opening.ALL, open_by_passkey), methods=["POST"])


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else abort(400)
