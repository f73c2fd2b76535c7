"""Groups by choice: the topic that somebody would like to talk about. It is kept beside the name until the end."""

from collections import Counter

from sqlalchemy import Connection

from workshop import engine
from workshop.live import in_flight
from workshop.live.submit import Live
from workshop.script.model import Breakout, By, Step
from workshop.session import commands as cmd
from workshop.session import latecomers
from workshop.session.errors import Refused
from workshop.session.people import Person
from workshop.session.state import Session
from workshop.store import group_answers


def topics_of(step: Step | None) -> tuple[str, ...]:
    """What people may choose to talk about on this step; empty for every other way of making groups."""
    by_choice = step is not None and isinstance(step.detail, Breakout) and step.detail.by is By.CHOICE
    return step.detail.topics if by_choice else ()  # type: ignore[union-attr]


def choose(live: Live, session: Session, step: Step, person: Person, index: object) -> bool:
    """Keep the choice (None: no preference), and sit down if the groups are at work. False where it decides nothing
    any more. Raises Refused."""
    topics = topics_of(step)
    if not topics or (index is not None and (type(index) is not int or not 0 <= index < len(topics))):
        raise Refused("Please choose from the topics on the screen.")
    late = step.id == session.current and latecomers.asked(session, person.id, engine.now())
    if session.phase == "ended" or (session.breakout(step.id) and not late):
        return False
    label = topics[index] if isinstance(index, int) else ""

    def job(conn: Connection) -> bool:
        runs = in_flight.newest(live, conn, session).phase != "ended"  # after the end it is forgotten
        if runs:
            group_answers.place(conn, session.id, step.id, person.id, label)
        return runs

    kept = live.database.write(job)
    if kept and late:
        arrive(live, session, person)
    return kept


def arrive(live: Live, session: Session, person: Person, resting: bool = False) -> None:
    """Somebody is here who has no place while the groups are at work."""
    label = None
    if resting:
        live.submit(session.id, cmd.Arrive(person, engine.now(), resting=True))
        return
    if topics_of(session.step):
        with live.database.read() as conn:
            label = group_answers.labels(conn, session.id, session.current).get(person.id)
    if label is None and latecomers.asked(session, person.id, engine.now()):
        return  # their phone asks them first
    live.submit(session.id, cmd.Arrive(person, engine.now(), label))


def chosen(conn: Connection, session: Session, step: Step, person: str) -> dict[str, int | None] | None:
    """{index} of one person's choice, None in it for no preference; None where nothing was chosen."""
    label = group_answers.labels(conn, session.id, step.id).get(person)
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
        labels = group_answers.labels(conn, session.id, step.id)
    wanted = Counter(labels.get(person, "") for person in here)
    counted = [(topic, wanted[topic]) for topic in topics]
    return [*counted, ("", len(here) - sum(n for _, n in counted))]
