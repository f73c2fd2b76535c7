"""The plan on the clock: when each step is due to begin, and what leaving steps out would save."""

from dataclasses import dataclass

from .model import Script, Step


@dataclass(frozen=True, slots=True)
class Slot:
    """A planned step. Seconds; `start` counts from the beginning of the workshop."""

    step: Step
    start: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Plan:
    slots: tuple[Slot, ...]
    seconds: int
    optional_seconds: int  # what leaving out every optional step saves


def plan(script: Script) -> Plan:
    """Planned steps in order; a part that repeats takes its time again, one "until stopped" once."""
    slots: list[Slot] = []
    clock = 0
    for number, part in enumerate(script.parts):
        begin = clock
        for _ in range(max(1, part.repeat)):
            clock = _walk(script, number, clock, slots)
        if clock == begin and not part.if_needed:
            clock += part.seconds or 0  # its steps carry no times of their own
    optional = sum(slot.seconds for slot in slots if slot.step.optional)
    return Plan(tuple(slots), clock, optional)


def _walk(script: Script, part: int, clock: int, slots: list[Slot]) -> int:
    for step in script.planned:
        if step.part == part:
            slots.append(Slot(step, clock, step.seconds or 0))
            clock += step.seconds or 0
    return clock


def clock(start: str, seconds: int) -> str:
    """14:30 and 600 → 14:40. `start` is hours and minutes."""
    hours, minutes = (int(piece) for piece in start.split(":"))
    total = (hours * 60 + minutes) * 60 + seconds
    return f"{total // 3600 % 24:02}:{total // 60 % 60:02}"
