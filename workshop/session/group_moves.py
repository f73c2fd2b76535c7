"""Groups by hand: who moves where, and who is kept apart."""

from dataclasses import replace

from workshop.script.model import Breakout
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session import group_algorithm
from workshop.session.errors import Refused
from workshop.session.events import Event
from workshop.session.people import Group, Person
from workshop.session.state import BreakoutRun, Session

NEW = "new"
Arranged = tuple[tuple[Group, ...], tuple[Person, ...]]


def move(session: Session, command: cmd.Move) -> list[Event]:
    run = session.breakout()
    if run is None or run.phase not in ("proposed", "running"):
        raise Refused("There are no groups now that somebody could be moved between.")
    if command.group not in ("", NEW, *(g.id for g in run.groups)):
        raise Refused("There is no such group any more.")
    if run.phase == "running":
        return _move_at_work(session, run, command)
    return [ev.GroupsProposed(session.current, *_moved(session, run, command.person, command.group))]


def _move_at_work(session: Session, run: BreakoutRun, command: cmd.Move) -> list[Event]:
    if command.group == NEW:
        raise Refused("A new group can be made before the groups start. Now people can join a group or work alone.")
    now = run.group_of(command.person.id)
    if (now.id if now else "") == command.group and (now or command.person in run.alone):
        return []
    return [ev.PersonPlaced(session.current, command.person, command.group)]


def _moved(session: Session, run: BreakoutRun, person: Person, group: str) -> Arranged:
    """The groups with this person in their new place. Emptied groups stay until the start, to be filled again."""
    known = (*run.groups, _new_group(session, run)) if group == NEW else run.groups
    target = known[-1].id if group == NEW else group
    left = (replace(g, people=tuple(p for p in g.people if p.id != person.id)) for g in known)
    made = tuple(replace(g, people=(*g.people, person)) if g.id == target else g for g in left)
    alone = tuple(p for p in run.alone if p.id != person.id)
    return made, alone if target else (*alone, person)


def _new_group(session: Session, run: BreakoutRun) -> Group:
    step = session.step
    rooms = step.detail.rooms if step and isinstance(step.detail, Breakout) else "numbers"
    rooms = session.script.rules.rooms if rooms == "numbers" else rooms
    taken = {g.id for g in run.groups}
    known = ((n, f"g{n}{_nth(session)}") for n in range(1, len(taken) + 2))
    number, new = next((n, id_) for n, id_ in known if id_ not in taken)
    return Group(new, group_algorithm.room_name(rooms, number), ())


def named_apart(session: Session, made: tuple[Group, ...]) -> tuple[Group, ...]:
    """With ids that no earlier group of this step had: other people read what is written to a group by its id."""
    return tuple(replace(g, id=f"{g.id.partition('-')[0]}{_nth(session)}") for g in made)


def _nth(session: Session) -> str:
    """Behind the ids of the groups that are made on this step for the second time, the third …"""
    old = session.breakouts.get(session.current)
    formed = len(old.earlier) + (old.phase != "proposed") if old else 0
    return f"-{formed + 1}" if formed else ""


def keep_apart(session: Session, command: cmd.KeepApart) -> list[Event]:
    one, other = command.people
    if one.id == other.id:
        raise Refused("Please choose two different people.")
    known = any({p.id for p in pair} == {one.id, other.id} for pair in session.apart)
    if known == command.apart:
        return []
    events: list[Event] = [ev.PeopleKeptApart(command.people, command.apart)]
    run = session.breakout()
    if command.apart and run and run.phase == "proposed":
        parted = group_algorithm.part(run.groups, [*pairs(session), frozenset((one.id, other.id))])
        events.append(ev.GroupsProposed(session.current, parted, run.alone))
    return events


def pairs(session: Session) -> list[frozenset[str]]:
    return [frozenset(p.id for p in pair) for pair in session.apart]


def kept_from(session: Session, person: Person, group: Group) -> bool:
    inside = {p.id for p in group.people} | {person.id}
    return any(pair <= inside and person.id in pair for pair in pairs(session))
