"""Single rows for a crowd that comes: whoever asks while the connection is taken shares it with the first in line."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from workshop import engine as hub

Row = tuple[Any, ...] | None
Read = Callable[[str, tuple[Any, ...]], Row]


@dataclass(slots=True)
class _Asked:
    statement: str
    values: tuple[Any, ...]
    answered: Any = None  # an event, for who does not ask by themselves
    row: Row = None
    error: BaseException | None = None


class Rows:
    """`connected()`: the connection, as a function that reads one row; entering it may take a while."""

    def __init__(self, connected: Callable[[], AbstractContextManager[Read]]) -> None:
        self._connected = connected
        self._asked: list[_Asked] = []
        self._lock = hub.Lock()  # held for a moment

    def first(self, statement: str, values: tuple[Any, ...]) -> Row:
        """The first row of one SELECT. One connection answers all who asked by the time that it is there."""
        asked = _Asked(statement, values)
        with self._lock:
            if self._asked:
                asked.answered = hub.Event()
            self._asked.append(asked)
        if asked.answered is None:
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
                for each in lot:
                    each.row = read(each.statement, each.values)
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

    def _taken(self) -> list[_Asked]:
        with self._lock:
            lot, self._asked = self._asked, []
        return lot
