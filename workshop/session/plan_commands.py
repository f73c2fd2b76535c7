"""Small things a facilitator steers by: what is left out, what is not offered, which texts the room may read."""

from workshop.script.model import Poll
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session.errors import Refused
from workshop.session.events import Event
from workshop.session.results import Result, moderated, text_id
from workshop.session.state import Session

MODERATED = ("shown", "kept back", "waiting")


def skip(session: Session, command: cmd.Skip) -> list[Event]:
    if command.step not in session.order:
        raise Refused("There is no such step in this workshop.")
    if command.skip and session.order.index(command.step) < session.number:
        raise Refused("Only a step that is still ahead can be left out.")
    steps = session.order[session.number : session.order.index(command.step)] if command.before else (command.step,)
    return [ev.StepSkipped(step, command.skip) for step in steps if (step in session.skipped) != command.skip]


def decline(session: Session, command: cmd.Decline) -> list[Event]:
    return [] if command.step in session.declined else [ev.OfferDeclined(command.step)]


def moderate(session: Session, command: cmd.Moderate) -> list[Event]:
    step = session.script.step(command.step)
    if step is None or command.to not in MODERATED or not command.items:
        raise Refused("Choose a text first.")
    if isinstance(step.detail, Poll):
        run = session.poll(step.id)
        if run is None or run.result is None or not set(command.items) <= _known(run.result):
            raise Refused("This text is not here any more.")
        if moderated(run.result, command.items, command.to) == run.result:
            return []
    return [ev.TextsModerated(step.id, command.items, command.to)]


def _known(result: Result) -> set[str]:
    parts = (_known(part) for part in result.parts)
    return {text_id(text, result.label) for text in (*result.texts, *result.kept_back, *result.set_aside)}.union(*parts)


def rehang(session: Session, command: cmd.RefreshWall) -> list[Event]:
    here = session.phase == "live" and session.current == command.step
    return [ev.WallChanged(command.step)] if here else []
