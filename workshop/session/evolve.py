"""The session after an event. Total: it never refuses, for what is decided has happened."""

from collections.abc import Callable
from dataclasses import replace
from functools import reduce

from workshop.script.model import Step
from workshop.session import events as ev
from workshop.session.events import Event
from workshop.session.evolve_breakouts import breakouts, unlabelled, with_breakout
from workshop.session.evolve_polls import polls, with_poll
from workshop.session.gathered import filled
from workshop.session.questions import marked
from workshop.session.state import Session, Visit
from workshop.session.versions import woven


def evolve(session: Session, event: Event) -> Session:
    """The session after `event`; the given one is not changed. What `decide` allowed is never refused here.

    Each event has its line in one of six tables: four below, those of polls and of breakouts beside this file.
    """
    return reduce(lambda so_far, table: table(so_far, event), _TABLES, session)


def _course(session: Session, event: Event) -> Session:
    """The way through the workshop, from its start to its end."""
    match event:
        case ev.Started(at):
            return replace(session, phase="live", started_at=at)
        case ev.StepEntered(step, at):
            return _enter(session, step, at)
        case ev.PartRepeated(part, time):
            return replace(session, part_rounds={**session.part_rounds, part: time})
        case ev.MoveUndone(step, reopened, at):
            entered = _enter(session, step, at)
            return with_poll(entered, step, phase="open", until=None) if reopened else entered
        case ev.Ended(at, gone):
            ended = replace(session, phase="ended", ended_at=at, gone=gone, message="", paused_at=None)
            return replace(ended, visits=_leave(session.visits, at))
        case ev.EndUndone(at, poll, groups):
            return _go_on(session, at, poll, groups)
        case ev.EndSettled():
            return replace(session, settled=True, breakouts={s: unlabelled(r) for s, r in session.breakouts.items()})
        case _:
            return session


def _plan(session: Session, event: Event) -> Session:
    """What is left out, what is put in, and the plan written anew."""
    match event:
        case ev.StepSkipped(step, skip):
            others = tuple(s for s in session.skipped if s != step)
            return replace(session, skipped=(*others, step) if skip else others)
        case ev.StepInserted(step, after, text):
            return _insert(session, step, after, text)
        case ev.OfferDeclined(step):
            return replace(session, declined=(*session.declined, step))
        case ev.ScriptApplied():
            return _apply(session, event)
        case _:
            return session


def _work(session: Session, event: Event) -> Session:
    """What is shown of a step, how long it takes, and whether it takes texts."""
    match event:
        case ev.StepOpened(step):
            return replace(session, closed=tuple(s for s in session.closed if s != session.round_key(step)))
        case ev.StepClosed(step):
            return replace(session, closed=(*session.closed, session.round_key(step)))
        case ev.PieceShown(step, at):
            return replace(_pieces(session, step, session.pieces_shown(step) + 1), shown_at=at)
        case ev.ShowingUndone(step, reopened):
            return _cover(session, step, reopened)
        case ev.TimeExtended(seconds, group):
            return _extend_group(session, seconds, group) if group else _extend(session, seconds)
        case ev.Paused(at):
            return replace(session, paused_at=at)
        case ev.Resumed(at):
            return _resume(session, at)
        case ev.QuestionMarked(item, to):
            return replace(session, question_marks=marked(session.question_marks, item, to))
        case ev.MeTooCounted(counts):
            return replace(session, me_too=dict(counts))
        case _:
            return session


def _door_and_lead(session: Session, event: Event) -> Session:
    """The door, the message on every phone, who leads, and who shares no group."""
    match event:
        case ev.SeatsSet(seats):
            return replace(session, seats=seats)
        case ev.Locked():
            return replace(session, locked=True)
        case ev.Unlocked():
            return replace(session, locked=False)
        case ev.MessageSent(text):
            return replace(session, message=text)
        case ev.PeopleKeptApart(people, apart):
            others = tuple(pair for pair in session.apart if {*pair} != {*people})
            return replace(session, apart=(*others, people) if apart else others)
        case ev.LeadHandedOver(to):
            return replace(session, leading=to)
        case ev.LeadTakenBack():
            return replace(session, leading=None)
        case _:
            return session


_TABLES: tuple[Callable[[Session, Event], Session], ...] = (_course, _plan, _work, _door_and_lead, breakouts, polls)


def _enter(session: Session, step: str, at: float) -> Session:
    visits = (*_leave(session.visits, at), Visit(step, at, time=session.time_of(step)))
    skipped = tuple(s for s in session.skipped if s != step)
    calm = replace(session, extra=0.0, paused_at=None, message="", shown_at=None)
    return replace(calm, current=step, visits=visits, skipped=skipped)


def _cover(session: Session, step: str, reopened: bool) -> Session:
    """As it was before the last Reveal: a piece fewer, the solution or the result covered, the poll still open."""
    session = replace(session, shown_at=None)
    run = session.poll(step)
    if run is None:
        return _pieces(session, step, max(1, session.pieces_shown(step) - 1))
    if reopened:
        return with_poll(session, step, phase="open", until=None, reveal_wanted=False)
    if run.phase == "closing":
        return with_poll(session, step, reveal_wanted=False)
    if run.solution_shown:
        return with_poll(session, step, solution_shown=False)
    return with_poll(session, step, phase="closed")


def _go_on(session: Session, at: float, poll: bool, groups: bool) -> Session:
    """The end is taken back: the last step goes on where it stood."""
    visits = (*session.visits[:-1], replace(session.visits[-1], left=None)) if session.visits else ()
    session = replace(session, phase="live", ended_at=None, gone="", visits=visits)
    if poll:
        session = with_poll(session, session.current, phase="open", until=None)
    return breakouts(session, ev.RecallUndone(session.current, at)) if groups else session


def _leave(visits: tuple[Visit, ...], at: float) -> tuple[Visit, ...]:
    if not visits or visits[-1].left is not None:
        return visits
    return (*visits[:-1], replace(visits[-1], left=at))


def _pieces(session: Session, step: str, shown: int) -> Session:
    return replace(session, shown_pieces={**session.shown_pieces, session.round_key(step): shown})


def _extend(session: Session, seconds: int) -> Session:
    run = session.breakout()
    if run and run.phase == "recalling" and run.until:
        return with_breakout(session, session.current, replace(run, until=run.until + seconds))
    if run and run.phase == "running":
        session = with_breakout(session, session.current, replace(run, extra=run.extra + seconds))
    poll = session.poll(session.current)
    if poll and poll.limit_at:
        session = with_poll(session, session.current, limit_at=poll.limit_at + seconds)
    return replace(session, extra=session.extra + seconds)


def _extend_group(session: Session, seconds: int, group: str) -> Session:
    run = session.breakouts[session.current]
    return with_breakout(
        session, session.current, replace(run, more={**run.more, group: run.more.get(group, 0) + seconds})
    )


def _resume(session: Session, at: float) -> Session:
    """Everything that was running goes on where it stood: the pause is added to what was left."""
    held = at - (session.paused_at if session.paused_at is not None else at)
    session = replace(session, paused_at=None, extra=session.extra + held)
    run = session.breakout()
    if run and run.phase in ("running", "recalling"):
        until = run.until + held if run.until else None
        session = with_breakout(session, session.current, replace(run, extra=run.extra + held, until=until))
    poll = session.poll(session.current)
    if poll and poll.limit_at:
        session = with_poll(session, session.current, limit_at=poll.limit_at + held)
    return session


def _insert(session: Session, step: Step, after: str, text: str) -> Session:
    script = session.script
    if script.step(step.id) is None:
        script = replace(script, steps=(*script.steps, step))
    place = session.order.index(after) + 1 if after in session.order else 0
    order = (*session.order[:place], step.id, *session.order[place:])
    return replace(session, script=script, order=order, inserted=(*session.inserted, (step.id, text)))


def _apply(session: Session, event: ev.ScriptApplied) -> Session:
    versions = (*(session.versions[n] for n in event.needed), event.script)
    made = [s for s in (session.script.step(i) for i, text in session.inserted if text) if s]
    script = filled(woven(versions, event.kept, made), session.answers)
    skipped = tuple(s for s in session.skipped if s in event.order)
    changed = replace(session, script=script, order=event.order, skipped=skipped)
    changed = replace(changed, versions=versions, seen_version=dict(event.kept))
    return replace(changed, part_rounds=_times_in(session, changed))


def _times_in(old: Session, new: Session) -> dict[int, int]:
    """How often each part was begun, by the numbers that the changed script gives the parts: its steps tell."""
    seen = [visit.step for visit in old.visits]
    return {new.part_of(step): old.time_of(step) for step in seen if old.part_of(step) in old.part_rounds}
