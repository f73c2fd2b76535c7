"""Who comes once groups are made: where they sit. By choice they are asked for their topic first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from workshop.script.model import Breakout, By
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session.events import Event
from workshop.session.group_algorithm import MIXED
from workshop.session.group_moves import Arranged, kept_from
from workshop.session.people import Group, Person
from workshop.session.state import BreakoutRun, Session


def arrive(session: Session, command: cmd.Arrive) -> list[Event]:
    """Into the smallest group that has room: in standard care, before half time. Else they work alone."""
    step, run = session.step, session.breakout()
    if step is None or run is None or not isinstance(step.detail, Breakout) or not unplaced(session, command.person.id):
        return []
    if command.resting:
        return [ev.PersonPlaced(step.id, command.person, "")]
    if command.topic is None and asked(session, command.person.id, command.at):
        return []
    free = [g for g in run.groups if _takes_more(step.detail, g) and not kept_from(session, command.person, g)]
    own = nearest(free, command.topic or "", _size) if _welcome(session, command.at) else None
    return [ev.PersonPlaced(step.id, command.person, own.id if own else "")]


def depart(session: Session, command: cmd.Depart) -> list[Event]:
    """Out of the room is out of the group: its people see no name of somebody who cannot answer them.

    Of the groups of every step: what these write from now on is not for them, should they be let in again.
    """
    seats = (step for step, run in session.breakouts.items() if _seated(run, command.person))
    return [ev.PersonGone(step, command.person) for step in seats]


def _seated(run: BreakoutRun, person_id: str) -> bool:
    groups = (group for of_a_time in (run.groups, *run.earlier) for group in of_a_time)
    return any(group.has(person_id) for group in groups) or any(p.id == person_id for p in run.alone)


def started(session: Session, run: BreakoutRun, people: Sequence[Person], topics: Mapping[str, str]) -> Arranged:
    """Proposed groups as they start, with whoever came meanwhile; who would sit alone is told so."""
    placed = {p.id for g in run.groups for p in g.people} | {p.id for p in run.alone}
    asks = by_topic(session) and not session.script.rules.sensitive
    newcomers = [p for p in people if p.id not in placed and not (asks and p.id not in topics)]
    seats = {g.id: list(g.people) for g in run.groups if g.people}
    for newcomer in newcomers:
        full = [g for g in run.groups if g.id in seats]
        own = nearest(full, topics.get(newcomer.id, ""), lambda g: len(seats[g.id]))
        seats.get(own.id if own else "", []).append(newcomer)
    made = tuple(replace(g, people=tuple(seats[g.id])) for g in run.groups if len(seats.get(g.id, ())) > 1)
    inside = {p.id for g in made for p in g.people}
    everyone = [*run.alone, *(p for g in run.groups for p in g.people), *newcomers]
    return made, tuple({p.id: p for p in everyone if p.id not in inside}.values())


def asked(session: Session, person_id: str, at: float) -> bool:
    """Whether this person may choose now which of the groups at work they come into."""
    return unplaced(session, person_id) and by_topic(session) and _welcome(session, at)


def unplaced(session: Session, person_id: str) -> bool:
    run = session.breakout()
    if run is None or run.phase != "running":
        return False
    return not _seated(run, person_id)


def by_topic(session: Session) -> bool:
    detail = session.step.detail if session.step else None
    return isinstance(detail, Breakout) and detail.by is By.CHOICE and bool(detail.topics)


def nearest(groups: Sequence[Group], topic: str, size: Callable[[Group], int]) -> Group | None:
    """The smallest group of the topic; where there is none, of those of mixed topics, then of all."""
    tiers = [[g for g in groups if g.topic in names] for names in ((topic,), (MIXED,)) if topic] + [list(groups)]
    return next((min(tier, key=size) for tier in tiers if tier), None)


def _welcome(session: Session, at: float) -> bool:
    """In sensitive care no stranger walks into a group that is talking."""
    step, run = session.step, session.breakout()
    if step is None or run is None or session.script.rules.sensitive:
        return False
    return at - run.at <= (step.seconds or 0) / 2


def _size(group: Group) -> int:
    return len(group.people)


def _takes_more(breakout: Breakout, group: Group) -> bool:
    most = {By.SIZE: breakout.n, By.CHOICE: max(breakout.size or breakout.n, 2)}.get(breakout.by, 99)
    return 0 < _size(group) <= most
