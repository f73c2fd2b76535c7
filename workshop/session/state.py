"""The session as it is now: one frozen value. `evolve` adds an event to it; `decide.py` says which may happen."""

from dataclasses import dataclass, field, replace

from workshop.script.model import Breakout, Poll, Script, Step
from workshop.session import events as ev
from workshop.session.events import Group, Member, Person
from workshop.session.results import Result, moderated
from workshop.session.versions import woven

UNDO_SECONDS = 6.0


@dataclass(frozen=True, slots=True)
class PollRun:
    """One poll as it runs. `epoch` counts the times it was asked (ask again, or a lost key)."""

    phase: str = "open"  # open, closing, closed, revealed
    epoch: int = 1
    until: float | None = None  # end of the closing window
    limit_at: float | None = None
    result: Result | None = None
    earlier: tuple[Result, ...] = ()
    reveal_wanted: bool = False
    solution_shown: bool = False
    opened_at: float = 0.0
    since: int = 1  # the first epoch of this asking: a later one means that a key was lost


@dataclass(frozen=True, slots=True)
class BreakoutRun:
    phase: str  # proposed, running, recalling, recalled
    groups: tuple[Group, ...] = ()
    alone: tuple[Person, ...] = ()
    at: float = 0.0
    until: float | None = None  # end of a soft recall
    round: int = 0
    round_at: float = 0.0
    extra: float = 0.0  # seconds added to the current round (or to the whole, without rounds)
    back_at: float = 0.0  # when everyone came back
    more: dict[str, float] = field(default_factory=dict)  # group id → seconds added for that group alone

    def group_of(self, person_id: str) -> Group | None:
        return next((g for g in self.groups if g.has(person_id)), None)


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay at a step: for the plan against real time, Back and Undo."""

    step: str
    at: float
    left: float | None = None


@dataclass(frozen=True, slots=True)
class Session:
    id: str
    script: Script
    order: tuple[str, ...]  # the running order: planned steps and what was inserted
    v: int = 0
    phase: str = "lobby"  # lobby, live, ended
    current: str = ""
    visits: tuple[Visit, ...] = ()
    polls: dict[str, PollRun] = field(default_factory=dict)
    breakouts: dict[str, BreakoutRun] = field(default_factory=dict)
    closed: tuple[str, ...] = ()  # writing steps that take no more texts
    pieces: dict[str, int] = field(default_factory=dict)  # one by one: how many are shown
    inserted: tuple[tuple[str, str], ...] = ()  # (step id, text), text empty for the drawer
    extra: float = 0.0  # seconds added to the current step
    paused_at: float | None = None
    locked: bool = False
    message: str = ""
    started_at: float | None = None
    ended_at: float | None = None
    settled: bool = False  # the end cannot be taken back any more
    shown_at: float | None = None  # when something was last revealed on the current step
    skipped: tuple[str, ...] = ()  # left out, though in the running order
    declined: tuple[str, ...] = ()  # drawer steps that are not offered any more
    apart: tuple[tuple[Person, Person], ...] = ()  # who shares no group; for the console only
    versions: tuple[Script, ...] = ()  # what `script` is made of, the newest last
    leading: Member | None = None  # whom the facilitator handed the lead to
    kept: dict[str, int] = field(default_factory=dict)  # step id → the version it was seen in, where not the newest

    @property
    def step(self) -> Step | None:
        return self.script.step(self.current)

    @property
    def entered_at(self) -> float:
        return self.visits[-1].at if self.visits else 0.0

    @property
    def number(self) -> int:
        """The current step's place in the running order, from 1; 0 in the lobby."""
        return self.order.index(self.current) + 1 if self.current in self.order else 0

    def neighbour(self, by: int) -> Step | None:
        """The step `by` places on (back: negative), past those that are left out."""
        places = [i for i, step in enumerate(self.order) if step not in self.skipped]
        beside = [i for i in places if (i - self.number + 1) * by > 0]
        place = (beside if by > 0 else beside[::-1])[abs(by) - 1 : abs(by)]
        return self.script.step(self.order[place[0]]) if place else None

    def poll(self, step_id: str) -> PollRun | None:
        return self.polls.get(step_id)

    def breakout(self, step_id: str = "") -> BreakoutRun | None:
        return self.breakouts.get(step_id or self.current)

    def group_of(self, person_id: str) -> Group | None:
        """The group this person sits in right now, while groups run on the current step."""
        run = self.breakout()
        return run.group_of(person_id) if run and run.phase in ("running", "recalling") else None

    def step_phase(self, step_id: str = "") -> str:
        """prepared, open, closed or revealed; what the last answers of a closing poll are for is still open."""
        step = self.script.step(step_id or self.current)
        if step is None:
            return "prepared"
        if isinstance(step.detail, Poll):
            run = self.polls.get(step.id)
            return "prepared" if run is None else {"closing": "open"}.get(run.phase, run.phase)
        if isinstance(step.detail, Breakout):
            room = self.breakouts.get(step.id)
            return {"running": "open", "recalling": "open", "recalled": "closed"}.get(
                room.phase if room else "", "prepared"
            )
        return "closed" if step.id in self.closed else "open"


def fresh(session_id: str, script: Script) -> Session:
    return Session(session_id, script, tuple(s.id for s in script.planned), versions=(script,))


def evolve(session: Session, event: ev.Event) -> Session:  # noqa: C901 - one line an event
    """The session after `event`. Total: it never refuses, for what is decided has happened."""
    match event:
        case ev.Started(at):
            return replace(session, phase="live", started_at=at)
        case ev.StepEntered(step, at):
            return _enter(session, step, at)
        case ev.MoveUndone(step, reopened, at):
            entered = _enter(session, step, at)
            return _poll(entered, step, phase="open", until=None) if reopened else entered
        case ev.StepOpened(step):
            return replace(session, closed=tuple(s for s in session.closed if s != step))
        case ev.StepClosed(step):
            return replace(session, closed=(*session.closed, step))
        case ev.StepSkipped(step, skip):
            others = tuple(s for s in session.skipped if s != step)
            return replace(session, skipped=(*others, step) if skip else others)
        case ev.PieceShown(step, at):
            pieces = {**session.pieces, step: session.pieces.get(step, 1) + 1}
            return replace(session, pieces=pieces, shown_at=at)
        case ev.ShowingUndone(step, reopened):
            return _cover(session, step, reopened)
        case ev.TimeExtended(seconds, group):
            return _extend_group(session, seconds, group) if group else _extend(session, seconds)
        case ev.Paused(at):
            return replace(session, paused_at=at)
        case ev.Resumed(at):
            return _resume(session, at)
        case ev.StepInserted(step, after, text):
            return _insert(session, step, after, text)
        case ev.ScriptApplied():
            return _apply(session, event)
        case ev.Locked():
            return replace(session, locked=True)
        case ev.Unlocked():
            return replace(session, locked=False)
        case ev.MessageSent(text):
            return replace(session, message=text)
        case ev.OfferDeclined(step):
            return replace(session, declined=(*session.declined, step))
        case ev.PeopleKeptApart(people, apart):
            others_apart = tuple(pair for pair in session.apart if {*pair} != {*people})
            return replace(session, apart=(*others_apart, people) if apart else others_apart)
        case ev.LeadHandedOver(to):
            return replace(session, leading=to)
        case ev.LeadTakenBack():
            return replace(session, leading=None)
        case ev.EndSettled():
            return replace(session, settled=True)
        case ev.EndUndone(at, poll, groups):
            return _go_on(session, at, poll, groups)
        case ev.Ended(at):
            visits = _leave(session.visits, at)
            return replace(session, phase="ended", ended_at=at, visits=visits, message="", paused_at=None)
        case _:
            return _evolve_poll(_evolve_breakout(session, event), event)


def _evolve_poll(session: Session, event: ev.Event) -> Session:
    match event:
        case ev.PollOpened(step, epoch, limit_at, at):
            old = session.polls.get(step)
            earlier = (*old.earlier, old.result) if old and old.result else old.earlier if old else ()
            since = old.since if old and not old.result else epoch
            run = PollRun(opened_at=at, epoch=epoch, limit_at=limit_at, earlier=earlier, since=since)
            return replace(session, polls={**session.polls, step: run})
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
        case _:
            return session


def _evolve_breakout(session: Session, event: ev.Event) -> Session:
    match event:
        case ev.GroupsProposed(step, groups, alone):
            return _rooms(session, step, BreakoutRun("proposed", groups, alone))
        case ev.GroupsFormed(step, groups, alone, at):
            return _rooms(session, step, BreakoutRun("running", groups, alone, at, round_at=at))
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
        case _:
            return session


def _enter(session: Session, step: str, at: float) -> Session:
    visits = (*_leave(session.visits, at), Visit(step, at))
    skipped = tuple(s for s in session.skipped if s != step)
    calm = replace(session, extra=0.0, paused_at=None, message="", shown_at=None)
    return replace(calm, current=step, visits=visits, skipped=skipped)


def _cover(session: Session, step: str, reopened: bool) -> Session:
    """As it was before the last Reveal: a piece fewer, the solution or the result covered, the poll still open."""
    session = replace(session, shown_at=None)
    run = session.polls.get(step)
    if run is None:
        return replace(session, pieces={**session.pieces, step: max(1, session.pieces.get(step, 1) - 1)})
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
    session = replace(session, phase="live", ended_at=None, visits=visits)
    if poll:
        session = _poll(session, session.current, phase="open", until=None)
    return _evolve_breakout(session, ev.RecallUndone(session.current, at)) if groups else session


def _leave(visits: tuple[Visit, ...], at: float) -> tuple[Visit, ...]:
    if not visits or visits[-1].left is not None:
        return visits
    return (*visits[:-1], replace(visits[-1], left=at))


def _poll(session: Session, step: str, **changes: object) -> Session:
    run = replace(session.polls[step], **changes)  # type: ignore[arg-type]
    return replace(session, polls={**session.polls, step: run})


def _rooms(session: Session, step: str, run: BreakoutRun) -> Session:
    return replace(session, breakouts={**session.breakouts, step: run})


def _place(run: BreakoutRun, person: Person, group: str) -> BreakoutRun:
    stripped = tuple(replace(g, people=tuple(p for p in g.people if p.id != person.id)) for g in run.groups)
    groups = tuple(replace(g, people=(*g.people, person)) if g.id == group else g for g in stripped)
    alone = tuple(p for p in run.alone if p.id != person.id)
    return replace(run, groups=groups, alone=alone if group else (*alone, person))


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
    script, skipped = woven(versions, event.kept, made), tuple(s for s in session.skipped if s in event.order)
    changed = replace(session, script=script, order=event.order, skipped=skipped)
    return replace(changed, versions=versions, kept=dict(event.kept))
