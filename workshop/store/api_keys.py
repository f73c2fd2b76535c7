"""Keys for the programs of a place: what each may do, and when it was used last."""

import secrets
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from workshop.store.models import ApiKeyRow
from workshop.store.places import hash_of

BEGIN = "api-"  # of every secret, so that whoever finds one sees what it is
_ROW = ApiKeyRow


class Scope(StrEnum):
    """What a key may do. None of them opens a console or makes other keys."""

    READ = "results:read"
    RUN = "sessions:run"
    DELETE = "sessions:delete"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """`id`: by which it is revoked; of the secret only a hash is kept."""

    id: str
    place: str
    name: str
    scopes: frozenset[Scope]
    mark: str  # of the server's key when it was made, for the first place
    made_on: date
    used_on: date | None


_FIELDS = [getattr(_ROW, name) for name in ApiKey.__dataclass_fields__]


def add(conn: Connection, place: str, name: str, scopes: frozenset[Scope], mark: str, today: date) -> str:
    """The secret of a new one. It is told once."""
    secret = BEGIN + secrets.token_urlsafe(24)
    values = {"id": secrets.token_hex(8), "place": place, "name": name, "mark": mark, "made_on": today}
    conn.execute(insert(_ROW).values(hash=hash_of(secret), scopes=" ".join(sorted(scopes)), **values))
    return secret


def of_place(conn: Connection, place: str, mark: str) -> list[ApiKey]:
    """Those that open something, by their names."""
    found = conn.execute(select(*_FIELDS).where(_ROW.place == place, _ROW.mark == mark).order_by(_ROW.name))
    return [_key(*row) for row in found]


def by_secret(conn: Connection, secret: str) -> ApiKey | None:
    row = conn.execute(select(*_FIELDS).where(_ROW.hash == hash_of(secret))).first()
    return _key(*row) if row else None


def touch(conn: Connection, key: ApiKey, today: date) -> bool:
    """It was used today. True where that was the first time ever."""
    own = update(_ROW).where(_ROW.place == key.place, _ROW.id == key.id).values(used_on=today)
    first = conn.execute(own.where(_ROW.used_on.is_(None))).rowcount == 1
    if not first:
        conn.execute(own)
    return first


def revoke(conn: Connection, place: str, key_id: str) -> str | None:
    """The name of the one that went; None where there is none."""
    where = (_ROW.place == place, _ROW.id == key_id)
    name: str | None = conn.execute(select(_ROW.name).where(*where)).scalar()
    conn.execute(delete(_ROW).where(*where))
    return name


def drop(conn: Connection, place: str) -> None:
    conn.execute(delete(_ROW).where(_ROW.place == place))


def _key(id_: str, place: str, name: str, scopes: str, *rest: object) -> ApiKey:
    return ApiKey(id_, place, name, frozenset(Scope(each) for each in scopes.split()), *rest)  # type: ignore[arg-type]
