"""What was on its way while something changed: it is kept as things are now, and for who holds the secret now."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from workshop.live.submit import Live
from workshop.session.state import Session
from workshop.store.holders import Stranger, holder

__all__ = ["Stranger", "keep", "newest"]

T = TypeVar("T")


def keep(live: Live, session_id: str, token: bytes, job: Callable[[Connection], T]) -> T:
    """What `job` came to once it is kept. Raises Stranger, and nothing of it stays.

    Whose the secret is is asked last: by then the job holds what a change of the secret waits for. Else one person
    would vote, or write, under both and count twice.
    """
    return live.database.write(job, holder(session_id, token))


def newest(live: Live, conn: Connection, session: Session) -> Session:
    """The session as it is when something is kept, which may be a while after it came."""
    return live.cache.load(conn, session.id) or session
