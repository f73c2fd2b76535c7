"""What was on its way while something changed: it is kept as things are now, and for who holds the secret now."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from workshop.live.submit import Live
from workshop.session.state import Session
from workshop.store import people

T = TypeVar("T")


class Stranger(Exception):
    """The secret is nobody's who is in: they have got another one meanwhile, or were asked out."""


def keep(live: Live, session_id: str, token: bytes, job: Callable[[Connection], T], by_the_thousand: bool = False) -> T:
    """What `job` came to once it is kept. Raises Stranger, and nothing of it stays.

    `by_the_thousand`: votes. Where the database is a server, asking costs a third of all that come; there who renews
    their link in the very moment of their vote may count twice.

    Whose the secret is is asked last: by then the job holds what a change of the secret waits for. Else one person
    would vote, or write, under both and count twice.
    """

    def both(conn: Connection) -> T:
        done = job(conn)
        if by_the_thousand and conn.dialect.name != "sqlite":
            return done
        if not people.is_in(conn, session_id, token):
            raise Stranger
        return done

    return live.database.write(both)


def newest(live: Live, conn: Connection, session: Session) -> Session:
    """The session as it is when something is kept, which may be a while after it came."""
    return live.cache.load(conn, session.id) or session
