"""One small interface in two forms: `Alone` for the one process of most hosts, `peers_in_redis` for several.

The database is the truth. What goes this way is a hint (somebody wrote, look there), or is kept nowhere: who is here,
raised hands. Nothing of it rests anywhere but in the memory of the processes that need it.
"""

import time
from collections.abc import Callable
from typing import Any, Protocol

Body = dict[str, Any]
Hear = Callable[[str, Body], None]  # the process that tells, and what


class Peers(Protocol):
    """The other processes. `tell` returns at once, and what it says may be lost."""

    name: str  # of this process, another one after each start
    away: bool  # nobody can be told or heard just now

    def hear(self, kind: str, by: Hear) -> None:
        """From now on `by` gets what others tell of this kind, as do those who asked for it before."""

    def tell(self, kind: str, **body: Any) -> None:
        """Everybody but ourselves."""

    def once(self, mark: str, seconds: int) -> bool:
        """True for the first who asks this within so many seconds, whatever process they are on."""

    def start(self, came_back: Callable[[], None]) -> None:
        """Begin to listen; `came_back` runs at first and after each time in which nobody could be heard."""

    def stop(self) -> None:
        """Nothing is told any more, once what waits has gone out."""


class Alone:
    """Nobody else serves this database."""

    name = "alone"
    away = False

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}

    def hear(self, kind: str, by: Hear) -> None:
        """Nobody tells anything."""

    def tell(self, kind: str, **body: Any) -> None:
        """Nobody listens."""

    def once(self, mark: str, seconds: int) -> bool:
        now = time.monotonic()
        self._seen = {each: until for each, until in self._seen.items() if until > now}
        return self._seen.setdefault(mark, now + seconds) == now + seconds

    def start(self, came_back: Callable[[], None]) -> None:
        """There is nobody to listen to."""

    def stop(self) -> None:
        """There is nobody to leave."""
