"""A step on its way from lines to data: everything the checks need to point at the right place."""

from dataclasses import dataclass, field

from .body import Body
from .headings import Heading
from .listing import Settings, Written
from .model import Kind, Offer, Step
from .scanner import Line


@dataclass
class Sub:
    """`#### For: label` or `#### Round: title (3 min)`."""

    head: Line
    what: str
    label: str
    at: int  # offset of the label in the heading
    seconds: int | None
    body: Body


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
