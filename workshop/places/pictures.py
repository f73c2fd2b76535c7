"""Where the pictures of a place's scripts are: below an address that nobody guesses, so that names may be the same."""

import hmac
import re

from flask import Flask

from workshop.store import places
from workshop.store.database import Database
from workshop.store.places import FIRST


def mark_of(app: Flask, place_id: str) -> str:
    """Stands before the paths of a place's pictures; nothing for the first one, whose addresses are older."""
    secret = str(app.secret_key).encode()
    told = hmac.new(secret, b"pictures|" + place_id.encode(), "sha256").hexdigest()[:32]
    return "" if place_id == FIRST else f"~{told}/"


def place_of(app: Flask, database: Database, mark: str) -> str | None:
    """The place whose mark this is. None where there is none."""
    with database.read() as conn:
        known = [place.id for place in places.everyone(conn)]
    return next((each for each in known if hmac.compare_digest(mark_of(app, each).encode(), mark.encode())), None)


def addressed(app: Flask, html: str, place_id: str | None) -> str:
    """`html` with every picture of a script under the address of this place, also where it stands in JSON."""
    mark = mark_of(app, place_id or FIRST)
    if not mark:
        return html
    root = re.escape(app.jinja_env.globals["root"])  # type: ignore[type-var]
    return re.sub(rf'\b((?:href|src)=\\?"{root}/media/)(?!~)', rf"\g<1>{mark}", html)


def of_session(app: Flask, database: Database, html: str, session_id: str) -> str:
    """The same for what the session's place has written. Needs no request."""
    with database.read() as conn:
        place_id = places.of_session(conn, session_id)
    return addressed(app, html, place_id)
