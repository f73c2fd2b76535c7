"""What is one person's own, on its way to every connection of theirs and to nobody else."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

from sqlalchemy import Connection as Reading

from workshop import engine
from workshop.live import own_state
from workshop.live.protocol import MINE
from workshop.live.submit import Live
from workshop.realtime.presence import Connection, Presence
from workshop.session.people import Person
from workshop.session.state import Session
from workshop.store import notes
from workshop.util.padding import in_class

SLICE = 20  # people whose own is read in one transaction
Emit = Callable[[Connection, str, dict[str, Any]], None]


class OwnStates:
    """`emit(connection, event, body)` carries it out."""

    def __init__(self, live: Live, presence: Presence, emit: Emit) -> None:
        self.live, self.presence, self.emit = live, presence, emit
        self._changes: Counter[tuple[str, str]] = Counter()
        self._run = secrets.token_hex(4)  # counting begins anew with each start

    def of(self, session: Session, connection: Connection) -> dict[str, Any]:
        """`mine` of the protocol, padded to a size class; empty for who is no participant."""
        if connection.who is None:
            return {}
        with self.live.database.read() as conn:
            return self.within(conn, session, connection, self.texts_back(conn, [session.id]))

    def texts_back(self, conn: Reading, session_ids: Iterable[str]) -> set[str]:
        """Those sessions in which the team gave any text back: in all others nobody's notes are opened for it."""
        return {each for each in session_ids if notes.any_given_back(conn, each)}

    def within(self, conn: Reading, session: Session, connection: Connection, texts_back: Set[str]) -> dict[str, Any]:
        """The same in a transaction that is open already, for many who come at once."""
        if connection.who is None:
            return {}
        mine = own_state.mine(
            self.live, conn, session, connection.who, connection.token, texts_back=session.id in texts_back
        )
        group = session.group_of(connection.who.id)
        if group and mine["group"]:
            missed = self.presence.missed(session.id)
            mine["group"]["away"] = [p.id for p in group.people if p.id in missed]
        return in_class(mine)

    def send(self, session: Session, connection: Connection) -> None:
        self.emit(connection, MINE, self.of(session, connection))

    def send_to_many(self, session: Session, connections: Sequence[Connection]) -> None:
        """To each: a few in one transaction, then others have their turn."""
        for start in range(0, len(connections), SLICE):
            engine.attempt(self._send_lot, session, connections[start : start + SLICE])
            engine.sleep(0)

    def _send_lot(self, session: Session, connections: Sequence[Connection]) -> None:
        with self.live.database.read() as conn:
            texts_back = self.texts_back(conn, [session.id])
            for connection in connections:
                engine.attempt(self._send_within, conn, session, connection, texts_back)

    def _send_within(self, conn: Reading, session: Session, connection: Connection, texts_back: Set[str]) -> None:
        self.emit(connection, MINE, self.within(conn, session, connection, texts_back))

    def send_again(self, session: Session, person_id: str) -> None:
        """Send a person their own state, on every connection of theirs."""
        self.bump(session.id, person_id)
        for connection in self.presence.of_person(session.id, person_id):
            self.send(session, connection)

    def send_to_all(self, session: Session) -> None:
        """Send everybody their own state: something changed for one of them, and only their own key tells for whom."""
        self.send_to_many(session, [each for each in self.presence.of(session.id) if each.who])

    def send_to_group(self, session: Session, person_id: str) -> None:
        """Send everybody in this person's group their own state."""
        group = session.group_of(person_id)
        self.send_to(session, group.people if group else ())

    def send_to(self, session: Session, people: Iterable[Person]) -> None:
        for person in people:
            self.send_again(session, person.id)

    def bump(self, session_id: str, person_id: str = "") -> None:
        """Something that is one person's own (of nobody named: of anybody) is another, though the stage is not."""
        self._changes[session_id, person_id] += 1

    def version(self, session_id: str, person_id: str) -> str:
        """Another one after each `bump`, for a phone that can only ask: the v does not tell it."""
        return f"{self._run}.{self._changes[session_id, '']}.{self._changes[session_id, person_id]}"

    def forget(self, session_id: str) -> None:
        for key in [k for k in self._changes if k[0] == session_id]:
            del self._changes[key]
