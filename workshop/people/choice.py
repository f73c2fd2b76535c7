"""Which language a phone reads: one's own choice, kept in this browser and told to nobody; else the script's."""

from flask import request
from werkzeug.wrappers import Response

from workshop.people.identity import live, rules
from workshop.util.language import installed, nearest

COOKIE = "reads-in"  # apart from those of sessions, which begin with workshop-
YEAR = 365 * 86400


def own() -> str:
    """What was chosen in this browser, or ""."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in installed() else ""


def for_phone(script_language: str = "") -> str:
    """One's own choice, then the language that the script names, then what the browser asks for."""
    return nearest(own(), script_language, *request.accept_languages.values())


def of_session(session_id: str) -> str:
    session = live().session(session_id)
    return nearest(session.script.rules.language if session else "")


def apart(session_id: str) -> str:
    """The language of this phone where it is another than the session's, or ""."""
    session = live().session(session_id)
    code = for_phone(session.script.rules.language) if session else ""
    return "" if code == of_session(session_id) else code


def keep(response: Response, code: str, low_trace: bool = False) -> None:
    """Remember the choice in this browser: for a year, or in one that keeps nothing until its window is closed."""
    response.set_cookie(COOKIE, nearest(code), max_age=None if low_trace else YEAR, **rules())


def keep_no_longer_than_the_window(response: Response) -> None:
    """For a browser that keeps nothing from now on: a choice made before that goes with the rest."""
    if own():
        keep(response, own(), low_trace=True)


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, **rules())
