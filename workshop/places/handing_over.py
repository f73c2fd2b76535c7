"""A session changes hands: whoever leads makes a code, and whoever takes the session over types it in their place.

The two need not know of each other's places. A session that people have joined stays where it is until it has ended:
they have just read to whom they write.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from workshop.places.names import tidy
from workshop.session.errors import Refused
from workshop.store import offers, people, places, security_events, sessions
from workshop.store.database import Database
from workshop.store.offers import Offer
from workshop.store.places import Place
from workshop.store.security_events import SecurityEvent
from workshop.store.sessions import ALPHABET, Record, normal_code
from workshop.util.language import marked

SIGNS = 16  # of a code: 29 ** 16
RUNNING = marked(
    "People are in this workshop, and it has not ended. End it first, or invite the other person to its team."
)
UNKNOWN = marked(
    "This code opens nothing. It may have been used or taken back, or be older than seven days. Look at it letter by "
    "letter, or ask for another one."
)
OWN = marked("This code is for another place: what it offers is yours already.")
NO_NAME = marked("Say by which name participants shall know you.")
STILL_RUNNING = marked(
    "There are people in what this code offers. Take it over when it has ended; the code stays good."
)
Along = Callable[[Record], None]


@dataclass(frozen=True, slots=True)
class Given:
    """What a code offers. `running`: how many sessions of it stay for now, because people are in them."""

    offer: Offer
    by: str  # the name of the place that gives
    sessions: list[Record]
    running: int


class HandingOver:
    """`by`: as the log calls whoever does it."""

    def __init__(self, database: Database, by: str) -> None:
        self._database, self._by = database, by

    def offer(self, place_id: str, session_id: str | None = None) -> str:
        """A code for one session of the place, or for all that it has, as people read it. Raises Refused."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))
        what = SecurityEvent.OFFERED if session_id else SecurityEvent.ALL_OFFERED

        def job(conn: Connection) -> None:
            record = sessions.record_of(conn, session_id) if session_id else None
            if record and is_busy(conn, record):
                raise Refused(RUNNING, "running")
            offers.add(conn, Offer(place_id, session_id), code, date.today())
            security_events.note(conn, place_id, what, self._by, session=session_id)

        self._database.write(job)
        return "-".join(code[at : at + 4] for at in range(0, SIGNS, 4))

    def take_back(self, place_id: str, session_id: str) -> None:
        def job(conn: Connection) -> None:
            if offers.withdraw(conn, Offer(place_id, session_id)):
                security_events.note(conn, place_id, SecurityEvent.OFFER_BACK, self._by, session=session_id)

        self._database.write(job)

    def look(self, typed: str, taker: Place) -> Given:
        """What the code offers, before it is taken. Raises Refused."""
        with self._database.read() as conn:
            return _given(conn, typed, taker)

    def take(self, typed: str, taker: Place, name: str, along: Along) -> list[Record]:
        """All that the code offers and nobody is in. `name`: as participants read it. Raises Refused.

        `along` brings what else a session needs into the place, before it is there.
        """
        told = tidy(name, NO_NAME)
        for record in self.look(typed, taker).sessions:
            along(record)
        return self._database.write(lambda conn: self._taken(conn, typed, taker, told))

    def _taken(self, conn: Connection, typed: str, taker: Place, name: str) -> list[Record]:
        given = _given(conn, typed, taker)
        if any(map(is_ending, given.sessions)):
            raise Refused(STILL_RUNNING, "running")
        for record in given.sessions:
            offers.hand_over(conn, record.id, taker.id, name, date.today())
            if not record.rehearsal:
                day = record.created_on.isoformat()
                security_events.note(conn, given.offer.place, SecurityEvent.HANDED_OVER, name, day)
                security_events.note(conn, taker.id, SecurityEvent.TAKEN_OVER, self._by, day, record.id)
        if not given.running:
            offers.withdraw(conn, given.offer)
        return given.sessions


def is_busy(conn: Connection, record: Record) -> bool:
    """Whether people came in to the team that leads now, and it has not ended. In a rehearsal nobody is."""
    if record.rehearsal or record.phase == "ended":
        return False
    return record.phase == "live" or people.on_list(conn, record.id) > 0


def is_ending(record: Record) -> bool:
    """Whether its end can still be taken back: then it would go on with others than those to whom people came."""
    return record.phase == "ended" and record.code is not None and not record.rehearsal


def _given(conn: Connection, typed: str, taker: Place) -> Given:
    found = offers.by_code(conn, normal_code(typed), date.today())
    giver = places.by_id(conn, found.place) if found else None
    if found is None or giver is None:
        raise Refused(UNKNOWN, "unknown")
    if giver.id == taker.id:
        raise Refused(OWN, "own")
    known = [r for r in sessions.of_place(conn, giver.id) if found.session in (None, r.id)]
    ready = [record for record in known if not is_busy(conn, record)]
    if known and not ready:
        raise Refused(STILL_RUNNING, "running")
    if not known:
        raise Refused(UNKNOWN, "unknown")
    return Given(found, giver.name, ready, len(known) - len(ready))
