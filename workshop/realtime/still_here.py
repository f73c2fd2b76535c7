"""Whoever came in is looked up once more, now that a change would find their line.

Between the look at their cookie and their line others have their turn: the team may have asked them out meanwhile, and
a private link may have been taken back.
"""

from sqlalchemy import Connection as Reading

from workshop.realtime.presence import Connection
from workshop.store import people, team


def is_here(conn: Reading, connection: Connection) -> bool:
    """False where their secret opens nothing any more. Who was let in, or asked out, is that from now on."""
    if connection.who is not None:
        now = people.by_token(conn, connection.session, connection.token)
        connection.who = now or connection.who
        return now is not None
    return connection.member is None or team.by_token(conn, connection.session, connection.token) is not None
