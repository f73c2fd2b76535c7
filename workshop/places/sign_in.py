"""Signing in and out of a place, and that it was used."""

import secrets
from contextlib import suppress
from datetime import date

from flask import current_app, g, request
from flask import session as cookie

from workshop import engine
from workshop.hosting.tickets import Tickets
from workshop.places import gate
from workshop.store import places
from workshop.store.database import Database, StoreUnavailable
from workshop.store.places import FIRST, Place

BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Windows", "Windows"),
    ("Mac OS", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


def sign_in(key: object) -> Place | None:
    """Open a place in this browser, by the server's key or by a link that opens once. None where neither fits."""
    tickets: Tickets = current_app.extensions["workshop-tickets"]
    first = gate.key_matches(key) or tickets.take(key)
    place_id = FIRST if first else _by_link(key)
    if place_id is None:
        return None
    return _open(place_id)


def _by_link(key: object) -> str | None:
    if not isinstance(key, str) or not key.startswith("once-"):
        return None
    found = gate.database().write(lambda conn: places.take_link(conn, key, date.today()))
    return found.id if found else None


def _open(place_id: str) -> Place | None:
    name = secrets.token_urlsafe(16)
    cookie.clear()
    g.pop("here", None)
    if place_id == FIRST:
        cookie["facilitator"] = gate.mark()
    cookie["sign-in"] = name
    cookie.permanent = True
    _keep_browser(place_id, name)
    return gate.here()


def _keep_browser(place_id: str, name: str) -> None:
    """The first place opens also while nothing can be saved: whoever has the key must see what is amiss."""
    label, today = _label(request.user_agent.string), date.today()
    try:
        gate.database().write(lambda conn: places.add_browser(conn, place_id, name, label, today))
    except StoreUnavailable:
        if place_id != FIRST:
            raise


def _label(agent: str) -> str:
    """The kind of browser, so that one knows it again in a list. No more of what it says of itself is kept."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "A browser")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return f"{browser} on {system}" if system else browser


def sign_out() -> str:
    """End this browser's sign-in, and with it every copy of its cookie. The name of the sign-in."""
    ended = gate.this_sign_in()
    gate.signed_out().end(ended)
    with suppress(StoreUnavailable):
        gate.database().write(lambda conn: places.drop_browser(conn, ended))
    cookie.clear()
    g.pop("here", None)
    return ended


class Uses:
    """On which day a place was used last, and a browser of it. Written once a day, beside what was asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[tuple[str, str], date] = {}

    def note(self, place: Place, sign_in: str) -> None:
        today = date.today()
        if self._known.get((place.id, sign_in)) == today:
            return
        self._known = {key: day for key, day in self._known.items() if day == today} | {(place.id, sign_in): today}
        engine.spawn(self._write, place.id, sign_in, today)

    def _write(self, place_id: str, sign_in: str, today: date) -> None:
        with suppress(StoreUnavailable):
            self._database.write(lambda conn: places.touch(conn, place_id, sign_in, today))
