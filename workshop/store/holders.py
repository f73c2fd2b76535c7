"""Whose secrets they are, asked once for all that is written together.

By itself, and in the order of the hashes: no statement, and no line of a log, has a person beside what they wrote, or
in the order in which they did.
"""

import hashlib
from collections.abc import Collection

from sqlalchemy import Connection

from workshop.store.sql import run

Holder = tuple[str, bytes]  # a session, and the hash of a secret there
_ARE_IN = "SELECT session, token_hash FROM participant WHERE state = 'in' AND token_hash IN (?)"


class Stranger(Exception):
    """The secret is nobody's who is in: they have got another one meanwhile, or were asked out."""


def token_hash(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()


def holder(session_id: str, token: bytes) -> Holder:
    return session_id, token_hash(token)


def are_in(conn: Connection, holders: Collection[Holder]) -> bool:
    """Whether all of these are still secrets of people who are in."""
    hashes = sorted({token_hash for _, token_hash in holders})
    if not hashes:
        return True
    found = run(conn, _ARE_IN.replace("?", ", ".join("?" * len(hashes))), *hashes)
    return set(holders) <= {(session, bytes(token_hash)) for session, token_hash in found}
