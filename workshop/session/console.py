"""What the console alone may see beside the step: the plan, the drawer, the big button, words to moderate."""

from dataclasses import dataclass

from workshop.script.model import Breakout, Cue, Part, Poll, Show, Slide, Solution, Step
from workshop.session.moderation_view import ModerationQueue, of_result
from workshop.session.offers import moment
from workshop.session.people import Member, Person
from workshop.session.running_order import again
from workshop.session.state import BreakoutRun, PollRun, Session, Visit
from workshop.session.team import FACILITATOR, allowed, watches
from workshop.session.timing import Drift, drift


@dataclass(frozen=True, slots=True)
class PlanLine:
    step: Step
    state: str  # done, current, ahead, skipped
    part: int = 0  # in which it runs: of an inserted step, that of the step it stands behind


@dataclass(frozen=True, slots=True)
class Console:
    """For the facilitator only."""

    plan: tuple[PlanLine, ...]
    drawer: tuple[Step, ...]
    next: Step | None
    again: Step | None  # where the part would begin once more
    primary: str  # the command of the big button: start, open, close, reveal, form_groups, recall, repeat, next, end
    can_undo: bool
    visits: tuple[Visit, ...]
    locked: bool
    last: bool  # the current step is the last one
    parts: tuple[Part, ...]
    before: tuple[Cue, ...]  # the workshop's own notes, for the lobby
    drift: Drift  # as it was when the step came up; the board tells it anew while time goes on
    apart: tuple[tuple[Person, Person], ...] = ()  # who shares no group
    queue: ModerationQueue | None = None  # a counted poll's words, to be shown or kept back
    desk: str = FACILITATOR
    may: frozenset[str] = frozenset()  # the commands of this desk; no other has a button
    leading: Member | None = None  # to whom the lead was handed
    watching: bool = False  # somebody else leads
    offered: tuple[tuple[str, str], ...] = ()  # which step of the drawer this one offers, and when
    lacks_help: bool = False  # people would see placeholders instead of help lines
    offers_lock: bool = (
        False  # the first poll of a sensitive workshop comes, and whoever has the code can still come in
    )


def console_of(session: Session, desk: str = FACILITATOR) -> Console:
    """What a desk of the team sees beside the stage: the plan, what comes next, the cues, who may do what."""
    script = session.script
    steps = [s for s in (script.step(i) for i in session.order) if s]
    here = session.number - 1 if session.number else -1
    state = ["done" if i < here else "current" if i == here else "ahead" for i in range(len(steps))]
    if session.phase == "ended":
        state = ["done"] * len(steps)
    state = ["skipped" if s.id in session.skipped else how for s, how in zip(steps, state, strict=True)]
    following, once_more, parts = session.neighbour(1), again(session), session.parts
    return Console(
        plan=tuple(PlanLine(s, how, parts.get(s.id, 0)) for s, how in zip(steps, state, strict=True)),
        drawer=tuple(s for s in script.drawer if s.id not in session.order),
        next=following,
        again=once_more,
        primary=_primary(session, "repeat" if once_more else "next" if following else "end"),
        can_undo=len(session.visits) > 1 and session.phase == "live",
        visits=session.visits,
        locked=session.locked,
        last=following is None,
        parts=script.parts,
        before=script.notes,
        drift=drift(session, session.entered_at),
        apart=session.apart,
        queue=_queue(session),
        desk=desk,
        may=allowed(session, desk),
        leading=session.leading,
        watching=watches(session, desk),
        lacks_help=script.lacks_help and session.phase == "lobby",
        offers_lock=_offers_lock(session),
        offered=tuple((o.step, moment(script, o)) for o in (session.step.offers if session.step else ())),
    )


def _offers_lock(session: Session) -> bool:
    """A room can be filled with phones of one's own: so before the first answers the door is a question."""
    at_poll = session.step is not None and isinstance(session.step.detail, Poll) and session.phase == "live"
    return at_poll and session.script.rules.sensitive and not session.locked and not session.polls


def _queue(session: Session) -> ModerationQueue | None:
    step, run = session.step, session.poll(session.current)
    if step is None or run is None or not isinstance(step.detail, Poll) or step.detail.results is Show.NEVER:
        return None
    return of_result(step.id, run.result, step.detail)


def _primary(session: Session, onward: str) -> str:
    """The next sensible thing: one big button, and all that a two-button remote needs."""
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
        return "reveal" if session.pieces_shown(step.id) < len(step.detail.pieces) else onward
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
            return "reveal" if shown and not _too_few(run) else onward
        case _:
            by_hand = poll.solution is Solution.BY_HAND and poll.has_solution
            return "reveal" if by_hand and not run.solution_shown else onward


def _too_few(run: PollRun) -> bool:
    """Nothing would be shown but that there were too few."""
    return run.result is not None and run.result.hidden


def _primary_breakout(run: BreakoutRun | None, onward: str) -> str:
    if run is None or run.phase == "proposed":
        return "form_groups" if run is None else "open"
    return {"running": "recall", "recalling": "recall"}.get(run.phase, onward)
