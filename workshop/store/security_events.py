"""What those who lead and those who host have done: who came in, took along, deleted, changed. To the minute."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, inspect, select, update

from workshop.store.models import SecurityEventRow, SessionRow

DAYS = 90  # that they are kept
HOUR = timedelta(hours=1)
MOST = 500  # that are shown at once
_ROW = SecurityEventRow


class SecurityEvent(StrEnum):
    """All kinds there are. What stands in `about` of each is said in `workshop.places.security_log`."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    BROWSER_OUT = "browser signed out"
    LINK = "link made"
    KEY_MADE = "key made"
    KEY_USED = "key used first"
    KEY_REVOKED = "key revoked"
    CONNECTED = "organisation connected"
    DISCONNECTED = "organisation disconnected"
    PASSKEY_MADE = "passkey made"
    PASSKEY_REMOVED = "passkey removed"
    DOWNLOADED = "downloaded"
    DELETED = "session deleted"
    DAY = "day chosen"
    HELPER = "helper's link made"
    OFFERED = "session offered"
    ALL_OFFERED = "all sessions offered"
    OFFER_BACK = "offer taken back"
    HANDED_OVER = "session handed over"
    TAKEN_OVER = "session taken over"
    ADDED = "place added"
    RENAMED = "place renamed"
    LIMITED = "place limited"
    LOOK = "look changed"
    SUSPENDED = "place suspended"
    RESUMED = "place resumed"
    REMOVED = "place removed"


@dataclass(frozen=True, slots=True)
class Entry:
    """`by`: the kind of browser, the name of a key, or of a host's place. `title`: of a session that is still there."""

    place: str
    at: datetime  # UTC, to the minute
    what: SecurityEvent
    by: str
    about: str
    session: str | None
    times: int
    title: str | None


def note(
    conn: Connection, place: str, what: SecurityEvent, by: str, about: str = "", session: str | None = None
) -> None:
    """Write it down. The same once more within an hour is counted there, so that a program fills nothing.

    All but downloads only where nothing else came between, so that the log keeps its order.
    """
    at = now()
    values = {"place": place, "what": what.value, "by": by[:200], "about": about[:200], "session": session}
    same = [getattr(_ROW, name).is_not_distinct_from(value) for name, value in values.items()]
    if what is not SecurityEvent.DOWNLOADED:
        same.append(_ROW.id == select(func.max(_ROW.id)).where(_ROW.place == place).scalar_subquery())
    counted = update(_ROW).where(*same, _ROW.at > at - HOUR).values(times=_ROW.times + 1)
    if not conn.execute(counted).rowcount:
        conn.execute(insert(_ROW).values(at=at, times=1, **values))


def now() -> datetime:
    """UTC, to the minute."""
    return datetime.now(UTC).replace(second=0, microsecond=0, tzinfo=None)


def of_place(conn: Connection, place: str, most: int = MOST) -> list[Entry]:
    """The newest first, with the titles of what is the place's own."""
    own = (SessionRow.id == _ROW.session) & (SessionRow.place == place)
    query = select(*_FIELDS, SessionRow.title).outerjoin(SessionRow, own).where(_ROW.place == place)
    return [_entry(*row) for row in conn.execute(query.order_by(_ROW.id.desc()).limit(most))]


def of_all(conn: Connection, most: int = MOST) -> list[Entry]:
    """The newest first, of every place; without a title, and without saying which session it was."""
    found = conn.execute(select(*_FIELDS).order_by(_ROW.id.desc()).limit(most))
    return [_entry(*row[:5], None, row[6], None) for row in found]


def forget_old(conn: Connection, today: date) -> int:
    """How many went. A copy of an older version knows none."""
    if not inspect(conn).has_table(_ROW.__tablename__):
        return 0
    first = datetime.combine(today - timedelta(days=DAYS), datetime.min.time())
    return conn.execute(delete(_ROW).where(_ROW.at < first)).rowcount


_FIELDS = [getattr(_ROW, name) for name in Entry.__dataclass_fields__ if name != "title"]


def _entry(place: str, at: datetime, what: str, *rest: object) -> Entry:
    return Entry(place, at, SecurityEvent(what), *rest)  # type: ignore[arg-type]
