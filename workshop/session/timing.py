"""Times: what is left on every timer, when the clock must look again, and the plan against the clock. Seconds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.script.model import Breakout, Kind, Step
from workshop.session.running_order import Slot, place, slots
from workshop.session.state import UNDO_SECONDS, BreakoutRun, Session

EXPIRY_SECONDS = 12 * 3600.0


def ends(session: Session, group: str | None = None) -> dict[str, float]:
    """Every running timer's end: step, poll, closing, round, recall. The names are the protocol's.

    `group`: as it ends for them ("": for whoever sits in none); None: as it ends for the last group.
    """
    found: dict[str, float] = {}
    step = session.step
    if session.phase != "live" or step is None:
        return found
    if step.seconds:
        found["step"] = session.entered_at + step.seconds + session.extra
    poll = session.poll(step.id)
    if poll and poll.phase == "open" and poll.limit_at:
        found["poll"] = poll.limit_at
    if poll and poll.phase == "closing" and poll.until:
        found["closing"] = poll.until
    run = session.breakout()
    if run and run.phase == "running" and (end := round_end(step, run)):
        found["round"] = end + (max((0.0, *run.more.values())) if group is None else run.more.get(group, 0))
    if run and run.phase == "recalling" and run.until:
        found["recall"] = run.until
    return found


def left(session: Session, now: float, group: str = "") -> dict[str, int]:
    """Milliseconds left on every timer, never below 0. While all pause, time stands still."""
    at = session.paused_at if session.paused_at is not None else now
    return {name: max(0, round((end - at) * 1000)) for name, end in ends(session, group).items()}


def left_by_group(session: Session, now: float) -> dict[str, int]:
    """The same for groups that have a time of their own: `round:<group>`."""
    run = session.breakout()
    times = {group: left(session, now, group) for group in (run.more if run else ())}
    return {f"round:{group}": found["round"] for group, found in times.items() if "round" in found}


def round_end(step: Step, run: BreakoutRun) -> float | None:
    """The end of the current round; of the whole breakout where it has no rounds."""
    assert isinstance(step.detail, Breakout)
    seconds = step.detail.rounds[run.round].seconds if step.detail.rounds else step.seconds
    return run.round_at + seconds + run.extra if seconds else None


def expiries(session: Session) -> dict[str, float]:
    """When each open poll closes by itself though everybody forgot it, so that its key dies."""
    return {step: run.opened_at + EXPIRY_SECONDS for step, run in session.polls.items() if run.phase == "open"}


def next_due(session: Session) -> float | None:
    """When the clock must look at this session again; None while nothing runs by itself."""
    due = [run.until for run in session.polls.values() if run.phase == "closing" and run.until]
    if session.phase == "ended" and not session.settled:
        due.append((session.ended_at or 0) + UNDO_SECONDS)
    due += expiries(session).values()
    if session.paused_at is None and session.phase == "live":
        running = ends(session)
        due += [running[name] for name in ("poll", "recall") if name in running]
        step, run = session.step, session.breakout()
        if step and run and "round" in running and _ends_by_itself(step, run):
            due.append(running["round"])
    return min(due, default=None)


def _ends_by_itself(step: Step, run: BreakoutRun) -> bool:
    """Rounds change by themselves; the last one (or the whole) only with `end: timer`."""
    assert isinstance(step.detail, Breakout)
    return run.round + 1 < len(step.detail.rounds) or step.detail.end == "timer"


@dataclass(frozen=True, slots=True)
class Drift:
    """Seconds late at the end (negative: early), and optional steps ahead that would bring the room back."""

    seconds: float
    leave_out: tuple[Step, ...] = ()
    back_in_time: bool = False


def drift(session: Session, now: float) -> Drift:
    """Late against the plan: time used, less time planned for the steps done, less the current step's share,
    less what is left out ahead."""
    if session.started_at is None or session.step is None:
        return Drift(0.0)
    whole = slots(session)
    here, begun = place(session, whole), [slot.step for slot in whole].index(session.visits[0].step)
    planned = _planned(whole[:here]) - _planned(whole[:begun])
    at = now if session.paused_at is None else min(now, session.paused_at)
    used = at - session.started_at
    saved = _planned([slot for slot in whole[here + 1 :] if slot.step in session.skipped])
    late = used - planned - min(at - session.entered_at, _seconds(session.step)) - saved
    return Drift(late, *_to_leave_out(session, late, whole[here + 1 :]))


def _planned(slots: Sequence[Slot]) -> int:
    return sum(slot.seconds for slot in slots)


def _seconds(step: Step | None) -> int:
    return (step.seconds or 0) if step else 0


def _to_leave_out(session: Session, late: float, to_come: Sequence[Slot]) -> tuple[tuple[Step, ...], bool]:
    """The fewest optional steps ahead that make up for `late`: longest first, told in running order.

    `to_come`: a step of a part that repeats comes several times, and saves its time as often.
    """
    if late < 60:
        return (), False
    ahead = [session.script.step(s) for s in session.order[session.number :] if s not in session.skipped]
    saves: Counter[str] = Counter()
    for slot in to_come:
        saves[slot.step] += slot.seconds
    optional = sorted((s for s in ahead if s and s.optional), key=lambda s: saves[s.id], reverse=True)
    chosen: list[Step] = []
    saved = 0
    for step in optional:
        if saved >= late:
            break
        chosen.append(step)
        saved += saves[step.id]
    return tuple(s for s in ahead if s in chosen), saved >= late


def shows_timer(step: Step) -> bool:
    """Whether participants see the step's time: where they work or rest, never where they listen or answer."""
    return step.kind in (Kind.PAUSE, Kind.BREAK, Kind.BREAKOUT, Kind.REFLECT, Kind.WORKSHEET)
