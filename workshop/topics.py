"""Groups by choice: the topic that somebody would like to talk about. It is kept beside the name until the end."""

from collections import Counter

from sqlalchemy import Connection

from workshop.live import Live
from workshop.script.model import Breakout, By, Step
from workshop.session.refused import Refused
from workshop.session.state import Session
from workshop.store import placements


def topics_of(step: Step | None) -> tuple[str, ...]:
    by_choice = step is not None and isinstance(step.detail, Breakout) and step.detail.by is By.CHOICE
    return step.detail.topics if by_choice else ()  # type: ignore[union-attr]


def choose(live: Live, session: Session, step: Step, person: str, index: object) -> bool:
    """Keep the choice (None: no preference); False once the groups are made. Raises Refused."""
    topics = topics_of(step)
    if not topics or (index is not None and (type(index) is not int or not 0 <= index < len(topics))):
        raise Refused("Please choose from the topics on the screen.")
    if session.phase == "ended" or session.breakout(step.id):
        return False
    label = topics[index] if isinstance(index, int) else ""
    live.database.write(lambda conn: placements.place(conn, session.id, step.id, person, label))
    return True


def chosen(conn: Connection, session: Session, step: Step, person: str) -> dict[str, int | None] | None:
    """{index} of one person's choice, None in it for no preference; None where nothing was chosen."""
    label = placements.labels(conn, session.id, step.id).get(person)
    if label is None:
        return None
    topics = topics_of(step)
    return {"index": topics.index(label) if label in topics else None}


def counts(live: Live, session: Session, here: set[str]) -> list[tuple[str, int]]:
    """How many of those who are here chose each topic; last, under "", the others. Told to the console alone."""
    step, run = session.step, session.breakout()
    topics = topics_of(step) if session.phase == "live" and (run is None or run.phase == "proposed") else ()
    if step is None or not topics:
        return []
    with live.database.read() as conn:
        labels = placements.labels(conn, session.id, step.id)
    wanted = Counter(labels.get(person, "") for person in here)
    counted = [(topic, wanted[topic]) for topic in topics]
    return [*counted, ("", len(here) - sum(n for _, n in counted))]
