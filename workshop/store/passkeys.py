"""Passkeys in the database: what a device proves itself by. Of the device nothing else is known."""

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, func, insert, select, update

from workshop.store.models import PasskeyRow

_ROW = PasskeyRow


@dataclass(frozen=True, slots=True)
class Passkey:
    """`uses`: the device's own count, 0 where it keeps none. `mark`: as an API key's."""

    id: bytes
    place: str
    public_key: bytes
    uses: int
    name: str
    mark: str
    made_on: date
    used_on: date | None

    @property
    def short(self) -> str:
        """By which it is removed, in hex."""
        return hashlib.sha256(self.id).hexdigest()[:16]


_FIELDS = [getattr(_ROW, name) for name in Passkey.__dataclass_fields__]


def add(conn: Connection, passkey: Passkey) -> None:
    conn.execute(insert(_ROW).values(**{name: getattr(passkey, name) for name in Passkey.__dataclass_fields__}))


def of_place(conn: Connection, place: str, mark: str) -> list[Passkey]:
    """Those that open it, by their names."""
    found = conn.execute(select(*_FIELDS).where(_ROW.place == place, _ROW.mark == mark).order_by(_ROW.name))
    return [Passkey(*row) for row in found]


def by_id(conn: Connection, passkey_id: bytes) -> Passkey | None:
    row = conn.execute(select(*_FIELDS).where(_ROW.id == passkey_id)).first()
    return Passkey(*row) if row else None


def any_there(conn: Connection) -> bool:
    """Whether somebody on this server has one: without, nobody is shown a word of it."""
    return conn.execute(select(func.count()).select_from(_ROW)).scalar_one() > 0


def used(conn: Connection, passkey_id: bytes, uses: int, today: date) -> None:
    conn.execute(update(_ROW).where(_ROW.id == passkey_id).values(uses=uses, used_on=today))


def remove(conn: Connection, passkey: Passkey) -> None:
    conn.execute(delete(_ROW).where(_ROW.id == passkey.id))


def drop(conn: Connection, place: str) -> None:
    conn.execute(delete(_ROW).where(_ROW.place == place))
