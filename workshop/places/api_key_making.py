"""A key for a program: how it is called, and what it may do."""

from datetime import date

from sqlalchemy import Connection

from workshop.places import gate, security_log
from workshop.places.names import plain, tidy
from workshop.session.errors import Refused
from workshop.store import api_keys
from workshop.store.api_keys import Scope
from workshop.store.places import Place
from workshop.store.security_events import SecurityEvent
from workshop.util.language import marked

MOST = 20  # of one place
NO_NAME = marked("Say what the key is for, so that you know later which one to revoke.")
NO_SCOPE = marked("Choose what the key may do.")
TOO_MANY = marked("There are %(n)s keys already. Revoke one that nobody needs any more.")
TAKEN = marked("There is a key called %(name)s already. Add a letter, so that both are told apart.")


def made_key(place: Place, name: str, scopes: frozenset[Scope]) -> str:
    """Its secret, which is told this once. Raises Refused."""
    told = tidy(name, NO_NAME)
    if not scopes:
        raise Refused(NO_SCOPE, "scope")
    mark = gate.key_mark(place.id)
    secret = gate.database().write(lambda conn: _added(conn, place, told, scopes, mark))
    security_log.note(SecurityEvent.KEY_MADE, told)
    return secret


def _added(conn: Connection, place: Place, name: str, scopes: frozenset[Scope], mark: str) -> str:
    known = [key.name for key in api_keys.of_place(conn, place.id, mark)]
    if len(known) >= MOST:
        raise Refused(TOO_MANY, "many", n=MOST)
    if plain(name) in map(plain, known):
        raise Refused(TAKEN, "name", name=name)
    return api_keys.add(conn, place.id, name, scopes, mark, date.today())
