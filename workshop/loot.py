"""What a thief carries away: the files of the data folder and the logs, and how secrets are looked for in them."""

import base64
import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

# The inside of a long plain text cannot be a secret; its ends may touch one.
_LONG_TEXT, _GAP = re.compile(rb"([ -~\n]{32})[ -~\n]{64,}([ -~\n]{32})"), rb"\1\0\0\0\0\2"


@dataclass(slots=True)
class Loot:
    """What was carried away, and beside it the keys, to look for them in it."""

    data: Path
    key_folder: Path
    logs: list[Path]
    held: sqlite3.Connection
    today: date
    _bytes: dict[Path, bytes] = field(default_factory=dict)

    def rows(self, sql: str) -> list[Any]:
        return self.held.execute(sql).fetchall()

    def running(self) -> list[tuple[bytes, int, int]]:
        """(poll id, room, ballots) of the polls that take votes."""
        from workshop.store.ballots import poll_id

        rows = self.rows("SELECT session, step, epoch, room FROM poll WHERE state != 'closed'")
        count = "SELECT count(*) FROM ballot WHERE poll = ?"
        ids = [(poll_id(session, step, epoch), room) for session, step, epoch, room in rows]
        return [(poll, room, self.held.execute(count, (poll,)).fetchone()[0]) for poll, room in ids]

    @property
    def files(self) -> list[Path]:
        inside = (p for p in self.data.rglob("*") if p.is_file() and self.key_folder not in p.parents)
        return sorted({*inside, *self.logs} - set(self.data.rglob("*-shm")))

    def bytes_of(self, path: Path) -> bytes:
        if path not in self._bytes:
            self._bytes[path] = path.read_bytes() if path.exists() else b""
        return self._bytes[path]

    def with_any(self, needles: Iterable[bytes]) -> list[str]:
        """Names of the files that hold one of these."""
        wanted = set(needles)
        return [path.name for path in self.files if any(n in self.bytes_of(path) for n in wanted)]


def written(secret: bytes) -> set[bytes]:
    """A secret in the forms in which bytes are written down."""
    text = {base64.b64encode(secret).rstrip(b"="), base64.urlsafe_b64encode(secret).rstrip(b"=")}
    return {secret, secret.hex().encode(), secret.hex().upper().encode(), *text} if any(secret) else set()


def holds_token(content: bytes, hashes: set[bytes]) -> bool:
    """Whether any 32 bytes hash to a participant's mark, written as they are, in hex or in base64."""
    return any(hashlib.sha256(c).digest() in hashes for c in _candidates(content))


def _candidates(content: bytes) -> Iterator[bytes]:
    for text in re.findall(rb"(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])", content):
        yield bytes.fromhex(text.decode())
    for text in re.findall(rb"(?<![\w+/-])[\w+/-]{43}(?![\w+/-])", content):
        yield base64.urlsafe_b64decode(text.replace(b"+", b"-").replace(b"/", b"_") + b"=")
    for piece in _LONG_TEXT.sub(_GAP, content).split(bytes(4)):  # no random secret has four zeros in a row
        yield from (piece[i : i + 32] for i in range(len(piece) - 31))


def open_to_others(folder: Path) -> list[Path]:
    """Behind a closed folder nothing is open."""
    if not folder.exists() or not folder.stat().st_mode & 0o077:
        return []
    inside = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    return [folder, *inside]
