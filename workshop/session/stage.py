"""What each audience may see: `stage_for` is the only gate. A stage is whole, so a newer one replaces an older."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workshop.script.model import Breakout, Kind, Note, Part, Poll, Show, Slide, Solution, Step, Wall
from workshop.session import results
from workshop.session.events import Group, Person
from workshop.session.results import Result
from workshop.session.state import BreakoutRun, PollRun, Session, Visit
from workshop.session.texts import Pile, of_result
from workshop.session.timing import Drift, drift, shows_timer

PARTICIPANTS = "participants"
FACILITATOR = "facilitator"
PROJECTOR = "projector"


def group_audience(group_id: str) -> str:
    return f"group:{group_id}"


def group_of(audience: str) -> str:
    """The group's id; empty for every other audience."""
    return audience.removeprefix("group:") if audience.startswith("group:") else ""


def role_of(audience: str) -> str:
    """participant, facilitator or projector: the folder its fragments lie in."""
    return audience if audience in (FACILITATOR, PROJECTOR) else "participant"


@dataclass(frozen=True, slots=True)
class PollView:
    """`phase`: prepared, open, closing, closed, revealed. `result` only where this audience may see it."""

    phase: str
    epoch: int = 1
    k: int = 3
    result: Result | None = None
    earlier: tuple[Result, ...] = ()
    solution: bool = False
    reveal_wanted: bool = False
    since: int = 1  # as in PollRun: where it is not the epoch, people are asked to answer once more


@dataclass(frozen=True, slots=True)
class BreakoutView:
    """`phase`: prepared, proposed, running, recalling, recalled. A group sees itself, the console all."""

    phase: str
    group: Group | None = None
    groups: tuple[Group, ...] = ()
    alone: tuple[Person, ...] = ()
    round: int = 0
    more: frozenset[str] = frozenset()  # groups with a time of their own


@dataclass(frozen=True, slots=True)
class PlanLine:
    step: Step
    state: str  # done, current, ahead, skipped


@dataclass(frozen=True, slots=True)
class Console:
    """For the facilitator only."""

    plan: tuple[PlanLine, ...]
    drawer: tuple[Step, ...]
    next: Step | None
    primary: str  # the command of the big button: start, open, close, reveal, form_groups, recall, next, end
    can_undo: bool
    visits: tuple[Visit, ...]
    locked: bool
    last: bool  # the current step is the last one
    parts: tuple[Part, ...]
    before: tuple[Note, ...]  # the workshop's own notes, for the lobby
    drift: Drift  # as it was when the step came up; `desk` tells it anew while time goes on
    apart: tuple[tuple[Person, Person], ...] = ()  # who shares no group
    pile: Pile | None = None  # a counted poll's words, to be shown or kept back


@dataclass(frozen=True, slots=True)
class Stage:
    """`screen` names the template: lobby, a kind, paused or ended."""

    audience: str
    screen: str
    session_id: str
    title: str
    v: int
    phase: str  # of the step: prepared, open, closed, revealed; of the session where there is none
    step: Step | None = None
    part: Part | None = None
    number: int = 0
    total: int = 0
    poll: PollView | None = None
    breakout: BreakoutView | None = None
    pieces: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    texts_hidden: bool = False
    message: str = ""
    paused: bool = False
    heads_up: str = ""  # about the step that comes next, for whoever wants to sit it out
    ahead: tuple[str, ...] = ()  # the steps that the heads-up is about: the next one, or all of its part
    timed: bool = False  # this audience sees the step's timer
    parts: tuple[tuple[Part, tuple[Step, ...]], ...] = ()  # the plan, in the lobby
    html: str = ""  # the invitation, in the lobby
    console: Console | None = None


def stage_for(session: Session, audience: str, texts: Sequence[str] = ()) -> Stage:
    """The stage of `audience`. `texts`: what hangs on the wall of this step (already shown by moderation)."""
    role = role_of(audience)
    base = Stage(
        audience,
        _screen(session, role),
        session.id,
        session.script.title,
        session.v,
        session.step_phase() if session.phase == "live" else session.phase,
        total=len(session.order),
        number=session.number,
        message=session.message,
        paused=session.paused_at is not None,
        console=_console(session) if role == "facilitator" else None,
    )
    if session.phase == "lobby":
        return replace(base, parts=_parts(session), html=session.script.html)
    if session.phase == "ended" or session.step is None:
        return base
    return _with_step(base, session, session.step, texts)


def _screen(session: Session, role: str) -> str:
    if session.phase != "live":
        return session.phase
    if session.paused_at is not None and role != "facilitator":
        return "paused"
    step = session.step
    if step is None:
        return "lobby"
    if (step.show_on == "phones" and role == "projector") or (step.show_on == "screen" and role == "participant"):
        return "elsewhere"
    return step.kind.value


def _with_step(base: Stage, session: Session, step: Step, texts: Sequence[str]) -> Stage:
    role = role_of(base.audience)
    if base.screen in ("paused", "elsewhere"):
        return replace(base, step=Step(step.id, step.kind, "", Slide()))
    wall = step.detail if isinstance(step.detail, Wall) else None
    few = wall is not None and 0 < len(texts) < wall.k
    parts = session.script.parts
    shown = replace(
        base,
        step=step if role == "facilitator" else public(step, _solved(session, step)),
        part=_public_part(parts[step.part], role) if step.part < len(parts) else None,
        poll=_poll_view(session, step, role),
        breakout=_breakout_view(session, step, base.audience),
        texts=() if few or wall is None else tuple(texts),
        texts_hidden=few,
        timed=role == "facilitator" or shows_timer(step),
    )
    shown = _warned(shown, session, step)
    if isinstance(step.detail, Slide) and step.detail.one_by_one and role != "facilitator":
        count = session.pieces.get(step.id, 1)
        bare = replace(shown.step, html="", detail=Slide()) if shown.step else None
        return replace(shown, pieces=step.detail.pieces[:count], step=bare)
    return shown


def _warned(stage: Stage, session: Session, step: Step) -> Stage:
    """With the warning of the next step, and of the part that begins with it, told one step earlier."""
    following = session.neighbour(1)
    if following is None:
        return stage
    parts = session.script.parts
    begins = following.part != step.part and following.part < len(parts)
    wide = parts[following.part].heads_up if begins else ""
    ahead = [s.id for s in session.script.steps if s.part == following.part] if wide else [following.id]
    text = " ".join(t for t in (wide, following.heads_up) if t)
    return replace(stage, heads_up=text, ahead=tuple(ahead) if text else ())


def public(step: Step, solved: bool = False) -> Step:
    """The step without what is the team's: notes, lead, materials, offers, correct answers until solved."""
    detail = step.detail
    if isinstance(detail, Poll) and not solved:
        detail = replace(detail, choices=tuple(replace(c, correct=False) for c in detail.choices))
    return replace(step, notes=(), offers=(), lead="", materials="", detail=detail, path="", line=1)


def _public_part(part: Part, role: str) -> Part:
    return part if role == "facilitator" else replace(part, notes=(), lead="")


def _solved(session: Session, step: Step) -> bool:
    run = session.poll(step.id)
    if not isinstance(step.detail, Poll) or run is None or run.phase != "revealed":
        return False
    return step.detail.solution is Solution.WITH_RESULTS or run.solution_shown


def _poll_view(session: Session, step: Step, role: str) -> PollView | None:
    if not isinstance(step.detail, Poll):
        return None
    run = session.poll(step.id)
    if run is None:
        return PollView("prepared", k=step.detail.k)
    solved = _solved(session, step) or role == "facilitator"
    may_see = run.result is not None and (run.phase == "revealed" or role == "facilitator")
    if role == "facilitator" and step.detail.results is Show.NEVER:
        may_see = False
    result = _without(run.result, solved, role) if may_see and run.result else None
    earlier = tuple(_without(r, solved, role) for r in run.earlier) if may_see else ()
    return PollView(run.phase, run.epoch, step.detail.k, result, earlier, solved, run.reveal_wanted, run.since)


def _without(result: Result, solved: bool, role: str) -> Result:
    """Without the correct marks until the solution, and without texts that moderation has not let through."""
    bars = result.bars if solved else tuple(replace(b, correct=False) for b in result.bars)
    told = result if role == "facilitator" else results.public(result)
    return replace(told, bars=bars)


def _breakout_view(session: Session, step: Step, audience: str) -> BreakoutView | None:
    if not isinstance(step.detail, Breakout):
        return None
    run = session.breakouts.get(step.id)
    if run is None:
        return BreakoutView("prepared")
    role = role_of(audience)
    if role == "participant":
        own = next((g for g in run.groups if group_audience(g.id) == audience), None)
        return BreakoutView(run.phase, own, round=run.round)
    groups = run.groups if role == "facilitator" or run.phase != "proposed" else ()
    if role != "facilitator":
        return BreakoutView(run.phase, None, groups, (), run.round)
    return BreakoutView(run.phase, None, groups, run.alone, run.round, frozenset(run.more))


def audience_of(session: Session, person_id: str) -> str:
    """Whose stage this participant sees now."""
    group = session.group_of(person_id)
    return group_audience(group.id) if group else PARTICIPANTS


def audiences(session: Session) -> list[str]:
    """Every audience that has a stage of its own now."""
    run = session.breakout()
    running = run.groups if run and run.phase in ("running", "recalling") and session.phase == "live" else ()
    return [PARTICIPANTS, *(group_audience(g.id) for g in running), PROJECTOR, FACILITATOR]


def _parts(session: Session) -> tuple[tuple[Part, tuple[Step, ...]], ...]:
    """The plan for the lobby: titles and times only."""
    script = session.script
    lines = [s for s in (script.step(i) for i in session.order) if s]
    found = []
    for index, part in enumerate(script.parts):
        bare = tuple(Step(s.id, s.kind, s.title, Slide(), seconds=s.seconds) for s in lines if s.part == index)
        if bare:
            found.append((Part(part.title, part.id, part.seconds), bare))
    return tuple(found)


def _console(session: Session) -> Console:
    script = session.script
    steps = [s for s in (script.step(i) for i in session.order) if s]
    here = session.number - 1 if session.number else -1
    state = ["done" if i < here else "current" if i == here else "ahead" for i in range(len(steps))]
    if session.phase == "ended":
        state = ["done"] * len(steps)
    state = ["skipped" if s.id in session.skipped else how for s, how in zip(steps, state, strict=True)]
    following = session.neighbour(1)
    return Console(
        plan=tuple(PlanLine(s, how) for s, how in zip(steps, state, strict=True)),
        drawer=tuple(s for s in script.drawer if s.id not in session.order),
        next=following,
        primary=_primary(session, following),
        can_undo=len(session.visits) > 1 and session.phase == "live",
        visits=session.visits,
        locked=session.locked,
        last=following is None,
        parts=script.parts,
        before=script.notes,
        drift=drift(session, session.entered_at),
        apart=session.apart,
        pile=_pile(session),
    )


def _pile(session: Session) -> Pile | None:
    step, run = session.step, session.poll(session.current)
    if step is None or run is None or not isinstance(step.detail, Poll) or step.detail.results is Show.NEVER:
        return None
    return of_result(step.id, run.result)


def _primary(session: Session, following: Step | None) -> str:
    """The next sensible thing: one big button, and all that a two-button remote needs."""
    onward = "next" if following else "end"
    if session.phase != "live":
        return "start" if session.phase == "lobby" else ""
    if session.paused_at is not None:
        return "resume"
    step = session.step
    if step is None:
        return onward
    if isinstance(step.detail, Poll):
        return _primary_poll(step.detail, session.poll(step.id), onward)
    if isinstance(step.detail, Breakout):
        return _primary_breakout(session.breakout(), onward)
    if isinstance(step.detail, Slide) and step.detail.one_by_one:
        return "reveal" if session.pieces.get(step.id, 1) < len(step.detail.pieces) else onward
    return onward


def _primary_poll(poll: Poll, run: PollRun | None, onward: str) -> str:
    if run is None:
        return "open"
    shown = poll.results not in (Show.FACILITATORS, Show.NEVER)
    match run.phase:
        case "open":
            return "close"
        case "closing":
            return "reveal" if shown and not run.reveal_wanted else onward
        case "closed":
            return "reveal" if shown else onward
        case _:
            by_hand = poll.solution is Solution.BY_HAND and any(c.correct for c in poll.choices)
            return "reveal" if by_hand and not run.solution_shown else onward


def _primary_breakout(run: BreakoutRun | None, onward: str) -> str:
    if run is None or run.phase == "proposed":
        return "form_groups" if run is None else "open"
    return {"running": "recall", "recalling": "recall"}.get(run.phase, onward)


def waits_for_answers(session: Session) -> str:
    """The id of the step whose answers are counted in the pulse now, or "" where nothing is asked."""
    step = session.step
    if session.phase != "live" or step is None:
        return ""
    return step.id if step.kind in (Kind.POLL, Kind.CHECK_IN, Kind.REFLECT, Kind.WORKSHEET, Kind.SEED) else ""
