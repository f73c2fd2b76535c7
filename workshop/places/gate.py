"""Who leads here: from a browser's cookie or a tool's key to a place, and from a place to what is its own.

Every page, download, call and socket event that is not for participants asks here. `workshop.web.gatekeeper` asks
before any view runs; what has no declared opening stays shut.
"""

import hashlib
import hmac
from enum import StrEnum
from typing import TypeVar

from flask import current_app, g, request
from flask import session as cookie
from sqlalchemy import Connection

from workshop.places.passes import Passes
from workshop.places.signed_out import SignedOut
from workshop.store import api_keys, places
from workshop.store.api_keys import ApiKey
from workshop.store.database import Database
from workshop.store.places import FIRST, Place

V = TypeVar("V")


class Opening(StrEnum):
    """For whom a view is. With a `session_id` in its address, PLACE and TOOL open the sessions of that place alone."""

    ALL = "all"  # anybody: front doors, and what says nothing of anybody
    OWN = "own"  # whom the view itself knows by a cookie or a key of that one session
    PLACE = "place"  # a browser that is signed in to a place
    HOST = "host"  # that, and the place is a host's
    TOOL = "tool"  # a bearer key
    HOST_TOOL = "host tool"  # that, of a host


def opens_to(opening: Opening, view: V) -> V:
    """Declare for whom a view is."""
    view.opening = opening  # type: ignore[attr-defined]
    return view


def require_facilitator(view: V) -> V:
    """For pages of those who lead: whoever is not signed in is shown the door, and each sees their own place."""
    return opens_to(Opening.PLACE, view)


def database() -> Database:
    found: Database = current_app.extensions["workshop"].database
    return found


def require_host(view: V) -> V:
    """For the pages of those who look after places; to all others they are not there."""
    return opens_to(Opening.HOST, view)


# Browsers


def here() -> Place | None:
    """The place that this browser is signed in to; None where it is in none, or that was suspended or removed."""
    if "here" not in g:
        g.here = _here()
    found: Place | None = g.here
    return found


def _here() -> Place | None:
    name = this_sign_in()
    if not name or name in signed_out():
        return None
    with database().read() as conn:
        found = _first(conn, name) if _has_mark() else places.by_browser(conn, name)
    return found if found and not found.suspended else None


def _first(conn: Connection, sign_in: str) -> Place | None:
    return None if places.has_ended(conn, sign_in) else places.by_id(conn, FIRST)


def this_sign_in() -> str:
    """The random name of this browser's sign-in; empty where it has none."""
    return str(cookie.get("sign-in", ""))


def mark_of_sign_in() -> str:
    """By which this browser's sign-in is known in a list: its hash, in hex."""
    return places.hash_of(this_sign_in()).hex()


def signed_out() -> SignedOut:
    found: SignedOut = current_app.extensions["workshop-signed-out"]
    return found


def _has_mark() -> bool:
    """Whether the first place was opened here, with the key that holds now."""
    return hmac.compare_digest(str(cookie.get("facilitator", "")), mark())


def mark() -> str:
    """What a cookie of the first place holds. A changed key signs all of them out."""
    return hashlib.sha256(b"cookie|" + current_app.config["FACILITATOR_KEY"].encode()).hexdigest()[:32]


# Keys


def key_matches(given: object) -> bool:
    """Whether this is the facilitator's key; compared in constant time."""
    key: str = current_app.config["FACILITATOR_KEY"]
    return isinstance(given, str) and hmac.compare_digest(digest(given), digest(key))


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def by_key(given: object) -> Place | None:
    """The place that a key opens for a program: the server's own the first one, the pass of a rehearsal its place."""
    passes: Passes = current_app.extensions["workshop-passes"]
    place_id = FIRST if key_matches(given) else passes.place_of(given)
    return open_place(place_id) if place_id else None


def open_place(place_id: str) -> Place | None:
    """The place of this id; None where there is none, or it is suspended."""
    with database().read() as conn:
        found = places.by_id(conn, place_id)
    return found if found and not found.suspended else None


def tool() -> Place | None:
    """Whose tool is asking. The key comes in the header alone: a page cannot be tricked."""
    key = api_key()
    return open_place(key.place) if key else by_key(bearer())


def api_key() -> ApiKey | None:
    """The key of a place that a program sent. None where it sent the server's, or nothing that opens anything."""
    if "api_key" not in g:
        g.api_key = _api_key()
    found: ApiKey | None = g.api_key
    return found


def _api_key() -> ApiKey | None:
    given = bearer()
    if not given.startswith(api_keys.BEGIN):
        return None
    with database().read() as conn:
        found = api_keys.by_secret(conn, given)
    return found if found and hmac.compare_digest(found.mark, key_mark(found.place)) else None


def key_mark(place_id: str) -> str:
    """What the API keys of a place are bound to: those of the first end with the server's key they were made under."""
    told = f"api|{current_app.config['FACILITATOR_KEY']}" if place_id == FIRST else place_id
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def bearer() -> str:
    """The key that came in the header; empty where none did."""
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if kind.lower() == "bearer" else ""


# What is whose


def owns(place: Place | None, session_id: str) -> bool:
    """Whether the session is the place's own. One that is not there is nobody's."""
    if place is None:
        return False
    with database().read() as conn:
        return places.of_session(conn, session_id) == place.id


def leads(session_id: str) -> bool:
    """Whether this browser is signed in to the place whose session it is."""
    return owns(here(), session_id)


def may_lead(session_id: str, key: object) -> Place | None:
    """The place that this browser, or this key, opens, where the session is its own."""
    for place in (here(), by_key(key)):
        if owns(place, session_id):
            return place
    return None


def act_for(place: Place) -> None:
    g.acting = place


def acting() -> Place:
    """For whom the view runs that the gate has opened. No script and no list of sessions is had without it."""
    found: Place = g.acting
    return found
