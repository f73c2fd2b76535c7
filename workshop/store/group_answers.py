"""The answers that decide somebody's group: stored with the person, as the poll said beforehand."""

from typing import Any

from sqlalchemy import Connection, delete, select, update

from workshop.store.models import PlacementRow, SessionRow
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


def forget_in_copy(conn: Connection, session_id: str) -> bool:
    """The same in a backup, and in the state that it holds; False where nothing was there."""
    gone = conn.execute(delete(PlacementRow).where(PlacementRow.session == session_id)).rowcount > 0
    state = conn.execute(select(SessionRow.state).where(SessionRow.id == session_id)).scalar()
    if not state or not _unlabel(state.get("breakouts", {})):
        return gone
    conn.execute(update(SessionRow).where(SessionRow.id == session_id).values(state=state))
    return True


def _unlabel(breakouts: dict[str, Any]) -> bool:
    """Take the topics out of stored groups; whether there were any."""
    groups = [g for run in breakouts.values() for made in (run["groups"], *run.get("earlier", ())) for g in made]
    labelled = [group for group in groups if group.get("topic")]
    for group in labelled:
        group["topic"] = ""
    return bool(labelled)
