"""Groups as the rules make them: formed, called back, left by choice. By hand: group_moves.py; late: latecomers.py."""

from dataclasses import replace

from workshop.script.model import Breakout, By
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session import group_algorithm, group_chain, group_moves
from workshop.session.errors import Refused
from workshop.session.events import Event
from workshop.session.group_algorithm import Made
from workshop.session.groups_onward import merged, rotated
from workshop.session.guards import current
from workshop.session.people import Group, Person, by_name
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
    return tuple(sorted(everyone.values(), key=lambda p: (by_name(p), p.id))) if resting else alone


def _make(session: Session, breakout: Breakout, command: cmd.FormGroups) -> Made:
    if not command.people:
        raise Refused("Nobody is here yet who could be put into a group.")
    met: dict[frozenset[str], int] = {}
    for run in session.breakouts.values():
        for pair in [pair for formed in (*run.earlier, run.groups) for pair in group_algorithm.pairs_met(formed)]:
            met[pair] = met.get(pair, 0) + 1
    if breakout.rooms == "numbers":
        breakout = replace(breakout, rooms=session.script.rules.rooms)
    return _by_rule(session, breakout, command, met)


def _by_rule(session: Session, breakout: Breakout, command: cmd.FormGroups, met: dict[frozenset[str], int]) -> Made:
    people, seed, apart = command.people, command.seed, group_moves.pairs(session)
    before = group_chain.before(session, session.current, breakout)
    if breakout.by is By.MERGE and before.groups:
        joined, alone = merged(breakout, people, seed, before)
        return group_algorithm.part(joined, apart), alone
    if breakout.by is By.ROTATE and before.groups:
        return rotated(breakout, people, seed, before, met, apart)
    breakout = _afresh(session, breakout)
    repeated = session.breakouts[breakout.of].groups if breakout.of in session.breakouts else ()
    return group_algorithm.form(breakout, people, seed, met, command.answers, repeated, apart)


def _afresh(session: Session, breakout: Breakout) -> Breakout:
    """Where the groups to go on from never were at work: new ones, as large, or as many, as they would be."""
    if breakout.by not in (By.MERGE, By.ROTATE):
        return breakout
    first = group_chain.origin(session, breakout)
    if breakout.by is By.ROTATE and first.by is By.COUNT:
        return replace(breakout, by=By.COUNT, n=first.n)
    size = first.n if first.by is By.SIZE else 4
    return replace(breakout, by=By.SIZE, n=2 * size if breakout.by is By.MERGE else size)


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
    most = _most(step.detail, run.groups)
    others = [g for g in run.groups if g.people and g != own and len(g.people) <= most]
    free = [g for g in others if not group_moves.kept_from(session, command.person, g)]
    if not free:
        raise Refused("The other groups are full. You can work on your own, or call the team.")
    return [ev.PersonPlaced(step.id, command.person, min(free, key=lambda g: len(g.people)).id)]


def _most(breakout: Breakout, groups: tuple[Group, ...]) -> int:
    """How many may sit in a group when somebody comes to it who was left over."""
    if breakout.by is By.SIZE:
        return breakout.n
    onward = breakout.by in (By.MERGE, By.ROTATE)
    return max(breakout.size or 0, 4, *(len(g.people) for g in groups if onward))


def stay_here(session: Session, command: cmd.StayHere) -> list[Event]:
    """Whoever says so stays at their table while the others go on; said anew, somebody else may."""
    step, run = session.step, session.breakout()
    if step is None or run is None or run.phase not in ("running", "recalling"):
        raise Refused("No groups are at work.")
    own = run.group_of(command.person.id)
    if own is None or not group_chain.asks_who_stays(session, step.id):
        raise Refused("Nobody needs to stay at this table.")
    if command.stays == (own.stays == command.person.id):
        return []
    return [ev.StayChosen(step.id, own.id, command.person.id if command.stays else "")]
