"""What comes later: the clock of every running session, and what waits for the database to be back."""

import logging
from collections.abc import Callable

from workshop import engine
from workshop.session.state import Session
from workshop.session.timing import next_due
from workshop.store.database import StoreUnavailable

log = logging.getLogger("workshop.live.timers")


class Timers:
    """One timer for each session, set to what comes first; `on_due` is called with the session's id."""

    def __init__(self, on_due: Callable[[str], None]) -> None:
        self._on_due = on_due
        self._armed: dict[str, float] = {}

    def arm(self, session: Session) -> None:
        """Set the timer to what comes first in this session, unless it is set to something earlier."""
        due = next_due(session)
        if due is None or self._armed.get(session.id, float("inf")) <= due:
            return
        self._armed[session.id] = due
        engine.spawn(self._wait_until_due, session.id, due)

    def _wait_until_due(self, session_id: str, due: float) -> None:
        engine.sleep(max(0.0, due - engine.now()))
        if self._armed.get(session_id) == due:
            del self._armed[session_id]
            retry_until_stored(self._on_due, session_id)


def retry_until_stored(job: Callable[..., None], *about: object) -> None:
    """Now; or, where the database or the keys cannot be reached, as soon as they can be."""
    try:
        job(*about)
    except StoreUnavailable:
        log.warning("The database or the keys of polls cannot be reached. This goes on by itself once they can.")
        engine.spawn(_retry_later, job, about)


def _retry_later(job: Callable[..., None], about: tuple[object, ...]) -> None:
    while True:
        engine.sleep(1)
        try:
            return job(*about)
        except StoreUnavailable:
            continue
