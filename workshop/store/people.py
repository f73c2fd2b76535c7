"""Participants: who joined, known by the hash of their token. Presence is never stored."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy import delete as sql_delete

from workshop.session.people import Person
from workshop.store.database import Database
from workshop.store.holders import token_hash
from workshop.store.models import ParticipantRow
from workshop.store.sql import by_key, run


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who joined: `state` is in, waiting (at the door) or out (removed)."""

    id: str
    session: str
    nickname: str
    state: str  # in, waiting, out
    partner: str = ""

    @property
    def person(self) -> Person:
        return Person(self.id, self.nickname)


_COLUMNS = [getattr(ParticipantRow, name) for name in Participant.__dataclass_fields__]
_HOLDER = "SELECT id, session, nickname, state, partner FROM participant WHERE token_hash = ? AND session = ?"
_HOLDERS = "SELECT token_hash, id, session, nickname, state, partner FROM participant WHERE token_hash IN"
_NAMES = "SELECT nickname FROM participant WHERE session = ?"
_ROOM = "SELECT count(*), sum(CASE WHEN state = 'in' THEN 1 ELSE 0 END) FROM participant WHERE session = ?"


def join(
    conn: Connection, session_id: str, token: bytes, nickname: str, partner: str = "", state: str = "in"
) -> Participant:
    """Keep a new participant; the database gets a hash of the token, never the token."""
    row = Participant(secrets.token_hex(12), session_id, nickname, state, partner)
    values = {name: getattr(row, name) for name in Participant.__dataclass_fields__}
    conn.execute(insert(ParticipantRow).values(token_hash=token_hash(token), **values))
    return row


def by_token(conn: Connection, session_id: str, token: bytes) -> Participant | None:
    """Who this token belongs to in that session; None for a stranger."""
    row = run(conn, _HOLDER, token_hash(token), session_id).fetchone()
    return Participant(*row) if row else None


def at_once(database: Database, session_id: str, token: bytes) -> Participant | None:
    """As `by_token`, for a crowd that comes: they are looked up together, and without a transaction."""
    row = database.row(_HOLDERS, token_hash(token))
    found = Participant(*row) if row else None
    return found if found and found.session == session_id else None


def by_tokens(conn: Connection, tokens: Collection[bytes]) -> dict[bytes, Participant]:
    """Token → whose it is, of whatever session; strangers' are left out."""
    if not tokens:
        return {}
    held = conn.connection.driver_connection
    rows = by_key(held, conn.dialect, _HOLDERS, [token_hash(token) for token in tokens])
    found = {token: rows.get(token_hash(token)) for token in tokens}
    return {token: Participant(*row) for token, row in found.items() if row}


def by_id(conn: Connection, session_id: str, person_id: str) -> Participant | None:
    where = (ParticipantRow.id == person_id, ParticipantRow.session == session_id)
    row = conn.execute(select(*_COLUMNS).where(*where)).first()
    return Participant(*row) if row else None


def rekey(conn: Connection, session_id: str, token: bytes, fresh: bytes) -> bool:
    """The same person with another secret; False where nobody had the old one."""
    where = (ParticipantRow.session == session_id, ParticipantRow.token_hash == token_hash(token))
    return conn.execute(update(ParticipantRow).where(*where).values(token_hash=token_hash(fresh))).rowcount == 1


def states(conn: Connection, session_id: str) -> dict[bytes, str]:
    """Hash of a token → whether its holder is in, waits or is out."""
    found = conn.execute(
        select(ParticipantRow.token_hash, ParticipantRow.state).where(ParticipantRow.session == session_id)
    )
    return {bytes(row.token_hash): row.state for row in found}


def everyone(conn: Connection, session_id: str) -> list[Participant]:
    """All who ever joined, also those who wait or were removed."""
    where = ParticipantRow.session == session_id
    rows = conn.execute(select(*_COLUMNS).where(where).order_by(ParticipantRow.nickname, ParticipantRow.id))
    return [Participant(*row) for row in rows]


def nicknames(conn: Connection, session_id: str) -> list[str]:
    """The names of all who joined, whoever was removed too."""
    return [name for (name,) in run(conn, _NAMES, session_id).fetchall()]


def count(conn: Connection, session_id: str) -> int:
    where = (ParticipantRow.session == session_id, ParticipantRow.state == "in")
    return conn.execute(select(func.count()).select_from(ParticipantRow).where(*where)).scalar() or 0


def counts(conn: Connection, session_ids: Collection[str]) -> dict[str, int]:
    """Session → `count` of it, for those in which somebody is."""
    where = (ParticipantRow.session.in_(session_ids), ParticipantRow.state == "in")
    rows = conn.execute(select(ParticipantRow.session, func.count()).where(*where).group_by(ParticipantRow.session))
    return {row[0]: row[1] for row in rows}


def room_of(conn: Connection, session_id: str) -> tuple[int, int]:
    """How many are in the room, and how many on the list: looked at for everybody who comes."""
    listed, inside = run(conn, _ROOM, session_id).fetchone()
    return inside or 0, listed


def on_list(conn: Connection, session_id: str) -> int:
    """How many joined, wherever they are by now."""
    where = ParticipantRow.session == session_id
    return conn.execute(select(func.count()).select_from(ParticipantRow).where(where)).scalar() or 0


def delete(conn: Connection, session_id: str, ids: Collection[str]) -> int:
    """How many were there. For who never was in the room: nothing else of theirs is anywhere."""
    where = (ParticipantRow.session == session_id, ParticipantRow.id.in_(ids))
    return conn.execute(sql_delete(ParticipantRow).where(*where)).rowcount


def set_state(conn: Connection, session_id: str, participant_id: str, state: str) -> bool:
    """in, waiting or out; False where there is nobody of that id."""
    where = (ParticipantRow.id == participant_id, ParticipantRow.session == session_id)
    return conn.execute(update(ParticipantRow).where(*where).values(state=state)).rowcount == 1
