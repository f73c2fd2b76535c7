"""Whatever goes wrong ends in one plain sentence: a page for people, JSON for tools. Never a traceback."""

import logging

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from workshop.exports.extras import Busy, NotMade
from workshop.people import identity
from workshop.places import gate
from workshop.session.errors import Refused
from workshop.store.database import StoreUnavailable
from workshop.store.sessions import Damaged
from workshop.util.language import marked, said

log = logging.getLogger("workshop.web")
SENTENCES = {
    400: ("That did not work", "This request could not be read. Please go back and try again."),
    401: ("Please sign in", "This needs the facilitator's key."),
    403: ("Not from here", "This page is not open to this browser."),
    404: ("Nothing here", "There is no page at this address. Perhaps a letter is missing."),
    405: ("That did not work", "This address cannot be used in this way."),
    410: (
        "This workshop is deleted",
        "It is not here any more, and neither is anything that was written in it: its day of deletion came, or the "
        "team deleted it before. Notes that were taken along as a file are not touched by that.",
    ),
    413: ("Too much at once", "This is larger than the server takes. Please make it shorter."),
    414: ("Nothing here", "This address is too long."),
    415: ("That did not work", "This request needs a JSON body."),
    429: ("A short break", "There were many tries in a short time. Please wait a minute."),
    503: (
        "One moment",
        "The server cannot keep this right now. Nothing is lost on your side: please try again.",
    ),
}
CODES = {400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
         410: "gone", 413: "too_large", 415: "not_json", 429: "too_many", 503: "later"}  # fmt: skip
NO_SESSION = marked(
    "There is no session at this address. It was deleted, on its day or by somebody who leads, or a letter is missing. "
    "All that are here stand in the list."
)

# Such a text would be read into memory for anybody; the browser still has it, and sends it again on a reload.
LONG_AND_SIGNED_OUT = marked(
    "You are signed out here, and a text as long as this one is read only from whoever is signed in. Sign in in a new "
    "tab, come back and reload this page: the browser sends your text once more."
)


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Damaged, _damaged)
    app.register_error_handler(Refused, lambda error: sentence(409, said(error.words, error.places), error.code))
    app.register_error_handler(NotMade, _not_made)
    app.register_error_handler(StoreUnavailable, lambda error: sentence(503))
    app.register_error_handler(UnicodeError, lambda error: sentence(400))
    app.register_error_handler(Exception, _bug)


def _http(error: HTTPException) -> Response | HTTPException:
    if error.code is not None and error.code < 400:
        return error
    if error.code == 413 and request.path.startswith("/host") and gate.here() is None and not wants_json():
        return _sign_in_beside()
    return _no_session() if error.code == 404 else sentence(error.code or 500)


def _sign_in_beside() -> Response:
    door = f"{request.script_root}/host"
    page = render_template(
        "pages/plain.html", title=said("Please sign in"), sentence=said(LONG_AND_SIGNED_OUT), beside=door
    )
    return Response(page, 413)


def _no_session() -> Response:
    """What a link to a session says that opens nothing: whoever was in it is told that it is deleted."""
    session_id = (request.view_args or {}).get("session_id")
    if session_id is None or wants_json():
        return sentence(404)
    if request.path.startswith("/host"):
        return sentence(404, said(NO_SESSION))
    return sentence(410 if identity.is_deleted(session_id) else 404)


def _damaged(error: Damaged) -> Response:
    """The team can do something about it; everybody else is told the sentence."""
    if wants_json() or not gate.leads(error.session_id):
        return sentence(409, said(error.sentence), error.code)
    response = Response(render_template("host/damaged.html", session_id=error.session_id))
    response.status_code = 409
    return response


def _not_made(error: NotMade) -> Response:
    return sentence(503 if isinstance(error, Busy) else 409, said(error.words, error.places), error.code)


def _bug(error: Exception) -> Response:
    log.error("A request failed: %s", type(error).__name__, exc_info=error)
    return sentence(500)


def sentence(status: int, text: str = "", code: str = "") -> Response:
    """The answer with this status as a page or as JSON, whichever the asker reads."""
    title, usual = SENTENCES.get(status, ("That did not work", "Something went wrong here. Please try again."))
    if wants_json():
        body = {"error": code or CODES.get(status, "refused"), "message": text or usual}
        response = jsonify(body)
    else:
        here = f"{request.script_root}{request.full_path}".rstrip("?")
        response = Response(
            render_template(
                "pages/plain.html", title=said(title), sentence=said(text or usual), action=way_on(),
                ways={here: said("Try again")} if _may_work_now(status) else {},
            )
        )  # fmt: skip
    response.status_code = status
    return response


def _may_work_now(status: int) -> bool:
    """Whether the same address may open a moment later; what was sent, the browser sends again by its own reload."""
    return status in (500, 503) and request.method == "GET"


def way_on() -> tuple[str, str]:
    """No page is a dead end: back to what whoever asked has, by the address that did not work."""
    if not request.path.startswith("/host"):
        return said("To the start"), f"{request.script_root}/"
    if "session_id" in (request.view_args or {}):
        return said("To the sessions"), f"{request.script_root}/host#sessions-title"
    return said("To the start"), f"{request.script_root}/host"


def wants_json() -> bool:
    return request.path.startswith(("/api", "/health")) or request.path.endswith(("/op", "/state", "/command"))
