"""Whoever came in is looked up once more, now that a change would find their line.

Between the look at their cookie and their line others have their turn: the team may have asked them out meanwhile, and
a private link may have been taken back.
"""

from collections.abc import Sequence

from sqlalchemy import Connection as Reading

from workshop.realtime.presence import Connection
from workshop.store import people, team
from workshop.store.people import Participant


def still_here(conn: Reading, connections: Sequence[Connection]) -> list[Connection]:
    """Those whose secret still opens something; who was let in, or asked out, is that from now on. One look for all."""
    holders = people.by_tokens(conn, {each.token for each in connections if each.who})
    return [each for each in connections if _is_here(conn, each, holders.get(each.token))]


def _is_here(conn: Reading, connection: Connection, now: Participant | None) -> bool:
    if connection.who is not None:
        if now is None or now.session != connection.session:
            return False
        connection.who = now
        return True
    return connection.member is None or team.by_token(conn, connection.session, connection.token) is not None
