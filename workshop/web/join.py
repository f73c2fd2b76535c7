"""The front door: a code, then the promise and a nickname, then the room."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from flask import Blueprint, Response, current_app, redirect, render_template, url_for
from flask import session as browser
from werkzeug.wrappers import Response as AnyResponse

from workshop.people import choice, identity, join
from workshop.people.newcomers import Coming
from workshop.session.errors import Refused
from workshop.session.state import Session
from workshop.util.language import addressing, marked, nearest, said, speaking
from workshop.web import current, place_pictures
from workshop.web.forms import JoinForm
from workshop.web.stale import comes_back, press_again

bp = Blueprint("join", __name__)
PAUSE = marked("There were many wrong codes from here in a short time. Please wait a minute and try again.")
JAM = marked("Very many people come in at this moment. Please try again in a few seconds.")
BUSY = marked("Many wrong codes come in just now, so this took a moment. A right one opens at once.")
Answer = AnyResponse | tuple[str, int]
STATUS = {"unknown": 404, "locked": 403, "full": 403, "name": 422}


@bp.get("/")
def front() -> str:
    return render_template("pages/join.html", form=JoinForm(), error="", ended=_ended_here())


def _again(why: str) -> Answer:
    """Two tabs of a new browser have two tokens, and the first is an old one: the code and the name stay."""
    return _look(JoinForm(), lambda form, invitation: _promise(form, invitation, press_again(), 400))


@bp.post("/join")
@comes_back(_again)
def come_in() -> Answer:
    """Only a code: the promise page. With a nickname: the cookie, and on to the room."""
    form = JoinForm()
    form.validate_on_submit()
    return _look(form, _join)


def _look(form: JoinForm, named: Callable[[JoinForm, join.Invitation], Answer]) -> Answer:
    """What the code opens. `named`: what becomes of whoever says a name; the code alone changes nothing."""
    if current.rate_limits().must_wait("code"):
        return _front(form, said(PAUSE), 429)
    code = form.code.data or ""
    known = join.session_of(current.live(), code)
    if known and identity.participant(known):  # a locked or full door is none for who is inside already
        return redirect(url_for("participant.stage", session_id=known), 303)
    try:
        invitation = join.find(current.live(), code)
    except Refused as refused:
        return _stays_out(form, refused)
    if form.nickname.raw_data is None or not form.nickname.raw_data:
        return _promise(form, invitation, "", 200)
    return named(form, invitation)


def _stays_out(form: JoinForm, refused: Refused) -> tuple[str, int]:
    """A code that opens nothing is answered slowly; a right one whose door is closed just now is no guess."""
    if refused.code == "unknown" and current.rate_limits().wrong("code"):
        return _front(form, f"{said(refused.words, refused.places)} {said(BUSY)}", 429)
    return _front(form, said(refused.words, refused.places), STATUS.get(refused.code, 409))


def _join(form: JoinForm, invitation: join.Invitation) -> Answer:
    if current.turnstile().is_jammed(invitation.record.id):
        return _promise(form, invitation, JAM, 429)
    try:
        joined = _once(form, invitation.record.id)
    except Refused as refused:
        return _promise(form, invitation, refused.words, STATUS.get(refused.code, 409), refused.places)
    current.realtime().expect(invitation.record.id, joined.participant.id)
    room = url_for("participant.stage", session_id=invitation.record.id, _anchor="new")  # told what was so far, if late
    response = redirect(room, 303)
    identity.give_cookie(response, invitation.record.id, joined.token, joined.keep_days, form.low_trace.data)
    if form.low_trace.data:
        choice.keep_no_longer_than_the_window(response)
    return response


def _once(form: JoinForm, session_id: str) -> join.Joined:
    """A browser is told by the token of its forms: it has no cookie of the workshop before it is in."""

    def come_in() -> join.Joined:
        return join.join(current.live(), form.code.data or "", form.nickname.data or "", form.partner.data or "")

    token = browser.get("csrf_token")
    filled = repr((form.nickname.data, form.partner.data))
    find = partial(join.joined_by, current.live(), session_id)
    return current.newcomers().once(Coming(session_id, token, filled, come_in, find)) if token else come_in()


def _front(form: JoinForm, error: str, status: int) -> tuple[str, int]:
    told = {"error": error, "unknown": status == STATUS["unknown"], "ended": _ended_here()}
    return render_template("pages/join.html", form=form, **told), status


def _ended_here() -> list[Session]:
    """Workshops that are over, whose code opens nothing any more, and that this very browser took part in."""
    found = [current.live().session(each) for each in identity.sessions_here() if identity.participant(each)]
    return [session for session in found if session and session.phase == "ended"]


def _promise(
    form: JoinForm, invitation: join.Invitation, error: str, status: int, places: Mapping[str, object] | None = None
) -> AnyResponse:
    """In the language that is chosen on the page itself, or else the one of this phone."""
    rules = invitation.script.rules
    place_pictures.shows(invitation.session.id)
    chosen = form.language.data or ""
    code = nearest(chosen) if chosen else choice.for_phone(rules.language)
    with speaking(current_app, addressing(code, rules.address)):
        page = render_template(
            "pages/promise.html", form=form, script=invitation.script, error=said(error, places) if error else "",
            ask_name=invitation.asks_name, theme=rules.theme, lang=rules.language,
            late=invitation.session.phase == "live", rehearsal=invitation.record.rehearsal,
            keep_until=date.today() + timedelta(days=rules.keep_days),
        )  # fmt: skip
    response = Response(page, status)
    if chosen:
        choice.keep(response, code)
    return response


def error_page(sentence: str, status: int) -> Response:
    """A page with one sentence, for doors that stay closed."""
    start = (said("To the start"), url_for("join.front"))
    page = render_template("pages/plain.html", title=said("Not open"), sentence=said(sentence), action=start)
    return Response(page, status=status)
