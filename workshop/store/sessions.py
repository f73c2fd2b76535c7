"""Sessions in the database: create, load, record (compare-and-set on v), end, delete."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, String, bindparam, cast, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from workshop.session.errors import Refused
from workshop.session.events import ScriptApplied
from workshop.session.state import Session
from workshop.store import state_json
from workshop.store.database import Database
from workshop.store.models import SessionRow
from workshop.store.sql import run
from workshop.util.phrases import marked

# Digits and consonants that cannot be taken for one another's neighbour or spell a word: 29 ** 6 codes.
ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans({"0": "Q", "O": "Q", "1": "L", "I": "L", "U": "V"})
# Keyboards for Cyrillic and for Greek have the same shapes, and who reads a code aloud from a wall sees no difference.
SAME_SHAPES = str.maketrans(
    "ВЗІЈКМНОРСЅТУХ" "ΒΗΙΚΜΝΟΡΤΥΖΧ",
    "B3IJKMHOPCSTYX" "BHIKMNOPTYZX",
)  # fmt: skip
FRAGMENT = re.compile("#|%23")  # as some programs write it
DAMAGED = marked("What is stored of this workshop is damaged. Restore a backup, or delete it.")


class Lost(Exception):
    """Somebody else changed the session first: load it again and decide again."""


class Damaged(Refused):
    """The session is there and cannot be read. Everything else of the server goes on without it."""

    def __init__(self, session_id: str) -> None:
        super().__init__(DAMAGED, "damaged")
        self.session_id = session_id


@dataclass(frozen=True, slots=True)
class Record:
    """A session's row without its state. `code` is None once the session's end is settled."""

    id: str
    code: str | None
    epoch: str
    v: int
    phase: str
    rehearsal: bool
    script_name: str
    title: str
    created_on: date
    delete_on: date | None
    archived: bool = False
    place: str = ""  # whose it is
    taken_over_by: str = ""  # who leads since it changed hands, as participants read it; empty where it never did
    taken_over_on: date | None = None


def create(conn: Connection, *, name: str, title: str, text: str, included: Mapping[str, str], keep_days: int,
           rehearsal: bool, today: date, place: str) -> Record:  # fmt: skip
    """A fresh session of `place` in its lobby, with a code of its own."""
    values = {
        "id": secrets.token_hex(6), "epoch": secrets.token_hex(8), "v": 0, "phase": "lobby",
        "rehearsal": rehearsal, "script_name": name, "title": title, "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(), "format": 1, "included": dict(included),
        "state": {}, "created_on": today, "delete_on": today + timedelta(days=keep_days),
        "place": place,
    }  # fmt: skip
    while True:
        try:
            with conn.begin_nested():
                conn.execute(insert(SessionRow).values(code=new_code(), **values))
        except IntegrityError:
            continue  # the code is taken
        found = record_of(conn, str(values["id"]))
        assert found is not None
        return found


def new_code() -> str:
    """A join code: six signs of an alphabet without look-alikes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


def normal_code(typed: str) -> str:
    """A code as people type it, in the form that is stored.

    Spaces, small letters and look-alikes are fine, so are the wide letters and other digits of keyboards for Chinese,
    Japanese, Korean or Arabic, and letters of the same shape; of a whole link its end counts.
    """
    wide = unicodedata.normalize("NFKC", FRAGMENT.split(typed)[-1]).upper().translate(SAME_SHAPES)
    return "".join(_digit(c) for c in wide if c.isalnum()).translate(LOOKALIKES)[:16]


def _digit(c: str) -> str:
    return str(unicodedata.decimal(c, c))


_NEWEST = (SessionRow.created_on.desc(), SessionRow.id)
_RECORD = [getattr(SessionRow, name) for name in Record.__dataclass_fields__]
_RECORD_OF = select(*_RECORD).where(SessionRow.id == bindparam("asked"))  # built once: every page asks for it


def record_of(conn: Connection, session_id: str) -> Record | None:
    """What the list of sessions shows; None where there is none of that id."""
    row = conn.execute(_RECORD_OF, {"asked": session_id}).first()
    return Record(*row) if row else None


def delete_on_at_once(database: Database, session_id: str) -> date | None:
    """The day on which it is deleted, for a crowd that comes: it needs no transaction of its own."""
    row = database.row("SELECT id, delete_on FROM session WHERE id IN", session_id)
    found = row[0] if row else None
    return date.fromisoformat(found) if isinstance(found, str) else found  # SQLite keeps days as text


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose a session is; `day`: on which it was made, as 2026-12-28, empty where that cannot be read."""

    place: str
    rehearsal: bool
    day: str


def origin_of(conn: Connection, session_id: str) -> Origin | None:
    """Of a session that a damaged disk has made unreadable, too."""
    columns = (SessionRow.place, SessionRow.rehearsal, cast(SessionRow.created_on, String))
    row = conn.execute(select(*columns).where(SessionRow.id == session_id)).first()
    return Origin(row[0], row[1], _day(str(row[2]))) if row else None


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def by_code(conn: Connection, typed: str) -> Record | None:
    """The running session with this code; an ended one has none, so it looks and times like an unknown one."""
    row = conn.execute(select(*_RECORD).where(SessionRow.code == normal_code(typed))).first()
    return Record(*row) if row else None


def of_place(conn: Connection, place: str) -> list[Record]:
    """Every session of a place, newest first."""
    rows = conn.execute(select(*_RECORD).where(SessionRow.place == place).order_by(*_NEWEST))
    return [Record(*row) for row in rows]


def all_records(conn: Connection) -> list[Record]:
    """Every session of every place, newest first: for who has the machine, and on no page."""
    return [Record(*row) for row in conn.execute(select(*_RECORD).order_by(*_NEWEST))]


def version(conn: Connection, session_id: str) -> int | None:
    """The newest committed v; None where the session is gone."""
    found: int | None = conn.execute(select(SessionRow.v).where(SessionRow.id == session_id)).scalar()
    return found


def load(conn: Connection, session_id: str) -> Session | None:
    """Raises Damaged where what is stored is no session: on a failing disk, or changed by hand."""
    columns = (SessionRow.text, SessionRow.included, SessionRow.state, SessionRow.v)
    try:
        row = conn.execute(select(*columns).where(SessionRow.id == session_id)).first()
        if row is None:
            return None
        return state_json.load(session_id, state_json.compile_versions(row.text, row.included), row.state, row.v)
    except (ValueError, TypeError, KeyError, AttributeError, msgspec.MsgspecError) as error:
        raise Damaged(session_id) from error


def record(conn: Connection, session: Session) -> None:
    """Store `session` as the successor of v-1. Raises Lost where v-1 is not the newest any more."""
    values: dict[str, Any] = {"v": session.v, "phase": session.phase, "state": state_json.dump(session)}
    if session.phase == "ended":
        values["delete_on"] = _last_day(conn, session)
    if session.settled:
        values["code"] = None
    where = (SessionRow.id == session.id, SessionRow.v == session.v - 1)
    if conn.execute(update(SessionRow).where(*where).values(**values)).rowcount != 1:
        raise Lost


def alone(conn: Connection, session_id: str) -> None:
    """Until the commit no other process counts people here, or names them: of two in one moment, the later sees both.

    SQLite has one writer anyhow.
    """
    if conn.dialect.name != "sqlite":
        run(conn, "SELECT 1 FROM session WHERE id = ? FOR NO KEY UPDATE", session_id)


def apply_script(conn: Connection, session_id: str, title: str, applied: ScriptApplied) -> None:
    """The text that runs from now on; of the earlier ones those stay that people have seen steps of."""
    row = conn.execute(select(SessionRow.text, SessionRow.included).where(SessionRow.id == session_id)).one()
    versions = state_json.texts(row.text, row.included)
    run = {"earlier": [versions[n] for n in applied.needed], "names": dict(applied.names)}
    values = {
        "text": applied.text, "sha256": hashlib.sha256(applied.text.encode()).hexdigest(), "title": title,
        "included": {**applied.included, state_json.RUN: run},
    }  # fmt: skip
    conn.execute(update(SessionRow).where(SessionRow.id == session_id).values(**values))


def held(conn: Connection, session_id: str) -> tuple[str, dict[str, str]] | None:
    """The newest text of the script that the session has, and of what it includes."""
    row = conn.execute(select(SessionRow.text, SessionRow.included).where(SessionRow.id == session_id)).first()
    newest = state_json.texts(row.text, row.included)[-1] if row else None
    return (newest["text"], newest["included"]) if newest else None


def _last_day(conn: Connection, session: Session) -> date | None:
    """Counted anew from the day of the end, unless somebody chose a day."""
    keep = timedelta(days=session.script.rules.keep_days)
    columns = (SessionRow.phase, SessionRow.created_on, SessionRow.delete_on)
    row = conn.execute(select(*columns).where(SessionRow.id == session.id)).first()
    if row is None or row.phase == "ended" or row.delete_on != row.created_on + keep:
        return row.delete_on if row else None
    return date.today() + keep


def keep_until(conn: Connection, session_id: str, day: date) -> bool:
    """Set the day on which the session is deleted; False where there is no such session."""
    query = update(SessionRow).where(SessionRow.id == session_id).values(delete_on=day)
    return conn.execute(query).rowcount == 1


def archive(conn: Connection, session_id: str, archived: bool) -> None:
    """Away from the list, or back. Nothing else changes."""
    conn.execute(update(SessionRow).where(SessionRow.id == session_id).values(archived=archived))


def script_of(conn: Connection, session_id: str) -> str | None:
    """The text of the script as it ran, the newest where it was changed meanwhile."""
    found: str | None = conn.execute(select(SessionRow.text).where(SessionRow.id == session_id)).scalar()
    return found


def unfinished(conn: Connection) -> list[str]:
    """Sessions that the clock may have to look at after a start."""
    return list(conn.execute(select(SessionRow.id).where(SessionRow.phase != "lobby")).scalars())


def remove(conn: Connection, session_id: str) -> bool:
    """Everything of the session, by the foreign keys' cascade; ballots and keys go with their polls."""
    return conn.execute(delete(SessionRow).where(SessionRow.id == session_id)).rowcount == 1
