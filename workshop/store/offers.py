"""Offers of sessions from one place to another: a code that is told once, and of which only the hash is kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from workshop.store.models import MemberRow, PlaceOfferRow, SessionRow
from workshop.store.places import hash_of

DAYS = 7  # that a code is good
_ROW = PlaceOfferRow


@dataclass(frozen=True, slots=True)
class Offer:
    """`session`: the one that is offered; None where all are that the place has."""

    place: str  # who gives
    session: str | None


def add(conn: Connection, offer: Offer, code: str, today: date) -> None:
    """An earlier code for the same opens nothing any more."""
    conn.execute(delete(_ROW).where(_ROW.until < today))
    withdraw(conn, offer)
    values = {"place": offer.place, "session": offer.session, "until": today + timedelta(days=DAYS)}
    conn.execute(insert(_ROW).values(hash=hash_of(code), **values))


def by_code(conn: Connection, code: str, today: date) -> Offer | None:
    """What the code offers, as long as the session still is that place's."""
    query = select(_ROW.place, _ROW.session).where(_ROW.hash == hash_of(code), _ROW.until >= today)
    row = conn.execute(query).first()
    return Offer(*row) if row else None


def of_place(conn: Connection, place_id: str, today: date) -> set[str]:
    """The sessions of a place for which there is a code."""
    where = (_ROW.place == place_id, _ROW.until >= today, _ROW.session.is_not(None))
    return {str(found) for found in conn.execute(select(_ROW.session).where(*where)).scalars()}


def withdraw(conn: Connection, offer: Offer) -> bool:
    """False where there was none."""
    same = _ROW.session.is_not_distinct_from(offer.session)
    return conn.execute(delete(_ROW).where(_ROW.place == offer.place, same)).rowcount > 0


def hand_over(conn: Connection, session_id: str, to: str, name: str, today: date) -> None:
    """The session is the other place's, with all that is in it. Who helped to lead it does so no more.

    Its script's name is let go: in the other place that may be another script.
    """
    conn.execute(delete(_ROW).where(_ROW.session == session_id))
    conn.execute(delete(MemberRow).where(MemberRow.session == session_id))
    values = {"place": to, "taken_over_by": name, "taken_over_on": today, "script_name": "", "archived": False}
    conn.execute(update(SessionRow).where(SessionRow.id == session_id).values(**values))
