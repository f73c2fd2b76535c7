"""Where the time of a plan goes, and where it is not enough: found in the script, before anybody waits or hurries."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from workshop.rehearsal.findings import finding
from workshop.rehearsal.lengths import plain
from workshop.rehearsal.report import Finding, length
from workshop.script.model import Kind, Poll, Script, Step
from workshop.script.schedule import Slot, plan

READ = 15  # characters a second, for who reads on a phone and without hurry
ANSWER_LINE = 32  # characters on a phone of 360 px
ANSWER_FRAME, ANSWER_HEIGHT = 28, 26  # px around an answer, and of each of its lines
SCREEN = 560  # px of a phone of 740 between its bar and its foot
LISTEN = 20 * 60  # seconds in a row after which minds go elsewhere
WHAT = {
    "listening and talking together": (Kind.SLIDE, Kind.TALK),
    "answering": (Kind.POLL, Kind.CHECK_IN),
    "writing": (Kind.REFLECT, Kind.WORKSHEET, Kind.SEED),
    "in groups": (Kind.BREAKOUT,),
    "reading what others wrote": (Kind.WALL,),
    "breaks and quiet": (Kind.BREAK, Kind.PAUSE),
}


def too_much(script: Script) -> tuple[Finding, ...]:
    """Steps that look wrong on a phone: too long to read in their time, or more than two screens of answers."""
    return tuple(finding(step, why) for step in script.steps for why in (*_reading(step), *_answers(step)))


def _reading(step: Step) -> Iterator[str]:
    needed = len(plain(step.html)) / READ
    if step.seconds and step.kind is not Kind.RESOURCES and needed > step.seconds:
        yield f"Its text takes about {length(_tens(needed))} to read, and the step has {length(step.seconds)}."


def _tens(seconds: float) -> int:
    return -(-round(seconds) // 10) * 10


def _answers(step: Step) -> Iterator[str]:
    choices = step.detail.choices if isinstance(step.detail, Poll) else ()
    words = (f"{choice.label} {choice.more}".strip() for choice in choices)
    height = sum(ANSWER_FRAME + ANSWER_HEIGHT * (1 + len(text) // ANSWER_LINE) for text in words)
    if height > 2 * SCREEN:
        yield f"Its answers fill about {round(height / SCREEN)} screens of a phone. Up to two are easy to look over."


def where_time_goes(script: Script) -> tuple[str, ...]:
    """Sentences for who leads: what people do for how long, and where they only listen."""
    slots = plan(script).slots
    return (*_sums(slots), *_listening(slots))


def _sums(slots: Sequence[Slot]) -> Iterator[str]:
    sums = {what: sum(s.seconds for s in slots if s.step.kind in kinds) for what, kinds in WHAT.items()}
    told = [f"{length(seconds)} {what}" for what, seconds in sums.items() if seconds]
    if len(told) > 1:
        yield f"Where the time goes: {', '.join(told)}."


def _listening(slots: Sequence[Slot]) -> Iterator[str]:
    """Rows of steps in which nobody presses, writes or moves."""
    for only, row in groupby(slots, key=lambda slot: slot.step.kind is Kind.SLIDE):
        own = list(row)
        seconds = sum(slot.seconds for slot in own)
        if only and seconds > LISTEN:
            begin, end = own[0].step.title, own[-1].step.title
            where = f"in “{begin}”" if len(own) == 1 else f"from “{begin}” to “{end}”"
            yield f"People only listen for {length(seconds)} in a row, {where}."
