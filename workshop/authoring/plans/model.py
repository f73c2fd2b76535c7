"""What is read out of a plan: lines, sections, and the steps that are proposed for them."""

from dataclasses import dataclass, field
from enum import StrEnum

from workshop.script.model import Kind


class Sort(StrEnum):
    """What a line of a plan is by its form."""

    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    TEXT = "text"
    NOTE = "note"
    RULE = "rule"
    LEFT = "left"  # kept for the authors and never a step: front matter, code, marks of other programs


@dataclass(frozen=True, slots=True)
class Line:
    """`n`: its number, from 1. `words`: without marks. `level`: of a heading, or the indent of an item."""

    n: int
    sort: Sort
    raw: str
    words: str
    level: int = 0
    box: bool = False
    right: bool = False  # its box is ticked: (x)
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class Section:
    """A part of the plan that may become a step. `minutes` is None where the plan names no length."""

    head: Line
    title: str
    minutes: int | None = None
    clock: tuple[int, int | None] | None = None  # begin and end, in minutes of the day
    timed: bool = False  # begun by its time, not by a heading
    holds: bool = False  # a heading above points with times of their own
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Proposed:
    """One step as it will be written; a part where `kind` is None. `source`: its line in the plan."""

    kind: Kind | None
    title: str
    source: Line
    minutes: int | None = None
    guessed: bool = False  # the length is ours, not the plan's
    settings: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # what participants read
    answers: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)  # of the answers
    notes: list[str] = field(default_factory=list)  # for the team
    taken: list[Line] = field(default_factory=list)  # every line of the plan that it was made of


@dataclass(slots=True)
class Plan:
    """All that a plan became. `left`: what stood before the first step and is no setting."""

    title: str
    steps: list[Proposed]
    left: list[Line]
    settings: list[str] = field(default_factory=list)
    script: str = ""  # what was brought, where it is a script already
