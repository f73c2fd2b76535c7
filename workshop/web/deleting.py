"""Deleting a session: rows, ballots, keys and the write-ahead log; then nobody sits in it any more."""

from sqlalchemy import Connection

from workshop.places import security_log
from workshop.realtime.service import Realtime
from workshop.store.backup import forget_in_backups, remove_all


def delete_session(here: Realtime, session_id: str) -> bool:
    """True where there was one. Afterwards not a byte of it is in the database's files."""
    by = security_log.by_whom()
    gone = here.live.database.write(lambda conn: _gone(conn, here, session_id, by))
    here.live.database.tidy()
    forget_in_backups(here.backups, session_id)
    here.forget(session_id)
    here.peers.tell("deleted", session=session_id)
    return bool(gone)


def _gone(conn: Connection, here: Realtime, session_id: str, by: str | None) -> bool:
    security_log.deleting(conn, session_id, by)
    return remove_all(conn, here.live.keys, session_id)
