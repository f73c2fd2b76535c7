"""What each audience may see: `stage_for` is the only gate. A stage is whole, so a newer one replaces an older."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from workshop.script.model import Kind, Part, Poll, Show, Slide, Step, Wall, Worksheet
from workshop.session import recap
from workshop.session.audience_names import PAST, role_of, sight_of
from workshop.session.console import Console, console_of
from workshop.session.running_order import again, planned_times
from workshop.session.state import Session
from workshop.session.step_views import (
    BreakoutView,
    PollView,
    breakout_view,
    is_solved,
    part_for,
    poll_view,
    prompt_answers,
    public,
    step_for,
)
from workshop.session.team import DESKS, LEADS, MODERATOR, SUPPORT
from workshop.session.timing import shows_timer


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
    time: int = 1  # its part comes for the first, the second … time
    times: int = 1  # how often the script lets it come; 0: until stopped
    poll: PollView | None = None
    breakout: BreakoutView | None = None
    pieces: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (title, texts), where a wall takes them from several steps
    texts_hidden: bool = False
    message: str = ""
    has_names: bool = False  # people chose them, so whoever is in the room may look up who is here
    paused: bool = False
    heads_up: str = ""  # about the step that comes next, for whoever wants to sit it out
    ahead: tuple[str, ...] = ()  # the steps that the heads-up is about: the next one, or all of its part
    timed: bool = False  # this audience sees the step's timer
    parts: tuple[tuple[Part, tuple[Step, ...]], ...] = ()  # the plan, in the lobby
    html: str = ""  # the invitation, in the lobby
    earlier: Step | None = None  # the step that a worksheet carries on
    prompt_answers: tuple[int, ...] = ()  # `prompt by`: the answer that each variant is for, by its place in the poll
    resources: tuple[Step, ...] = ()  # at the end
    console: Console | None = None
    pinned: str = ""  # a question from the room, on the shared screen


def stage_for(
    session: Session, audience: str, texts: Sequence[str] = (), counts: Sequence[int] = (), pinned: str = ""
) -> Stage:
    """All that `audience` may see now, and the only gate to it: no template reads the session itself.

    `audience`: participants, `group:<id>`, projector, or a desk of the team. `texts`: what may hang on the wall of this
    step. `counts`: how many of them come from each of the wall's steps, where it has several. `pinned`: the question
    that the team put on the shared screen.
    """
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
        has_names=session.script.rules.names != "none",
        paused=session.paused_at is not None,
        console=_console(session, audience) if audience in DESKS else None,
        pinned=pinned if role == "projector" and session.phase == "live" and session.paused_at is None else "",
    )
    if session.phase == "lobby":
        return replace(base, parts=_parts(session), html=session.script.html)
    if session.phase == "ended" or session.step is None:
        return replace(base, resources=tuple(public(s) for s in recap.resources(session)))
    shown = _with_step(base, session, session.step, texts)
    return replace(shown, columns=_columns(session, shown, counts))


def _columns(session: Session, stage: Stage, counts: Sequence[int]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    wall = stage.step.detail if stage.step else None
    if not isinstance(wall, Wall) or not stage.texts or len(counts) < 2:
        return ()
    titles = [step.title if step else "" for step in map(session.script.step, wall.sources)]
    ends = list(accumulate(counts))
    return tuple((t, stage.texts[end - n : end]) for t, n, end in zip(titles, counts, ends, strict=True))


def past(session: Session, step: Step) -> Stage:
    """A prompt that the room has left: what is written now is for its writer alone."""
    title = session.script.title
    shown = Stage(PAST, step.kind.value, session.id, title, session.v, "closed", step=public(step))
    return replace(shown, earlier=_earlier(session, step), prompt_answers=prompt_answers(session, step))


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
    role, sight = role_of(base.audience), sight_of(base.audience)
    if base.screen in ("paused", "elsewhere"):
        return replace(base, step=Step(step.id, step.kind, "", Slide()))
    wall = step.detail if isinstance(step.detail, Wall) else None
    few = wall is not None and len(texts) < session.script.k_of(step)  # none looks like a few: it is a number, too
    parts, own = session.script.parts, session.part_of(step.id)
    shown = replace(
        base,
        time=session.time_of(),
        times=planned_times(session, own),
        step=step_for(base.audience, step, is_solved(session, step)),
        part=part_for(base.audience, parts[own]) if own < len(parts) else None,
        poll=poll_view(session, step, sight),
        breakout=breakout_view(session, step, base.audience),
        texts=() if few or wall is None else tuple(texts),
        texts_hidden=few,
        timed=role == "facilitator" or shows_timer(step),
    )
    shown = replace(
        _warned(shown, session, step), earlier=_earlier(session, step), prompt_answers=prompt_answers(session, step)
    )
    if isinstance(step.detail, Slide) and step.detail.one_by_one and role != "facilitator":
        count = session.pieces_shown(step.id)
        bare = replace(shown.step, html="", detail=Slide()) if shown.step else None
        return replace(shown, pieces=step.detail.pieces[:count], step=bare)
    return shown


def _earlier(session: Session, step: Step) -> Step | None:
    found = session.script.step(step.detail.carries_on) if isinstance(step.detail, Worksheet) else None
    return public(found) if found else None


def _warned(stage: Stage, session: Session, step: Step) -> Stage:
    """With the warning of the next step, and of the part that begins with it, told one step earlier.

    Where the part may come once more, of both ways: which of them it will be nobody knows yet.
    """
    once_more, following = again(session), session.neighbour(1)
    told = [_warning(session, once_more, True)] if once_more else []
    if following:
        told.append(_warning(session, following, session.part_of(following.id) != session.part_of(step.id)))
    said = [(text, ahead) for text, ahead in told if text]
    ahead = dict.fromkeys(step for _, steps in said for step in steps)
    return replace(stage, heads_up=" ".join(text for text, _ in said), ahead=tuple(ahead))


def _warning(session: Session, step: Step, begins: bool) -> tuple[str, list[str]]:
    """What is said of the step, and the steps that it is about. `begins`: its part begins with it."""
    parts, own = session.script.parts, session.part_of(step.id)
    wide = parts[own].heads_up if begins and own < len(parts) else ""
    placed = session.parts  # without what is in the drawer
    ahead = [s.id for s in session.script.steps if placed.get(s.id, s.part) == own] if wide else [step.id]
    return " ".join(t for t in (wide, step.heads_up) if t), ahead


def _console(session: Session, audience: str) -> Console:
    """What a desk beside those that lead has no use for is not on it: who is kept apart, texts, notes."""
    whole = console_of(session, audience)
    if audience in LEADS:
        return whole
    poll = session.step.detail if session.step else None
    for_all = isinstance(poll, Poll) and poll.results is not Show.FACILITATORS
    return replace(
        whole,
        plan=tuple(replace(line, step=step_for(audience, line.step)) for line in whole.plan),
        parts=tuple(part_for(audience, part) for part in whole.parts),
        next=step_for(audience, whole.next) if whole.next else None,
        again=step_for(audience, whole.again) if whole.again else None,
        drawer=(),
        before=whole.before if audience == SUPPORT else (),
        apart=(),
        queue=whole.queue if audience == MODERATOR and for_all else None,
    )


def _parts(session: Session) -> tuple[tuple[Part, tuple[Step, ...]], ...]:
    """The plan for the lobby: titles and times only."""
    script = session.script
    lines = [s for s in (script.step(i) for i in session.order if i not in session.skipped) if s]
    found = []
    for index, part in enumerate(script.parts):
        bare = tuple(Step(s.id, s.kind, s.title, Slide(), seconds=s.seconds) for s in lines if s.part == index)
        if bare:
            lasts = part.seconds or sum(step.seconds or 0 for step in bare) * max(1, part.repeat)
            found.append((Part(part.title, part.id, lasts or None), bare))
    return tuple(found)


def waits_for_answers(session: Session) -> str:
    """The id of the step whose answers are counted in the pulse now, or "" where nothing is asked."""
    step = session.step
    if session.phase != "live" or step is None:
        return ""
    return step.id if step.kind in (Kind.POLL, Kind.CHECK_IN, Kind.REFLECT, Kind.WORKSHEET, Kind.SEED) else ""
