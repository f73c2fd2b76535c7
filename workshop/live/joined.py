"""How many joined in each question: told in lots, once a second at the most, and for good once it is over."""

from functools import partial

from sqlalchemy import Connection

from workshop.session.questions import told
from workshop.session.state import UNDO_SECONDS, Session
from workshop.store import me_too
from workshop.store.database import Database, StoreUnavailable
from workshop.store.keys import KeyStore

Told = tuple[tuple[str, int], ...]  # mark of a question → how many, where it may be told


class Joined:
    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys
        self._changed: set[str] = set()  # sessions in which somebody joined in here since it was looked at
        self._ending: dict[str, int] = {}  # session → the epoch of a count that is about to be stored

    def of(self, conn: Connection, session: Session) -> dict[str, int]:
        """As everybody may read it now."""
        return session.me_too if session.settled else me_too.told(conn, session.id)

    def changed(self, session_id: str) -> None:
        self._changed.add(session_id)

    def tell(self, database: Database, session: Session) -> None:
        """With the pulse: what may be told by now is told, if anybody has joined in. Raises StoreUnavailable."""
        if session.id not in self._changed or session.settled:
            return
        self._changed.discard(session.id)  # first: whoever joins in meanwhile is looked at next
        try:
            database.write(lambda conn: self._tell(conn, session))
        except StoreUnavailable:
            self._changed.add(session.id)
            raise

    def at_the_end(self, conn: Connection, session: Session) -> Told | None:
        """None where nobody joined in, or another clock has counted already."""
        epoch = me_too.running(conn, session.id)
        if not epoch:
            return None
        self._ending[session.id] = epoch
        return tuple(self._tell(conn, session).items())

    def ended(self, session_id: str) -> int:
        """The epoch whose count is stored now, so that its key can go; 0 where there is none."""
        return self._ending.pop(session_id, 0)

    def forget(self, session_id: str) -> None:
        self._changed.discard(session_id)
        self._ending.pop(session_id, None)

    def _tell(self, conn: Connection, session: Session) -> me_too.Counts:
        rules = session.script.rules
        as_told = partial(told, k=rules.k, sensitive=rules.sensitive)
        return me_too.tell(conn, self._keys, session.id, rules.k, as_told)


def is_to_be_counted(session: Session, now: float) -> bool:
    """It has ended for good, and nobody can join in any more."""
    over = session.phase == "ended" and not session.settled
    return over and session.script.rules.questions and now >= (session.ended_at or 0) + UNDO_SECONDS
