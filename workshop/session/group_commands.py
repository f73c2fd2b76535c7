"""Groups as the rules make them: formed, called back, left by choice. By hand: group_moves.py; late: latecomers.py."""

from dataclasses import replace

from workshop.script.model import Breakout, By
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session import group_algorithm, group_moves
from workshop.session.errors import Refused
from workshop.session.events import Event
from workshop.session.guards import current
from workshop.session.people import Group, Person
from workshop.session.state import Session


def form_groups(session: Session, command: cmd.FormGroups) -> list[Event]:
    """Put the people who are here into groups, by the step's rule. Refused where there are too few."""
    step = current(session)
    if not isinstance(step.detail, Breakout):
        raise Refused("This step has no groups.")
    run = session.breakout()
    if run and run.phase in ("running", "recalling"):
        raise Refused("The groups are already at work.")
    if command.groups:
        inside = {p.id for g in command.groups for p in g.people}
        made, alone = command.groups, tuple(p for p in command.people if p.id not in inside)
    else:
        made, alone = _make(session, step.detail, command)
    made = group_moves.named_apart(session, made)
    alone = with_resting(alone, made, command.resting)
    if command.propose:
        return [ev.GroupsProposed(step.id, made, alone)]
    return [ev.GroupsFormed(step.id, made, alone, command.at)]


def with_resting(alone: tuple[Person, ...], made: tuple[Group, ...], resting: tuple[Person, ...]) -> tuple[Person, ...]:
    """Those on their own, among them whoever takes a quiet moment: by name, so that nobody stands out."""
    inside = {p.id for group in made for p in group.people}
    everyone = {p.id: p for p in (*alone, *resting) if p.id not in inside}
    return tuple(sorted(everyone.values(), key=lambda p: (p.name, p.id))) if resting else alone


def _make(
    session: Session, breakout: Breakout, command: cmd.FormGroups
) -> tuple[tuple[Group, ...], tuple[Person, ...]]:
    if not command.people:
        raise Refused("Nobody is here yet who could be put into a group.")
    met: dict[frozenset[str], int] = {}
    for run in session.breakouts.values():
        for pair in [pair for formed in (*run.earlier, run.groups) for pair in group_algorithm.pairs_met(formed)]:
            met[pair] = met.get(pair, 0) + 1
    before = (
        session.breakouts[breakout.of].groups if breakout.by is By.AS_IN and breakout.of in session.breakouts else ()
    )
    if breakout.rooms == "numbers":
        breakout = replace(breakout, rooms=session.script.rules.rooms)
    apart = group_moves.pairs(session)
    return group_algorithm.form(breakout, command.people, command.seed, met, command.answers, before, apart)


def recall(session: Session, command: cmd.Recall) -> list[Event]:
    """Call everybody back, after `seconds` or at once (0). Refused where no groups are at work."""
    run = session.breakout()
    if run is None or run.phase not in ("running", "recalling"):
        raise Refused("No groups are at work.")
    if command.seconds <= 0:
        return [ev.GroupsRecalled(session.current, command.at)]
    return [] if run.phase == "recalling" else [ev.RecallStarted(session.current, command.at + command.seconds)]


def reopen_groups(session: Session, command: cmd.ReopenGroups) -> list[Event]:
    run = session.breakout()
    if run is None or run.phase == "proposed":
        raise Refused("There are no groups yet that could go on.")
    return [] if run.phase == "running" else [ev.GroupsReopened(session.current, command.at)]


def work_alone(session: Session, command: cmd.WorkAlone) -> list[Event]:
    step, run = session.step, session.breakout()
    if step is None or run is None or run.phase not in ("running", "recalling"):
        raise Refused("No groups are at work.")
    own = run.group_of(command.person.id)
    together = own is not None and len(own.people) > 1
    if isinstance(step.detail, Breakout) and not step.detail.on_your_own and together:
        raise Refused("Please stay with your group for this one, or call the team.")
    return [ev.PersonPlaced(step.id, command.person, "")]


def join_others(session: Session, command: cmd.JoinOthers) -> list[Event]:
    step, run = session.step, session.breakout()
    if step is None or run is None or run.phase != "running" or not isinstance(step.detail, Breakout):
        raise Refused("No groups are at work that you could join.")
    own = run.group_of(command.person.id)
    if any(p.id in command.here for p in (own.people if own else ()) if p.id != command.person.id):
        raise Refused("Somebody of your group is still here. Please stay together, or call the team.")
    if own is None and session.script.rules.sensitive:
        raise Refused("The groups have begun. From the next time on you are part of one, or you call the team.")
    most = step.detail.n if step.detail.by is By.SIZE else max(step.detail.size or 0, 4)
    others = [g for g in run.groups if g.people and g != own and len(g.people) <= most]
    free = [g for g in others if not group_moves.kept_from(session, command.person, g)]
    if not free:
        raise Refused("The other groups are full. You can work on your own, or call the team.")
    return [ev.PersonPlaced(step.id, command.person, min(free, key=lambda g: len(g.people)).id)]
