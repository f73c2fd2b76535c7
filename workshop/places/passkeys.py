"""Passkeys: a device proves whose it is, by its own lock, and no secret is on the server. WebAuthn, by `webauthn`.

A browser has them only where the address is https, or this machine itself.
"""

import ipaddress
import time
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from flask import session as cookie
from sqlalchemy import Connection

from workshop.places import gate, security_log
from workshop.places.names import plain, tidy
from workshop.places.sign_in import open_here
from workshop.session.errors import Refused
from workshop.store import passkeys
from workshop.store.passkeys import Passkey
from workshop.store.places import Place
from workshop.store.security_events import SecurityEvent
from workshop.util.language import marked
from workshop.util.network import is_loopback

SECONDS = 300  # that a question to a device is good
MOST = 10  # of one place
NO_NAME = marked("Say which device it is on, so that you know later which one to remove.")
TOO_MANY = marked("There are %(n)s passkeys already. Remove one that nobody needs any more.")
TAKEN = marked("There is a passkey called %(name)s already. Add a letter, so that both are told apart.")
FAILED = marked("The device’s answer does not fit. Please try again.")


@dataclass(frozen=True, slots=True)
class Site:
    """For whom a device makes a passkey. `origin`: as the browser says it."""

    name: str
    origin: str


def site() -> Site | None:
    """None where browsers have no passkeys: without https, or at an address that is a number."""
    public = urlsplit(current_app.config["PUBLIC_URL"])
    if is_loopback(public.hostname or ""):
        here = urlsplit(request.host_url)
        return Site("localhost", f"{here.scheme}://{here.netloc}") if here.hostname == "localhost" else None
    if public.scheme != "https" or not public.hostname or _is_number(public.hostname):
        return None
    return Site(public.hostname, f"{public.scheme}://{public.netloc}")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def question_to_make(place: Place) -> str:
    """What the browser asks the device for a new one, as JSON."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import structs as w

    here = _site()
    with gate.database().read() as conn:
        known = passkeys.of_place(conn, place.id, gate.key_mark(place.id))
    options = generate_registration_options(
        rp_id=here.name, rp_name="Workshop", user_name=place.name, user_id=place.id.encode(),
        authenticator_selection=w.AuthenticatorSelectionCriteria(
            resident_key=w.ResidentKeyRequirement.REQUIRED, user_verification=w.UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[w.PublicKeyCredentialDescriptor(id=each.id) for each in known],
    )  # fmt: skip
    _remember(options.challenge)
    return options_to_json(options)


def made(place: Place, answer: Any, name: str) -> None:
    """Keep the passkey that the device made. Raises Refused."""
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    here, told, asked = _site(), tidy(name, NO_NAME), _asked()
    try:
        proved = verify_registration_response(
            credential=answer, expected_challenge=asked, expected_rp_id=here.name, expected_origin=here.origin,
            require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, ValueError, TypeError, KeyError):
        raise Refused(FAILED, "passkey") from None
    today, mark = date.today(), gate.key_mark(place.id)
    new = Passkey(
        proved.credential_id, place.id, proved.credential_public_key, proved.sign_count, told, mark, today, None
    )
    gate.database().write(lambda conn: _add(conn, new))
    security_log.note(SecurityEvent.PASSKEY_MADE, told)


def _add(conn: Connection, new: Passkey) -> None:
    known = passkeys.of_place(conn, new.place, new.mark)
    if len(known) >= MOST:
        raise Refused(TOO_MANY, "many", n=MOST)
    if plain(new.name) in [plain(each.name) for each in known]:
        raise Refused(TAKEN, "name", name=new.name)
    if passkeys.by_id(conn, new.id):
        raise Refused(FAILED, "passkey")
    passkeys.add(conn, new)


def question_to_open() -> str:
    """What the browser asks any device of somebody who leads here, as JSON."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers import structs as w

    options = generate_authentication_options(
        rp_id=_site().name, user_verification=w.UserVerificationRequirement.REQUIRED
    )
    _remember(options.challenge)
    return options_to_json(options)


def opened(answer: Any) -> Place | None:
    """Sign this browser in to the place whose passkey answered. None where it opens none."""
    found = _proved(answer, _asked())
    if found is None:
        return None
    place = gate.open_place(found.place)
    return open_here(place.id) if place else None


def _proved(answer: Any, asked: bytes) -> Passkey | None:
    from webauthn import base64url_to_bytes, verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    here = _site()
    try:
        found = _known(base64url_to_bytes(str(answer["id"])))
        if found is None:
            return None
        proved = verify_authentication_response(
            credential=answer, expected_challenge=asked, expected_rp_id=here.name, expected_origin=here.origin,
            credential_public_key=found.public_key, credential_current_sign_count=found.uses,
            require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, ValueError, TypeError, KeyError):
        return None
    gate.database().write(lambda conn: passkeys.used(conn, found.id, proved.new_sign_count, date.today()))
    return found


def _known(passkey_id: bytes) -> Passkey | None:
    """Those of the first place end with the server's key, as its API keys do."""
    with gate.database().read() as conn:
        found = passkeys.by_id(conn, passkey_id)
    return found if found and found.mark == gate.key_mark(found.place) else None


def removed(place: Place, short: str) -> bool:
    """False where the place has none of this name."""
    with gate.database().read() as conn:
        known = {each.short: each for each in passkeys.of_place(conn, place.id, gate.key_mark(place.id))}
    if short not in known:
        return False
    gate.database().write(lambda conn: passkeys.remove(conn, known[short]))
    security_log.note(SecurityEvent.PASSKEY_REMOVED, known[short].name)
    return True


def _site() -> Site:
    found = site()
    if found is None:
        raise Refused("Passkeys need an address that begins with https.", "https")
    return found


def _remember(challenge: bytes) -> None:
    """In the browser's own cookie, which is signed: any process may hear the answer."""
    cookie["passkey"] = [challenge.hex(), time.time() + SECONDS]


def _asked() -> bytes:
    """The question that was put to this browser last, once."""
    challenge, until = cookie.pop("passkey", ("", 0.0))
    if time.time() > until:
        raise Refused(FAILED, "passkey")
    return bytes.fromhex(challenge)
