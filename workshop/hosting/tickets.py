"""Links that open the facilitator's pages once: what a browser keeps in its history is worth nothing by then."""

import hashlib
import re
import secrets
import time
from pathlib import Path

VALID = 86_400  # seconds
FORM = re.compile(r"once-[A-Za-z0-9_-]{32}")


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


def _fresh(kept: Path) -> bool:
    """Raises FileNotFoundError."""
    return time.time() - kept.stat().st_mtime < VALID
