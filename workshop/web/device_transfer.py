"""Moving one's place to another device: a code in a picture, good once and for two minutes; the other one's way in."""

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop import engine
from workshop.people import identity
from workshop.people.device_codes import SECONDS, DeviceCodes, Handover
from workshop.session.state import Session
from workshop.store.people import Participant
from workshop.util import qr
from workshop.util.language import marked
from workshop.web import current
from workshop.web.addresses import public
from workshop.web.cookies import give
from workshop.web.forms import ButtonForm, MoveForm
from workshop.web.join import error_page
from workshop.web.stale import link_comes_back

bp = Blueprint("moving", __name__)
NO_MORE = {
    "used": marked("This code was used already; it works once. On your first device, My notes shows you a new one."),
    "expired": marked("The two minutes of this code are over. On your first device, My notes shows you a new one."),
    "unknown": marked("This code opens nothing here. On your first device, My notes shows you a new one."),
}


@bp.post("/my/<session_id>/move")
def move(session_id: str) -> str:
    """The picture and the link, on a page of its own. The secret stands behind the #, and nothing keeps it."""
    session, who, token = _known(session_id)
    if not ButtonForm().validate():
        abort(400)
    secret = current.device_codes().offer(who, token, identity.is_low_trace(session_id))
    engine.spawn(_wipe, current.device_codes())
    address = f"{public(url_for('moving.here', session_id=session_id))}#{secret}"
    rules = session.script.rules
    return render_template(
        "pages/my_move.html", session_id=session_id, title=session.script.title, link=address, qr=qr.draw(address),
        seconds=SECONDS, ended=session.phase == "ended", theme=rules.theme, lang=rules.language,
    )  # fmt: skip


@bp.get("/my/<session_id>/move/state")
def state(session_id: str) -> Response:
    """For the device that shows the code: whether the other one came."""
    _, who, _ = _known(session_id)
    found = current.device_codes().of(session_id, who.id)
    return jsonify({"state": found.state if found else "expired", "left_ms": round(found.left * 1000) if found else 0})


@bp.get("/my/<session_id>/here")
def here(session_id: str) -> str:
    """What the code opens: a page whose script looks for the secret behind the #."""
    return render_template("pages/move_here.html", session_id=session_id)


@bp.post("/my/<session_id>/here")
@link_comes_back("secret", "come", "low_trace")
def arrive(session_id: str) -> AnyResponse | str:
    """First whom the code brings, and into whose place; then, once, the cookie."""
    form, session = MoveForm(), current.live().session(session_id)
    secret = form.secret.data or ""
    found = current.device_codes().find(session_id, secret) if form.validate() and session else None
    if session is None or found is None or found.state != "open":
        return error_page(NO_MORE[found.state if found else "unknown"], 404)
    at_home = identity.participant(session_id)
    if at_home and at_home[0].id == found.person:
        return redirect(_way_in(session), 303)
    if not form.come.data:
        return _ask(session, found, secret, at_home[0] if at_home else None)
    token = current.device_codes().redeem(session_id, secret)
    if token is None:
        return error_page(NO_MORE["used"], 404)
    low = bool(form.low_trace.data) or identity.is_low_trace(session_id)
    return give(redirect(_way_in(session), 303), session, token, low)


def _ask(session: Session, found: Handover, secret: str, at_home: Participant | None) -> str:
    rules = session.script.rules
    low = found.low_trace or identity.is_low_trace(session.id)
    return render_template(
        "pages/move_here.html", session_id=session.id, title=session.script.title, secret=secret, name=found.name,
        other=at_home.nickname if at_home else "", low_trace=low, theme=rules.theme, lang=rules.language,
    )  # fmt: skip


def _way_in(session: Session) -> str:
    if session.phase == "ended":
        return url_for("participant.my", session_id=session.id)
    return url_for("participant.stage", session_id=session.id)


def _known(session_id: str) -> tuple[Session, Participant, bytes]:
    known, session = identity.participant(session_id), current.live().session(session_id)
    if known is None or session is None:
        abort(404)
    return session, *known


def _wipe(codes: DeviceCodes) -> None:
    """The token goes on time, also if nobody asks any more."""
    engine.sleep(SECONDS + 1)
    codes.sweep()
