"""Which language a phone reads: one's own choice, kept in this browser and told to nobody; else the script's."""

from collections.abc import Mapping
from functools import lru_cache

from flask import request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response

from workshop.people.identity import live, rules
from workshop.session.state import Session
from workshop.util.language import installed, nearest, nearest_of_team

COOKIE = "reads-in"  # apart from those of sessions, which begin with workshop-
LONGEST = 400  # letters of a header; thousands of languages would hold up the others for a tenth of a second
YEAR = 365 * 86400


def own() -> str:
    """What was chosen in this browser, or ""."""
    return _chosen(request.cookies)


def _chosen(cookies: Mapping[str, str]) -> str:
    chosen = cookies.get(COOKIE, "")
    return chosen if chosen in installed() else ""


def for_phone(script_language: str = "") -> str:
    """One's own choice, then the language that the script names, then what the browser asks for."""
    return nearest(own(), script_language, *_asked_for())


def for_team() -> str:
    """On the pages of those who lead: one's own choice, else what the browser asks for."""
    return nearest_of_team(own(), *_asked_for())


def _asked_for() -> tuple[str, ...]:
    return _accepted(request.headers.get("Accept-Language", ""))


def console_apart(session: Session) -> str:
    """The language of this console where it is another than the session's, or ""."""
    return "" if for_team() == nearest(session.script.rules.language) else for_team()


def of_session(session_id: str) -> str:
    session = live().session(session_id)
    return nearest(session.script.rules.language if session else "")


def apart(session_id: str) -> str:
    """The language of this phone where it is another than the session's, or ""."""
    session = live().session(session_id)
    return apart_in(session, request.cookies, request.headers.get("Accept-Language", "")) if session else ""


def apart_in(session: Session, cookies: Mapping[str, str], accepted: str) -> str:
    """The same outside of a request, of whoever sent these cookies and this `Accept-Language`."""
    named = session.script.rules.language
    code = nearest(_chosen(cookies), named, *_accepted(accepted))
    return "" if code == nearest(named) else code


def _accepted(header: str) -> tuple[str, ...]:
    """The languages of an `Accept-Language`, the best first. Of one that is longer than any browser’s its beginning."""
    return _read(header[:LONGEST])


@lru_cache(256)  # a room has a few kinds of phones
def _read(header: str) -> tuple[str, ...]:
    return tuple(parse_accept_header(header, LanguageAccept).values())


def keep(response: Response, code: str, low_trace: bool = False) -> None:
    """Remember the choice in this browser: for a year, or in one that keeps nothing until its window is closed."""
    response.set_cookie(COOKIE, nearest(code), max_age=None if low_trace else YEAR, **rules())


def keep_no_longer_than_the_window(response: Response) -> None:
    """For a browser that keeps nothing from now on: a choice made before that goes with the rest."""
    if own():
        keep(response, own(), low_trace=True)


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, **rules())
