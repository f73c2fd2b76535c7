"""Places in the database: who leads on this server, links that open a place once, browsers that are signed in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from workshop.store.models import EndedSignInRow, PlaceBrowserRow, PlaceLinkRow, PlaceRow, SessionRow

FIRST = "first"  # was there before any other: what a server of one place has is its
FACILITATOR, HOST = "facilitator", "host"
LINK_DAYS = 7
SIGNED_IN_DAYS = 14  # that a cookie lasts from its last use on


@dataclass(frozen=True, slots=True)
class Place:
    """A seat for somebody who leads. `used_on`: the last day that somebody did anything in it."""

    id: str
    name: str
    role: str  # facilitator, or host, who also manages places
    suspended: bool
    used_on: date | None
    most_sessions: int | None = None  # that have not ended, at once; None: as many as one likes
    most_megabytes: int | None = None  # of scripts with their pictures


_PLACE = [getattr(PlaceRow, name) for name in Place.__dataclass_fields__]


def by_id(conn: Connection, place_id: str) -> Place | None:
    row = conn.execute(select(*_PLACE).where(PlaceRow.id == place_id)).first()
    return Place(*row) if row else None


def everyone(conn: Connection) -> list[Place]:
    """Every place, by its name, the first one before all others."""
    found = [Place(*row) for row in conn.execute(select(*_PLACE))]
    return sorted(found, key=lambda place: (place.id != FIRST, place.name.casefold(), place.id))


def how_many(conn: Connection) -> int:
    return conn.execute(select(func.count()).select_from(PlaceRow)).scalar_one()


def add(conn: Connection, name: str, role: str = FACILITATOR) -> Place:
    made = Place(secrets.token_hex(6), name, role, False, None)
    conn.execute(insert(PlaceRow).values(id=made.id, name=name, role=role, suspended=False))
    return made


def change(conn: Connection, place_id: str, **values: Any) -> bool:
    """Its name, role, `suspended`, `used_on` or limits. False where there is none."""
    return conn.execute(update(PlaceRow).where(PlaceRow.id == place_id).values(**values)).rowcount == 1


def remove(conn: Connection, place_id: str) -> int:
    """With its links and sign-ins. How many sessions it still has: where there are any nothing was removed."""
    left = sessions_of(conn, place_id)
    if not left:
        conn.execute(delete(PlaceRow).where(PlaceRow.id == place_id))
    return left


def sessions_of(conn: Connection, place_id: str) -> int:
    return conn.execute(select(func.count()).select_from(SessionRow).where(SessionRow.place == place_id)).scalar_one()


def open_sessions(conn: Connection, place_id: str) -> int:
    """Those that have not ended, rehearsals aside."""
    where = (SessionRow.place == place_id, SessionRow.phase != "ended", SessionRow.rehearsal.is_(False))
    return conn.execute(select(func.count()).select_from(SessionRow).where(*where)).scalar_one()


def of_session(conn: Connection, session_id: str) -> str | None:
    """The id of the place whose session it is."""
    found: str | None = conn.execute(select(SessionRow.place).where(SessionRow.id == session_id)).scalar()
    return found


# Links that open a place once


def add_link(conn: Connection, place_id: str, today: date) -> str:
    """The secret of a new one. It is told once; only its hash is kept, for LINK_DAYS (7)."""
    conn.execute(delete(PlaceLinkRow).where(PlaceLinkRow.until < today))
    secret = f"once-{secrets.token_urlsafe(24)}"
    until = today + timedelta(days=LINK_DAYS)
    conn.execute(insert(PlaceLinkRow).values(hash=hash_of(secret), place=place_id, until=until))
    return secret


def take_link(conn: Connection, secret: str, today: date) -> Place | None:
    """The place that it opens. It does so once; a suspended place opens to nobody, and its link stays good."""
    where = (PlaceLinkRow.hash == hash_of(secret), PlaceLinkRow.until >= today)
    found = by_id(conn, conn.execute(select(PlaceLinkRow.place).where(*where)).scalar() or "")
    if found is None or found.suspended:
        return None
    return found if conn.execute(delete(PlaceLinkRow).where(*where)).rowcount == 1 else None


def add_first_link(conn: Connection, hashed: bytes, today: date) -> None:
    """A link into the first place, of which its maker knows how to hash it, and until when it is good."""
    conn.execute(delete(PlaceLinkRow).where(PlaceLinkRow.until < today))
    conn.execute(insert(PlaceLinkRow).values(hash=hashed, place=FIRST, until=today + timedelta(days=1)))


def take_first_link(conn: Connection, hashed: bytes) -> bool:
    """Whether there was one; there is none any more."""
    where = (PlaceLinkRow.place == FIRST, PlaceLinkRow.hash == hashed)
    return conn.execute(delete(PlaceLinkRow).where(*where)).rowcount == 1


def drop_links(conn: Connection, place_id: str) -> None:
    conn.execute(delete(PlaceLinkRow).where(PlaceLinkRow.place == place_id))


# Browsers that are signed in


def add_browser(conn: Connection, place_id: str, sign_in: str, label: str, today: date) -> None:
    """`sign_in`: the random name that only the browser's cookie has."""
    values = {"hash": hash_of(sign_in), "place": place_id, "label": label, "used_on": today}
    conn.execute(insert(PlaceBrowserRow).values(**values))


def by_browser(conn: Connection, sign_in: str) -> Place | None:
    """The place that this sign-in opens."""
    query = select(*_PLACE).join(PlaceBrowserRow, PlaceBrowserRow.place == PlaceRow.id)
    row = conn.execute(query.where(PlaceBrowserRow.hash == hash_of(sign_in))).first()
    return Place(*row) if row else None


def touch(conn: Connection, place_id: str, sign_in: str, today: date) -> None:
    change(conn, place_id, used_on=today)
    conn.execute(update(PlaceBrowserRow).where(PlaceBrowserRow.hash == hash_of(sign_in)).values(used_on=today))


@dataclass(frozen=True, slots=True)
class Browser:
    """One that is signed in. `mark`: the hash of its sign-in, in hex."""

    mark: str
    label: str
    used_on: date


def browsers(conn: Connection, place_id: str, since: date) -> list[Browser]:
    """Those that were used since then, the last one first. A cookie that is older opens nothing any more."""
    row = PlaceBrowserRow
    query = select(row.hash, row.label, row.used_on).where(row.place == place_id, row.used_on >= since)
    found = conn.execute(query.order_by(row.used_on.desc(), row.label))
    return [Browser(hashed.hex(), label, used_on) for hashed, label, used_on in found]


def end_sign_in(conn: Connection, mark: str, today: date) -> None:
    """Every server of this database knows from now on that it is none."""
    hashed = bytes.fromhex(mark)
    conn.execute(delete(PlaceBrowserRow).where(PlaceBrowserRow.hash == hashed))
    if not conn.execute(update(EndedSignInRow).where(EndedSignInRow.hash == hashed).values(ended_on=today)).rowcount:
        conn.execute(insert(EndedSignInRow).values(hash=hashed, ended_on=today))


def has_ended(conn: Connection, sign_in: str) -> bool:
    found = conn.execute(select(EndedSignInRow.hash).where(EndedSignInRow.hash == hash_of(sign_in))).first()
    return found is not None


def forget_old_sign_ins(conn: Connection, today: date) -> None:
    """Those whose cookies are over by themselves, by a day at least."""
    before = today - timedelta(days=SIGNED_IN_DAYS + 1)
    conn.execute(delete(EndedSignInRow).where(EndedSignInRow.ended_on < before))
    conn.execute(delete(PlaceBrowserRow).where(PlaceBrowserRow.used_on < before))


def drop_browsers(conn: Connection, place_id: str) -> None:
    conn.execute(delete(PlaceBrowserRow).where(PlaceBrowserRow.place == place_id))


def hash_of(secret: str) -> bytes:
    """All that is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
