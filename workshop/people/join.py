"""How somebody comes in: code and nickname → a participant and their token, or a sentence that says why not."""

import unicodedata
from dataclasses import dataclass
from itertools import chain, count

import regex
from sqlalchemy import Connection

from workshop.live.submit import Live
from workshop.people.identity import new_token
from workshop.script.model import Script
from workshop.session import capacity
from workshop.session.choices import clean
from workshop.session.errors import Refused
from workshop.session.look_alike import grouping_key
from workshop.session.state import Session
from workshop.store import people, sessions
from workshop.store.people import Participant
from workshop.store.sessions import Record
from workshop.util.language import marked

NAME_GRAPHEMES = 40
NAME_BYTES = 160
PARTNER_LENGTH = 80
UNKNOWN = marked("We do not know this code. Please look at it once more, letter by letter.")


@dataclass(frozen=True, slots=True)
class Invitation:
    """A session that may be joined by its code."""

    record: Record
    session: Session

    @property
    def script(self) -> Script:
        return self.session.script

    @property
    def asks_name(self) -> bool:
        return self.script.rules.names != "none"


@dataclass(frozen=True, slots=True)
class Joined:
    participant: Participant
    token: bytes
    keep_days: int


def session_of(live: Live, code: str) -> str | None:
    """The id of the running session with this code, whether its door is open or not."""
    with live.database.read() as conn:
        record = sessions.by_code(conn, code)
    return record.id if record else None


def find(live: Live, code: str) -> Invitation:
    """The session with this code. Raises Refused (code unknown, locked or full)."""
    invitation = _open(live, code)
    with live.database.read() as conn:
        _check_room(conn, invitation.session)
    return invitation


def _open(live: Live, code: str) -> Invitation:
    """Where whoever comes in is counted later."""
    with live.database.read() as conn:
        record = sessions.by_code(conn, code)
    session = live.session(record.id) if record else None
    if record is None or session is None or session.phase == "ended":
        raise Refused(UNKNOWN, "unknown")
    if session.locked:
        raise Refused("The door of this workshop is closed now. Please ask whoever invited you.", "locked")
    return Invitation(record, session)


def _check_room(conn: Connection, session: Session) -> None:
    room, (inside, listed) = capacity.inside(session), people.room_of(conn, session.id)
    if (room is not None and inside >= room) or listed >= capacity.altogether(session):
        raise Refused("This workshop is full. Please ask whoever invited you.", "full")


def join(live: Live, code: str, nickname: str, partner: str = "") -> Joined:
    """Make a participant of whoever has the code: who they are, their browser's token, and for how many days it holds.

    They are in, or wait at the door until the team lets them in. Raises Refused, with a sentence for the person, where
    the code opens nothing, the room is full, or a name is missing or too long.
    """
    invitation = _open(live, code)
    session = invitation.session
    state = _state_for(session)
    wanted = clean_name(nickname) if invitation.asks_name else ""
    token = new_token()
    word = _partner_word(partner)

    def job(conn: Connection) -> Participant:
        name = told_apart(conn, session.id, wanted) if wanted else _given_name(conn, session.id)
        _check_room(conn, session)  # where nobody else comes in: a class comes at once
        return people.join(conn, session.id, token, name, word, state)

    return Joined(live.database.write(job), token, session.script.rules.keep_days)


def joined_by(live: Live, session_id: str, token: bytes) -> Joined | None:
    """Whoever came in a moment ago with this token; None where they have left since."""
    session, found = live.session(session_id), people.at_once(live.database, session_id, token)
    return Joined(found, token, session.script.rules.keep_days) if session and found else None


def _partner_word(partner: str) -> str:
    """What two people type the same, whatever their phones make of an apostrophe."""
    if len(partner) > PARTNER_LENGTH:
        raise Refused("Your word for two is a little long. Up to %(n)s letters, please.", "partner", n=PARTNER_LENGTH)
    return grouping_key(clean(partner))


def _state_for(session: Session) -> str:
    rules = session.script.rules
    if session.phase == "lobby":
        return "in"
    if rules.late == "ask":
        return "waiting"
    if rules.late_until in session.order and _is_past(session, rules.late_until):
        raise Refused("This workshop is under way and takes nobody in any more.", "locked")
    return "in"


def _is_past(session: Session, step: str) -> bool:
    """Also where its part has begun once more."""
    return session.number > session.order.index(step) + 1 or session.time_of(step) > 1


def clean_name(nickname: str) -> str:
    """The nickname as it is shown. Raises Refused where nothing of it can be seen, or it is too long."""
    name = clean("".join(c for c in nickname if unicodedata.category(c) not in ("Cf", "Zl", "Zp") or c == "\u200d"))
    name = " ".join(name.split())
    seen = [c for c in name if unicodedata.category(c)[0] in "LNPS"]
    if not seen:
        raise Refused("Please give a name that the others may see. Any name will do.", "name")
    if len(regex.findall(r"\X", name)) > NAME_GRAPHEMES or len(name.encode()) > NAME_BYTES:
        raise Refused("This name is a little long. Up to %(n)s letters, please.", "name", n=NAME_GRAPHEMES)
    return name


def told_apart(conn: Connection, session_id: str, wanted: str) -> str:
    """The second Anna is Anna 2, wherever names stand: nobody is taken for somebody else, or out in their place."""
    sessions.alone(conn, session_id)
    taken = {_bare(name) for name in people.nicknames(conn, session_id)}
    names = chain([wanted], (f"{wanted} {n}" for n in count(2)))
    return next(name for name in names if _bare(name) not in taken)


def namesake(conn: Connection, who: Participant) -> str:
    """Whom this person's name was told apart from by a number; empty where it is as they wrote it."""
    first, _, number = who.nickname.rpartition(" ")
    if not number.isdecimal() or number == "1":
        return ""  # most names: nobody else's needs to be read
    return first if _bare(first) in map(_bare, people.nicknames(conn, who.session)) else ""


def _bare(name: str) -> str:
    """As the eye reads it: small and capital letters, wide ones and ligatures look alike."""
    return name.casefold() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()


def _given_name(conn: Connection, session_id: str) -> str:
    """A friendly name such as “Blue Heron” that nobody here has yet."""
    sessions.alone(conn, session_id)
    taken = set(people.nicknames(conn, session_id))
    import coolname  # with its lists of words; most sessions ask for names

    while True:
        name = " ".join(coolname.generate(2)).title()
        if name not in taken:
            return name
