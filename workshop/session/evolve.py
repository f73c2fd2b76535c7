"""The session after an event. Total: it never refuses, for what is decided has happened."""

from collections.abc import Callable
from dataclasses import replace
from functools import reduce

from workshop.script.model import Step
from workshop.session import events as ev
from workshop.session.events import Event, Person
from workshop.session.gathered import Answer, filled, relabelled
from workshop.session.results import moderated
from workshop.session.state import BreakoutRun, PollRun, Session, Visit
from workshop.session.versions import woven


def evolve(session: Session, event: Event) -> Session:
    """Each event has its line in one of the six tables below."""
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
            return _poll(entered, step, phase="open", until=None) if reopened else entered
        case ev.Ended(at, gone):
            ended = replace(session, phase="ended", ended_at=at, gone=gone, message="", paused_at=None)
            return replace(ended, visits=_leave(session.visits, at))
        case ev.EndUndone(at, poll, groups):
            return _go_on(session, at, poll, groups)
        case ev.EndSettled():
            return replace(session, settled=True, breakouts={s: _unlabelled(r) for s, r in session.breakouts.items()})
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
        case _:
            return session


def _room(session: Session, event: Event) -> Session:
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


def _polls(session: Session, event: Event) -> Session:
    match event:
        case ev.PollOpened(step, epoch, limit_at, at, answers):
            session = _frozen(session, step, answers) if answers else session
            old = session.polls.get(step)
            earlier = (*old.earlier, old.result) if old and old.result else old.earlier if old else ()
            run = PollRun(opened_at=at, epoch=epoch, limit_at=limit_at, earlier=earlier)
            lost = old is not None and old.result is None
            since, time = (old.since, old.time) if old and lost else (epoch, session.time_of(step))
            return replace(session, polls={**session.polls, step: replace(run, since=since, time=time)})
        case ev.PollClosing(step, until):
            return _poll(session, step, phase="closing", until=until, limit_at=None)
        case ev.PollCounted(step, result):
            return _poll(session, step, phase="closed", until=None, result=result)
        case ev.PollRevealed(step, at):
            return _poll(replace(session, shown_at=at), step, phase="revealed", reveal_wanted=False)
        case ev.RevealWanted(step, at):
            return _poll(replace(session, shown_at=at), step, reveal_wanted=True)
        case ev.SolutionShown(step, at):
            return _poll(replace(session, shown_at=at), step, solution_shown=True)
        case ev.TextsModerated(step, items, to) if step in session.polls:
            counted = session.polls[step].result
            return _poll(session, step, result=moderated(counted, items, to)) if counted else session
        case ev.TextsGathered(step, heaps):
            return replace(session, heaps={**session.heaps, step: heaps})
        case ev.TextsTakenDown(answers, answered):
            return _taken_down(session, dict(answers), dict(answered))
        case _:
            return session


def _breakouts(session: Session, event: Event) -> Session:
    match event:
        case ev.GroupsProposed(step, groups, alone):
            return _rooms(session, step, _afresh(session, step, BreakoutRun("proposed", groups, alone)))
        case ev.GroupsFormed(step, groups, alone, at):
            run = BreakoutRun("running", groups, alone, at, round_at=at)
            return _rooms(session, step, _afresh(session, step, run))
        case ev.RecallStarted(step, until):
            return _rooms(session, step, replace(session.breakouts[step], phase="recalling", until=until))
        case ev.GroupsRecalled(step, at):
            run = replace(session.breakouts[step], phase="recalled", until=None, back_at=at)
            return _rooms(session, step, run)
        case ev.GroupsReopened(step, at):
            run = replace(session.breakouts[step], phase="running", until=None, round_at=at, extra=0.0, more={})
            return _rooms(session, step, run)
        case ev.RecallUndone(step, at):
            run = session.breakouts[step]
            held = at - run.back_at
            return _rooms(session, step, replace(run, phase="running", until=None, extra=run.extra + held))
        case ev.RoundChanged(step, index, at):
            run = replace(session.breakouts[step], round=index, round_at=at, extra=0.0, more={})
            return _rooms(session, step, run)
        case ev.PersonPlaced(step, person, group):
            return _rooms(session, step, _place(session.breakouts[step], person, group))
        case ev.PersonGone(step, person):
            return _rooms(session, step, _without(session.breakouts[step], person))
        case _:
            return session


_TABLES: tuple[Callable[[Session, Event], Session], ...] = (_course, _plan, _work, _room, _breakouts, _polls)


def _frozen(session: Session, step: str, answers: tuple[Answer, ...]) -> Session:
    """The answers that a poll was opened with. Earlier ones stay known: a text of them may be taken back."""
    earlier = (*session.answered.get(step, ()), *session.answers.get(step, ()))
    script, left = filled(session.script, {step: answers}), {i: h for i, h in session.heaps.items() if i != step}
    answered = {**session.answered, step: earlier} if earlier else session.answered
    return replace(
        session, script=script, answers={**session.answers, step: answers}, answered=answered, heaps=left
    )  # fmt: skip


def _taken_down(
    session: Session, answers: dict[str, tuple[Answer, ...]], answered: dict[str, tuple[Answer, ...]]
) -> Session:
    runs = dict(session.polls)
    for step, run in session.polls.items():
        old = (*session.answers.get(step, ()), *session.answered.get(step, ()))
        new = (*answers.get(step, ()), *answered.get(step, ()))
        earlier = tuple(r for r in (relabelled(result, old, new) for result in run.earlier) if r)
        runs[step] = replace(run, result=relabelled(run.result, old, new), earlier=earlier)
    script = filled(session.script, answers)
    return replace(session, script=script, polls=runs, answers=answers, answered=answered)


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
        return _poll(session, step, phase="open", until=None, reveal_wanted=False)
    if run.phase == "closing":
        return _poll(session, step, reveal_wanted=False)
    if run.solution_shown:
        return _poll(session, step, solution_shown=False)
    return _poll(session, step, phase="closed")


def _go_on(session: Session, at: float, poll: bool, groups: bool) -> Session:
    """The end is taken back: the last step goes on where it stood."""
    visits = (*session.visits[:-1], replace(session.visits[-1], left=None)) if session.visits else ()
    session = replace(session, phase="live", ended_at=None, gone="", visits=visits)
    if poll:
        session = _poll(session, session.current, phase="open", until=None)
    return _breakouts(session, ev.RecallUndone(session.current, at)) if groups else session


def _leave(visits: tuple[Visit, ...], at: float) -> tuple[Visit, ...]:
    if not visits or visits[-1].left is not None:
        return visits
    return (*visits[:-1], replace(visits[-1], left=at))


def _poll(session: Session, step: str, **changes: object) -> Session:
    run = replace(session.polls[step], **changes)  # type: ignore[arg-type]
    return replace(session, polls={**session.polls, step: run})


def _pieces(session: Session, step: str, shown: int) -> Session:
    return replace(session, shown_pieces={**session.shown_pieces, session.round_key(step): shown})


def _unlabelled(run: BreakoutRun) -> BreakoutRun:
    """Without what the people of a group had in common: nobody needs it any more."""
    earlier = tuple(tuple(replace(g, topic="") for g in groups) for groups in run.earlier)
    return replace(run, groups=tuple(replace(g, topic="") for g in run.groups), earlier=earlier)


def _afresh(session: Session, step: str, run: BreakoutRun) -> BreakoutRun:
    """The new groups of a step, with those that were at work there before."""
    old = session.breakouts.get(step)
    before = () if old is None else old.earlier if old.phase == "proposed" else (*old.earlier, old.groups)
    return replace(run, time=session.time_of(step), earlier=before)


def _rooms(session: Session, step: str, run: BreakoutRun) -> Session:
    return replace(session, breakouts={**session.breakouts, step: run})


def _place(run: BreakoutRun, person: Person, group: str) -> BreakoutRun:
    groups = tuple(g.joined_by(person) if g.id == group else g.without(person.id) for g in run.groups)
    alone = tuple(p for p in run.alone if p.id != person.id)
    return replace(run, groups=groups, alone=alone if group else (*alone, person))


def _without(run: BreakoutRun, person: str) -> BreakoutRun:
    groups = tuple(g.without(person) for g in run.groups)
    return replace(run, groups=groups, alone=tuple(p for p in run.alone if p.id != person))


def _extend(session: Session, seconds: int) -> Session:
    run = session.breakout()
    if run and run.phase == "recalling" and run.until:
        return _rooms(session, session.current, replace(run, until=run.until + seconds))
    if run and run.phase == "running":
        session = _rooms(session, session.current, replace(run, extra=run.extra + seconds))
    poll = session.poll(session.current)
    if poll and poll.limit_at:
        session = _poll(session, session.current, limit_at=poll.limit_at + seconds)
    return replace(session, extra=session.extra + seconds)


def _extend_group(session: Session, seconds: int, group: str) -> Session:
    run = session.breakouts[session.current]
    return _rooms(session, session.current, replace(run, more={**run.more, group: run.more.get(group, 0) + seconds}))


def _resume(session: Session, at: float) -> Session:
    """Everything that was running goes on where it stood: the pause is added to what was left."""
    held = at - (session.paused_at if session.paused_at is not None else at)
    session = replace(session, paused_at=None, extra=session.extra + held)
    run = session.breakout()
    if run and run.phase in ("running", "recalling"):
        until = run.until + held if run.until else None
        session = _rooms(session, session.current, replace(run, extra=run.extra + held, until=until))
    poll = session.poll(session.current)
    if poll and poll.limit_at:
        session = _poll(session, session.current, limit_at=poll.limit_at + held)
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
