"""A look that costs much, once for all who ask in the same moment, and never one that began before they asked."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from workshop import engine
from workshop.store.database import StoreUnavailable

T = TypeVar("T")


class SharedLook(Generic[T]):
    """`look(key)`: whoever asks while one goes on shares the next one with all who ask meanwhile.

    So of a thousand who answer in one moment all hear what holds, and two or three look. What a look raises, each of
    those who wait for it hears.
    """

    def __init__(self, look: Callable[[str], T]) -> None:
        self._look = look
        self._next: dict[str, Any] = {}  # of each key that is looked at: None, or the event of those who wait
        self._lock = engine.Lock()  # held for a moment

    def at(self, key: str) -> T:
        """What is there now."""
        with self._lock:
            waiting = (self._next[key] or engine.Event()) if key in self._next else None
            self._next[key] = waiting
        if waiting is None:
            try:
                return self._look(key)
            finally:
                self._go_on(key)
        found, error = waiting.wait(None)
        if error:
            raise error
        return found  # type: ignore[no-any-return]

    def _go_on(self, key: str) -> None:
        with self._lock:
            waiting = self._next.pop(key)
            if waiting:
                self._next[key] = None
        if waiting:
            engine.spawn(self._look_for, key, waiting)

    def _look_for(self, key: str, waiting: Any) -> None:
        found: tuple[T | None, Exception | None] = None, StoreUnavailable()  # where we are stopped: look again later
        try:
            found = self._look(key), None
        except Exception as error:  # noqa: BLE001 - raised by each who waits, nothing is swallowed
            found = None, error
        finally:
            waiting.send(found)
            self._go_on(key)
