"""Who somebody is at their organisation's door, and which place is theirs. Their names there are kept as hashes."""

from datetime import date

from sqlalchemy import Connection, delete, func, insert, select

from workshop.store.models import SignOnRow
from workshop.store.places import hash_of

_ROW = SignOnRow


def add(conn: Connection, who: str, place: str, today: date) -> None:
    """`who`: the provider and what it calls them. They had another place, or none."""
    conn.execute(delete(_ROW).where(_ROW.hash == hash_of(who)))
    conn.execute(insert(_ROW).values(hash=hash_of(who), place=place, made_on=today))


def place_of(conn: Connection, who: str) -> str | None:
    found: str | None = conn.execute(select(_ROW.place).where(_ROW.hash == hash_of(who))).scalar()
    return found


def is_connected(conn: Connection, place: str) -> bool:
    return conn.execute(select(func.count()).where(_ROW.place == place)).scalar_one() > 0


def drop(conn: Connection, place: str) -> bool:
    """False where there was none."""
    return conn.execute(delete(_ROW).where(_ROW.place == place)).rowcount > 0
