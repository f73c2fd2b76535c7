"""A page that was open for too long: its form is refused, and what was written in it comes back in its box."""

import re
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from workshop.session.errors import Refused
from workshop.util.language import marked, said
from workshop.web import gatekeeper
from workshop.web.errors import sentence, wants_json, way_on

V = TypeVar("V", bound=Callable[..., object])
Again = Callable[..., str | AnyResponse | tuple[str, int] | None]
# Of any form: what somebody thought of and typed. A view with boxes of another name says so itself.
WORDS = re.compile("text|title|sentence|words")
NOTHING_SENT = marked("This page was open for a long time. Please go back, reload it, and try again.")
PRESS_AGAIN = marked(
    "This page was open for a long time, so nothing was saved. What you wrote is here as you left it: press the button "
    "once more."
)
NO_COOKIE = marked(
    "This browser sent no cookie, and nothing here works without one. Please open the page anew and try once more; if "
    "you read this again, allow cookies for this address."
)
COPY = marked(
    "This page was open for a long time, so nothing was saved. What you wrote stands below: copy it, go back to the "
    "page, and put it in again."
)
LINK_AGAIN = marked(
    "This page was open for a long time, so your link has opened nothing yet. It is still good: press the button once "
    "more."
)


def comes_back(again: Again, boxes: re.Pattern[str] = WORDS) -> Callable[[V], V]:
    """Declare how a form's own page is shown anew, with all that was sent.

    `again` takes what the view takes, and `why`; None where the page is not for whoever sent it.
    """

    def declared(view: V) -> V:
        view.comes_back, view.boxes = again, boxes  # type: ignore[attr-defined]
        return view

    return declared


def link_comes_back(*fields: str) -> Callable[[V], V]:
    """Declare a form that a script fills from the # of a link and sends: the address does not have it any more."""

    def again(why: str, **_: object) -> str | None:
        kept = [(name, value) for name in fields for value in request.form.getlist(name) if value]
        told = said(LINK_AGAIN) if _has_cookie() else why
        action = request.script_root + request.path
        return render_template("pages/once_more.html", kept=kept, sentence=told, action=action) if kept else None

    return comes_back(again)


def install(app: Flask) -> None:
    app.register_error_handler(CSRFError, _stale)


def _stale(error: CSRFError) -> AnyResponse:
    """Nothing is carried out: a token that does not fit may be no token of ours. The page waits for another press."""
    if wants_json():
        return sentence(400, _why())
    view = current_app.view_functions[request.endpoint or ""]
    return _own_page(view) or _to_copy(getattr(view, "boxes", WORDS)) or sentence(400, _why())


def _has_cookie() -> bool:
    """Every page with a form gives one that the token belongs to."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def _why() -> str:
    return said(NOTHING_SENT if _has_cookie() else NO_COOKIE)


def press_again() -> str:
    """What stands on a page that is shown anew; whoever shows it says it in its language."""
    return PRESS_AGAIN if _has_cookie() else NO_COOKIE


def _own_page(view: Callable[..., object]) -> AnyResponse | None:
    again: Again | None = getattr(view, "comes_back", None)
    if again is None:
        return None
    try:
        page = None if gatekeeper.check() else again(**(request.view_args or {}), why=said(press_again()))
    except (HTTPException, Refused):  # it is not there any more, or never was for this browser
        return None
    return _refused(make_response(page)) if page is not None else None


def _refused(page: Response) -> Response:
    """What says itself why it is another answer, as somewhere to go on, stays that."""
    page.status_code = 400 if page.status_code == 200 else page.status_code
    return page


def _to_copy(boxes: re.Pattern[str]) -> AnyResponse | None:
    """For whoever is signed out meanwhile, and for forms with a line or two: the words, and the way on."""
    kept = [words for field, words in request.form.items() if boxes.fullmatch(field) and words.strip()]
    if not kept:
        return None
    page = render_template("pages/to_copy.html", kept=kept, sentence=said(COPY), action=way_on())
    return make_response(page, 400)
