"""The sessions that this process has read, and when to believe that nobody else has moved them on."""

from collections.abc import Callable

from sqlalchemy import Connection

from workshop import engine
from workshop.live.shared_look import SharedLook
from workshop.session.state import Session
from workshop.store import sessions
from workshop.store.database import Database

TRUST_SECONDS = 1.0


class SessionCache:
    """`on_read` hears of every session that was read anew, `on_gone` of every one that is not there any more."""

    def __init__(self, database: Database, on_read: Callable[[Session], None], on_gone: Callable[[str], None]) -> None:
        self.alone = False  # no other process writes to this database: `app.run` knows it from its claim
        self._database, self._on_read, self._on_gone = database, on_read, on_gone
        self._known: dict[str, Session] = {}
        self._looked_at: dict[str, float] = {}  # when the database was last asked whether we know the newest
        self._looking: set[str] = set()  # one of many looks; where we serve alone, the others go by what is known
        self._looks = SharedLook(self._look)  # where others serve too, they wait for one

    def session(self, session_id: str) -> Session | None:
        """The session as it is now; None where there is none.

        Whoever serves alone believes what is known for a second, so that a vote or a hello needs no read for it. Only
        a command line beside the server (`workshop purge`) could have changed anything meanwhile. Where others serve
        too the database is asked, once for all who ask in the same moment.
        """
        if not self.alone:
            return self._looks.at(session_id)
        known = self._trusted(session_id) or (self._known.get(session_id) if session_id in self._looking else None)
        if known is not None:
            return known
        self._looking.add(session_id)
        try:
            return self._look(session_id)
        finally:
            self._looking.discard(session_id)

    def last_seen(self, session_id: str) -> Session | None:
        """As it was when this process last looked, where it has: enough for words, and right after a look."""
        return self._known.get(session_id) or self.session(session_id)

    def _look(self, session_id: str) -> Session | None:
        with self._database.read() as conn:
            return self.load(conn, session_id)

    def load(self, conn: Connection, session_id: str) -> Session | None:
        """The same on a connection that is open already."""
        trusted = self._trusted(session_id)
        if trusted is not None:
            return trusted
        known = self._known.get(session_id)
        v = sessions.version(conn, session_id)
        if known is not None and known.v == v:
            self._looked_at[session_id] = engine.now()
            return known
        if v is None:
            self._on_gone(session_id)
            return None
        loaded = sessions.load(conn, session_id)
        if loaded is not None and (known is None or loaded.v > known.v):
            self.keep(loaded)  # only what could be read is believed
            self._on_read(loaded)
        return loaded

    def keep(self, session: Session) -> None:
        """This is what the database holds now."""
        self._known[session.id] = session
        self._looked_at[session.id] = engine.now()

    def doubt(self, session_id: str) -> None:
        """Somebody else was first: the next look asks the database."""
        self._looked_at.pop(session_id, None)

    def forget(self, session_id: str) -> None:
        self._known.pop(session_id, None)
        self._looked_at.pop(session_id, None)

    def _trusted(self, session_id: str) -> Session | None:
        fresh = self.alone and engine.now() < self._looked_at.get(session_id, 0.0) + TRUST_SECONDS
        return self._known.get(session_id) if fresh else None
