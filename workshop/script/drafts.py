"""A script on its way from lines to data: everything the checks need to point at the right place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .body import Body
from .headings import Heading
from .listing import Settings, Written
from .model import Kind, Offer, Part, Rules, Step
from .scanner import Line
from .words import fold


@dataclass
class Sub:
    """`#### For: label`, `#### Round: title (3 min)`, `#### Group 1: title`, `#### For group: topic` or a question."""

    head: Line
    what: str
    label: str
    at: int  # offset of the label in the heading
    seconds: int | None
    body: Body
    asks: "Draft | None" = None  # of `#### Question: title`: how it is answered, as of a poll


@dataclass
class Draft:
    head: Line
    heading: Heading
    settings: Settings
    body: Body
    subs: list[Sub] = field(default_factory=list)
    part: int = 0
    answers_here: bool = False  # a check-in that says how to answer by itself
    step: Step | None = None

    @property
    def kind(self) -> Kind:
        return self.heading.kind or Kind.SLIDE

    @property
    def done(self) -> Step:
        assert self.step is not None
        return self.step

    def written(self, name: str) -> Written:
        return self.settings.written[name]

    @property
    def offers(self) -> list[tuple[Offer, Written]]:
        found = self.settings.many.get("offer", [])
        return [(value, entry) for value, entry in found if isinstance(value, Offer)]

    def promise_line(self) -> int:
        """Where people were promised who sees what: the setting, or else the heading."""
        found = self.settings.written.get("who sees this")
        return found.line.number if found else self.head.number


def labels_of(draft: Draft) -> dict[str, str]:
    """The answers of a poll as they are compared, and as they are written."""
    return {fold(choice.label): choice.label for choice in getattr(draft.done.detail, "choices", ())}


@dataclass
class Draftbook:
    """A script on its way: what the checks walk over."""

    path: str
    lines: Sequence[Line]
    head: Line
    settings: Settings
    rules: Rules
    invitation: Body
    parts: list[Part] = field(default_factory=list)
    part_heads: list[Line] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    help_source: str = ""
    foreign: set[str] = field(default_factory=set)  # kinds of foreign markup that were told
