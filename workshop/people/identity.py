"""Who is asking: a participant by the token in their cookie, one of the team by theirs, a projector by its key."""

import base64
import hmac
import secrets
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Any

from flask import current_app, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.live.submit import Live
from workshop.places import gate
from workshop.session.people import Member
from workshop.store import people, sessions, team
from workshop.store.people import Participant

TOKEN_BYTES = 32
MEMBER_DAYS = 90
MOST_SESSIONS = 20  # of one browser that are looked up
# The cookies beside the token's: in a browser that keeps nothing; or those whose keys seal what lies in its storage,
# of texts and of votes (static/js/shared/sealed.js). Once they are gone, nobody can read what its files still hold.
LOW, KEY, VOTES_KEY = "-low", "-key", "-votes-key"


def live() -> Live:
    """The running sessions of this app."""
    found: Live = current_app.extensions["workshop"]
    return found


# Participants


def cookie_name(session_id: str) -> str:
    """One cookie a session, so that two workshops in one browser stay strangers."""
    return f"{_prefix(current_app.config)}workshop-{session_id}"


def _prefix(config: Mapping[str, Any]) -> str:
    """What browsers enforce: `__Host-` is for a server that has its host to itself, and no path."""
    if not config["SESSION_COOKIE_SECURE"]:
        return ""
    return "__Host-" if config["APPLICATION_ROOT"] == "/" else "__Secure-"


def rules() -> dict[str, Any]:
    """Of each cookie. Lax: a link in a mail or a chat finds whoever is in; every change is a POST with a token."""
    config = current_app.config
    return {"secure": config["SESSION_COOKIE_SECURE"], "httponly": True, "samesite": "Lax",
            "path": config["APPLICATION_ROOT"]}  # fmt: skip


def new_token() -> bytes:
    """A participant's secret: TOKEN_BYTES (32) random bytes, which only their cookie keeps."""
    return secrets.token_bytes(TOKEN_BYTES)


def cookie_text(token: bytes) -> str:
    """The token as the cookie holds it: 43 signs of base64url."""
    return base64.urlsafe_b64encode(token).rstrip(b"=").decode()


def give_cookie(response: AnyResponse, session_id: str, token: bytes, days: int, low_trace: bool = False) -> None:
    """The only place outside the browser's memory where the token goes: an HttpOnly cookie.

    `low_trace`: it goes when the browser's window does, and a second one says that the page keeps nothing.
    """
    name, kept = cookie_name(session_id), None if low_trace else days * 86400
    for each, text in ((name, cookie_text(token)), *([(name + LOW, "1")] if low_trace else [])):
        response.set_cookie(each, text, max_age=kept, **rules())
    if low_trace:
        _take_keys(response, name)
    else:
        _give_keys(response, name, days * 86400)


def _give_keys(response: AnyResponse, name: str, seconds: int) -> None:
    """The page's script reads these. One that is here stays: what lies in the browser's storage is sealed with it."""
    for end, kept in ((KEY, seconds), (VOTES_KEY, None)):
        here = request.cookies.get(name + end, "")
        if kept or not read_token(here):
            key = here if read_token(here) else cookie_text(new_token())
            response.set_cookie(name + end, key, max_age=kept, **{**rules(), "httponly": False})


def _take_keys(response: AnyResponse, name: str) -> None:
    for each in (name + KEY, name + VOTES_KEY):
        if each in request.cookies:
            response.delete_cookie(each, **rules())


def take_cookie(response: AnyResponse, session_id: str) -> None:
    """This browser is nobody in the session from now on; what was written stays, for whoever has the private link."""
    name = cookie_name(session_id)
    for each in (name, name + LOW):
        response.delete_cookie(each, **rules())
    _take_keys(response, name)


def is_low_trace(session_id: str) -> bool:
    """Whether this browser is to keep nothing of the session."""
    return cookie_name(session_id) + LOW in request.cookies


def is_low_trace_anywhere() -> bool:
    """Whether there is any session of which this browser is to keep nothing."""
    return any(name.startswith(cookie_name("")) and name.endswith(LOW) for name in request.cookies)


def sessions_here() -> list[str]:
    """The sessions whose cookies this browser has, without those of which it is to keep nothing."""
    start = cookie_name("")
    names = [name for name in request.cookies if name.startswith(start) and name + LOW not in request.cookies]
    return [name.removeprefix(start) for name in names if not name.endswith((LOW, KEY))][:MOST_SESSIONS]


def token_of(session_id: str) -> bytes | None:
    """The token that came with this request."""
    return read_token(request.cookies.get(cookie_name(session_id), ""))


def read_token(text: str) -> bytes | None:
    """The token in a cookie or a private link, if it has the right shape."""
    try:
        token = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (NotBase64, ValueError):
        return None
    return token if len(token) == TOKEN_BYTES else None


def participant(session_id: str) -> tuple[Participant, bytes] | None:
    """Who this browser is in that session, with their token; None for a stranger or somebody removed."""
    return _holder(live(), session_id, token_of(session_id))


def is_deleted(session_id: str) -> bool:
    """Whether this browser was in that session, or of its team, and it is not here any more: its cookie alone knows."""
    names = cookie_name(session_id), member_cookie_name(session_id)
    return any(read_token(request.cookies.get(name, "")) for name in names) and live().session(session_id) is None


def participant_in(
    live: Live, config: Mapping[str, Any], cookies: Mapping[str, str], session_id: str
) -> tuple[Participant, bytes] | None:
    """The same outside of a request, of whoever sent these cookies."""
    return _holder(live, session_id, token_in(config, cookies, session_id))


def token_in(config: Mapping[str, Any], cookies: Mapping[str, str], session_id: str) -> bytes | None:
    """A participant's token in the cookies of a request, or of a websocket that opens; None where there is none."""
    return read_token(cookies.get(f"{_prefix(config)}workshop-{session_id}", ""))


def _holder(live: Live, session_id: str, token: bytes | None) -> tuple[Participant, bytes] | None:
    found = people.at_once(live.database, session_id, token) if token else None
    return (found, token) if found and token else None


# The team


def member_cookie_name(session_id: str) -> str:
    return f"{_prefix(current_app.config)}workshop-team-{session_id}"


def give_member_cookie(response: AnyResponse, session_id: str, token: bytes) -> None:
    """Whoever of the team has this cookie opens the console of that session, and of no other."""
    name, text = member_cookie_name(session_id), cookie_text(token)
    response.set_cookie(name, text, max_age=MEMBER_DAYS * 86400, **rules())


def member(session_id: str) -> tuple[Member, bytes] | None:
    """Whose console this browser may open in that session, with its token."""
    token = read_token(request.cookies.get(member_cookie_name(session_id), ""))
    found = still_member(session_id, token) if token else None
    return (found, token) if found and token else None


def still_member(session_id: str, token: bytes) -> Member | None:
    """Asked anew whenever it matters, since a place can be taken back while a socket is open."""
    with live().database.read() as conn:
        return team.by_token(conn, session_id, token)


# Projectors


def projector_key(session_id: str) -> str:
    """Shows one session's projector and nothing else, so that a borrowed laptop needs no more."""
    secret = str(current_app.secret_key).encode()
    told = f"projector|{session_id}{_taken_over_by(session_id)}"
    return hmac.new(secret, told.encode(), "sha256").hexdigest()[:32]


def _taken_over_by(session_id: str) -> str:
    """The place that took it over: whoever led before shows its screen no more. Empty where it never changed hands."""
    with gate.database().read() as conn:
        record = sessions.record_of(conn, session_id)
    return f"|{record.place}" if record and record.taken_over_on else ""


def may_project(session_id: str, key: Any) -> bool:
    """Whether this key, or this browser, may show the shared screen of the session."""
    if gate.may_lead(session_id, key):
        return True
    return isinstance(key, str) and hmac.compare_digest(gate.digest(key), gate.digest(projector_key(session_id)))
