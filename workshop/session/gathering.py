"""Gathering texts that say the same, before the room votes on them; and what becomes of a text that is taken back."""

from workshop.script.model import Poll
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session.errors import Refused
from workshop.session.events import Event
from workshop.session.gathered import MOST, Answer, Heaps, answers, moved, without
from workshop.session.state import Session


def gather(session: Session, command: cmd.Gather) -> list[Event]:
    heaps = _heaps(session, command.step)
    known = {heap.id for heap in heaps.now} | {"new", ""}
    if not command.items and not (command.name and command.heap in known - {"new", ""}):
        raise Refused("Choose the texts that say the same first.")
    if command.heap not in known:
        raise Refused("That pile is not here any more. Please look once more.")
    made = moved(heaps, command.items, command.heap, command.name, command.texts)
    return [] if made.now == heaps.now else [ev.TextsGathered(command.step, made)]


def undo_gather(session: Session, command: cmd.UndoGather) -> list[Event]:
    heaps = _heaps(session, command.step)
    return [] if heaps.now == heaps.before else [ev.TextsGathered(command.step, Heaps(heaps.before, heaps.now))]


def _heaps(session: Session, step_id: str) -> Heaps:
    step = session.script.step(step_id)
    if step is None or not isinstance(step.detail, Poll) or not step.detail.sources:
        raise Refused("There are no texts to gather on this step.")
    if session.poll(step_id) is not None:
        raise Refused("The poll was opened with these texts, so they stay as they are.")
    return session.heaps.get(step_id, Heaps())


def to_vote_on(session: Session, step_id: str, command: cmd.Open) -> tuple[Answer, ...]:
    """The answers of a poll that opens now. Raises Refused where there are too few or too many."""
    found = answers(session.heaps.get(step_id, Heaps()), command.texts)
    if len(found) < 2:
        raise Refused("There are not two texts to choose from yet. They are here once enough people have shared some.")
    if len(found) > MOST:
        raise Refused(
            "%(n)s texts are more than fit on a ballot. Gather some: up to %(most)s answers.", n=len(found), most=MOST
        )
    return found


def take_down(session: Session, command: cmd.TakeDown) -> list[Event]:
    """Texts that may not hang any more leave the answers they became, also of polls that were counted."""
    hanging = dict(command.hanging)
    now = {step: without(frozen, hanging) for step, frozen in session.answers.items()}
    before = {step: without(frozen, hanging) for step, frozen in session.answered.items()}
    heaps = {step: lying.without(hanging) for step, lying in session.heaps.items()}
    changed = (now, before, heaps) != (session.answers, session.answered, session.heaps)
    return [ev.TextsTakenDown(now, before, heaps)] if changed else []
