"""What a host does with places: add, rename, suspend, remove. Of what is in them only sizes are looked at."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from workshop.session.errors import Refused
from workshop.store import places
from workshop.store.database import Database
from workshop.store.places import FACILITATOR, FIRST, HOST, Place

NAME_LETTERS = 80
NO_NAME = "Give the place a name by which its owner is known to you."
LONG_NAME = f"This name is a little long. Up to {NAME_LETTERS} letters, please."
UNKNOWN = "There is no place of this name. “workshop place list” shows them all."
FIRST_STAYS = "The first place is the way back for whoever owns the machine. It can be renamed, and nothing else."
STILL_HAS = "It still has sessions: {}. Hand them over, or delete them in that place. Nothing was removed."
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


class Managing:
    """`scripts`: the first place's folder; `others`: the folder with one for each other place."""

    def __init__(self, database: Database, scripts: Path, others: Path) -> None:
        self._database, self._scripts, self._others = database, scripts, others

    def all(self) -> list[Overview]:
        with self._database.read() as conn:
            known = [(place, places.sessions_of(conn, place.id)) for place in places.everyone(conn)]
        return [self._overview(place, sessions) for place, sessions in known]

    def _overview(self, place: Place, sessions: int) -> Overview:
        days = (date.today() - place.used_on).days if place.used_on else None
        return Overview(place.id, place.name, place.role, place.suspended, days, sessions, _size(self.folder(place.id)))

    def folder(self, place_id: str) -> Path:
        return self._scripts if place_id == FIRST else self._others / place_id

    def find(self, asked: str) -> Place:
        """By id, or by name as one types it. Raises Refused."""
        with self._database.read() as conn:
            known = places.everyone(conn)
        same = [place for place in known if asked == place.id or _plain(asked) == _plain(place.name)]
        if not same:
            raise Refused(UNKNOWN, "unknown")
        return same[0]

    def add(self, name: str, host: bool = False) -> tuple[Place, str]:
        """A new place, and the secret of the link that opens it once. Raises Refused."""

        def job(conn: Connection) -> tuple[Place, str]:
            made = places.add(conn, _free_name(conn, name), HOST if host else FACILITATOR)
            return made, places.add_link(conn, made.id, date.today())

        return self._database.write(job)

    def rename(self, place: Place, name: str) -> None:
        self._database.write(lambda conn: places.change(conn, place.id, name=_free_name(conn, name, place.id)))

    def link(self, place: Place, sign_out: bool = False) -> str:
        """For a lost device: a new link. Those that were not used open nothing any more, on wish no browser either."""

        def job(conn: Connection) -> str:
            places.drop_links(conn, place.id)
            if sign_out:
                places.drop_browsers(conn, place.id)
            return places.add_link(conn, place.id, date.today())

        return self._of_others(place, job)

    def suspend(self, place: Place, suspended: bool) -> None:
        """Nobody gets in, and whoever is in is out; running sessions go on. Or all of it back."""
        self._of_others(place, lambda conn: places.change(conn, place.id, suspended=suspended))

    def remove(self, place: Place) -> Path | None:
        """Where its scripts lie, if it had any: they are kept until somebody deletes them. Raises Refused."""
        left = self._of_others(place, lambda conn: places.remove(conn, place.id))
        if left:
            raise Refused(STILL_HAS.format(left), "has_sessions")
        folder = self.folder(place.id)
        return folder if folder.is_dir() else None

    def _of_others(self, place: Place, job: Callable[[Connection], T]) -> T:
        if place.id == FIRST:
            raise Refused(FIRST_STAYS, "first")
        return self._database.write(job)


def _free_name(conn: Connection, name: str, own: str = "") -> str:
    told = " ".join(re.sub(r"\s", " ", "".join(c for c in name if unicodedata.category(c) not in _UNSEEN)).split())
    if not any(unicodedata.category(c)[0] in "LNS" for c in told):
        raise Refused(NO_NAME, "name")
    if len(told) > NAME_LETTERS:
        raise Refused(LONG_NAME, "name")
    if any(_plain(told) == _plain(place.name) for place in places.everyone(conn) if place.id != own):
        raise Refused(f"There is a place called {told} already. Add a letter, so that both are told apart.", "name")
    return told


_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
