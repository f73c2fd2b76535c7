"""The log of security events: who did what, for the place that it concerns and for the host of all.

No title, text or name of anybody in a workshop goes in, and no address; times are to the minute.
"""

import logging
from dataclasses import replace
from datetime import date

from flask import request
from sqlalchemy import Connection

from workshop.places import gate
from workshop.places.browser_label import label_of, label_said
from workshop.store import security_events, sessions
from workshop.store.database import StoreUnavailable
from workshop.store.security_events import Entry, SecurityEvent
from workshop.store.security_events import SecurityEvent as E
from workshop.util.language import long_date, marked, said

SERVERS_KEY = "The server’s key"
ONE_KEY, ANY_KEY, THE_KEY = "API key", "An API key", marked("API key “%(name)s”")
COMMAND_LINE = "The command line"
WITHOUT_NAME = {
    E.KEY_MADE: "Made an API key",
    E.KEY_REVOKED: "Revoked an API key",
    E.PASSKEY_MADE: "Made a passkey",
    E.PASSKEY_REMOVED: "Removed a passkey",
}
WITHOUT_ABOUT = {**WITHOUT_NAME, E.DELETED: "Deleted a session"}  # of a damaged one no day can be read
SENTENCES = {
    E.SIGNED_IN: "Signed in",
    E.SIGNED_OUT: "Signed out",
    E.BROWSER_OUT: "Signed out a browser: %(name)s",
    E.LINK: "Made a link into this place",
    E.KEY_MADE: "Made the API key “%(name)s”",
    E.KEY_USED: "Used this API key for the first time",
    E.KEY_REVOKED: "Revoked the API key “%(name)s”",
    E.CONNECTED: "Connected this place with the organisation’s sign-on",
    E.DISCONNECTED: "Parted this place from the organisation’s sign-on",
    E.PASSKEY_MADE: "Made the passkey “%(name)s”",
    E.PASSKEY_REMOVED: "Removed the passkey “%(name)s”",
    E.DOWNLOADED: "Took results along, as %(name)s",
    E.DELETED: "Deleted a session that was made on %(day)s",
    E.DAY: "Chose another day of deletion: %(day)s",
    E.HELPER: "Made a link for somebody who helps to lead",
    E.OFFERED: "Made a code to hand a session over",
    E.ALL_OFFERED: "Made a code to hand over all sessions of this place",
    E.OFFER_BACK: "Took the code back by which a session could be handed over",
    E.HANDED_OVER: "Took over a session of this place that was made on %(day)s",
    E.TAKEN_OVER: "Took over a session that was made on %(day)s",
    E.ADDED: "Added this place",
    E.RENAMED: "Renamed this place",
    E.LIMITED: "Changed what this place may have",
    E.LOOK: "Changed the logo or the colour",
    E.SUSPENDED: "Suspended this place",
    E.RESUMED: "Opened this place again",
    E.REMOVED: "Removed the place “%(name)s”",
}
log = logging.getLogger("workshop.places")


def note(what: SecurityEvent, about: str = "", session: str | None = None, place: str = "") -> None:
    """By whoever asks now. What cannot be written down keeps nobody from their own: the log of the server says so."""
    by = by_whom()
    if by is None:
        return
    concerns = place or gate.acting().id
    try:
        gate.database().write(lambda conn: security_events.note(conn, concerns, what, by, about, session))
    except StoreUnavailable:
        log.warning("A security event could not be kept: %s.", what.value)


def downloaded(session_id: str, kind: str) -> None:
    """Results of people were taken along."""
    with gate.database().read() as conn:
        origin = sessions.origin_of(conn, session_id)
    if origin and not origin.rehearsal:
        note(E.DOWNLOADED, kind, session_id)


def deleting(conn: Connection, session_id: str, by: str | None) -> None:
    """In the transaction in which it goes, by `by_whom()`. What is left of it is the day on which it was made."""
    origin = sessions.origin_of(conn, session_id)
    if by and origin and not origin.rehearsal:
        security_events.note(conn, origin.place, E.DELETED, by, origin.day)


def by_whom() -> str | None:
    """The kind of browser, or the key that a program has. None for a rehearsal: the server plays with itself."""
    key = gate.api_key()
    if key:
        return f"{ONE_KEY} “{key.name}”"
    if gate.bearer():
        return SERVERS_KEY if gate.key_matches(gate.bearer()) else None
    return label_of(request.user_agent.string)


def for_host(entry: Entry) -> Entry:
    """Without the names that a place gives its API keys and passkeys."""
    by = ANY_KEY if entry.by.startswith(ONE_KEY) else entry.by
    return replace(entry, by=by, about="" if entry.what in WITHOUT_NAME else entry.about)


def told(entry: Entry) -> str:
    """What was done, in words."""
    about = entry.about
    if not about and entry.what in WITHOUT_ABOUT:
        return said(WITHOUT_ABOUT[entry.what])
    if entry.what in (E.DELETED, E.DAY, E.HANDED_OVER, E.TAKEN_OVER):
        return said(SENTENCES[entry.what], {"day": long_date(date.fromisoformat(about))})
    return said(SENTENCES[entry.what], {"name": label_said(about) if entry.what is E.BROWSER_OUT else about})


def told_by(entry: Entry) -> str:
    """Who did it."""
    if entry.by.startswith(f"{ONE_KEY} “"):
        return said(THE_KEY, {"name": entry.by.removeprefix(f"{ONE_KEY} “").removesuffix("”")})
    return said(entry.by) if entry.by in (SERVERS_KEY, ANY_KEY, COMMAND_LINE) else label_said(entry.by)
