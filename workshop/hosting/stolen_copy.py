"""What a thief carries away: the files of the data folder and the logs, and how secrets are looked for in them."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect
from sqlalchemy import text as sql_text

# The inside of a long plain text cannot be a secret; its ends may touch one.
_LONG_TEXT, _GAP = re.compile(rb"([ -~\n]{32})[ -~\n]{64,}([ -~\n]{32})"), rb"\1\0\0\0\0\2"


ROWS = Path("the database")  # PostgreSQL's rows; SQLite is a file among the others


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind`: ok; knows (a thief would learn this, and that is so by design); leak (mend this)."""

    kind: str
    text: str


@dataclass(slots=True)
class StolenCopy:
    """What was carried away, and beside it the keys, to look for them in it."""

    data: Path
    key_folder: Path
    logs: list[Path]
    held: Connection
    today: date
    redis: str = ""  # its address, where the keys are in there
    _bytes: dict[Path, bytes] = field(default_factory=dict)

    @property
    def on_postgres(self) -> bool:
        return self.held.dialect.name == "postgresql"

    def rows(self, sql: str, **values: Any) -> list[Any]:
        found = self.held.execute(sql_text(sql), values)
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in found]

    def states(self) -> list[tuple[str, dict[str, Any]]]:
        """(title, state) of every session. One database gives JSON as text, the other as what it means."""
        found = self.rows("SELECT title, state FROM session")
        return [(title, json.loads(state) if isinstance(state, str) else state) for title, state in found]

    def running(self) -> list[tuple[bytes, int, int]]:
        """(poll id, room, ballots) of the polls that take votes."""
        from workshop.store.ballots import poll_id

        rows = self.rows("SELECT session, step, epoch, room FROM poll WHERE state != 'closed'")
        count = "SELECT count(*) FROM ballot WHERE poll = :poll"
        ids = [(poll_id(session, step, epoch), room) for session, step, epoch, room in rows]
        return [(poll, room, self.rows(count, poll=poll)[0][0]) for poll, room in ids]

    @property
    def files(self) -> list[Path]:
        inside = (p for p in self.data.rglob("*") if p.is_file() and self.key_folder not in p.parents)
        rows = [ROWS] if self.on_postgres else []
        return sorted({*inside, *self.logs, *rows} - set(self.data.rglob("*-shm")))

    def bytes_of(self, path: Path) -> bytes:
        if path not in self._bytes:
            self._bytes[path] = self._rows_as_bytes() if path == ROWS else path.read_bytes() if path.exists() else b""
        return self._bytes[path]

    def _rows_as_bytes(self) -> bytes:
        names = inspect(self.held).get_table_names()
        rows = [row for name in names for row in self.rows(f'SELECT * FROM "{name}"')]  # noqa: S608 - its own names
        return bytes(4).join(v if isinstance(v, bytes) else str(v).encode() for row in rows for v in row)

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


def either(leaks: Sequence[str], good: str) -> Iterator[Finding]:
    """A finding for each leak; without any, that all is well."""
    yield from (Finding("leak", text) for text in leaks) if leaks else [Finding("ok", good)]
