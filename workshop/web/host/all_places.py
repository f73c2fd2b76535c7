"""For whoever looks after the server: every place, by name, size and last use. Nothing of what is in them."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.places import gate, security_log
from workshop.places.gate import require_host
from workshop.places.managing import Managing
from workshop.session.errors import Refused
from workshop.store import places, security_events
from workshop.store.places import FIRST, Place
from workshop.store.security_events import DAYS, SecurityEvent
from workshop.util.language import marked, place_called, said
from workshop.web import current
from workshop.web.forms import ButtonForm, PlaceForm, PlaceLimitForm, PlaceLinkForm
from workshop.web.host.blueprint import bp
from workshop.web.places_api import link_of, managing_by

OWN = marked("This is your own place. Somebody else who looks after places can do that.")
Page = str | tuple[str, int]


@bp.get("/places")
@require_host
def all_places() -> str:
    return _page()


def _page(**more: object) -> str:
    return render_template(
        "host/all_places.html", places=_managing().all(), own=gate.acting().id, first=FIRST,
        removed="removed" in request.args, **more,
    )  # fmt: skip


def _managing() -> Managing:
    return managing_by(gate.acting().name)


@bp.get("/places/log")
@require_host
def log_of_all() -> str:
    with current.live().database.read() as conn:
        entries = [security_log.for_host(entry) for entry in security_events.of_all(conn)]
    names = {place.id: place_called(place.name) for place in _managing().all()}
    gone = {entry.place: entry.about for entry in entries if entry.what is SecurityEvent.REMOVED}
    return render_template(
        "host/log.html",
        entries=entries,
        told=security_log.told,
        told_by=security_log.told_by,
        days=DAYS,
        of={**gone, **names},
    )


@bp.post("/places")
@require_host
def add_place() -> Page:
    """The page is the answer, for the link is told once: only its hash is kept."""
    form = PlaceForm()
    if not form.validate():
        abort(400)
    try:
        place, secret = _managing().add(form.name.data or "", bool(form.host.data))
    except Refused as refused:
        return _page(error=said(refused.words, refused.places), asked=form), 409
    return _page(fresh={"place": place, "link": link_of(secret)})


@bp.post("/places/<place_id>/link")
@require_host
def link_into_place(place_id: str) -> Page:
    form = PlaceLinkForm()
    if not form.validate():
        abort(400)
    place = _other(place_id) if form.sign_out.data else _known(place_id)
    return _page(fresh={"place": place, "link": link_of(_managing().link(place, bool(form.sign_out.data)))})


@bp.post("/places/<place_id>/rename")
@require_host
def rename_place(place_id: str) -> Page | AnyResponse:
    place, form = _known(place_id), PlaceForm()
    try:
        _managing().rename(place, form.name.data or "")
    except Refused as refused:
        return _page(wrong={place.id: said(refused.words, refused.places)}), 409
    return _back(place)


@bp.post("/places/<place_id>/suspend")
@require_host
def suspend_place(place_id: str) -> AnyResponse:
    """Or, with `resume`, open it again."""
    place = _other(place_id)
    _managing().suspend(place, "resume" not in request.form)
    return _back(place)


@bp.post("/places/<place_id>/limit")
@require_host
def limit_place(place_id: str) -> Page | AnyResponse:
    place, form = _known(place_id), PlaceLimitForm()
    try:
        _managing().limit(place, _number(form.sessions.data), _number(form.megabytes.data))
    except Refused as refused:
        return _page(wrong={place.id: said(refused.words, refused.places)}), 409
    return _back(place)


def _number(typed: str | None) -> int | None:
    """None for nothing; 0, which is refused, for what is no number."""
    told = (typed or "").strip()
    return (int(told) if told.isdecimal() and len(told) < 9 else 0) if told else None


@bp.post("/places/<place_id>/hand-over")
@require_host
def hand_place_over(place_id: str) -> Page:
    """The page is the answer, for the code is told once. What is in the sessions a host does not see."""
    place = _known(place_id)
    return _page(fresh_code={"place": place, "code": _managing().hand_over(place)})


@bp.post("/places/<place_id>/remove")
@require_host
def remove_place(place_id: str) -> Page | AnyResponse:
    place = _other(place_id)
    try:
        _managing().remove(place)
    except Refused as refused:
        return _page(wrong={place.id: said(refused.words, refused.places)}), 409
    return redirect(url_for("host.all_places", removed=1), 303)


def _known(place_id: str) -> Place:
    """The place of a button of ours."""
    if not ButtonForm().validate():
        abort(400)
    with current.live().database.read() as conn:
        found = places.by_id(conn, place_id)
    return found or abort(404)


def _other(place_id: str) -> Place:
    """The same; not the one from which this is done, or its host would be shut out. Raises Refused."""
    if place_id == gate.acting().id:
        raise Refused(OWN, "own")
    return _known(place_id)


def _back(place: Place) -> AnyResponse:
    return redirect(url_for("host.all_places", _anchor=f"place-{place.id}"), 303)
