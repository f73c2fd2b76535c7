"""Moves through the plan: on, back, to any step, once more through a part that repeats, and taken back."""

from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session import undo as undoing
from workshop.session.errors import Refused
from workshop.session.events import Event
from workshop.session.guards import live
from workshop.session.running_order import again, planned_times, steps_of
from workshop.session.state import UNDO_SECONDS, Session
from workshop.session.undo import LEAVING_SECONDS


def following(session: Session, command: cmd.Next) -> list[Event]:
    """Next: the events of leaving this step and entering the one after. Refused at the last step."""
    live(session)
    step = session.neighbour(1)
    if step is None:
        raise Refused("This is the last step. To finish, choose End.")
    return _move(session, step.id, command.at)


def back(session: Session, command: cmd.Back) -> list[Event]:
    """To the step before, as it stands; from the first of a part that repeats, to the end of the time before."""
    live(session)
    part, time = session.part_of(session.current), session.time_of()
    steps = steps_of(session, part)
    if time > 1 and steps[:1] == [session.current]:
        return [*leave(session, command.at), *_enter_part(part, time - 1, steps[-1], command.at)]
    previous = session.neighbour(-1)
    if previous is None:
        raise Refused("This is the first step.")
    return _move(session, previous.id, command.at)


def repeat(session: Session, command: cmd.Repeat) -> list[Event]:
    live(session)
    first, part = again(session), session.part_of(session.current)
    if first is None:
        raise _no_more(session, part)
    return [*leave(session, command.at), *_enter_part(part, session.time_of() + 1, first.id, command.at)]


def _no_more(session: Session, part: int) -> Refused:
    planned = planned_times(session, part)
    if planned == 1:
        return Refused("This part does not repeat. To show a step again, choose it in the plan.")
    if 0 < planned <= session.time_of():
        return Refused(
            "This part was gone through %(n)s times, as the script says. Choose Next, or a step in the plan.", n=planned
        )
    return Refused("This part can begin once more after its last step.")


def _enter_part(part: int, time: int, step: str, at: float) -> list[Event]:
    return [ev.PartRepeated(part, time), ev.StepEntered(step, at)]


def go_to(session: Session, command: cmd.GoTo) -> list[Event]:
    """Straight to a step of the running order. Refused where there is none of that id."""
    live(session)
    if command.step not in session.order:
        raise Refused("There is no such step in this workshop.")
    return [] if command.step == session.current else _move(session, command.step, command.at)


def _move(session: Session, step_id: str, at: float) -> list[Event]:
    return [*leave(session, at), ev.StepEntered(step_id, at)]


def leave(session: Session, at: float) -> list[Event]:
    """An open poll closes behind us; running groups come back."""
    events: list[Event] = []
    poll = session.poll(session.current)
    if poll and poll.phase == "open":
        events.append(ev.PollClosing(session.current, at + LEAVING_SECONDS))
    run = session.breakout()
    if run and run.phase in ("running", "recalling"):
        events.append(ev.GroupsRecalled(session.current, at))
    return events


def undo(session: Session, command: cmd.Undo) -> list[Event]:
    """Take back the last move while `UNDO_SECONDS` have not passed. Refused afterwards."""
    if session.phase == "ended":
        return undoing.end(session, command.at)
    live(session)
    if covered := undoing.showing(session, command.at):
        return covered
    if len(session.visits) < 2 or command.at - session.entered_at > UNDO_SECONDS:
        raise Refused("It is too late to take that back. Back brings you to the step before.")
    return _take_back_move(session, command.at)


def _take_back_move(session: Session, at: float) -> list[Event]:
    before = session.visits[-2]
    events = leave(session, at)
    if before.time != session.time_of(before.step):
        events.append(ev.PartRepeated(session.part_of(before.step), before.time))
    reopened = undoing.closed_by_leaving(session, before.step, session.entered_at)
    events.append(ev.MoveUndone(before.step, reopened, at))
    if undoing.back_at(session, before.step, session.entered_at):
        events.append(ev.RecallUndone(before.step, at))
    return events
