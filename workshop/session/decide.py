"""What may happen next: `decide(session, command)` gives the events, or refuses with a sentence."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from workshop.script.model import Breakout, Kind, Poll, Slide, Solution, Step
from workshop.session import applying, arranging, grouping, steering, team, undoing
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session.events import Event
from workshop.session.refused import Refused
from workshop.session.standing import current, live
from workshop.session.state import UNDO_SECONDS, Session
from workshop.session.timing import ends, expiries
from workshop.session.undoing import CLOSING_SECONDS, LEAVING_SECONDS

AFTER_THE_END = cmd.Count | cmd.Reask | cmd.Tick | cmd.End | cmd.Undo
WRITING = (Kind.REFLECT, Kind.WORKSHEET, Kind.SEED)


def decide(session: Session, command: cmd.Command) -> list[Event]:
    """The events that `command` makes. No events: nothing to do, and that is fine. Raises Refused."""
    if session.phase == "ended" and not isinstance(command, AFTER_THE_END):
        raise Refused("This workshop has ended.", "ended")
    return _DECIDERS[type(command)](session, command)


def _start(session: Session, command: cmd.Start) -> list[Event]:
    if session.phase != "lobby":
        return []
    if not session.order:
        raise Refused("This script has no steps to run.")
    if command.step and command.step not in session.order:
        raise Refused("There is no such step in this workshop.")
    first = next((step for step in session.order if step not in session.skipped), session.order[0])
    return [ev.Started(command.at), *_arrive_at(session, command.step or first, command.at)]


def _next(session: Session, command: cmd.Next) -> list[Event]:
    live(session)
    following = session.neighbour(1)
    if following is None:
        raise Refused("This is the last step. To finish, choose End.")
    return _move(session, following.id, command.at)


def _back(session: Session, command: cmd.Back) -> list[Event]:
    live(session)
    previous = session.neighbour(-1)
    if previous is None:
        raise Refused("This is the first step.")
    return _move(session, previous.id, command.at)


def _go_to(session: Session, command: cmd.GoTo) -> list[Event]:
    live(session)
    if command.step not in session.order:
        raise Refused("There is no such step in this workshop.")
    return [] if command.step == session.current else _move(session, command.step, command.at)


def _move(session: Session, step_id: str, at: float) -> list[Event]:
    return [*_leave(session, at), *_arrive_at(session, step_id, at)]


def _leave(session: Session, at: float) -> list[Event]:
    """An open poll closes behind us; running groups come back."""
    events: list[Event] = []
    poll = session.poll(session.current)
    if poll and poll.phase == "open":
        events.append(ev.PollClosing(session.current, at + LEAVING_SECONDS))
    run = session.breakout()
    if run and run.phase in ("running", "recalling"):
        events.append(ev.GroupsRecalled(session.current, at))
    return events


def _arrive_at(session: Session, step_id: str, at: float) -> list[Event]:
    return [ev.StepEntered(step_id, at)]


def _undo(session: Session, command: cmd.Undo) -> list[Event]:
    if session.phase == "ended":
        return undoing.end(session, command.at)
    live(session)
    if covered := undoing.showing(session, command.at):
        return covered
    if len(session.visits) < 2 or command.at - session.entered_at > UNDO_SECONDS:
        raise Refused("It is too late to take that back. Back brings you to the step before.")
    previous = session.visits[-2].step
    reopened = undoing.closed_by_leaving(session, previous, session.entered_at)
    events: list[Event] = [*_leave(session, command.at), ev.MoveUndone(previous, reopened, command.at)]
    if undoing.back_at(session, previous, session.entered_at):
        events.append(ev.RecallUndone(previous, command.at))
    return events


def _open(session: Session, command: cmd.Open) -> list[Event]:
    step = current(session)
    match step.detail:
        case Poll() as poll:
            return _open_poll(session, step, poll, command.at)
        case Breakout():
            run = session.breakout()
            if run and run.phase in ("running", "recalling"):
                return []
            if run and run.phase == "proposed":
                return [ev.GroupsFormed(step.id, *arranging.started(run, command.people), command.at)]
            made = cmd.FormGroups(command.at, command.people, command.seed, command.answers)
            return grouping.form_groups(session, made)
        case Slide(one_by_one=True, pieces=pieces):
            shown = session.pieces.get(step.id, 1)
            return [ev.PieceShown(step.id, command.at)] if shown < len(pieces) else []
        case _:
            return [ev.StepOpened(step.id)] if step.id in session.closed else []


def _open_poll(session: Session, step: Step, poll: Poll, at: float) -> list[Event]:
    run = session.poll(step.id)
    if run is None:
        return [ev.PollOpened(step.id, 1, at + poll.time_limit if poll.time_limit else None, at)]
    if run.phase == "open":
        return []
    raise Refused("That poll is closed. To hear from everyone again, choose Ask again.")


def _close(session: Session, command: cmd.Close) -> list[Event]:
    step = current(session)
    match step.detail:
        case Poll():
            run = session.poll(step.id)
            if run is None:
                raise Refused("That poll is not open yet.")
            return [ev.PollClosing(step.id, command.at + CLOSING_SECONDS)] if run.phase == "open" else []
        case Breakout():
            return grouping.recall(session, cmd.Recall(command.at, 0))
        case _ if step.kind in WRITING:
            return [] if step.id in session.closed else [ev.StepClosed(step.id)]
        case _:
            raise Refused("There is nothing to close on this step.")


def _count(session: Session, command: cmd.Count) -> list[Event]:
    run = session.poll(command.step)
    if run is None or run.phase != "closing":
        return []
    events: list[Event] = [ev.PollCounted(command.step, command.result)]
    if run.reveal_wanted:
        events.append(ev.PollRevealed(command.step, command.at))
    return events


def _reveal(session: Session, command: cmd.Reveal) -> list[Event]:
    step = current(session)
    if not isinstance(step.detail, Poll):
        return _open(session, cmd.Open(command.at)) if isinstance(step.detail, Slide) else _nothing_to_reveal()
    run = session.poll(step.id)
    if run is None:
        raise Refused("Nobody was asked yet. Open the poll first.")
    if step.detail.results in ("facilitators", "never"):
        raise Refused("The script keeps this result from the room.")
    match run.phase:
        case "open":
            return [ev.PollClosing(step.id, command.at + CLOSING_SECONDS), ev.RevealWanted(step.id, command.at)]
        case "closing":
            return [] if run.reveal_wanted else [ev.RevealWanted(step.id, command.at)]
        case "closed":
            return [ev.PollRevealed(step.id, command.at)]
        case _ if step.detail.solution is Solution.BY_HAND and not run.solution_shown:
            return [ev.SolutionShown(step.id, command.at)]
        case _:
            return []


def _nothing_to_reveal() -> list[Event]:
    raise Refused("There is nothing to reveal on this step.")


def _ask_again(session: Session, command: cmd.AskAgain) -> list[Event]:
    step = current(session)
    run = session.poll(step.id)
    if not isinstance(step.detail, Poll) or run is None:
        raise Refused("Only a poll that was asked before can be asked again.")
    if run.phase in ("open", "closing"):
        raise Refused("This poll is still open. Close it first.")
    limit = step.detail.time_limit
    return [ev.PollOpened(step.id, run.epoch + 1, command.at + limit if limit else None, command.at)]


def _reask(session: Session, command: cmd.Reask) -> list[Event]:
    """What was sealed under the lost key cannot be read by anyone, so everybody is asked anew."""
    run = session.poll(command.step)
    if run is None or run.phase not in ("open", "closing"):
        return []
    events: list[Event] = [ev.PollOpened(command.step, run.epoch + 1, None, command.at)]
    if command.step != session.current or session.phase == "ended":
        events.append(ev.PollClosing(command.step, command.at + CLOSING_SECONDS))
    return events


def _extend(session: Session, command: cmd.Extend) -> list[Event]:
    live(session)
    if not -3600 <= command.seconds <= 3600 or not command.seconds:
        raise Refused("Please give a time of up to an hour.")
    if session.paused_at is not None:
        raise Refused("Everything is paused. Go on first, then change the time.")
    run = session.breakout()
    if command.group and not (run and run.phase == "running" and command.group in {g.id for g in run.groups}):
        raise Refused("That group is not at work now.")
    return [ev.TimeExtended(command.seconds, command.group)]


def _pause(session: Session, command: cmd.PauseAll) -> list[Event]:
    live(session)
    return [] if session.paused_at is not None else [ev.Paused(command.at)]


def _resume(session: Session, command: cmd.Resume) -> list[Event]:
    return [] if session.paused_at is None else [ev.Resumed(command.at)]


def _insert(session: Session, command: cmd.Insert) -> list[Event]:
    live(session)
    step = command.made or session.script.step(command.step)
    if step is None:
        raise Refused("There is no such step in the drawer.")
    if command.made and session.script.step(step.id):
        step = replace(step, id=_free_id(session, step.id))
    if step.id in session.order:
        return _go_to(session, cmd.GoTo(step.id, command.at))
    return [ev.StepInserted(step, session.current, command.text)]


def _apply(session: Session, command: cmd.ApplyScript) -> list[Event]:
    made = applying.plan(session, command.script)
    if made.reasons:
        raise Refused(made.reasons[0])
    told = (made.script, made.order, made.kept, made.needed, made.names, command.text, command.included)
    return [ev.ScriptApplied(*told)]


def _free_id(session: Session, wanted: str) -> str:
    return next(i for n in range(2, 1000) if session.script.step(i := f"{wanted}-{n}") is None)


def _lock(session: Session, command: cmd.Lock) -> list[Event]:
    return [] if session.locked else [ev.Locked()]


def _unlock(session: Session, command: cmd.Unlock) -> list[Event]:
    return [ev.Unlocked()] if session.locked else []


def _send(session: Session, command: cmd.Send) -> list[Event]:
    if len(command.text) > 500:
        raise Refused("That is a little long for every phone. Up to 500 characters, please.")
    return [ev.MessageSent(command.text.strip())]


def _tick(session: Session, command: cmd.Tick) -> list[Event]:
    """What the clock brings: a recall's end, the next round, a poll's time limit. Counting comes as Count."""
    if session.phase == "ended":
        return [] if session.settled or command.at < (session.ended_at or 0) + UNDO_SECONDS else [ev.EndSettled()]
    if session.phase != "live":
        return []
    forgotten = [i for i, end in expiries(session).items() if end <= command.at]
    if forgotten:
        return [ev.PollClosing(i, command.at + CLOSING_SECONDS) for i in forgotten]
    return _tick_step(session, command) if session.paused_at is None else []


def _tick_step(session: Session, command: cmd.Tick) -> list[Event]:
    """What runs on the current step, and stands still in a pause."""
    step, run = session.step, session.breakout()
    due = {name for name, end in ends(session).items() if end <= command.at}
    if step is None:
        return []
    if "poll" in due:
        return [ev.PollClosing(step.id, command.at + CLOSING_SECONDS)]
    if "recall" in due:
        return [ev.GroupsRecalled(step.id, command.at)]
    if "round" in due and run and isinstance(step.detail, Breakout):
        if run.round + 1 < len(step.detail.rounds):
            return [ev.RoundChanged(step.id, run.round + 1, command.at)]
        if step.detail.end == "timer":
            return [ev.RecallStarted(step.id, command.at + 60)]
    return []


def _end(session: Session, command: cmd.End) -> list[Event]:
    if session.phase == "ended":
        return []
    return [*_leave(session, command.at), ev.Ended(command.at)]


_DECIDERS: dict[type, Callable[[Session, Any], list[Event]]] = {
    cmd.Start: _start, cmd.Next: _next, cmd.Back: _back, cmd.GoTo: _go_to, cmd.Undo: _undo, cmd.Open: _open,
    cmd.Close: _close, cmd.Count: _count, cmd.Reveal: _reveal, cmd.AskAgain: _ask_again, cmd.Reask: _reask,
    cmd.FormGroups: grouping.form_groups, cmd.Recall: grouping.recall,
    cmd.ReopenGroups: grouping.reopen_groups, cmd.Arrive: grouping.arrive,
    cmd.WorkAlone: grouping.work_alone, cmd.Extend: _extend, cmd.PauseAll: _pause, cmd.Resume: _resume,
    cmd.Insert: _insert, cmd.Lock: _lock, cmd.Unlock: _unlock, cmd.Send: _send, cmd.Tick: _tick, cmd.End: _end,
    cmd.JoinOthers: grouping.join_others, cmd.Move: arranging.move, cmd.KeepApart: arranging.keep_apart,
    cmd.Moderate: steering.moderate, cmd.Rehang: steering.rehang, cmd.Skip: steering.skip,
    cmd.Decline: steering.decline, cmd.ApplyScript: _apply,
    cmd.HandOver: team.hand_over, cmd.TakeBack: team.take_back,
}  # fmt: skip
