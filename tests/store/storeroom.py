"""A real store: an SQLite file, a folder of keys, and short words for what people do with them."""

import hashlib
from datetime import date
from pathlib import Path

from sqlalchemy import create_engine

from workshop.store import ballots, notes, sessions, shared_texts
from workshop.store.database import SQLITE_POOL, Database, prepare
from workshop.store.keys import Keys
from workshop.store.migrate import upgrade

SCRIPT = """# Hello

- format: 1

### Poll: Tea or coffee? (2 min)

- ( ) Tea
- ( ) Coffee
"""


def token(name: str) -> bytes:
    """The secret in this person's cookie, the same in every process of a test."""
    return hashlib.sha256(b"the cookie of " + name.encode()).digest()


class Room:
    """A data folder with its database and keys, as one process holds them."""

    def __init__(self, folder: Path, url: str = "") -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.path = folder / "workshop.db"
        pool = {} if url else SQLITE_POOL
        self.engine = create_engine(url or f"sqlite:///{self.path}", hide_parameters=True, **pool)
        prepare(self.engine)
        upgrade(self.engine)
        self.database = Database(self.engine)
        self.keys = Keys(folder / "keys")
        self.write, self.read = self.database.write, self.database.read

    def close(self) -> None:
        self.engine.dispose()

    def session(self, keep_days: int = 90, text: str = SCRIPT, today: date = date(2026, 3, 1)) -> str:
        made = {"name": "hello", "title": "Hello", "text": text, "included": {}, "rehearsal": False, "place": "first"}
        return self.write(lambda c: sessions.create(c, keep_days=keep_days, today=today, **made)).id

    # Polls

    def open(self, session, step="tea", epoch=1, room=256):
        self.write(lambda c: ballots.open_poll(c, self.keys, session, step, epoch, room))

    def cast(self, session, who, n, vote, step="tea", epoch=1):
        return self.write(lambda c: ballots.cast(c, self.keys, session, step, epoch, token(who), n, vote))

    def own(self, session, who, step="tea", epoch=1):
        with self.read() as c:
            return ballots.own(c, self.keys, session, step, epoch, token(who))

    def votes(self, session, step="tea", epoch=1):
        with self.read() as c:
            return ballots.votes(c, self.keys, session, step, epoch)

    def turnout(self, session, step="tea", epoch=1):
        with self.read() as c:
            return ballots.turnout(c, session, step, epoch)

    def finish(self, session, step="tea", epoch=1):
        self.write(lambda c: ballots.finish(c, session, step, epoch))
        self.keys.destroy(ballots.poll_id(session, step, epoch))
        self.database.checkpoint()

    # Notes

    def note(self, session, who, n, text, sees, step="letter", field="", **more):
        return self.write(lambda c: notes.write(c, session, token(who), step, field, n, text, sees, **more))

    def own_notes(self, session, who, step="letter"):
        with self.read() as c:
            return notes.own_step(c, session, token(who), step)

    def shared(self, session, step="letter"):
        with self.read() as c:
            return shared_texts.shared(c, session, step)

    def bytes(self) -> bytes:
        """Everything a thief of the data folder would carry away, without the keys."""
        files = (f for f in self.folder.rglob("*") if f.is_file() and "keys" not in f.parts)
        return b"".join(f.read_bytes() for f in files)
