"""Votes, each sealed under its poll's key and found again only with that key and the voter's cookie.

While a poll is open a voter may change their mind; once it is counted the ballots and the key are gone.
"""

import hashlib
import hmac
import json
import logging
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from workshop.session.choices import Vote, pack, unpack
from workshop.store.keys import KeyStore
from workshop.store.models import BallotRow, PollRow
from workshop.store.sealing import cipher, seal, unseal
from workshop.store.sql import insert_new, run

log = logging.getLogger("workshop.store")
_N = struct.Struct(">Q")
CastStatus = Literal["ok", "dup", "stale", "closed", "lost", "kept"]


@dataclass(frozen=True, slots=True)
class Cast:
    """What became of a vote. lost: the poll is open and its key is gone; kept: the first one is the one that counts.

    `n` and `vote` are what counts now, if it is known.
    """

    status: CastStatus
    n: int | None = None
    vote: Vote | None = None


@lru_cache(1024)
def poll_id(session_id: str, step: str, epoch: int) -> bytes:
    """The name of one asking of a poll, for its key and its ballots."""
    text = json.dumps([session_id, step, epoch])
    return hashlib.sha256(b"workshop poll " + text.encode()).digest()[:16]


class _Box:
    """A poll's ballot box, opened with its key."""

    def __init__(self, poll: bytes, key: bytes) -> None:
        self.poll = poll
        self._tag_key = _hmac(key, b"tag")
        self._cipher = cipher(_hmac(key, b"enc"))

    def tag(self, token: bytes) -> bytes:
        return _hmac(self._tag_key, token)[:16]

    def seal(self, tag: bytes, n: int, vote: Vote, size: int) -> bytes:
        return seal(self._cipher, _N.pack(n) + pack(vote).encode(), self.poll + tag, size)

    def open(self, tag: bytes, sealed: bytes) -> tuple[int, Vote] | None:
        plain = unseal(self._cipher, sealed, self.poll + tag)
        return None if plain is None else (_N.unpack_from(plain)[0], unpack(plain[_N.size :].decode()))


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")


def open_poll(conn: Connection, keys: KeyStore, session_id: str, step: str, epoch: int, size: int) -> None:
    """The poll takes votes once this is committed, its key being safe by then. Twice is once.

    An earlier epoch that was still open (its key was lost) ends here.
    """
    for lost in range(1, epoch):
        finish(conn, session_id, step, lost)
    insert_new(conn, PollRow, session=session_id, step=step, epoch=epoch, state="open", room=size)
    if _padded_size(conn, session_id, step, epoch):
        keys.create(poll_id(session_id, step, epoch))


def set_closing(conn: Connection, session_id: str, step: str, epoch: int) -> None:
    """Only what is on its way still comes in."""
    where = (*_is(session_id, step, epoch), PollRow.state == "open")
    conn.execute(update(PollRow).where(*where).values(state="closing"))


def cast(
    conn: Connection, keys: KeyStore, session_id: str, step: str, epoch: int, token: bytes, n: int, vote: Vote
) -> Cast:
    """Keep `vote`, sealed, as this person's one vote, unless a newer one (a higher `n`) is there.

    The Cast says what holds: kept, as before, overtaken (with the newer vote), closed, or that the key is lost.
    """
    box = _box_of_batch(conn, keys, poll_id(session_id, step, epoch))
    if box is None:
        return Cast("closed" if _padded_size(conn, session_id, step, epoch) is None else "lost")
    poll, tag = box.poll, box.tag(token)
    while True:  # a second time only where another process wrote between our look and our write
        found = run(conn, _SIZE_AND_HELD[conn.dialect.name], poll, tag, session_id, step, epoch).fetchone()
        if found is None:
            return Cast("closed")
        size, held = found[0], found[1] and bytes(found[1])
        now = box.open(tag, held) if held else None
        if now and n <= now[0]:
            return Cast("dup" if now == (n, vote) else "stale", *now)
        if _put(conn, poll, tag, held, box.seal(tag, n, vote, size)):
            return Cast("ok", n, vote)


_boxes: WeakKeyDictionary[Connection, _Box] = WeakKeyDictionary()


def _box_of_batch(conn: Connection, keys: KeyStore, poll: bytes) -> _Box | None:
    """Opened once for all of one transaction, votes or looks, and forgotten with it: what is destroyed must be gone."""
    box = _boxes.get(conn)
    if box is None or box.poll != poll:
        key = keys.get(poll)
        if key is None:
            return None
        box = _boxes[conn] = _Box(poll, key)
    return box


def own(
    conn: Connection, keys: KeyStore, session_id: str, step: str, epoch: int, token: bytes
) -> tuple[int, Vote] | None:
    """This person's vote as it stands, while the poll is open."""
    box = _box_of_batch(conn, keys, poll_id(session_id, step, epoch))
    if box is None:
        return None
    tag = box.tag(token)
    held = _sealed(conn, box.poll, tag)
    return box.open(tag, held) if held else None


def rekey(conn: Connection, keys: KeyStore, session_id: str, token: bytes, fresh: bytes) -> None:
    """This person's votes in polls that are open, under another secret: they stay one person, and count once."""
    running = select(PollRow.step, PollRow.epoch).where(PollRow.session == session_id, PollRow.state != "closed")
    for step, epoch in conn.execute(running).all():
        _padded_size(conn, session_id, step, epoch, alone=True)  # a vote on its way at another process comes first
        held = own(conn, keys, session_id, step, epoch, token)
        if held:
            poll = poll_id(session_id, step, epoch)
            tag = _Box(poll, keys.get(poll) or b"").tag(token)
            conn.execute(delete(BallotRow).where(BallotRow.poll == poll, BallotRow.tag == tag))
            cast(conn, keys, session_id, step, epoch, fresh, *held)


def turnout(conn: Connection, session_id: str, step: str, epoch: int) -> int:
    """How many have answered; who would rather not say has answered too. 0 once counted."""
    where = BallotRow.poll == poll_id(session_id, step, epoch)
    return conn.execute(select(func.count()).select_from(BallotRow).where(where)).scalar() or 0


def votes(conn: Connection, keys: KeyStore, session_id: str, step: str, epoch: int) -> list[Vote]:
    """All votes, to be counted in the transaction that finishes the poll.

    They come sorted by what they say: in the order of their tags a seeded shuffle could be undone.
    """
    poll = poll_id(session_id, step, epoch)
    _padded_size(conn, session_id, step, epoch, alone=True)
    key = keys.get(poll)
    if key is None:
        return []
    box = _Box(poll, key)
    rows = conn.execute(select(BallotRow.tag, BallotRow.sealed).where(BallotRow.poll == poll))
    opened = [box.open(tag, sealed) for tag, sealed in rows]
    if None in opened:
        log.warning("Ballots that could not be opened were left out: %d", opened.count(None))
    return sorted((found[1] for found in opened if found), key=pack)


def finish(conn: Connection, session_id: str, step: str, epoch: int) -> None:
    """Close the poll and delete its ballots.

    In the transaction that stores the result. After it: `keys.destroy(poll_id(…))`, `database.checkpoint()`.
    """
    conn.execute(update(PollRow).where(*_is(session_id, step, epoch)).values(state="closed"))
    conn.execute(delete(BallotRow).where(BallotRow.poll == poll_id(session_id, step, epoch)))


def _is(session_id: str, step: str, epoch: int) -> tuple[ColumnElement[bool], ...]:
    return PollRow.session == session_id, PollRow.step == step, PollRow.epoch == epoch


# What every vote needs, in plain SQL.
_SIZE = "SELECT room FROM poll WHERE session = ? AND step = ? AND epoch = ? AND state != 'closed'"
_JOINED = (
    "SELECT poll.room, ballot.sealed FROM poll LEFT JOIN ballot ON ballot.poll = ? AND ballot.tag = ?"
    " WHERE poll.session = ? AND poll.step = ? AND poll.epoch = ? AND poll.state != 'closed'"
)
_SIZE_AND_HELD = {"sqlite": _JOINED, "postgresql": _JOINED + " FOR SHARE OF poll"}
_HELD = "SELECT sealed FROM ballot WHERE poll = ? AND tag = ?"
_INSERT = "INSERT INTO ballot (poll, tag, sealed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_REPLACE = "UPDATE ballot SET sealed = ? WHERE poll = ? AND tag = ? AND sealed = ?"


def _padded_size(conn: Connection, session_id: str, step: str, epoch: int, alone: bool = False) -> int | None:
    """To how many bytes the votes of a poll are padded, while it takes them.

    Its row is locked: no vote falls between a count and its close.
    """
    lock = "" if conn.dialect.name == "sqlite" else " FOR UPDATE" if alone else " FOR SHARE"
    row = run(conn, _SIZE + lock, session_id, step, epoch).fetchone()
    return row[0] if row else None


def _sealed(conn: Connection, poll: bytes, tag: bytes) -> bytes | None:
    row = run(conn, _HELD, poll, tag).fetchone()
    return bytes(row[0]) if row else None


def _put(conn: Connection, poll: bytes, tag: bytes, old: bytes | None, new: bytes) -> bool:
    """Replace `old` by `new`; False where `old` is not what is there any more."""
    done = run(conn, _REPLACE, new, poll, tag, old) if old else run(conn, _INSERT, poll, tag, new)
    return bool(done.rowcount == 1)
