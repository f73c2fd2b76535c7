"""Where the time of a plan goes, and where it is not enough: found in the script, before anybody waits or hurries."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from workshop.rehearsal.findings import finding
from workshop.rehearsal.lengths import plain
from workshop.rehearsal.report import Finding, length
from workshop.script.model import Kind, Poll, Script, Step
from workshop.script.schedule import Slot, plan
from workshop.util.language import marked, said

READ = 15  # characters a second, for who reads on a phone and without hurry
ANSWER_LINE = 32  # characters on a phone of 360 px
ANSWER_FRAME, ANSWER_HEIGHT = 28, 26  # px around an answer, and of each of its lines
SCREEN = 560  # px of a phone of 740 between its bar and its foot
LISTEN = 20 * 60  # seconds in a row after which minds go elsewhere
WHAT = {
    marked("%(time)s listening and talking together"): (Kind.SLIDE, Kind.TALK),
    marked("%(time)s answering"): (Kind.POLL, Kind.CHECK_IN),
    marked("%(time)s writing"): (Kind.REFLECT, Kind.WORKSHEET, Kind.SEED),
    marked("%(time)s in groups"): (Kind.BREAKOUT,),
    marked("%(time)s reading what others wrote"): (Kind.WALL,),
    marked("%(time)s breaks and quiet"): (Kind.BREAK, Kind.PAUSE),
}
TOO_SHORT = marked("Its text takes about %(needed)s to read, and the step has %(given)s.")
TOO_HIGH = marked("Its answers fill about %(n)s screens of a phone. Up to two are easy to look over.")
GOES = marked("Where the time goes: %(parts)s.")
ONLY_IN = marked("People only listen for %(time)s in a row, in “%(first)s”.")
ONLY_FROM = marked("People only listen for %(time)s in a row, from “%(first)s” to “%(last)s”.")


def too_much(script: Script) -> tuple[Finding, ...]:
    """Steps that look wrong on a phone: too long to read in their time, or more than two screens of answers."""
    return tuple(finding(step, why) for step in script.steps for why in (*_reading(step), *_answers(step)))


def _reading(step: Step) -> Iterator[str]:
    needed = len(plain(step.html)) / READ
    if step.seconds and step.kind is not Kind.RESOURCES and needed > step.seconds:
        yield said(TOO_SHORT, {"needed": length(_tens(needed)), "given": length(step.seconds)})


def _tens(seconds: float) -> int:
    return -(-round(seconds) // 10) * 10


def _answers(step: Step) -> Iterator[str]:
    poll = step.detail if isinstance(step.detail, Poll) else None
    asked = poll.questions if poll else ()
    choices = [choice for each in (poll, *(question.poll for question in asked)) if each for choice in each.choices]
    words = (f"{choice.label} {choice.more}".strip() for choice in choices)
    height = sum(ANSWER_FRAME + ANSWER_HEIGHT * (1 + len(text) // ANSWER_LINE) for text in words)
    if height > 2 * SCREEN:
        yield said(TOO_HIGH, {"n": round(height / SCREEN)})


def where_time_goes(script: Script) -> tuple[str, ...]:
    """Sentences for who leads: what people do for how long, and where they only listen."""
    slots = plan(script).slots
    return (*_sums(slots), *_listening(slots))


def _sums(slots: Sequence[Slot]) -> Iterator[str]:
    sums = {what: sum(s.seconds for s in slots if s.step.kind in kinds) for what, kinds in WHAT.items()}
    told = [said(what, {"time": length(seconds)}) for what, seconds in sums.items() if seconds]
    if len(told) > 1:
        yield said(GOES, {"parts": ", ".join(told)})


def _listening(slots: Sequence[Slot]) -> Iterator[str]:
    """Rows of steps in which nobody presses, writes or moves."""
    for only, row in groupby(slots, key=lambda slot: slot.step.kind is Kind.SLIDE):
        own = list(row)
        seconds = sum(slot.seconds for slot in own)
        if only and seconds > LISTEN:
            ends = {"first": own[0].step.title, "last": own[-1].step.title}
            yield said(ONLY_IN if len(own) == 1 else ONLY_FROM, {"time": length(seconds), **ends})
