"""Signing in at an organisation's own door: OpenID Connect, by Authlib (discovery, PKCE, nonce)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from authlib.common.errors import AuthlibBaseError
from flask import Flask, current_app
from flask import session as cookie
from joserfc.errors import JoseError
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from workshop.config import Organisation
from workshop.places import gate, security_log
from workshop.places.names import LETTERS, plain, tidy
from workshop.places.sign_in import open_here
from workshop.session.errors import Refused
from workshop.store import places, security_events, sign_ons
from workshop.store.places import FACILITATOR, FIRST, HOST, Place
from workshop.store.security_events import SecurityEvent
from workshop.util.language import marked

SECONDS = 10  # that the provider may take
BEGUN = "organisation"  # in the cookie: the place to be connected, "" to sign in
NOT_REACHED = marked("%(name)s could not be asked. Please try again in a moment, or use a link or a passkey.")
NOT_KNOWN = marked(
    "%(name)s knows you, and no place here is yours yet. Ask whoever looks after this server for a link. When you are "
    "in, connect it under Place: then this way opens it, too."
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the provider tells them. `who` is one person's for good; the name is for people to read."""

    who: str
    name: str
    groups: frozenset[str] | None  # None where it does not say


def install(app: Flask) -> None:
    found: Organisation | None = app.config["ORGANISATION"]
    if found:
        from authlib.integrations.flask_client import OAuth  # a tenth of a second that few servers need

        oauth = OAuth(app)
        oauth.register(
            "organisation", client_id=found.client, client_secret=found.secret,
            server_metadata_url=f"{found.issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile email", "code_challenge_method": "S256", "default_timeout": SECONDS,
            },
        )  # fmt: skip
        app.extensions["workshop-organisation"] = oauth.organisation


def organisation() -> Organisation | None:
    """None where this server has none."""
    found: Organisation | None = current_app.config["ORGANISATION"]
    return found


def to_its_door(back: str, connect: str = "") -> AnyResponse:
    """`back`: our address to which the browser returns. `connect`: the place that shall be theirs. Raises Refused."""
    cookie[BEGUN] = connect
    try:
        gone: AnyResponse = _client().authorize_redirect(back)
    except (AuthlibBaseError, OSError, ValueError):
        raise _not_reached() from None
    return gone


def came_back() -> Place | None:
    """Whoever comes back has signed in there: open their place, or connect it. None where it is suspended.

    Raises Refused.
    """
    connect = str(cookie.pop(BEGUN, ""))
    try:
        person = _person(_client().authorize_access_token())
    except (AuthlibBaseError, JoseError, OSError, ValueError, KeyError, TypeError):
        raise _not_reached() from None
    if connect:
        return _connected(person, connect)
    settings = _settings()
    found = gate.database().write(lambda conn: _place_of(conn, person, settings))
    place = gate.open_place(found) if found else None
    if found is None:
        raise Refused(NOT_KNOWN, "unknown", name=settings.name)
    return open_here(place.id) if place else None


def _person(token: dict[str, Any]) -> Person:
    """Raises KeyError or ValueError where the provider does not say what tells people apart."""
    told, settings = token["userinfo"], _settings()
    claim = told[settings.claim]
    proved = settings.claim != "email" or told.get("email_verified") is True
    if not isinstance(claim, str) or not claim or not proved:
        raise ValueError(settings.claim)
    name = next((str(told[key]) for key in ("name", "preferred_username", "email") if told.get(key)), claim)
    groups = told.get("groups")
    return Person(
        f"{settings.issuer}|{settings.claim}|{claim}", name,
        frozenset(map(str, groups)) if isinstance(groups, list) else None,
    )  # fmt: skip


def _connected(person: Person, place_id: str) -> Place | None:
    """Only from a browser that is in that place."""
    place = gate.here()
    if place is None or place.id != place_id:
        return None
    gate.database().write(lambda conn: sign_ons.add(conn, person.who, place_id, date.today()))
    security_log.note(SecurityEvent.CONNECTED, place=place_id)
    return place


def _place_of(conn: Connection, person: Person, settings: Organisation) -> str | None:
    """Theirs; a new one where the settings say so. Whether they look after places is as the provider says today."""
    found = sign_ons.place_of(conn, person.who)
    if found is None and settings.new_places:
        made = places.add(conn, _free_name(conn, person.name))
        security_events.note(conn, made.id, SecurityEvent.ADDED, settings.name)
        sign_ons.add(conn, person.who, made.id, date.today())
        found = made.id
    if found and found != FIRST and settings.hosts and person.groups is not None:
        places.change(conn, found, role=HOST if settings.hosts in person.groups else FACILITATOR)
    return found


def _free_name(conn: Connection, name: str) -> str:
    """Two people of one name are told apart by a number."""
    try:
        told = tidy(name[: LETTERS - 4], "")
    except Refused:
        told = "Somebody"
    taken = {plain(place.name) for place in places.everyone(conn)}
    names = (told, *(f"{told} {n}" for n in range(2, len(taken) + 3)))
    return next(each for each in names if plain(each) not in taken)


def part(place: Place) -> None:
    if gate.database().write(lambda conn: sign_ons.drop(conn, place.id)):
        security_log.note(SecurityEvent.DISCONNECTED)


def _client() -> Any:
    return current_app.extensions["workshop-organisation"]


def _settings() -> Organisation:
    found: Organisation = current_app.config["ORGANISATION"]
    return found


def _not_reached() -> Refused:
    return Refused(NOT_REACHED, "organisation", name=_settings().name)
