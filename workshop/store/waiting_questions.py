"""Questions from the room without a name: none comes by itself, they wait for one another, and come together.

Beside each that waits stands a mark of whoever asked, so that people are counted; it goes when the question comes out.
"""

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, func, select, update

from workshop.script.model import QUESTIONS_ID
from workshop.store import notes, sessions
from workshop.store.models import SharedRow
from workshop.store.note_owner import Owner
from workshop.store.shared_texts import RELEASED, let_out

WAITING = f"{QUESTIONS_ID} waiting"  # no step's: so the mark leads to no row of the notes


def mark(session_id: str, token: bytes) -> str:
    return Owner(session_id, token).mark(WAITING).hex()


def people(conn: Connection, session_id: str) -> int:
    """How many people have questions waiting, whoever asked several counted once."""
    return conn.execute(PEOPLE, {"session_id": session_id}).scalar() or 0


def release(conn: Connection, session_id: str, k: int) -> bool:
    """All that wait come out, mixed and without their marks, once they are of `k` people.

    Whether they did: then `database.checkpoint()` belongs after it.
    """
    sessions.alone(conn, session_id)
    if people(conn, session_id) < k:
        return False
    let_out(conn, *_waiting(session_id), field="")
    notes.mix_order(conn, session_id, QUESTIONS_ID)
    return True


def rekey(conn: Connection, session_id: str, token: bytes, fresh: bytes) -> None:
    """Whoever has another secret by now stays one person."""
    where = (*_waiting(session_id), SharedRow.field == mark(session_id, token))
    conn.execute(update(SharedRow).where(*where).values(field=mark(session_id, fresh)))


def _waiting(session_id: str | BindParameter[str]) -> tuple[ColumnElement[bool], ...]:
    return SharedRow.session == session_id, SharedRow.step == QUESTIONS_ID, SharedRow.shown.in_(RELEASED)


# Put together once: every drawing of a console asks.
PEOPLE = select(func.count(SharedRow.field.distinct())).where(*_waiting(bindparam("session_id")))
