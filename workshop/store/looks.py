"""The logo and the colour of a place, as whoever leads there has chosen them for what participants see."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from workshop.store.models import PlaceLookRow, SessionRow

_ROW = PlaceLookRow


@dataclass(frozen=True, slots=True)
class PlaceLook:
    """`colour`: "#rrggbb" or "". `mark`: under which the logo is found, "" for none; sizes in pixels."""

    colour: str = ""
    name: str = ""
    mark: str = ""
    width: int = 0
    height: int = 0
    plate: str = ""  # on which paper, light or dark, the logo needs a ground of its own


_LOOK = [getattr(_ROW, name) for name in PlaceLook.__dataclass_fields__]
NONE = PlaceLook()


def of_place(conn: Connection, place_id: str) -> PlaceLook:
    row = conn.execute(select(*_LOOK).where(_ROW.place == place_id)).first()
    return PlaceLook(*row) if row else NONE


def of_session(conn: Connection, session_id: str) -> PlaceLook:
    """Of the place whose session it is now."""
    asked = select(*_LOOK).join(SessionRow, SessionRow.place == _ROW.place).where(SessionRow.id == session_id)
    row = conn.execute(asked).first()
    return PlaceLook(*row) if row else NONE


def logo(conn: Connection, mark: str) -> bytes | None:
    """A PNG."""
    return conn.execute(select(_ROW.logo).where(_ROW.mark == mark, _ROW.mark != "").limit(1)).scalar()


def set_colour(conn: Connection, place_id: str, colour: str) -> None:
    """ "" for the product's own."""
    _change(conn, place_id, colour=colour)


def set_logo(
    conn: Connection, place_id: str, name: str, png: bytes | None, width: int = 0, height: int = 0, plate: str = ""
) -> None:
    """None takes it away. `name`: what whoever cannot see it is told."""
    mark = hashlib.sha256(png).hexdigest()[:32] if png else ""
    _change(conn, place_id, name=name, logo=png, mark=mark, width=width, height=height, plate=plate)


def rename(conn: Connection, place_id: str, name: str) -> None:
    _change(conn, place_id, name=name)


def _change(conn: Connection, place_id: str, **values: object) -> None:
    if not conn.execute(update(_ROW).where(_ROW.place == place_id).values(**values)).rowcount:
        conn.execute(insert(_ROW).values(place=place_id, **values))
