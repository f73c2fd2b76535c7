"""Who hears what: the audience of each connection, and moving it when groups form or the lead changes hands."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from workshop import engine
from workshop.extensions import socketio
from workshop.live.submit import Live
from workshop.realtime.presence import Connection, Presence
from workshop.session.audience_names import PARTICIPANTS, are_in_groups, audience_of
from workshop.session.state import Session
from workshop.session.team import desk_of
from workshop.store import team
from workshop.store.people import Participant

T = TypeVar("T")
SLICE = 20
ROOM = "room"  # everybody who is in it, the team and the screen too: never who waits at the door or was removed
TALLIED = f"{ROOM}@"  # the same people, apart by the language that they read
DOORSTEP = {"waiting": "waiting", "out": "removed"}  # not in the room: a screen of their own
OUTSIDE = tuple(DOORSTEP.values())


def in_language(audience: str, language: str) -> str:
    """Those of an audience who read another language than the session's; the audience itself where it is none."""
    return f"{audience}@{language}" if language else audience


class Audiences:
    """Puts every connection where it belongs, and moves it when groups form or the lead changes hands."""

    def __init__(self, live: Live, presence: Presence) -> None:
        self.live, self.presence = live, presence
        self.arrived: set[str] = set()  # sessions in whose room somebody is who has not heard its numbers

    def enter(self, connection: Connection) -> None:
        """The first rooms of a connection that has just come; a participant's are known once it is welcomed."""
        if connection.who is None or connection.who.state not in DOORSTEP:
            self.arrived.add(connection.session)
            for room in _whole_room(connection):
                socketio.server.enter_room(connection.sid, room)
        socketio.server.enter_room(connection.sid, _own_room(connection, connection.audience))

    def is_heard(self, session_id: str, audience: str) -> bool:
        """Whether anybody is in it on this server. Whoever comes a moment later reads the newest stage in `hello`."""
        members = socketio.server.manager.get_participants("/", f"{session_id}:{audience}")
        return next(iter(members), None) is not None

    def of_team(self, session: Session) -> list[str]:
        """Those of the team beside the facilitator: where nobody was invited, nothing is drawn for nobody."""
        with self.live.database.read() as conn:
            invited = team.everyone(conn, session.id)
        return sorted({desk_of(session, each.member) for each in invited if each.opened})

    def move_all(self, session: Session) -> list[Connection]:
        """Put everybody where they belong now; the connections that moved."""
        everybody = list(self.presence.of(session.id))
        if not are_in_groups(session):  # as at nearly every step: then nobody needs to be looked for
            apart = [s for s in everybody if not (s.audience == PARTICIPANTS and s.who and s.who.state == "in")]
            everybody = [each for each in apart if each.member or (each.who and each.audience != _alone(each.who))]
        return [each for each in giving_way(everybody) if (each.who or each.member) and self.move(session, each)]

    def move(self, session: Session, connection: Connection) -> bool:
        """Put the connection into the audience that it belongs to now. True where it moved."""
        wanted = audience_for(session, connection.who) if connection.who else connection.audience
        if connection.member:
            wanted = desk_of(session, connection.member)
        server = socketio.server
        if wanted == connection.audience or not server.manager.is_connected(connection.sid, "/"):
            return False  # whose line broke while we looked is in no room any more, and can be put into none
        change_room = server.leave_room if wanted in OUTSIDE else server.enter_room
        for room in _whole_room(connection):
            change_room(connection.sid, room)
        self.arrived.add(connection.session)
        server.leave_room(connection.sid, _own_room(connection, connection.audience))
        server.enter_room(connection.sid, _own_room(connection, wanted))
        connection.audience = wanted
        return True

    def visitor(self, session: Session, who: Participant, token: bytes) -> Connection:
        """A connection for one request over HTTP: nobody keeps it."""
        return Connection("", session.id, "participant", audience_for(session, who), who, token)


def _own_room(connection: Connection, audience: str) -> str:
    return f"{connection.session}:{in_language(audience, connection.language)}"


def _whole_room(connection: Connection) -> tuple[str, str]:
    """What all hear, and what all hear who read this language."""
    return f"{connection.session}:{ROOM}", f"{connection.session}:{TALLIED}{connection.language}"


def audience_for(session: Session, who: Participant) -> str:
    """Whose stage a participant sees: their group's, everybody's, or a screen of their own outside the room."""
    return audience_of(session, who.id) if who.state == "in" else _alone(who)


def _alone(who: Participant) -> str:
    """The same where there are no groups."""
    return PARTICIPANTS if who.state == "in" else DOORSTEP[who.state]


def giving_way(many: Sequence[T]) -> Iterator[T]:
    """Each of them; after every twenty all others have their turn."""
    for n, one in enumerate(many, 1):
        yield one
        if n % SLICE == 0:
            engine.sleep(0)
