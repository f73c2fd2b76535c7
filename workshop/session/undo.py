"""What can be taken back for some seconds besides a move: the last Reveal on this step, and the End."""

from workshop.script.model import Poll
from workshop.session import events as ev
from workshop.session.errors import Refused
from workshop.session.events import Event
from workshop.session.state import UNDO_SECONDS, Session

CLOSING_SECONDS = 3.0
LEAVING_SECONDS = max(CLOSING_SECONDS, UNDO_SECONDS)  # a poll closes so slowly behind a move that Undo finds it open


def showing(session: Session, at: float) -> list[Event]:
    """Events that cover what was revealed a moment ago; none where nothing was."""
    if session.shown_at is None or at - session.shown_at > UNDO_SECONDS or session.step is None:
        return []
    run = session.poll(session.current)
    closed_by_it = run is not None and run.until == session.shown_at + CLOSING_SECONDS
    if isinstance(session.step.detail, Poll) and run is None:
        return []
    return [ev.ShowingUndone(session.current, closed_by_it)]


def end(session: Session, at: float) -> list[Event]:
    """The workshop goes on where it ended, under the same code."""
    ended = session.ended_at or 0.0
    if session.settled or at - ended > UNDO_SECONDS or not session.visits:
        raise Refused("This workshop has ended, and it is too late to take that back.", "ended")
    poll, groups = (was(session, session.current, ended) for was in (closed_by_leaving, back_at))
    return [ev.EndUndone(at, poll, groups)]


def closed_by_leaving(session: Session, step: str, at: float) -> bool:
    """Whether the poll of `step` closes only because the step was left at this moment."""
    run = session.polls.get(step)
    return run is not None and run.phase == "closing" and run.until == at + LEAVING_SECONDS


def back_at(session: Session, step: str, at: float) -> bool:
    """Whether the groups of `step` came back at this very moment."""
    run = session.breakouts.get(step)
    return run is not None and run.phase == "recalled" and run.back_at == at
