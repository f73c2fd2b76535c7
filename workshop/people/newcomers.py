"""A browser that sends its form twice at once, as an impatient tap does, comes in once."""

from collections.abc import Callable

from workshop import engine
from workshop.people.join import Joined

SECONDS = 10.0


class Newcomers:
    """Who came in a moment ago, by session and browser. In memory alone, and for ten seconds."""

    def __init__(self) -> None:
        self._came: dict[tuple[str, str], Joined | None] = {}  # None: on their way in

    def once(self, session_id: str, browser: str, come_in: Callable[[], Joined]) -> Joined:
        """What `come_in` comes to; or came to, where the same browser asked a moment ago. Raises what it raises."""
        key = (session_id, browser)
        while key in self._came:
            known = self._came[key]
            if known:
                return known
            engine.sleep(0.02)
        self._came[key] = None
        joined = None
        try:
            joined = come_in()
            self._came[key] = joined
            engine.spawn(self._forget_later, key)
            return joined
        finally:
            if joined is None:
                self._came.pop(key)

    def forget(self, session_id: str, browser: str) -> None:
        """It left, and may come in as somebody else."""
        self._came.pop((session_id, browser), None)

    def _forget_later(self, key: tuple[str, str]) -> None:
        engine.sleep(SECONDS)
        self._came.pop(key, None)
