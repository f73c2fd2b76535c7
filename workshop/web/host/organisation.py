"""To the organisation's door and back; connecting one's place with it, and parting it."""

from flask import abort, redirect, render_template, request, url_for
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response as AnyResponse
from wtforms.validators import ValidationError

from workshop.places import gate
from workshop.places import organisation as its
from workshop.places.gate import Opening, opens_to, require_facilitator
from workshop.session.errors import Refused
from workshop.store import sign_ons
from workshop.util.language import marked, said
from workshop.web import current
from workshop.web.addresses import public
from workshop.web.forms import ButtonForm, DoorForm
from workshop.web.host.blueprint import bp

SHUT = marked("This place is suspended. Ask whoever looks after this server.")
Page = str | tuple[str, int] | AnyResponse


@bp.app_template_global()
def organisation_name() -> str:
    """As a button says it; empty where this server has none."""
    found = its.organisation()
    return found.name if found else ""


@bp.app_template_global()
def is_connected() -> bool:
    with current.live().database.read() as conn:
        return sign_ons.is_connected(conn, gate.acting().id)


def to_organisation() -> Page:
    _there()
    try:
        return its.to_its_door(_back())
    except Refused as refused:
        return _door(said(refused.words, refused.places), 503)


def from_organisation() -> Page:
    _there()
    was_in = gate.here() is not None
    try:
        place = its.came_back()
    except Refused as refused:
        return _door(said(refused.words, refused.places), 403 if refused.code == "unknown" else 503)
    if place is None:
        return _door(said(SHUT), 403)
    return redirect(url_for("host.own_place", _anchor="organisation") if was_in else url_for("host.door"), 303)


bp.add_url_rule("/organisation", view_func=opens_to(Opening.ALL, to_organisation))
bp.add_url_rule("/organisation/back", view_func=opens_to(Opening.ALL, from_organisation))


@bp.get("/place/organisation")
@require_facilitator
def connect_place() -> Page:
    """A link with the token of a form: a form that leads to another site is what a browser refuses (form-action)."""
    _there()
    try:
        validate_csrf(request.args.get("token"))
    except ValidationError:
        abort(400)
    return its.to_its_door(_back(), gate.acting().id)


@bp.post("/place/organisation/part")
@require_facilitator
def part_place() -> AnyResponse:
    _pressed()
    its.part(gate.acting())
    return redirect(url_for("host.own_place", _anchor="organisation"), 303)


def _back() -> str:
    return public(url_for("host.from_organisation"))


def _there() -> None:
    if its.organisation() is None:
        abort(404)


def _pressed() -> None:
    _there()
    if not ButtonForm().validate():
        abort(400)


def _door(sentence: str, status: int) -> Page:
    """The door, with why it did not open."""
    return render_template("host/sign_in.html", form=DoorForm(formdata=None), error="", refusal=sentence), status
