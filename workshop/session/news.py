"""What another process did, read off two states: as far as people are told more of it than their stage."""

from collections.abc import Iterator

from workshop.session import events as ev
from workshop.session.events import Event
from workshop.session.people import Person
from workshop.session.state import BreakoutRun, Session


def between(before: Session, after: Session) -> list[Event]:
    """The events that `broadcast` tells."""
    return [*_moved(before, after), *_closing(before, after), *_placed(before, after), *_said(before, after)]


def _moved(before: Session, after: Session) -> Iterator[Event]:
    if len(after.visits) != len(before.visits) or after.current != before.current:
        yield ev.StepEntered(after.current, after.entered_at)
    if (before.phase, after.phase) == ("ended", "live"):
        yield ev.EndUndone(after.entered_at, poll=False, groups=False)
    if after.phase == "ended" and before.phase != "ended":
        yield ev.Ended(after.ended_at or 0.0)


def _closing(before: Session, after: Session) -> Iterator[Event]:
    for step, run in after.polls.items():
        known = before.polls.get(step)
        if run.phase == "closing" and (known is None or known.phase != "closing" or known.epoch != run.epoch):
            yield ev.PollClosing(step, run.until or 0.0)


def _placed(before: Session, after: Session) -> Iterator[Event]:
    now, then = after.breakout(), before.breakouts.get(after.current)
    if now is None:
        return
    was = _places(then)
    for person, place in _places(now).items():
        if was.get(person) != place:
            yield ev.PersonPlaced(after.current, person, place)


def _places(run: BreakoutRun | None) -> dict[Person, str]:
    if run is None or run.phase == "proposed":
        return {}
    return {**dict.fromkeys(run.alone, ""), **{p: g.id for g in run.groups for p in g.people}}


def _said(before: Session, after: Session) -> Iterator[Event]:
    if after.message and after.message != before.message:
        yield ev.MessageSent(after.message)
