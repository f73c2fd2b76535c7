"""The team of a session: who was invited to help, and which browser opened whose link. Of secrets only hashes."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from workshop.session.people import Member
from workshop.store.models import MemberRow
from workshop.store.sql import run

SECRET_BYTES = 16


@dataclass(frozen=True, slots=True)
class Invited:
    """A member as the facilitator sees them. `opened`: a browser holds this place."""

    member: Member
    opened: bool


_COLUMNS = (MemberRow.id, MemberRow.name, MemberRow.role)
_EVERYONE = "SELECT id, name, role, token_hash FROM member WHERE session = ? ORDER BY name, id"  # at each step


def new_secret() -> str:
    """For the fragment of a link."""
    return secrets.token_urlsafe(SECRET_BYTES)


def _link_hash(secret: str) -> bytes:
    return hashlib.sha256(b"team|" + secret.encode("utf-8", "surrogatepass")).digest()


def token_hash(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()


def add(conn: Connection, session_id: str, name: str, role: str, secret: str) -> Member:
    member = Member(secrets.token_hex(8), name, role)
    values = {"id": member.id, "name": name, "role": role, "session": session_id, "link_hash": _link_hash(secret)}
    conn.execute(insert(MemberRow).values(**values))
    return member


def everyone(conn: Connection, session_id: str) -> list[Invited]:
    """Who was invited to help, by name, and whether they opened their link."""
    return [Invited(Member(*row[:3]), row[3] is not None) for row in run(conn, _EVERYONE, session_id).fetchall()]


def tokens(conn: Connection, session_id: str) -> set[bytes]:
    """The hashes of those that open a place in the team."""
    found = select(MemberRow.token_hash).where(MemberRow.session == session_id)
    return {bytes(each) for each in conn.execute(found).scalars() if each}


def by_token(conn: Connection, session_id: str, token: bytes) -> Member | None:
    """Whose browser this is; None where the place was given to another, or taken back."""
    where = (MemberRow.token_hash == token_hash(token), MemberRow.session == session_id)
    row = conn.execute(select(*_COLUMNS).where(*where)).first()
    return Member(*row) if row else None


def by_secret(conn: Connection, session_id: str, secret: str) -> Invited | None:
    """Whom this link was made for; None where it was used, replaced or taken back."""
    columns = (*_COLUMNS, MemberRow.token_hash)
    where = (MemberRow.link_hash == _link_hash(secret), MemberRow.session == session_id)
    row = conn.execute(select(*columns).where(*where)).first()
    return Invited(Member(*row[:3]), row.token_hash is not None) if row else None


def open_link(conn: Connection, session_id: str, secret: str, token: bytes) -> bool:
    """Give the place to the browser with this token. False for every browser but the first."""
    where = (
        MemberRow.link_hash == _link_hash(secret), MemberRow.session == session_id, MemberRow.token_hash.is_(None),
    )  # fmt: skip
    return conn.execute(update(MemberRow).where(*where).values(token_hash=token_hash(token))).rowcount == 1


def renew(conn: Connection, session_id: str, member_id: str, secret: str) -> bool:
    """Another link for the same person; the one before, and the browser that opened it, are known no more."""
    where = (MemberRow.id == member_id, MemberRow.session == session_id)
    values = {"link_hash": _link_hash(secret), "token_hash": None}
    return conn.execute(update(MemberRow).where(*where).values(**values)).rowcount == 1


def remove(conn: Connection, session_id: str, member_id: str) -> bool:
    where = (MemberRow.id == member_id, MemberRow.session == session_id)
    return conn.execute(delete(MemberRow).where(*where)).rowcount == 1
