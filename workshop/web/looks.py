"""The logo and the colour of a place on what participants see. Both are files of their own: nothing stands inline."""

from contextlib import suppress

from flask import Blueprint, Flask, Response, abort, g

from workshop.people import identity
from workshop.store import looks, places
from workshop.store.database import StoreUnavailable
from workshop.store.looks import PlaceLook
from workshop.store.places import FIRST
from workshop.util import own_colour
from workshop.web import current, place_pictures
from workshop.web.assets import FOR_EVER, GUARDS

bp = Blueprint("looks", __name__)
DAY = "public, max-age=86400"


def install(app: Flask) -> None:
    app.jinja_env.globals["look_here"] = look_here


def look_here() -> PlaceLook:
    """Of the place whose session this page is about; at the front door, of the one place that there is."""
    if "look" not in g:
        g.look = looks.NONE  # also where the page is to say that the database does not answer
        with suppress(StoreUnavailable):
            g.look = _found()
    look: PlaceLook = g.look
    return look


def _found() -> PlaceLook:
    session_id = place_pictures.session_shown()
    with current.live().database.read() as conn:
        if session_id:
            return looks.of_session(conn, session_id)
        return looks.of_place(conn, FIRST) if places.how_many(conn) == 1 else looks.NONE


@bp.get("/look/<colour>.css")
def sheet(colour: str) -> Response:
    """Six digits of a colour become it in every theme, light and dark."""
    told = f"#{colour.lower()}"
    if not own_colour.COLOUR.fullmatch(told):
        abort(404)
    return _file(own_colour.sheet(told).encode(), "text/css; charset=utf-8", DAY)


@bp.get("/look/<mark>.png")
def logo(mark: str) -> Response:
    with current.live().database.read() as conn:
        png = looks.logo(conn, mark)
    return _file(png, "image/png", FOR_EVER) if png else abort(404)


def _file(body: bytes, kind: str, caching: str) -> Response:
    """It tells whose workshop it was: a browser that is to keep nothing does not keep it either."""
    caching = "no-store" if identity.is_low_trace_anywhere() else caching
    return Response(body, content_type=kind, headers=[("Cache-Control", caching), *GUARDS])
