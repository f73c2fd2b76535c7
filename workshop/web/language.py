"""Which language a page is in: a participant's own, for the shared screen the script's, the browser's for who leads."""

import json
import re
from functools import cache

from flask import Blueprint, Flask, abort, has_request_context, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.people import choice
from workshop.places.gate import require_facilitator
from workshop.store.sessions import Damaged
from workshop.util import isolation, language
from workshop.util.paths import bundled
from workshop.web import current
from workshop.web.forms import LanguageForm

bp = Blueprint("language", __name__)
OF_PHONES = ("join", "participant", "papers", "returning", "moving", "language")
SCREEN = "projector"
# Of the sentences of scripts, those that only consoles show: no phone is sent them.
ONLY_CONSOLE = re.compile(
    r"console|^(wantsIn|waitsFor|takenOut|unseen|removeUnseen|full|moreSeats|admit|remove|away|calls|atTheDoor)"
)
_PLACE, APART = re.compile(r"\{\w+\}"), rf"{isolation.BEGIN}\g<0>{isolation.END}"
_WORD = re.compile(r'^  (\w+): ("(?:[^"\\]|\\.)*"),$', re.MULTILINE)


def install(app: Flask) -> None:
    language.install(app, chosen)
    app.jinja_env.globals.update(page_language=page_language, words_here=words_here)


def chosen() -> str:
    """The language of this request's page."""
    if not has_request_context():
        return language.ENGLISH
    if not _ours():
        return choice.for_team()
    named, address = _of_script((request.view_args or {}).get("session_id", ""))
    code = language.nearest(named) if request.blueprint == SCREEN else choice.for_phone(named)
    return language.addressing(code, address)


def _ours() -> bool:
    """A page that participants read or the shared screen shows; so is that of whoever mistyped an address."""
    if request.endpoint == "language.choose_for_team":
        return False
    nowhere = request.url_rule is None and not request.path.startswith("/host")
    return nowhere or request.blueprint in (*OF_PHONES, SCREEN)


def _of_script(session_id: str) -> tuple[str, str]:
    """The language that a script names, and how it addresses people."""
    try:
        session = current.live().session(session_id) if session_id else None
    except Damaged:  # its own page says so
        return "", ""
    return (session.script.rules.language, session.script.rules.address) if session else ("", "")


def page_language(script_language: str | None = None) -> str:
    """What `<html lang>` says: on a page the language of our words in it; else the script's."""
    return language.current() if has_request_context() else script_language or language.ENGLISH


@cache
def words() -> dict[str, str]:
    """The sentences that scripts show to participants, from where they stand: name → English."""
    return _words_of("shared") | _words_of("screen")


@cache
def words_of_team() -> dict[str, str]:
    """The same of the pages of those who lead, so that no phone carries them."""
    return _words_of("console") | _words_of("editor")


def _words_of(room: str) -> dict[str, str]:
    source = (bundled("static") / "js" / room / "words.js").read_text("utf-8")
    return {name: json.loads(text) for name, text in _WORD.findall(source)}


def words_here() -> dict[str, str] | None:
    """Those sentences in the page's language; None for English, which the browser has already.

    Where the page or its script runs from the right, what scripts put into a place stands apart there too.
    """
    named, _ = _of_script((request.view_args or {}).get("session_id", "")) if has_request_context() else ("", "")
    from_right = "rtl" in (language.direction_here(), language.direction(named))
    if language.current() == language.ENGLISH and not from_right:
        return None
    shown = _shown()
    told = {name: language.said(text) for name, text in shown.items()}
    told = {name: _PLACE.sub(APART, text) for name, text in told.items()} if from_right else told
    return {name: text for name, text in told.items() if text != shown[name]}


def _shown() -> dict[str, str]:
    """What scripts may show on this page: no phone is sent the sentences of the others."""
    if not _ours():
        return words() | words_of_team()
    return {name: text for name, text in words().items() if not ONLY_CONSOLE.search(name)}


@bp.post("/host/language")
@require_facilitator
def choose_for_team() -> AnyResponse:
    """The language of the pages of those who lead, in this browser."""
    form = LanguageForm()
    if not form.validate() or form.language.data not in language.of_team():
        abort(400)
    response = redirect(request.script_root + "/host", 303)
    choice.keep(response, form.language.data or "")
    return response


@bp.post("/language")
def choose() -> AnyResponse:
    """One's own choice, remembered in this browser; nobody else is told."""
    form = LanguageForm()
    if not form.validate() or form.language.data not in language.installed():
        abort(400)
    back = form.back.data or ""
    safe = re.fullmatch(r"(?:/(?:s|my|kept)/[\w-]+)?", back)
    response = redirect((request.script_root + back) if safe and back else request.script_root + "/", 303)
    choice.keep(response, form.language.data or "", low_trace=request.form.get("low_trace") == "1")
    return response
