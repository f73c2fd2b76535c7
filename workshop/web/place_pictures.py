"""Pages show the pictures of the place whose script they show."""

from flask import Flask, Response, current_app, g, request

from workshop.places import pictures
from workshop.web import current

SHOWN = "workshop.session-shown"


def install(app: Flask) -> None:
    app.after_request(_of_the_place)


def shows(session_id: str) -> None:
    """This page is about that session, though its address does not say so."""
    request.environ[SHOWN] = session_id


def session_shown() -> str | None:
    """By the page's address, or as a view said it."""
    found: str | None = (request.view_args or {}).get("session_id") or request.environ.get(SHOWN)
    return found


def _of_the_place(response: Response) -> Response:
    if response.is_streamed or response.mimetype not in ("text/html", "application/json"):
        return response
    text = response.get_data(as_text=True)
    if "/media/" in text:
        response.set_data(_addressed(text))
    return response


def _addressed(text: str) -> str:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    session_id = session_shown()
    if session_id:
        return pictures.of_session(app, current.live().database, text, session_id)
    place = g.get("acting")
    return pictures.addressed(app, text, place.id if place else None)
