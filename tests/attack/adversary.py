"""The thief: copies the data folder after every act, knows who acted when, and what half of the people chose.

From that half it learns whatever tells one choice from another (values, lengths, bytes, growth of files) and
guesses the other half with it. Where nothing tells, it guesses what most people chose: that is published.
"""

import base64
import math
import shutil
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from workshop.session.choices import pack
from workshop.store.ballots import _Box

Features = dict[str, object]


@dataclass
class Act:
    """Somebody voted. `choice` is the truth, which the thief knows of colluders only."""

    who: str
    poll: str
    choice: int
    features: Features


@dataclass
class Thief:
    """`needles` are secrets that must never be found in what is stolen; `keys` those it was given (a control)."""

    folder: Path
    scratch: Path
    needles: set[bytes] = field(default_factory=set)
    keys: dict[bytes, bytes] = field(default_factory=dict)  # poll id → key
    found: set[bytes] = field(default_factory=set)
    sealed: set[bytes] = field(default_factory=set)
    lengths: set[int] = field(default_factory=set)
    _rows: dict[str, set[tuple]] = field(default_factory=dict)
    _seen: dict[str, bytes] = field(default_factory=dict)
    _read_to: dict[str, int] = field(default_factory=dict)

    def seek(self, *secrets: bytes) -> None:
        """Look for these from now on, in the forms in which bytes are written down."""
        for secret in secrets:
            text = base64.urlsafe_b64encode(secret).rstrip(b"=")
            self.needles |= {secret, secret.hex().encode(), text, base64.b64encode(secret).rstrip(b"=")}

    def steal(self) -> Features:
        """Copy the folder; give back what is new in it since the last time."""
        features: Features = {}
        for path in sorted(p for p in self.folder.rglob("*") if p.is_file()):
            features[f"growth of {path.name}"] = self._search(path)
        features.update(self._changes())
        return features

    def _search(self, path: Path) -> int:
        """Only what is new of a file is searched. The answer is how much it grew."""
        if path.suffix == ".log":
            return self._search_tail(path)
        before, now = self._seen.get(path.name, b""), path.read_bytes()
        self._look_into(now[max(0, len(before) - 100) :] if now.startswith(before) else now)
        self._seen[path.name] = now
        return len(now) - len(before)

    def _search_tail(self, path: Path) -> int:
        with path.open("rb") as log:
            before = self._read_to.get(path.name, 0)
            log.seek(max(0, before - 100))
            self._look_into(log.read())
            self._read_to[path.name] = log.tell()
            return log.tell() - before

    def _look_into(self, new: bytes) -> None:
        self.found |= {needle for needle in self.needles if needle in new}

    def _changes(self) -> Features:
        features: Features = {}
        for table, (columns, rows) in self._read().items():
            for row in rows - self._rows.get(table, set()):
                for column, value in zip(columns, row, strict=True):
                    features.update(self._describe(f"{table}.{column}", value))
                features.update(self._open(row))
            self._rows[table] = rows
        return features

    def _read(self) -> dict[str, tuple[list[str], set[tuple]]]:
        """Every row of every table of the stolen copy, the WAL included."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir()
        for path in self.folder.glob("workshop.db*"):
            if not path.name.endswith("-shm"):
                shutil.copy(path, self.scratch)
        with closing(sqlite3.connect(self.scratch / "workshop.db")) as held:
            names = held.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return {name: self._table(held, name) for (name,) in names}

    def _table(self, held: sqlite3.Connection, name: str) -> tuple[list[str], set[tuple]]:
        read = held.execute(f'SELECT * FROM "{name}"')
        return [column[0] for column in read.description], set(read.fetchall())

    def _describe(self, name: str, value: object) -> Features:
        if not isinstance(value, bytes):
            return {name: value, f"length of {name}": len(str(value))}
        if name == "ballot.sealed":
            self.sealed.add(value)
            self.lengths.add(len(value))
        bytes_ = {f"byte {i} of {name}": value[i] for i in range(len(value))}
        return {name: value, f"length of {name}": len(value), **bytes_}

    def _open(self, row: tuple) -> Features:
        """With a key that was kept, a ballot opens."""
        if self.keys and len(row) == 3 and row[0] in self.keys:
            opened = _Box(row[0], self.keys[row[0]]).open(row[1], row[2])
            return {"opened": pack(opened[1]) if opened else None}
        return {}


@dataclass(frozen=True)
class Outcome:
    guesses: int
    hits: int
    blind: int  # hits of always guessing what most chose
    by: str  # what gave it away

    @property
    def share(self) -> float:
        return self.hits / self.guesses

    def __str__(self) -> str:
        return f"{self.hits} of {self.guesses} ({self.share:.1%}) by {self.by}, blind {self.blind}, p {self.p:.3f}"

    @property
    def p(self) -> float:
        """How likely at least so many hits are for a blind guesser."""
        n, share = self.guesses, self.blind / self.guesses
        return sum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(self.hits, n + 1))


def attack(acts: list[Act]) -> Outcome:
    """Learn from every other person, guess the rest."""
    last = {(act.who, act.poll): act for act in acts}  # a changed mind: the last act counts
    people = sorted({act.who for act in acts})
    colluders = set(people[::2])
    known = [act for act in last.values() if act.who in colluders]
    others = [act for act in last.values() if act.who not in colluders]
    majority = _majorities(last.values())
    best = max(_names(known), key=lambda name: _cross_checked(name, known, majority))
    blind = sum(act.choice == majority[act.poll] for act in known)
    if _cross_checked(best, known, majority) <= blind:
        best = "nothing"
    rule = _learn(best, known)
    hits = sum(_guess(rule, best, act, majority) == act.choice for act in others)
    return Outcome(len(others), hits, sum(act.choice == majority[act.poll] for act in others), best)


def _majorities(acts) -> dict[str, int]:
    counts: dict[str, Counter] = defaultdict(Counter)
    for act in acts:
        counts[act.poll][act.choice] += 1
    return {poll: count.most_common(1)[0][0] for poll, count in counts.items()}


def _names(acts: list[Act]) -> list[str]:
    return sorted({name for act in acts for name in act.features})


def _learn(name: str, acts: list[Act]) -> dict[object, int]:
    counts: dict[object, Counter] = defaultdict(Counter)
    for act in acts:
        if name in act.features:
            counts[act.features[name]][act.choice] += 1
    return {value: count.most_common(1)[0][0] for value, count in counts.items()}


def _guess(rule: dict[object, int], name: str, act: Act, majority: dict[str, int]) -> int:
    return rule.get(act.features.get(name), majority[act.poll])


def _cross_checked(name: str, acts: list[Act], majority: dict[str, int]) -> int:
    """Hits in each half of the known acts of a rule learnt from the other half."""
    halves = acts[::2], acts[1::2]
    return sum(
        _guess(rule, name, act, majority) == act.choice
        for half, other in (halves, halves[::-1])
        for rule in [_learn(name, other)]
        for act in half
    )
