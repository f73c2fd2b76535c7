"""Signing in and out of a place, and that it was used."""

import secrets
from contextlib import suppress
from datetime import date

from flask import current_app, g, request
from flask import session as cookie

from workshop import engine
from workshop.hosting.tickets import SharedTickets, Tickets
from workshop.places import gate, security_log
from workshop.places.browser_label import label_of
from workshop.store import places
from workshop.store.database import Database, StoreUnavailable
from workshop.store.places import FIRST, Place
from workshop.store.security_events import SecurityEvent


def sign_in(key: object) -> Place | None:
    """Open a place in this browser, by the server's key or by a link that opens once. None where neither fits."""
    tickets: Tickets | SharedTickets = current_app.extensions["workshop-tickets"]
    first = gate.key_matches(key) or tickets.take(key)
    place_id = FIRST if first else _by_link(key)
    if place_id is None:
        return None
    return open_here(place_id)


def _by_link(key: object) -> str | None:
    if not isinstance(key, str) or not key.startswith("once-"):
        return None
    found = gate.database().write(lambda conn: places.take_link(conn, key, date.today()))
    return found.id if found else None


def open_here(place_id: str) -> Place | None:
    """In this browser, for whoever has proved that the place is theirs."""
    name = secrets.token_urlsafe(16)
    cookie.clear()
    g.pop("here", None)
    if place_id == FIRST:
        cookie["facilitator"] = gate.mark()
    cookie["sign-in"] = name
    cookie.permanent = True
    _keep_browser(place_id, name)
    security_log.note(SecurityEvent.SIGNED_IN, place=place_id)
    return gate.here()


def _keep_browser(place_id: str, name: str) -> None:
    """The first place opens also while nothing can be saved: whoever has the key must see what is amiss."""
    label, today = label_of(request.user_agent.string), date.today()
    try:
        gate.database().write(lambda conn: places.add_browser(conn, place_id, name, label, today))
    except StoreUnavailable:
        if place_id != FIRST:
            raise


def sign_out() -> str:
    """End this browser's sign-in, and with it every copy of its cookie. The mark of the sign-in."""
    mark = gate.mark_of_sign_in()
    security_log.note(SecurityEvent.SIGNED_OUT)
    gate.signed_out().end(mark)
    with suppress(StoreUnavailable):
        gate.database().write(lambda conn: places.end_sign_in(conn, mark, date.today()))
    cookie.clear()
    g.pop("here", None)
    return mark


def end_browser(place: Place, mark: str) -> str | None:
    """Sign out another browser of the place. Its kind; None where the place has none of this mark."""
    with gate.database().read() as conn:
        known = {each.mark: each.label for each in places.browsers(conn, place.id, date.min)}
    if mark in known:
        gate.signed_out().end(mark)
        gate.database().write(lambda conn: places.end_sign_in(conn, mark, date.today()))
    return known.get(mark)


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
