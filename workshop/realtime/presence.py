"""Who sits where: every open connection, its role and its audience. Presence lives here and is never stored."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from workshop.realtime.presence_elsewhere import Desk, Elsewhere, Told
from workshop.session.people import Member
from workshop.session.team import LEADS
from workshop.store.people import Participant
from workshop.store.places import hash_of

Key = TypeVar("Key")
POLLING_SECONDS = 10.0
UNSEEN_SECONDS = 60.0
LATE_WORD = 60.0  # seconds, at most, from a joining at another process until we hear of it
ASIDE_SECONDS = 180.0  # time enough to write a question
CONSOLES = ("facilitator", "team")  # as what a console connects: with the facilitator's key, or as a member


@dataclass(slots=True)
class Connection:
    """One connection. `token` is the browser's secret; `audience` moves with the groups, and with who leads."""

    sid: str
    session: str
    role: str
    audience: str
    who: Participant | None = None
    token: bytes = b""
    member: Member | None = None  # of the team
    sign_in: str = ""  # the facilitator's, where a browser's cookie opened this
    place: str = ""  # that leads, where this is the facilitator's
    language: str = ""  # their own choice, where it is another than the session's; known to nobody else
    differences: bool = False  # of the list of people: for a console that asked for no more than what changed


@dataclass(slots=True)
class Presence:
    """Who is here: all connections of this process, and who sits at others.

    `changed(session)` hears of each coming and going, `arrived(session, person)` of whoever was not known to have come.
    """

    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    changed: Callable[[str], object] = lambda _session: None
    arrived: Callable[[str, str], object] = lambda _session, _person: None
    _by_sid: dict[str, Connection] = field(default_factory=dict)
    _by_session: dict[str, dict[str, Connection]] = field(default_factory=dict)
    _by_person: dict[tuple[str, str], dict[str, Connection]] = field(default_factory=dict)
    _consoles: dict[str, dict[str, Connection]] = field(default_factory=dict)  # asked for at every coming and going
    _asking: dict[str, dict[str, float]] = field(default_factory=dict)
    _asking_outside: dict[str, set[str]] = field(default_factory=dict)  # those of them who are not in the room
    _aside: dict[str, dict[str, float]] = field(default_factory=dict)  # person → until when, while no socket is there
    _desks: dict[str, dict[str, tuple[Connection, float]]] = field(default_factory=dict)
    _missed: dict[str, set[str]] = field(default_factory=dict)
    _expected: dict[str, dict[str, float]] = field(default_factory=dict)  # joined, and not connected yet
    _lately: dict[tuple[str, str], float] = field(default_factory=dict)  # who came, and when; who came last is last

    def add(self, connection: Connection) -> None:
        """Somebody is there: of theirs this may be one connection of several."""
        if connection.who:
            self.came(connection.session, connection.who.id)
            self._aside.get(connection.session, {}).pop(connection.who.id, None)
        self._by_sid[connection.sid] = connection
        self._by_session.setdefault(connection.session, {})[connection.sid] = connection
        if connection.who:
            self._by_person.setdefault((connection.session, connection.who.id), {})[connection.sid] = connection
        if connection.role in CONSOLES:
            self._consoles.setdefault(connection.session, {})[connection.sid] = connection
        self.changed(connection.session)

    def leave(self, sid: str) -> Connection | None:
        """The connection that ended; None where it was never added, or has left already."""
        connection = self._by_sid.pop(sid, None)
        if connection:
            _take_out(self._by_session, connection.session, sid)
            if connection.who:
                _take_out(self._by_person, (connection.session, connection.who.id), sid)
            if connection.role in CONSOLES:
                _take_out(self._consoles, connection.session, sid)
            self.changed(connection.session)
        return connection

    def hear(self, process: str, session_id: str, told: Told) -> None:
        """All who sit at another process now. Whoever has come there since then waits nowhere else, and is awaited
        nowhere any more."""
        new = told.people.keys() - self.elsewhere.at(process, session_id)
        self.elsewhere.hear(process, session_id, told)
        for person in new:
            self._came_there(session_id, person)

    def hear_moved(
        self, process: str, session_id: str, people: Mapping[str, str], gone: Iterable[str], desks: list[Desk]
    ) -> None:
        """The same of those alone for whom something is another since then."""
        self.elsewhere.moved(process, session_id, people, gone, desks)
        for person in people:
            self._came_there(session_id, person)

    def _came_there(self, session_id: str, person: str) -> None:
        self.came_elsewhere(session_id, person)
        if self._aside.get(session_id, {}).pop(person, None):
            self.changed(session_id)

    def get(self, sid: str) -> Connection | None:
        return self._by_sid.get(sid)

    def sessions(self) -> list[str]:
        return list(self._by_session)

    def sessions_told(self) -> set[str]:
        """Those that somebody sits in here, by a socket or by asking."""
        return {*self._by_session, *self._asking, *self._desks, *self._aside}

    def of(self, session_id: str) -> Iterator[Connection]:
        return iter(list(self._by_session.get(session_id, {}).values()))

    def of_person(self, session_id: str, person_id: str) -> list[Connection]:
        return list(self._by_person.get((session_id, person_id), {}).values())

    def languages(self, session_id: str) -> dict[str, set[str]]:
        """Audience → the languages that somebody in it has chosen instead of the session's."""
        found: dict[str, set[str]] = {}
        for each in self.of(session_id):
            if each.language:
                found.setdefault(each.audience, set()).add(each.language)
        return found

    def of_sign_in(self, mark: str) -> list[Connection]:
        """`mark`: the hash of the sign-in, in hex."""
        return [each for each in self._by_sid.values() if each.sign_in and hash_of(each.sign_in).hex() == mark]

    def of_member(self, session_id: str, member_id: str) -> list[Connection]:
        return [s for s in self.of(session_id) if s.member and s.member.id == member_id]

    def consoles(self, session_id: str) -> list[Connection]:
        """Every console of the team, wherever: those who ask over HTTP, or sit elsewhere, cannot be sent anything."""
        there = [
            Connection("", session_id, desk.role, desk.audience, member=_member(desk))
            for desk in self.elsewhere.desks(session_id)
        ]
        return [*self._consoles_here(session_id), *there]

    def _consoles_here(self, session_id: str) -> list[Connection]:
        recent = time.monotonic() - POLLING_SECONDS
        asking = [desk for desk, at in self._desks.get(session_id, {}).values() if at > recent]
        return [*self._consoles.get(session_id, {}).values(), *asking]

    def as_told(self, session_id: str) -> tuple[dict[str, str], list[Desk]]:
        """Who sits here, for the other processes: people with their state, and desks."""
        people = {s.who.id: s.who.state for s in self.of(session_id) if s.who}
        outside = self._asking_outside.get(session_id, set())
        asking = {person: "waiting" if person in outside else "in" for person in self.asking(session_id)}
        asking |= dict.fromkeys(self.aside(session_id), "in")
        desks = [Desk(s.role, s.audience, s.member.id if s.member else "") for s in self._consoles_here(session_id)]
        return {**asking, **people}, desks

    def desks(self, session_id: str) -> set[str]:
        """The desks of the team at which somebody sits."""
        return {s.audience for s in self.consoles(session_id)}

    def desks_here(self, session_id: str) -> set[str]:
        """Those that can be sent something from here: what is drawn for others, other processes draw."""
        return {s.audience for s in self._consoles.get(session_id, {}).values()}

    def can_lead(self, session_id: str) -> bool:
        """Whether anybody is here who leads, or could."""
        return not self.desks(session_id).isdisjoint(LEADS)

    def here(self, session_id: str) -> set[str]:
        """Ids of the participants with an open connection, or who asked over HTTP a moment ago."""
        sockets = {s.who.id for s in self.of(session_id) if s.who}
        return sockets | self.asking(session_id) | self.aside(session_id) | self.elsewhere.people(session_id)

    def is_here(self, session_id: str, person_id: str) -> bool:
        """The same of one person, without a look at all the others."""
        by_socket = bool(self._by_person.get((session_id, person_id)))
        by_page = self.asks(session_id, person_id) or person_id in self.aside(session_id)
        return by_socket or by_page or self.elsewhere.has(session_id, person_id)

    def asking(self, session_id: str) -> set[str]:
        """Those who asked here over HTTP a moment ago: nothing can be sent to them."""
        recent = time.monotonic() - POLLING_SECONDS
        return {person for person, at in self._asking.get(session_id, {}).items() if at > recent}

    def asks(self, session_id: str, person_id: str) -> bool:
        """Whether this person is one of them."""
        at = self._asking.get(session_id, {}).get(person_id)
        return at is not None and at > time.monotonic() - POLLING_SECONDS

    def step_aside(self, session_id: str, person_id: str) -> None:
        """They look at a page without a socket, and are here: else the team would see who writes a question."""
        self.came(session_id, person_id)
        self._aside.setdefault(session_id, {})[person_id] = time.monotonic() + ASIDE_SECONDS
        self.changed(session_id)

    def aside(self, session_id: str) -> set[str]:
        """Those on such a page. Whoever has not come back in time is not here any more."""
        now = time.monotonic()
        people = {person: until for person, until in self._aside.pop(session_id, {}).items() if until > now}
        if people:
            self._aside[session_id] = people
        return set(people)

    def inside(self, session_id: str) -> set[str]:
        """Those of them who are in the room: not who still waits at the door, not who was removed."""
        outside = {s.who.id for s in self.of(session_id) if s.who and s.who.state != "in"}
        outside |= self._asking_outside.get(session_id, set()) | self.elsewhere.outside(session_id)
        return self.here(session_id) - outside

    def seen(self, session_id: str, who: Participant) -> None:
        """Somebody without a websocket asked for the stage."""
        self.came(session_id, who.id)
        new = who.id not in self.asking(session_id)
        self._asking.setdefault(session_id, {})[who.id] = time.monotonic()
        outside = self._asking_outside.setdefault(session_id, set())
        (outside.discard if who.state == "in" else outside.add)(who.id)
        if new:
            self.changed(session_id)

    def desk_seen(self, desk: Connection, tab: str) -> bool:
        """A console without a websocket asked or gave a command. True where it was not there a moment ago."""
        asking = self._desks.setdefault(desk.session, {})
        recent = time.monotonic() - POLLING_SECONDS
        for name in [name for name, (_, at) in asking.items() if at <= recent]:
            del asking[name]
        name = f"{desk.member.id if desk.member else ''} {tab}"
        new = name not in asking
        asking[name] = (desk, time.monotonic())
        if new:
            self.changed(desk.session)
        return new

    # Disconnected for longer than `group_absence.PATIENCE` (8 s): their group is told

    def expect(self, session_id: str, person_id: str) -> None:
        """Somebody has just joined, at whatever process: their phone connects in a moment, or is quicker than that,
        and may have left again before the word of their joining comes."""
        if not self.is_here(session_id, person_id) and (session_id, person_id) not in self._lately:
            self._expected.setdefault(session_id, {})[person_id] = time.monotonic()

    def expect_nobody(self) -> None:
        """Words were lost: whoever is awaited here may have come elsewhere, and have left again."""
        self._expected.clear()

    def came(self, session_id: str, person_id: str) -> None:
        """They are there, or send something, here. Whoever leaves in the same moment was here, too."""
        if (session_id, person_id) not in self._lately:
            self.arrived(session_id, person_id)
        self.came_elsewhere(session_id, person_id)

    def came_elsewhere(self, session_id: str, person_id: str) -> None:
        """The same, as another process tells it."""
        self._expected.get(session_id, {}).pop(person_id, None)
        now = time.monotonic()
        self._lately.pop((session_id, person_id), None)
        self._lately[session_id, person_id] = now
        while next(iter(self._lately.values())) < now - LATE_WORD:
            self._lately.pop(next(iter(self._lately)))

    def unseen(self, session_id: str) -> set[str]:
        """Who joined more than a minute ago, since the servers hear one another, and never connected."""
        before = time.monotonic() - UNSEEN_SECONDS
        there = self.elsewhere.people(session_id)
        return {person for person, at in self._expected.get(session_id, {}).items() if at < before} - there

    def missed(self, session_id: str) -> set[str]:
        return self._missed.get(session_id, set())

    def miss(self, session_id: str, person_id: str) -> bool:
        """False where the person is back by now, or missed already."""
        if self.is_here(session_id, person_id) or person_id in self.missed(session_id):
            return False
        self._missed.setdefault(session_id, set()).add(person_id)
        return True

    def found(self, session_id: str, person_id: str) -> bool:
        """False where nobody missed them."""
        missed = person_id in self.missed(session_id)
        self.missed(session_id).discard(person_id)
        return missed


def _member(desk: Desk) -> Member | None:
    """Of a place in the team elsewhere only the id is told: its name stands in the database."""
    return Member(desk.member, "", "") if desk.member else None


def _take_out(index: dict[Key, dict[str, Connection]], key: Key, sid: str) -> None:
    """Empty entries go too, so that nothing grows with those who left."""
    held = index[key]
    del held[sid]
    if not held:
        del index[key]
