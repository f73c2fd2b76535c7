"""Single rows for a crowd that comes: whoever asks while others are looked up shares the next look with all who do."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from workshop import engine as hub

MOST = 500  # keys in one look
Row = tuple[Any, ...] | None
Read = Callable[[str, Collection[Any]], Mapping[Any, Row]]


@dataclass(slots=True)
class _Asked:
    statement: str
    key: Any
    answered: Any = None  # an event, for who does not ask by themselves
    row: Row = None
    error: BaseException | None = None


class Rows:
    """`connected()`: the connection, as a function that finds the rows of these keys; entering it may take a while.

    One look at a time, and never one that began before somebody asked: a hundred who come in one moment are two or
    three looks.
    """

    def __init__(self, connected: Callable[[], AbstractContextManager[Read]]) -> None:
        self._connected = connected
        self._asked: list[_Asked] = []
        self._reading = False
        self._lock = hub.Lock()  # held for a moment

    def first(self, statement: str, key: Any) -> Row:
        """The row of this key. One look answers all who asked by the time that the connection is there."""
        asked = _Asked(statement, key)
        with self._lock:
            reads, self._reading = not self._reading, True
            if not reads:
                asked.answered = hub.Event()
            self._asked.append(asked)
        if reads:
            self._answer()
        else:
            asked.answered.wait(None)
        if isinstance(asked.error, Exception):
            raise asked.error
        if asked.error:  # our own thread goes on
            raise RuntimeError("Whoever read for all was stopped.") from asked.error
        return asked.row

    def _answer(self) -> None:
        lot: list[_Asked] = []
        try:
            with self._connected() as read:
                lot = self._taken()
                for each, row in _looked_up(read, lot):
                    each.row = row
        except BaseException as error:  # raised by each who asked; no row would mean that there is none
            lot = lot or self._taken()
            for each in lot:
                each.error = error
            if not isinstance(error, Exception):
                raise
        finally:
            for each in lot or self._taken():
                if each.answered:
                    each.answered.send()
            self._go_on()

    def _go_on(self) -> None:
        with self._lock:
            self._reading = more = bool(self._asked)
        if more:
            hub.spawn(self._answer)

    def _taken(self) -> list[_Asked]:
        with self._lock:
            lot, self._asked = self._asked, []
        return lot


def _looked_up(read: Read, lot: list[_Asked]) -> Iterator[tuple[_Asked, Row]]:
    for statement in dict.fromkeys(each.statement for each in lot):
        same = [each for each in lot if each.statement == statement]
        for start in range(0, len(same), MOST):
            some = same[start : start + MOST]
            found = read(statement, {each.key for each in some})
            yield from ((each, found.get(each.key)) for each in some)
