"""The running order with its parts that repeat: where a part begins and ends, and how often it comes."""

from dataclasses import dataclass
from itertools import groupby

from workshop.script.model import Step
from workshop.session.state import Session


@dataclass(frozen=True, slots=True)
class Slot:
    """A step as the plan has it: once for each time that its part is gone through."""

    step: str
    time: int
    seconds: int


def slots(session: Session) -> tuple[Slot, ...]:
    """The whole running order, left out steps too; a part that goes on until stopped counts once."""
    seconds = {step.id: step.seconds or 0 for step in session.script.steps}
    found: list[Slot] = []
    for part, block in groupby(session.parts.items(), lambda item: item[1]):
        steps = [step for step, _ in block]
        times = range(1, max(1, planned_times(session, part)) + 1)
        found += [Slot(step, time, seconds.get(step, 0)) for time in times for step in steps]
    return tuple(found)


def place(session: Session, slots: tuple[Slot, ...]) -> int:
    """Where the current step stands among the slots; gone through oftener than planned, at its last one."""
    here = [i for i, slot in enumerate(slots) if slot.step == session.current and slot.time <= session.time_of()]
    return here[-1]


def planned_times(session: Session, part: int) -> int:
    """How often the script lets a part come; 0: until stopped."""
    parts = session.script.parts
    return parts[part].repeat if part < len(parts) else 1


def steps_of(session: Session, part: int) -> list[str]:
    """The steps of a part in the running order, without those that are left out."""
    return [step for step, own in session.parts.items() if own == part and step not in session.skipped]


def again(session: Session) -> Step | None:
    """The first step of the part, where the current one is its last and the part may come once more."""
    part = session.part_of(session.current)
    steps, planned = steps_of(session, part), planned_times(session, part)
    if session.phase != "live" or steps[-1:] != [session.current]:
        return None
    return session.script.step(steps[0]) if planned == 0 or session.time_of() < planned else None
