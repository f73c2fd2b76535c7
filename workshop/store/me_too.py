"""*Me too* beside questions from the room: one sealed ballot for each person, of one size, for all of them together.

It takes votes as long as the session runs; after the end it is counted, and ballots and key are gone. Meanwhile it is
told how many joined in as it stood when `k` people had changed something since it was told before: else whoever sees
one person tap would see which number moves. So each ballot keeps, sealed, how it stood then.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select, update

from workshop.script.model import QUESTIONS_ID
from workshop.session.choices import Vote
from workshop.store import ballots
from workshop.store.keys import KeyStore
from workshop.store.models import PollRow

MOST = 40  # questions that one person joins in
MARK = 16  # letters of a question's random id that are kept
SIZE = 2048  # bytes: room for all of them, now and as it was told last
Counts = dict[str, int]  # mark → how many joined in


@dataclass(frozen=True, slots=True)
class Joins:
    """The marks of the questions that one person joined in: `before`, when it was told last, and `now`."""

    before: frozenset[str]
    now: frozenset[str]

    @property
    def changed(self) -> bool:
        return self.before != self.now

    def vote(self, lot: int) -> Vote:
        """In one list: @ and the lot, then the marks with = where both have it, + only now, - only before."""
        signs = {True: {True: "=", False: "-"}, False: {True: "+"}}
        marks = (signs[mark in self.before][mark in self.now] + mark for mark in sorted(self.before | self.now))
        return Vote(words=(f"@{lot}", *marks))


def _joins(vote: Vote | None, lot: int) -> Joins:
    """As they stand to this lot: what was given before it was told has been told. A mark without a sign is new."""
    words = vote.words if vote else ()
    given = next((int(word[1:]) for word in words if word.startswith("@")), 0)
    now = frozenset(word.lstrip("=+") for word in words if word[0] not in "@-")
    before = frozenset(word[1:] for word in words if word[0] in "=-")
    return Joins(before if given == lot else now, now)


def own(conn: Connection, keys: KeyStore, session_id: str, token: bytes) -> frozenset[str]:
    """The marks of the questions that this person joined in."""
    epoch = running(conn, session_id)
    held = ballots.own(conn, keys, session_id, QUESTIONS_ID, epoch, token) if epoch else None
    return _joins(held[1], 0).now if held else frozenset()


def give(conn: Connection, keys: KeyStore, session_id: str, token: bytes, item: str, joins: bool) -> bool:
    """Whether it is kept; False where this person joined in too many already."""
    epoch = running(conn, session_id) or _opened(conn, keys, session_id)
    lot, _ = _told(conn, session_id, epoch)
    held = ballots.own(conn, keys, session_id, QUESTIONS_ID, epoch, token)
    n, own = (held[0], _joins(held[1], lot)) if held else (0, _joins(None, lot))
    after = Joins(own.before, own.now | {item[:MARK]} if joins else own.now - {item[:MARK]})
    if len(after.now) > MOST:
        return False
    cast = ballots.cast(conn, keys, session_id, QUESTIONS_ID, epoch, token, n + 1, after.vote(lot))
    if cast.status == "lost":  # what was sealed under the lost key is gone; whoever joins in now is counted anew
        return give(conn, keys, session_id, token, item, joins) if _opened(conn, keys, session_id) else False
    return cast.status in ("ok", "dup")


def told(conn: Connection, session_id: str) -> Counts:
    """As everybody may read it."""
    epoch = running(conn, session_id)
    return _told(conn, session_id, epoch)[1] if epoch else {}


def tell(conn: Connection, keys: KeyStore, session_id: str, k: int, as_told: Callable[[int], int]) -> Counts:
    """What is told from now on: counted anew where `k` people have changed something since, else what was told."""
    epoch = running(conn, session_id)
    if not epoch:
        return {}
    votes = ballots.votes(conn, keys, session_id, QUESTIONS_ID, epoch)
    lot, before = _told(conn, session_id, epoch)
    all_joins = [_joins(vote, lot) for vote in votes]
    if sum(joins.changed for joins in all_joins) < k:
        return before
    many = Counter(mark for joins in all_joins for mark in joins.now)
    counts = {mark: as_told(count) for mark, count in sorted(many.items()) if as_told(count)}
    conn.execute(update(PollRow).where(*_is(session_id, epoch)).values(told=json.dumps([lot + 1, counts])))
    return counts


def finish(conn: Connection, session_id: str) -> int:
    """Ballots are deleted; the epoch whose key is to be destroyed, or 0."""
    epoch = running(conn, session_id)
    if epoch:
        ballots.finish(conn, session_id, QUESTIONS_ID, epoch)
    return epoch


def running(conn: Connection, session_id: str) -> int:
    """The epoch that takes votes now, 0 where nobody has joined in any question yet."""
    return _newest(conn, session_id, PollRow.state != "closed")


def _told(conn: Connection, session_id: str, epoch: int) -> tuple[int, Counts]:
    """How often it was told, and what at last."""
    kept = conn.execute(select(PollRow.told).where(*_is(session_id, epoch))).scalar()
    lot, counts = json.loads(kept) if kept else (0, {})
    return lot, counts


def _is(session_id: str, epoch: int) -> tuple[ColumnElement[bool], ...]:
    return PollRow.session == session_id, PollRow.step == QUESTIONS_ID, PollRow.epoch == epoch


def _opened(conn: Connection, keys: KeyStore, session_id: str) -> int:
    epoch = _newest(conn, session_id) + 1
    ballots.open_poll(conn, keys, session_id, QUESTIONS_ID, epoch, SIZE)
    return epoch


def _newest(conn: Connection, session_id: str, *also: object) -> int:
    where = (PollRow.session == session_id, PollRow.step == QUESTIONS_ID, *also)
    return conn.execute(select(func.max(PollRow.epoch)).where(*where)).scalar() or 0  # type: ignore[arg-type]
