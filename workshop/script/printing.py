"""The run sheet on paper: every step with its time and notes, and the worksheets as handouts."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .model import Breakout, Cue, Form, Poll, Script, Step, Worksheet
from .schedule import Plan, clock, plan
from .settings import KIND_NAMES
from .words import duration

Told = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the run sheet; `part` opens a new part.

    `clock` is a time of day such as 09:05, or counts from 0:00: with one nought, for it is no midnight.
    """

    clock: str
    minutes: str
    kind: str
    title: str
    lead: str
    materials: str
    notes: tuple[Cue, ...]
    html: str
    answers: tuple[str, ...]
    optional: bool
    part: str = ""
    several: bool = False  # each of its answers is a question with its own, or a statement


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    rows: tuple[Row, ...]
    drawer: tuple[Row, ...]
    handouts: tuple[Step, ...]
    total: str
    optional: str  # what leaving out the optional steps saves; empty if there are none
    notes: tuple[Cue, ...]
    materials: tuple[str, ...]
    language: str
    questions: bool  # open all session: time for them is in no step


def run_sheet(script: Script, start: str | None = None, told: Told = duration) -> Sheet:
    """`start` is a time of day such as 14:30; without it the clock counts from 0:00. `told` writes lengths."""
    schedule = plan(script)
    return Sheet(
        title=script.title,
        rows=_rows(script, schedule, start, told),
        drawer=tuple(_row(step, "", "", told) for step in script.drawer),
        handouts=tuple(step for step in script.steps if isinstance(step.detail, Worksheet)),
        total=told(schedule.seconds),
        optional=told(schedule.optional_seconds) if schedule.optional_seconds else "",
        notes=script.notes,
        materials=tuple(dict.fromkeys(s.materials for s in script.planned if s.materials)),
        language=script.rules.language or "en",
        questions=script.rules.questions,
    )


def page(sheet: Sheet) -> str:
    """A whole HTML page that prints well and needs nothing else."""
    return _templates().get_template("run_sheet.html").render(sheet=sheet)


def _templates() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def _rows(script: Script, schedule: Plan, start: str | None, told: Told) -> tuple[Row, ...]:
    rows: list[Row] = []
    part = -1
    for slot in schedule.slots:
        heading = script.parts[slot.step.part].title if slot.step.part != part else ""
        part = slot.step.part
        at = clock(start, slot.start) if start else clock("00:00", slot.start).removeprefix("0")
        rows.append(_row(slot.step, at, heading, told))
    return tuple(rows)


def _row(step: Step, at: str, part: str, told: Told) -> Row:
    return Row(
        clock=at,
        minutes=told(step.seconds) if step.seconds else "",
        kind=KIND_NAMES[step.kind],
        title=step.title,
        lead=step.lead,
        materials=step.materials,
        notes=step.notes,
        html=step.html,
        answers=answers(step),
        several=isinstance(step.detail, Poll) and (bool(step.detail.questions) or step.detail.form is Form.ROWS),
        optional=step.optional,
        part=part,
    )


def answers(step: Step) -> tuple[str, ...]:
    """What participants choose from, in short."""
    detail = step.detail
    if isinstance(detail, Breakout):
        return detail.topics
    if not isinstance(detail, Poll):
        return ()
    if detail.questions:
        return tuple(_of_question(question.title, _of_poll(question.poll)) for question in detail.questions)
    return _of_poll(detail)


def _of_question(title: str, choices: tuple[str, ...]) -> str:
    asks = title.endswith(("?", "？", "؟", "!", "！", ".", "。", "…", ":", "："))
    return f"{title}{' ' if asks else ': '}{' / '.join(choices)}" if choices else title


def _of_poll(detail: Poll) -> tuple[str, ...]:
    right = (f"✓ {detail.right.text}",) if detail.right else ()
    if detail.scale:
        low, high = detail.scale.low, detail.scale.high
        scale = f"{low} {detail.scale.low_label} … {high} {detail.scale.high_label}".replace("  ", " ").strip()
        return (*(statement.label for statement in detail.choices), scale, *right)
    if detail.ground:
        return (detail.ground.alt or detail.ground.picture,)
    if detail.number:
        return (*((detail.number.unit,) if detail.number.unit else ()), *right)
    return (*(f"{c.label} ✓" if c.correct else c.label for c in detail.choices), *right)
