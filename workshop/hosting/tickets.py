"""Links that open the facilitator's pages once: what a browser keeps in its history is worth nothing by then."""

import hashlib
import re
import secrets
import time
from datetime import date
from pathlib import Path

from workshop.store import places
from workshop.store.database import Database

VALID = 86_400  # seconds
FORM = re.compile(r"once-[A-Za-z0-9_-]{32}")
SHARED_FORM = re.compile(r"once-[0-9a-f]{8}[A-Za-z0-9_-]{32}")


class Tickets:
    """A file for each in the data folder, so that `workshop link` and a server share them.

    Its name is a hash over the ticket and the facilitator's key: with another key none of them opens any more.
    """

    def __init__(self, data: Path, key: str) -> None:
        self._folder, self._key = data / "tickets", key

    def issue(self) -> str:
        """A new one. Raises OSError where it cannot be kept."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in self._folder.iterdir():
            if not _fresh(old):
                old.unlink(missing_ok=True)
        ticket = f"once-{secrets.token_urlsafe(24)}"
        self._kept(ticket).touch(mode=0o600)
        return ticket

    def take(self, ticket: object) -> bool:
        """Whether it opens. It does so once, whoever else holds it: only one can take the file away."""
        if not isinstance(ticket, str) or not FORM.fullmatch(ticket):
            return False
        kept = self._kept(ticket)
        try:
            fresh = _fresh(kept)
            kept.unlink()
        except FileNotFoundError:
            return False
        return fresh

    def _kept(self, ticket: str) -> Path:
        return self._folder / hashlib.sha256(f"{self._key}|{ticket}".encode()).hexdigest()


class SharedTickets:
    """The same in a database that several servers share: a link opens at whichever of them it comes to.

    When it was made stands in the ticket itself; the hash in the database is over all of it and the facilitator's key.
    """

    def __init__(self, database: Database, key: str) -> None:
        self._database, self._key = database, key

    def issue(self) -> str:
        """A new one. Raises StoreUnavailable."""
        ticket = f"once-{int(time.time()):08x}{secrets.token_urlsafe(24)}"
        self._database.write(lambda conn: places.add_first_link(conn, self._hash(ticket), date.today()))
        return ticket

    def take(self, ticket: object) -> bool:
        """Whether it opens. It does so once. Raises StoreUnavailable."""
        if not isinstance(ticket, str) or not SHARED_FORM.fullmatch(ticket):
            return False
        if not 0 <= time.time() - int(ticket[5:13], 16) < VALID:
            return False
        return self._database.write(lambda conn: places.take_first_link(conn, self._hash(ticket)))

    def _hash(self, ticket: str) -> bytes:
        return places.hash_of(f"{self._key}|{ticket}")


def _fresh(kept: Path) -> bool:
    """Raises FileNotFoundError."""
    return time.time() - kept.stat().st_mtime < VALID
