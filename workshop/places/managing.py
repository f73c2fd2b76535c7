"""What a host does with places: add, rename, suspend, remove. Of what is in them only sizes are looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from workshop.places.handing_over import HandingOver
from workshop.places.names import plain, tidy
from workshop.session.errors import Refused
from workshop.store import api_keys, passkeys, places, security_events, sign_ons
from workshop.store.database import Database
from workshop.store.places import FACILITATOR, FIRST, HOST, Place
from workshop.store.security_events import SecurityEvent
from workshop.util.language import marked

NO_NAME = marked("Give the place a name by which its owner is known to you.")
UNKNOWN = marked("There is no place of this name. “workshop place list” shows them all.")
FIRST_STAYS = marked(
    "The first place is the way back for whoever owns the machine. It can be renamed, and nothing else."
)
STILL_HAS = marked("It still has sessions: %(n)s. Hand them over, or delete them in that place. Nothing was removed.")
TAKEN = marked("There is a place called %(name)s already. Add a letter, so that both are told apart.")
WRONG_LIMIT = marked("Give a number from 1 to 1,000,000, or nothing for as many as they like.")
MOST = 1_000_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Overview:
    """All that a host sees of a place. `days`: since it was used last; `size`: bytes of scripts and their media."""

    id: str
    name: str
    role: str
    suspended: bool
    days: int | None
    sessions: int
    size: int
    most_sessions: int | None = None
    most_megabytes: int | None = None


class Managing:
    """`scripts`: the first place's folder; `others`: the folder with one for each other place; `by`: who does it."""

    def __init__(self, database: Database, scripts: Path, others: Path, by: str) -> None:
        self._database, self._scripts, self._others, self._by = database, scripts, others, by

    def all(self) -> list[Overview]:
        with self._database.read() as conn:
            known = [(place, places.sessions_of(conn, place.id)) for place in places.everyone(conn)]
        return [self._overview(place, sessions) for place, sessions in known]

    def _overview(self, place: Place, sessions: int) -> Overview:
        days = (date.today() - place.used_on).days if place.used_on else None
        return Overview(
            place.id,
            place.name,
            place.role,
            place.suspended,
            days,
            sessions,
            _size(self.folder(place.id)),
            place.most_sessions,
            place.most_megabytes,
        )

    def folder(self, place_id: str) -> Path:
        return self._scripts if place_id == FIRST else self._others / place_id

    def find(self, asked: str) -> Place:
        """By id, or by name as one types it. Raises Refused."""
        with self._database.read() as conn:
            known = places.everyone(conn)
        same = [place for place in known if asked == place.id or plain(asked) == plain(place.name)]
        if not same:
            raise Refused(UNKNOWN, "unknown")
        return same[0]

    def add(self, name: str, host: bool = False) -> tuple[Place, str]:
        """A new place, and the secret of the link that opens it once. Raises Refused."""

        def job(conn: Connection) -> tuple[Place, str]:
            made = places.add(conn, _free_name(conn, name), HOST if host else FACILITATOR)
            self._note(conn, made, SecurityEvent.ADDED)
            return made, places.add_link(conn, made.id, date.today())

        return self._database.write(job)

    def rename(self, place: Place, name: str) -> None:
        def job(conn: Connection) -> None:
            places.change(conn, place.id, name=_free_name(conn, name, place.id))
            self._note(conn, place, SecurityEvent.RENAMED)

        self._database.write(job)

    def link(self, place: Place, sign_out: bool = False) -> str:
        """A new link; those that were not used open nothing any more.

        `sign_out`, for a lost device or another owner: nor does any browser, passkey, API key or sign-on elsewhere.
        """

        def job(conn: Connection) -> str:
            places.drop_links(conn, place.id)
            if sign_out:
                places.drop_browsers(conn, place.id)
                api_keys.drop(conn, place.id)
                passkeys.drop(conn, place.id)
                sign_ons.drop(conn, place.id)
            self._note(conn, place, SecurityEvent.LINK)
            return places.add_link(conn, place.id, date.today())

        return self._of_others(place, job)

    def suspend(self, place: Place, suspended: bool) -> None:
        """Nobody gets in, and whoever is in is out; running sessions go on. Or all of it back."""

        def job(conn: Connection) -> None:
            places.change(conn, place.id, suspended=suspended)
            self._note(conn, place, SecurityEvent.SUSPENDED if suspended else SecurityEvent.RESUMED)

        self._of_others(place, job)

    def remove(self, place: Place) -> Path | None:
        """Where its scripts lie, if it had any: they are kept until somebody deletes them. Raises Refused."""

        def job(conn: Connection) -> int:
            left = places.remove(conn, place.id)
            if not left:
                self._note(conn, place, SecurityEvent.REMOVED, place.name)
            return left

        left = self._of_others(place, job)
        if left:
            raise Refused(STILL_HAS, "has_sessions", n=left)
        folder = self.folder(place.id)
        return folder if folder.is_dir() else None

    def limit(self, place: Place, sessions: int | None, megabytes: int | None) -> None:
        """How many sessions that have not ended it has at most, and how large it gets; None: as it likes.

        What it has by now stays. Raises Refused.
        """
        if any(each is not None and not 0 < each <= MOST for each in (sessions, megabytes)):
            raise Refused(WRONG_LIMIT, "limit")

        def job(conn: Connection) -> None:
            places.change(conn, place.id, most_sessions=sessions, most_megabytes=megabytes)
            self._note(conn, place, SecurityEvent.LIMITED)

        self._database.write(job)

    def hand_over(self, place: Place) -> str:
        """A code by which another place takes over all sessions of this one. An earlier one opens nothing any more."""
        return HandingOver(self._database, self._by).offer(place.id)

    def _of_others(self, place: Place, job: Callable[[Connection], T]) -> T:
        if place.id == FIRST:
            raise Refused(FIRST_STAYS, "first")
        return self._database.write(job)

    def _note(self, conn: Connection, place: Place, what: SecurityEvent, about: str = "") -> None:
        security_events.note(conn, place.id, what, self._by, about)


def _free_name(conn: Connection, name: str, own: str = "") -> str:
    told = tidy(name, NO_NAME)
    if any(plain(told) == plain(place.name) for place in places.everyone(conn) if place.id != own):
        raise Refused(TAKEN, "name", name=told)
    return told


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
