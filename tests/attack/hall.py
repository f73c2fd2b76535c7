"""Where the attack happens: a hall of people who vote, with the real store or with one of the weak controls.

Every hall has a folder (the thief may copy it at any time), `open`, `vote` and `close`.
"""

import contextlib
import hashlib
import hmac
import json
import logging
import random
import secrets
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy import Connection, create_engine, select

from workshop.script.model import Choice, Form, Poll, Rules, Script
from workshop.session.choices import Vote, vote_bytes
from workshop.session.counting import tally
from workshop.session.results import Result
from workshop.session.state import PollRun, fresh
from workshop.store import backup, ballots, people, sessions, state_json
from workshop.store.database import SQLITE_POOL, Database, prepare
from workshop.store.keys import Keys
from workshop.store.migrate import upgrade
from workshop.store.models import BallotRow, SessionRow

LABELS = ("Yes", "No, not at all", "It depends on the day", "I")  # of different lengths
POLL = Poll(Form.ONE, tuple(Choice(label) for label in LABELS))


class Hall:
    """The real store, in real files, as the server drives it."""

    def __init__(self, folder: Path, names: list[str], poll: Poll = POLL) -> None:
        self.folder, self.poll = folder / "data", poll
        self.folder.mkdir(parents=True)
        self.key_folder = folder / "keys"
        self.tokens = {name: secrets.token_bytes(32) for name in names}
        self._log = logging.FileHandler(self.folder / "server.log")
        for name in ("workshop", "sqlalchemy.engine"):
            logging.getLogger(name).addHandler(self._log)
            logging.getLogger(name).setLevel(logging.INFO)
        self._start()
        made = {"name": "hall", "title": "Hall", "text": "# Hall", "included": {}, "rehearsal": False, "place": "first"}
        self.session = self.write(lambda c: sessions.create(c, keep_days=90, today=date(2026, 3, 1), **made)).id
        for name, token in self.tokens.items():
            self.write(lambda c, n=name, t=token: people.join(c, self.session, t, n))

    def _start(self) -> None:
        url = f"sqlite:///{self.folder / 'workshop.db'}"
        self._engine = create_engine(url, hide_parameters=True, **SQLITE_POOL)
        prepare(self._engine)
        upgrade(self._engine)
        self.database = Database(self._engine)
        self.write = self.database.write
        self.keys = Keys(self.key_folder)

    def restart(self) -> None:
        self._engine.dispose()
        self._start()

    def stop(self) -> None:
        self._engine.dispose()
        for name in ("workshop", "sqlalchemy.engine"):
            logging.getLogger(name).removeHandler(self._log)
            logging.getLogger(name).setLevel(logging.NOTSET)
        self._log.close()

    def open(self, step: str) -> None:
        room = vote_bytes(self.poll)
        self.write(lambda c: ballots.open_poll(c, self.keys, self.session, step, 1, room))

    def vote(self, step: str, name: str, n: int, choice: int) -> None:
        self.cast(step, name, n, Vote(choice=(choice,)))

    def cast(self, step: str, name: str, n: int, vote: Vote) -> None:
        place = (self.keys, self.session, step, 1, self.tokens[name])
        assert self.write(lambda c: ballots.cast(c, *place, n, vote)).status == "ok"

    def close(self, step: str) -> None:
        """As the server does it: count, store the result and delete in one transaction; then the key dies."""

        def count(conn):
            seed = int.from_bytes(ballots.poll_id(self.session, step, 1), "big")
            run = PollRun("closed", result=self.tally(conn, step, seed))
            there = replace(fresh(self.session, Script("Hall", Rules())), polls={step: run})
            conn.execute(SessionRow.__table__.update().values(state=state_json.dump(there)))
            ballots.finish(conn, self.session, step, 1)

        self.write(count)
        self.keys.destroy(ballots.poll_id(self.session, step, 1))
        self.database.checkpoint()

    def tally(self, conn: Connection, step: str, seed: int) -> Result:
        votes = ballots.votes(conn, self.keys, self.session, step, 1)
        return tally(self.poll, votes, sensitive=False, seed=seed)

    def published(self, step: str) -> dict:
        """What everybody is shown, and any thief finds."""
        with self.database.read() as conn:
            state = conn.execute(SessionRow.__table__.select()).mappings().one()["state"]
        return state["polls"][step]["result"]

    def key(self, step: str) -> bytes:
        key = self.keys.get(ballots.poll_id(self.session, step, 1))
        assert key is not None
        return key

    def backup(self, target: Path) -> None:
        backup.backup(self.database, target)


class InTheOrderOfTags(Hall):
    """A hall that shuffles words with its seed, but does not put them into an order of their own before."""

    def tally(self, conn: Connection, step: str, seed: int) -> Result:
        box = ballots._Box(ballots.poll_id(self.session, step, 1), self.key(step))
        rows = conn.execute(select(BallotRow.tag, BallotRow.sealed).order_by(BallotRow.tag))
        words = [word for tag, sealed in rows for word in box.open(tag, sealed)[1].words]
        random.Random(seed).shuffle(words)
        return Result(hidden=False, k=self.poll.k, texts=tuple(words))


class Weak:
    """A hall that keeps votes as other servers do; the attack has to succeed here."""

    TABLES = ""

    def __init__(self, folder: Path, names: list[str]) -> None:
        self.folder = folder / "data"
        self.folder.mkdir(parents=True)
        self.tokens = {name: secrets.token_bytes(32) for name in names}
        self._held = sqlite3.connect(self.folder / "workshop.db", isolation_level=None)
        self._held.execute("PRAGMA journal_mode=WAL")
        self._held.executescript(self.TABLES)
        self._key = b""

    def stop(self) -> None:
        self._held.close()

    def restart(self) -> None:
        """Nothing of this matters to it."""

    def open(self, step: str) -> None:
        self._key = secrets.token_bytes(32)

    def vote(self, step: str, name: str, n: int, choice: int) -> None:
        tag = hmac.digest(self._key, step.encode() + self.tokens[name], "sha256")[:16]
        self.keep(step, tag, choice)

    def close(self, step: str) -> None:
        self._key = b""

    def put(self, sql: str, *values: object) -> None:
        self._held.execute(sql, values)


class TwoTables(Weak):
    """People in one table, votes in another, no foreign key between them."""

    TABLES = "CREATE TABLE vote (id INTEGER PRIMARY KEY, poll TEXT, choice INTEGER)"

    def keep(self, step: str, tag: bytes, choice: int) -> None:
        self.put("INSERT INTO vote (poll, choice) VALUES (?, ?)", step, choice)


class HmacOnly(Weak):
    """A tag whose key is destroyed at the close; the choice beside it in clear."""

    TABLES = "CREATE TABLE vote (tag BLOB PRIMARY KEY, choice INTEGER) WITHOUT ROWID"

    def keep(self, step: str, tag: bytes, choice: int) -> None:
        self.put("INSERT OR REPLACE INTO vote VALUES (?, ?)", tag, choice)


class Unpadded(Weak):
    """Sealed properly, but as long as what it says."""

    TABLES = "CREATE TABLE ballot (tag BLOB PRIMARY KEY, sealed BLOB) WITHOUT ROWID"

    def keep(self, step: str, tag: bytes, choice: int) -> None:
        self.put("INSERT OR REPLACE INTO ballot VALUES (?, ?)", tag, self.seal(secrets.token_bytes(12), choice))

    def seal(self, nonce: bytes, choice: int) -> bytes:
        return nonce + ChaCha20Poly1305(self._key).encrypt(nonce, LABELS[choice].encode(), None)


class OneNonce(Unpadded):
    """Sealed and padded, but with the same key and nonce each time: equal votes look equal."""

    def open(self, step: str) -> None:
        self._key = hashlib.sha256(b"a key that is never changed").digest()

    def seal(self, nonce: bytes, choice: int) -> bytes:
        plain = json.dumps(LABELS[choice]).ljust(64).encode()
        return ChaCha20Poly1305(self._key).encrypt(bytes(12), plain, None)


@contextlib.contextmanager
def opened(kind, *args):
    hall = kind(*args)
    try:
        yield hall
    finally:
        hall.stop()
