"""One's own place: the browsers that are signed in, keys for programs, and what was done here."""

import re
from datetime import date, timedelta

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.places import gate, security_log
from workshop.places.api_key_making import made_key
from workshop.places.browser_label import label_said
from workshop.places.gate import require_facilitator
from workshop.places.sign_in import end_browser
from workshop.session.errors import Refused
from workshop.store import api_keys, passkeys, places, security_events
from workshop.store.api_keys import Scope
from workshop.store.places import FIRST
from workshop.store.security_events import DAYS, SecurityEvent
from workshop.util.language import said
from workshop.web import current
from workshop.web.forms import ApiKeyForm, ButtonForm
from workshop.web.host.blueprint import bp

NEWEST = 10  # entries of the log on the page itself
MARK = re.compile(r"[0-9a-f]{64}")


@bp.app_template_global()
def several_places() -> bool:
    """Whoever leads alone on a server meets no word of places."""
    if gate.here() is None:
        return False
    with current.live().database.read() as conn:
        return places.how_many(conn) > 1


@bp.get("/place")
@require_facilitator
def own_place() -> str:
    return place_page()


def place_page(**more: object) -> str:
    """`more`: what was just made or refused on it."""
    place, today = gate.acting(), date.today()
    since = today - timedelta(days=places.SIGNED_IN_DAYS)
    with current.live().database.read() as conn:
        browsers = places.browsers(conn, place.id, since)
        keys = api_keys.of_place(conn, place.id, gate.key_mark(place.id))
        devices = passkeys.of_place(conn, place.id, gate.key_mark(place.id))
        entries = security_events.of_place(conn, place.id, NEWEST + 1)
    return render_template(
        "host/own_place.html", place=place, browsers=browsers, here=gate.mark_of_sign_in(), keys=keys, today=today,
        devices=devices, entries=entries[:NEWEST], more=len(entries) > NEWEST,
        told=security_log.told, told_by=security_log.told_by, days=DAYS, first=FIRST, label_said=label_said, **more,
    )  # fmt: skip


@bp.get("/place/log")
@require_facilitator
def own_log() -> str:
    with current.live().database.read() as conn:
        entries = security_events.of_place(conn, gate.acting().id)
    return render_template(
        "host/log.html", entries=entries, told=security_log.told, told_by=security_log.told_by, days=DAYS, of=None
    )


@bp.post("/place/browsers/<mark>/sign-out")
@require_facilitator
def sign_browser_out(mark: str) -> AnyResponse:
    """One that was lost, or is somebody else's. Its consoles close within seconds."""
    if not ButtonForm().validate():
        abort(400)
    if not MARK.fullmatch(mark):
        abort(404)
    if mark == gate.mark_of_sign_in():
        raise Refused("This is the browser before you. Its own Sign out is at the top of the page.", "own")
    label = end_browser(gate.acting(), mark)
    if label is None:
        abort(404)
    security_log.note(SecurityEvent.BROWSER_OUT, label)
    current.realtime().close_consoles(mark)
    return redirect(url_for("host.own_place", _anchor="browsers"), 303)


@bp.post("/place/keys")
@require_facilitator
def make_key() -> str | tuple[str, int]:
    """The page is the answer, for the secret is told once: only its hash is kept."""
    form = ApiKeyForm()
    if not form.validate():
        abort(400)
    asked = frozenset(scope for scope in Scope if scope.value in request.form.getlist("scope"))
    try:
        secret = made_key(gate.acting(), form.name.data or "", asked)
    except Refused as refused:
        return place_page(error=said(refused.words, refused.places), asked=form, asked_scopes=asked), 409
    return place_page(fresh=secret, fresh_name=form.name.data)


@bp.post("/place/keys/<mark>/revoke")
@require_facilitator
def revoke_key(mark: str) -> AnyResponse:
    if not ButtonForm().validate():
        abort(400)
    place = gate.acting()
    name = current.live().database.write(lambda conn: api_keys.revoke(conn, place.id, mark))
    if name is None:
        abort(404)
    security_log.note(SecurityEvent.KEY_REVOKED, name)
    return redirect(url_for("host.own_place", _anchor="keys"), 303)
