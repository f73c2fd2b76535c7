"""Copies in the clear of what people share: for a group, for the team, for everybody. They may wait or be kept back.

Each has a random id, and only the sealed note of its writer knows which is its own.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, update

from workshop.script.model import Sees
from workshop.store import sessions
from workshop.store.mixing import mix
from workshop.store.models import SharedRow
from workshop.store.note_owner import Note
from workshop.store.sql import run

FOR_ALL = tuple(sees for sees in Sees if sees.for_all)
FOR_TEAM = tuple(sees for sees in Sees if sees.for_team_alone)
RETURNED = "returned"  # the copy holds the team's word to its writer, and no longer the text
# What a nameless copy will be once it is released. Until then nobody but its writer is told of it.
HELD = {"shown": "held", "waiting": "held waiting", "kept back": "held kept back"}
RELEASED = {held: shown for shown, held in HELD.items()}
HAD = "had"  # no text: it says that those who lead have had texts from this box, also once their writers took them back
NOT_OUT = (RETURNED, HAD, *RELEASED)


@dataclass(frozen=True, slots=True)
class Shared:
    """A copy that others may read: `sees` says who, `shown` whether it waits or was kept back."""

    id: str
    step: str
    field: str
    sees: Sees
    group: str
    name: str
    text: str
    shown: str
    generation: int = 0


def release(conn: Connection, session_id: str, step: str, k: int, *, closing: bool = False) -> bool:
    """Let out what is held on this step: of each field all at once, from `k` people on.

    One person has one copy in a field, so copies of a field are people. What is meant for the facilitators was
    promised to reach them also if it is the only one: `closing`, when writing ends, lets it out without counting. But
    once, and only as the first: who opens and closes a box after each writer must not get the texts one by one, also
    where those before were taken back since. Whether any came out: then `database.checkpoint()` belongs after it.
    """
    sessions.alone(conn, session_id)
    where = (SharedRow.session == session_id, SharedRow.step == step, SharedRow.shown.in_(RELEASED))
    lots = 0
    for field, sees, people in run(conn, _HELD_KINDS, session_id, step, *RELEASED).fetchall():
        first = sees == Sees.FACILITATORS and not _are_out(conn, session_id, step, field)
        if people >= k or (closing and first):
            lots += 1
            let_out(conn, *where, SharedRow.field == field, SharedRow.sees == sees)
            if first:
                run(conn, _INSERT_COPY, secrets.token_hex(16), session_id, step, field, sees, "", 0, "", "", HAD)
    return lots > 0


def let_out(conn: Connection, *lot: ColumnElement[bool], **more: str) -> None:
    """What is held of this lot, mixed; `more` is what else changes of each. Whoever calls it has counted the people."""
    mix(conn, SharedRow.__table__, *lot, change=lambda row: {**row, "shown": RELEASED[row["shown"]], **more})


def _are_out(conn: Connection, session_id: str, step: str, field: str) -> bool:
    """Whether those who lead have had any text from this box."""
    where = (SharedRow.session == session_id, SharedRow.step == step, SharedRow.field == field)
    for_the_team = (SharedRow.sees == Sees.FACILITATORS, SharedRow.shown.not_in([*RELEASED]))
    return conn.execute(select(SharedRow.id).where(*where, *for_the_team).limit(1)).first() is not None


def release_to_team(conn: Connection, session_id: str) -> None:
    """At the end nobody else can come: what was meant for the facilitators reaches them."""
    let_out(conn, SharedRow.session == session_id, SharedRow.sees == Sees.FACILITATORS, SharedRow.shown.in_(RELEASED))


def shared(conn: Connection, session_id: str, step: str | None = None) -> list[Shared]:
    """Every copy but the returned and the held, by their random ids. Whoever shows them heeds `sees` and `shown`."""
    of_step, steps = ("", ()) if step is None else (" AND step = ?", (step,))
    return copies_where(conn, f"{of_step} AND shown NOT IN ({_NOT_OUT})", session_id, *steps, *NOT_OUT)


def of_group(conn: Connection, session_id: str, step: str, group: str, since: int) -> list[Shared]:
    """What the people of one group let one another read, for somebody who is in it since this generation."""
    where = ' AND step = ? AND generation >= ? AND sees = ? AND "group" = ?'
    return copies_where(conn, where, session_id, step, since, Sees.MY_GROUP.value, group)


def moderate(conn: Connection, session_id: str, step: str, ids: Sequence[str], shown: str) -> bool:
    """Set copies to shown, waiting or kept back; False where none is there any more.

    An edited text has a new id, so none is passed unread.
    """
    where = (SharedRow.session == session_id, SharedRow.step == step, SharedRow.id.in_(ids))
    released = SharedRow.shown.not_in([HAD, *RELEASED])
    return conn.execute(update(SharedRow).where(*where, released).values(shown=shown)).rowcount > 0


def give_back(conn: Connection, session_id: str, step: str, copy: str, said: str) -> bool:
    """Only its writer knows this copy as their own, so only they find the team's word in it. The text in it is gone."""
    where = (SharedRow.session == session_id, SharedRow.step == step, SharedRow.id == copy)
    open_to_all = (SharedRow.sees.in_(FOR_ALL), SharedRow.shown.not_in([RETURNED, *RELEASED]))
    changed = update(SharedRow).where(*where, *open_to_all).values(shown=RETURNED, text=said)
    return conn.execute(changed).rowcount > 0


# What every note and every phone needs, in plain SQL.
_NOT_OUT = ", ".join("?" for _ in NOT_OUT)
_COPIES = 'SELECT id, step, field, sees, "group", name, text, shown, generation FROM shared WHERE session = ?'
_COPY = "SELECT id, shown, text FROM shared WHERE session = ? AND id = ?"
_HELD_KINDS = (  # RELEASED has three
    "SELECT field, sees, count(*) FROM shared WHERE session = ? AND step = ? AND shown IN (?, ?, ?)"
    " GROUP BY field, sees"
)
_REMOVE_COPY = "DELETE FROM shared WHERE session = ? AND id = ?"
_INSERT_COPY = (
    'INSERT INTO shared (id, session, step, field, sees, "group", generation, name, text, shown)'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def copy_of(conn: Connection, session_id: str, copy: str) -> tuple[str, str, str] | None:
    """(id, shown, text) of a shared copy, where it is still there."""
    found: tuple[str, str, str] | None = run(conn, _COPY, session_id, copy).fetchone()
    return found


def remove_copy(conn: Connection, session_id: str, copy: str) -> str:
    """How the removed copy was shown; empty where there was none."""
    while copy and (found := copy_of(conn, session_id, copy)):
        if run(conn, _REMOVE_COPY, session_id, copy).rowcount:
            return found[1]  # a second time only where another process mixed it between our look and our removal
    return ""


def insert_copy(
    conn: Connection, session_id: str, step: str, field: str, note: Note, name: str, group: tuple[str, int], shown: str
) -> None:
    """A copy of `note` for its readers. Only a group's bears the group and its generation, only a named one a name."""
    of_group = group if note.sees is Sees.MY_GROUP else ("", 0)
    named = name if note.sees.named else ""
    of_note = (note.copy, session_id, step, field, note.sees.value)
    run(conn, _INSERT_COPY, *of_note, *of_group, named, note.text, shown)


def copies_where(conn: Connection, where: str, *values: Any) -> list[Shared]:
    """`where`: SQL, after the session as the first value. By their random ids: no order of writing survives."""
    found = run(conn, f"{_COPIES}{where} ORDER BY id", *values)
    return [Shared(id_, step, field, Sees(sees), *rest) for id_, step, field, sees, *rest in found]
