"""The groups of a breakout after an event."""

from dataclasses import replace

from workshop.session import events as ev
from workshop.session.events import Event
from workshop.session.people import Person
from workshop.session.state import BreakoutRun, Session


def breakouts(session: Session, event: Event) -> Session:
    match event:
        case ev.GroupsProposed(step, groups, alone):
            old = session.breakouts.get(step)
            run = BreakoutRun("proposed", groups, alone, old.at if old else 0.0)
            return with_breakout(session, step, _afresh(session, step, run))
        case ev.GroupsFormed(step, groups, alone, at):
            run = BreakoutRun("running", groups, alone, at, round_at=at)
            return with_breakout(session, step, _afresh(session, step, run))
        case ev.RecallStarted(step, until):
            return with_breakout(session, step, replace(session.breakouts[step], phase="recalling", until=until))
        case ev.GroupsRecalled(step, at):
            run = replace(session.breakouts[step], phase="recalled", until=None, back_at=at)
            return with_breakout(session, step, run)
        case ev.GroupsReopened(step, at):
            run = replace(session.breakouts[step], phase="running", until=None, round_at=at, extra=0.0, more={})
            return with_breakout(session, step, run)
        case ev.RecallUndone(step, at):
            run = session.breakouts[step]
            held = at - run.back_at
            return with_breakout(session, step, replace(run, phase="running", until=None, extra=run.extra + held))
        case ev.RoundChanged(step, index, at):
            run = replace(session.breakouts[step], round=index, round_at=at, extra=0.0, more={})
            return with_breakout(session, step, run)
        case _:
            return _people(session, event)


def _people(session: Session, event: Event) -> Session:
    """Who sits where, and who stays there."""
    match event:
        case ev.PersonPlaced(step, person, group):
            return with_breakout(session, step, _place(session.breakouts[step], person, group))
        case ev.StayChosen(step, group, person):
            run = session.breakouts[step]
            groups = tuple(replace(g, stays=person) if g.id == group else g for g in run.groups)
            return with_breakout(session, step, replace(run, groups=groups))
        case ev.PersonGone(step, person):
            return with_breakout(session, step, _without(session.breakouts[step], person))
        case _:
            return session


def unlabelled(run: BreakoutRun) -> BreakoutRun:
    """Without what the people of a group had in common: nobody needs it any more."""
    earlier = tuple(tuple(replace(g, topic="") for g in groups) for groups in run.earlier)
    return replace(run, groups=tuple(replace(g, topic="") for g in run.groups), earlier=earlier)


def _afresh(session: Session, step: str, run: BreakoutRun) -> BreakoutRun:
    """The new groups of a step, with those that were at work there before."""
    old = session.breakouts.get(step)
    before = () if old is None else old.earlier if old.phase == "proposed" else (*old.earlier, old.groups)
    return replace(run, time=session.time_of(step), earlier=before)


def with_breakout(session: Session, step: str, run: BreakoutRun) -> Session:
    return replace(session, breakouts={**session.breakouts, step: run})


def _place(run: BreakoutRun, person: Person, group: str) -> BreakoutRun:
    groups = tuple(g.joined_by(person) if g.id == group else g.without(person.id) for g in run.groups)
    alone = tuple(p for p in run.alone if p.id != person.id)
    return replace(run, groups=groups, alone=alone if group else (*alone, person))


def _without(run: BreakoutRun, person: str) -> BreakoutRun:
    """Out of the groups before these, too: until new ones are at work, those are who reads."""
    groups, *earlier = (tuple(g.without(person) for g in groups) for groups in (run.groups, *run.earlier))
    return replace(run, groups=groups, alone=tuple(p for p in run.alone if p.id != person), earlier=tuple(earlier))
