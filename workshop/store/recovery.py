"""After a start: keys without a poll die, polls without a key are named, ballots nobody can open go."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, text

from workshop.store.ballots import poll_id
from workshop.store.database import Database
from workshop.store.keys import KeyStore
from workshop.store.models import BallotRow, PollRow


def recover(database: Database, keys: KeyStore) -> list[tuple[str, str]]:
    """(session, step) of every poll that takes votes and has lost its key: ask these anew, as a new epoch.

    Until that is done they take no votes, and the next `recover` names them again.
    """
    lost = database.write(lambda conn: _put_right(conn, keys))
    database.checkpoint()
    return lost


def _put_right(conn: Connection, keys: KeyStore) -> list[tuple[str, str]]:
    if conn.dialect.name == "postgresql":
        conn.execute(text("LOCK TABLE poll IN EXCLUSIVE MODE"))  # no poll is half open while we look
    rows = conn.execute(select(PollRow.session, PollRow.step, PollRow.epoch).where(PollRow.state != "closed"))
    running = {poll_id(session, step, epoch): (session, step) for session, step, epoch in rows}
    for orphan in keys.all() - running.keys():
        keys.destroy(orphan)
    lost = [poll for poll in running if keys.get(poll) is None]
    _delete_unreadable(conn, running.keys() - set(lost))
    return sorted({running[poll] for poll in lost})


def _delete_unreadable(conn: Connection, readable: set[bytes]) -> None:
    held: Sequence[bytes] = conn.execute(select(BallotRow.poll).distinct()).scalars().all()
    for poll in set(held) - readable:
        conn.execute(delete(BallotRow).where(BallotRow.poll == poll))
