"""What may happen next: `decide(session, command)` gives the events, or refuses with a sentence."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from workshop.script.model import Breakout, Poll, Slide, Solution, Step
from workshop.session import (
    capacity,
    gathering,
    group_commands,
    group_moves,
    latecomers,
    lengths,
    navigation,
    plan_commands,
    questions,
    script_update,
    team,
)
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session.errors import Refused
from workshop.session.events import Event
from workshop.session.group_commands import with_resting
from workshop.session.guards import current, live
from workshop.session.note_rules import takes_notes
from workshop.session.state import UNDO_SECONDS, Session
from workshop.session.timing import ends, expiries
from workshop.session.undo import CLOSING_SECONDS

# The end may be taken back, so whoever is asked out meanwhile leaves the groups, too.
AFTER_THE_END = cmd.Count | cmd.Reask | cmd.Tick | cmd.End | cmd.Undo | cmd.TakeDown | cmd.Depart | cmd.CountMeToo


def decide(session: Session, command: cmd.Command) -> list[Event]:
    """What `command` makes happen: events for `evolve`, in their order. None at all is normal: there is nothing to do.

    Raises Refused, with a sentence for whoever asked, where the session is not at a point that allows it. Time (in
    seconds), dice and who is present come in the command; nothing is read or written here.
    """
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
    if session.script.lacks_help and not command.all_the_same:
        raise Refused(
            "People would see placeholders instead of help lines when they touch Help. "
            "Fill them in before the start, or start all the same.", "help_lines",
        )  # fmt: skip
    first = next((step for step in session.order if step not in session.skipped), session.order[0])
    return [ev.Started(command.at), ev.StepEntered(command.step or first, command.at)]


def _open(session: Session, command: cmd.Open) -> list[Event]:
    step = current(session)
    match step.detail:
        case Poll() as poll:
            return _open_poll(session, step, poll, command)
        case Breakout():
            run = session.breakout()
            if run and run.phase in ("running", "recalling"):
                return []
            if run and run.phase == "proposed":
                made, alone = latecomers.started(session, run, command.people, command.answers)
                alone = with_resting(alone, made, command.resting)
                return [ev.GroupsFormed(step.id, made, alone, command.at)]
            form = cmd.FormGroups(command.at, command.people, command.seed, command.answers, resting=command.resting)
            return group_commands.form_groups(session, form)
        case Slide(one_by_one=True, pieces=pieces):
            shown = session.pieces_shown(step.id)
            return [ev.PieceShown(step.id, command.at)] if shown < len(pieces) else []
        case _:
            return [] if session.takes_texts(step.id) else [ev.StepOpened(step.id)]


def _open_poll(session: Session, step: Step, poll: Poll, command: cmd.Open) -> list[Event]:
    at = command.at
    run, earlier = session.poll(step.id), session.polls.get(step.id)
    if run is None and earlier and earlier.phase == "closing":
        raise Refused("The answers of the time before are still being counted. Please open it again in a moment.")
    if run is None:
        epoch = earlier.epoch + 1 if earlier else 1
        answers = gathering.to_vote_on(session, step.id, command) if poll.sources else ()
        return [ev.PollOpened(step.id, epoch, at + poll.time_limit if poll.time_limit else None, at, answers)]
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
            return group_commands.recall(session, cmd.Recall(command.at, 0))
        case _ if takes_notes(step):
            return [ev.StepClosed(step.id)] if session.takes_texts(step.id) else []
        case _:
            raise Refused("There is nothing to close on this step.")


def _count(session: Session, command: cmd.Count) -> list[Event]:
    run = session.polls.get(command.step)
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
    run = session.polls.get(command.step)
    if run is None or run.phase not in ("open", "closing"):
        return []
    events: list[Event] = [ev.PollOpened(command.step, run.epoch + 1, None, command.at)]
    here = command.step == session.current and session.poll(command.step) is not None
    if not here or session.phase == "ended":
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
    step = command.made or next((each for each in session.script.steps if each.id == command.step), None)
    if step is None:  # the room's questions, too: they wait by a rule of their own, which no step has
        raise Refused("There is no such step in the drawer.")
    if command.made and session.script.step(step.id):
        step = replace(step, id=_free_id(session, step.id))
    if step.id in session.order:
        return navigation.go_to(session, cmd.GoTo(step.id, command.at))
    if not command.now:
        return [ev.StepInserted(step, session.current, command.text)]
    before = session.order[session.number - 2] if session.number > 1 else ""
    after = before if _is_unopened(session) else session.current
    gone = navigation.leave(session, command.at)
    return [*gone, ev.StepInserted(step, after, command.text), ev.StepEntered(step.id, command.at)]


def _is_unopened(session: Session) -> bool:
    """Whether people could only read what is asked here, or what their groups are for."""
    detail = session.step.detail if session.step else None
    asks, parts = isinstance(detail, Poll), isinstance(detail, Breakout)
    return (asks and session.poll(session.current) is None) or (parts and session.breakout() is None)


def _apply(session: Session, command: cmd.ApplyScript) -> list[Event]:
    made = script_update.plan(session, command.script)
    if made.reasons:
        raise made.reasons[0]
    told = (made.script, made.order, made.kept, made.needed, made.names, command.text, command.included)
    return [ev.ScriptApplied(*told)]


def _free_id(session: Session, wanted: str) -> str:
    return next(i for n in range(2, 1000) if session.script.step(i := f"{wanted}-{n}") is None)


def _seats(session: Session, command: cmd.Seats) -> list[Event]:
    if not 1 <= command.seats <= capacity.MOST:
        raise Refused("Give a number of people from 1 to %(n)s.", n=capacity.MOST)
    return [] if session.seats == command.seats else [ev.SeatsSet(command.seats)]


def _lock(session: Session, command: cmd.Lock) -> list[Event]:
    return [] if session.locked else [ev.Locked()]


def _unlock(session: Session, command: cmd.Unlock) -> list[Event]:
    return [ev.Unlocked()] if session.locked else []


def _send(session: Session, command: cmd.Send) -> list[Event]:
    if len(command.text.strip()) > lengths.MESSAGE:
        raise Refused("That is a little long for every phone. Up to %(n)s characters, please.", n=lengths.MESSAGE)
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
    return [*navigation.leave(session, command.at), ev.Ended(command.at, command.gone)]


_DECIDERS: dict[type, Callable[[Session, Any], list[Event]]] = {
    cmd.Start: _start, cmd.Next: navigation.following, cmd.Back: navigation.back, cmd.Repeat: navigation.repeat,
    cmd.GoTo: navigation.go_to, cmd.Undo: navigation.undo, cmd.Open: _open,
    cmd.Close: _close, cmd.Count: _count, cmd.Reveal: _reveal, cmd.AskAgain: _ask_again, cmd.Reask: _reask,
    cmd.FormGroups: group_commands.form_groups, cmd.Recall: group_commands.recall,
    cmd.ReopenGroups: group_commands.reopen_groups, cmd.Arrive: latecomers.arrive,
    cmd.Depart: latecomers.depart,
    cmd.WorkAlone: group_commands.work_alone, cmd.Extend: _extend, cmd.PauseAll: _pause, cmd.Resume: _resume,
    cmd.Seats: _seats,
    cmd.Insert: _insert, cmd.Lock: _lock, cmd.Unlock: _unlock, cmd.Send: _send, cmd.Tick: _tick, cmd.End: _end,
    cmd.JoinOthers: group_commands.join_others, cmd.StayHere: group_commands.stay_here,
    cmd.Move: group_moves.move, cmd.KeepApart: group_moves.keep_apart,
    cmd.Moderate: plan_commands.moderate, cmd.RefreshWall: plan_commands.rehang, cmd.Skip: plan_commands.skip,
    cmd.Decline: plan_commands.decline, cmd.ApplyScript: _apply,
    cmd.Gather: gathering.gather, cmd.UndoGather: gathering.undo_gather, cmd.TakeDown: gathering.take_down,
    cmd.HandOver: team.hand_over, cmd.TakeBack: team.take_back,
    cmd.MarkQuestion: questions.mark, cmd.CountMeToo: questions.count,
}  # fmt: skip
