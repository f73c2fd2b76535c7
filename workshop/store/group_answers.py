"""The answers that decide somebody's group: stored with the person, as the poll said beforehand."""

from sqlalchemy import Connection, delete, select, update

from workshop.store.models import PlacementRow
from workshop.store.sql import insert_new


def place(conn: Connection, session_id: str, step: str, participant_id: str, label: str) -> None:
    """Remember this person's answer; the last one counts."""
    key = {"session": session_id, "step": step, "participant": participant_id}
    if not insert_new(conn, PlacementRow, label=label, **key):
        where = [getattr(PlacementRow, name) == value for name, value in key.items()]
        conn.execute(update(PlacementRow).where(*where).values(label=label))


def labels(conn: Connection, session_id: str, step: str) -> dict[str, str]:
    """Participant id → answer."""
    where = (PlacementRow.session == session_id, PlacementRow.step == step)
    rows = conn.execute(select(PlacementRow.participant, PlacementRow.label).where(*where))
    return {row.participant: row.label for row in rows}


def forget(conn: Connection, session_id: str) -> None:
    """At the end of a session nobody needs them any more."""
    conn.execute(delete(PlacementRow).where(PlacementRow.session == session_id))
