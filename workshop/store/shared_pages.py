"""Shared texts for a report: counted in pieces and read page by page, so that others have their turn in between."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, func, or_, select, tuple_

from workshop import engine
from workshop.script.model import QUESTIONS_ID, Sees, Step
from workshop.session.people import name_order
from workshop.session.report import Row, Text
from workshop.session.state import Session
from workshop.store import shared_texts
from workshop.store.me_too import MARK
from workshop.store.models import SharedRow

PAGE = 200  # texts read at once: a few milliseconds, then others may have the database
NAMES = 50  # people whose row of a table is read at once
COUNTED = 2000  # copies counted at once, for the same reason
TOLD = (*shared_texts.FOR_ALL, *shared_texts.FOR_TEAM)
Reading = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class SharedPages:
    """The session, its shared texts as counts, and the way to read them."""

    session: Session
    read: Reading
    counts: dict[tuple[str, str, Sees, bool], int]  # step, field, sees, may be told

    def count(self, step: Step, field: str, sees: Sees) -> int:
        return self.counts.get((step.id, field, sees, True), 0)

    def k(self, step: Step) -> int:
        return self.session.script.k_of(step)


def _may_be_told() -> ColumnElement[bool]:
    """Facilitators read what is meant for them; for everyone is only what moderation let through."""
    everyone = SharedRow.sees.in_(shared_texts.FOR_ALL)
    released = SharedRow.shown.not_in([shared_texts.HAD, *shared_texts.RELEASED])
    return or_(and_(SharedRow.sees.in_(shared_texts.FOR_TEAM), released), and_(everyone, SharedRow.shown == "shown"))


def counts(read: Reading, session_id: str) -> dict[tuple[str, str, Sees, bool], int]:
    """In pieces along the index: to count 50,000 copies at once would keep everybody waiting."""
    found: Counter[tuple[str, str, Sees, bool]] = Counter()
    after: tuple[str, ...] = ("",) * 5
    more = True
    while more:
        with read() as conn:
            rows = conn.execute(_counting(_piece(session_id, after))).all()
        for step, field, sees, shown, count, _ in rows:
            found[step, field, Sees(sees), Sees(sees).for_team_alone or shown == "shown"] += count
        more = sum(row[4] for row in rows) == COUNTED
        if more:
            step, field, sees, shown, _, last = rows[-1]
            after = (step, field, sees, shown, last)
        engine.sleep(0)
    return {told: count for told, count in found.items() if told[2] in TOLD}


def _piece(session_id: str, after: tuple[str, ...]) -> Subquery:
    """The next copies in the order of the index `ix_shared_told`, which is all that this reads."""
    key = (SharedRow.step, SharedRow.field, SharedRow.sees, SharedRow.shown, SharedRow.id)
    later = tuple_(*key) > tuple_(*after)
    here = (SharedRow.session == session_id, SharedRow.shown.not_in([shared_texts.HAD, *shared_texts.RELEASED]))
    return select(*key).where(*here, later).order_by(*key).limit(COUNTED).subquery()


def _counting(piece: Subquery) -> Select[Any]:
    """One row for each kind of copy, with the last id of it."""
    kind = (piece.c.step, piece.c.field, piece.c.sees, piece.c.shown)
    return select(*kind, func.count(), func.max(piece.c.id)).group_by(*kind).order_by(*kind)


@dataclass(frozen=True, slots=True)
class TextPages:
    """Reads the texts of one pool by their random ids: no order that somebody wrote in survives."""

    shelf: SharedPages
    step: str
    field: str
    sees: Sees
    least: int  # fewer than this are not told, should somebody have withdrawn meanwhile

    def __call__(self) -> Iterator[Text]:
        page = self._page(("", ""))
        if len(page) < min(self.least, PAGE):
            return
        while page:
            yield from (Text(text, name) for _, _, name, text in page)
            page = self._page(page[-1][:2]) if len(page) == PAGE else []

    def _page(self, after: tuple[str, str]) -> list[tuple[str, str, str, str]]:
        """In the order of the index, so that nothing is sorted."""
        key = (SharedRow.shown, SharedRow.id)
        query = (
            select(*key, SharedRow.name, SharedRow.text)
            .where(SharedRow.session == self.shelf.session.id, SharedRow.step == self.step)
            .where(SharedRow.field == self.field, SharedRow.sees == self.sees, tuple_(*key) > tuple_(*after))
            .where(_may_be_told())
        )
        with self.shelf.read() as conn:
            rows = conn.execute(query.order_by(*key).limit(PAGE)).all()
        return [(row.shown, row.id, row.name if self.sees.named else "", row.text) for row in rows]


@dataclass(frozen=True, slots=True)
class QuestionPages:
    """Reads what the room asked by one promise, by random ids; how many joined in stands beside it once counted."""

    shelf: SharedPages
    sees: Sees

    def __call__(self) -> Iterator[Text]:
        page = self._page("")
        while page:
            many = self.shelf.session.me_too
            yield from (Text(text, name, others=many.get(id_[:MARK], 0)) for id_, name, text in page)
            page = self._page(page[-1][0]) if len(page) == PAGE else []

    def _page(self, after: str) -> list[tuple[str, str, str]]:
        query = (
            select(SharedRow.id, SharedRow.name, SharedRow.text)
            .where(SharedRow.session == self.shelf.session.id, SharedRow.step == QUESTIONS_ID, SharedRow.id > after)
            .where(SharedRow.sees == self.sees, _may_be_told())
        )
        with self.shelf.read() as conn:
            rows = conn.execute(query.order_by(SharedRow.id).limit(PAGE)).all()
        return [(row.id, row.name if self.sees.named else "", row.text) for row in rows]


@dataclass(frozen=True, slots=True)
class RowPages:
    """The table's rows by name, as one looks for them."""

    shelf: SharedPages
    step: str
    fields: tuple[str, ...]
    sees: Sees

    def __call__(self) -> Iterator[Row]:
        for name, cells in groupby(self._cells(), key=lambda cell: cell[0]):
            mine = [(field, text) for _, field, text in cells]
            yield Row(name, tuple(tuple(t for f, t in mine if f == field) for field in self.fields))

    def _cells(self) -> Iterator[tuple[str, str, str]]:
        known = sorted(self._names(), key=lambda name: (name_order(name), name))
        for first in range(0, len(known), NAMES):
            names = known[first : first + NAMES]
            yield from sorted(self._of(names), key=lambda cell: names.index(cell[0]))

    def _names(self) -> list[str]:
        with self.shelf.read() as conn:
            return list(conn.execute(self._mine(SharedRow.name).distinct()).scalars())

    def _of(self, names: list[str]) -> list[tuple[str, str, str]]:
        query = self._mine(SharedRow.name, SharedRow.field, SharedRow.text).where(SharedRow.name.in_(names))
        with self.shelf.read() as conn:
            return [(row.name, row.field, row.text) for row in conn.execute(query.order_by(SharedRow.id))]

    def _mine(self, *columns: Any) -> Select[Any]:
        here = (SharedRow.session == self.shelf.session.id, SharedRow.step == self.step)
        return select(*columns).where(*here, SharedRow.sees == self.sees, _may_be_told())
