"""How a poll is asked and answered."""

from dataclasses import dataclass
from enum import StrEnum

OTHER = "Something else"  # the answer that `other: yes` adds, and the label of all own words


class Form(StrEnum):
    """How a poll is answered."""

    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"
    RANKING = "ranking"
    WORDS = "words"
    TEXT = "text"
    BODY = "body"
    SORT = "sort"
    DOTS = "dots"  # up to `most` dots, several on one answer
    POINTS = "points"  # exactly `most` points, all of them given
    NUMBER = "number"  # a whole number to type; its result is a histogram and the median
    ROWS = "rows"  # one number of a scale for each of several statements, on one page
    SPOT = "spot"  # a place on a picture
    PAGE = "page"  # several questions on one page, each with its own way to answer

    @property
    def spreads(self) -> bool:
        """Whether people spread a number over the answers."""
        return self in (Form.DOTS, Form.POINTS)


class Show(StrEnum):
    """When a poll's result is shown (`results:`)."""

    AFTER_CLOSING = "after closing"
    LIVE = "live"
    FACILITATORS = "facilitators"
    NEVER = "never"


class Solution(StrEnum):
    WITH_RESULTS = "with results"
    BY_HAND = "by hand"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a poll. `label` is the short text for charts, `more` the part after the dash."""

    label: str
    more: str = ""
    correct: bool = False
    picture: str = ""  # below the folder of the scripts: media/lake.png
    alt: str = ""  # what it shows; the label, where the answer has no other words


@dataclass(frozen=True, slots=True)
class Scale:
    low: int
    high: int
    low_label: str = ""
    high_label: str = ""

    @property
    def wide(self) -> bool:
        """Too many steps to press one: a slider with a number to type, and a result in bins."""
        return self.high - self.low >= 11

    @property
    def heads(self) -> tuple[str, ...]:
        """Every number, the ends with their words: 1 (never)."""
        words = {self.low: self.low_label, self.high: self.high_label}
        return tuple(f"{n} ({words[n]})" if words.get(n) else str(n) for n in range(self.low, self.high + 1))

    @property
    def bins(self) -> tuple[tuple[int, int], ...]:
        """First and last number of each column of a result: each number by itself, of a wide scale ten at most."""
        steps = self.high - self.low + 1
        width = next(w for w in (2, 5, 10, 20, 50, 100) if steps // w <= 10) if self.wide else 1
        firsts = [self.low + n * width for n in range(steps // width)]
        return tuple((first, self.high if first == firsts[-1] else first + width - 1) for first in firsts)


@dataclass(frozen=True, slots=True)
class Number:
    """A number to type: what it counts, and its bounds, both or neither."""

    unit: str = ""
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The picture on which people point at a place, and what it shows."""

    picture: str = ""  # below the folder of the scripts: media/map.png
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a grid: what it is about, and its words from low to high."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Two axes, and a cell for each pair of their words. Its cells are the bins into which things are sorted."""

    across: Axis
    up: Axis

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """What stands in each cell, up and across; the highest row first, each from low to high."""
        return tuple(
            (f"{self.up.name}: {high}", f"{self.across.name}: {wide}")
            for high in reversed(self.up.words)
            for wide in self.across.words
        )

    @property
    def bins(self) -> tuple[str, ...]:
        return tuple(" · ".join(cell) for cell in self.cells)

    @property
    def text(self) -> str:
        """Effort (little, much) × Effect (small, great)"""
        return " × ".join(f"{axis.name} ({', '.join(axis.words)})" for axis in (self.across, self.up))


@dataclass(frozen=True, slots=True)
class Right:
    """What is right where no list stands: a number from `low` to `high`, or one of these words, the first is told."""

    low: int | None = None
    high: int | None = None
    words: tuple[str, ...] = ()
    margin: int = 0  # as far from its middle as it goes, where it is written so

    @property
    def text(self) -> str:
        if self.low is not None and self.margin:
            return f"{self.low + self.margin} ± {self.margin}"
        if self.low is None or self.high is None:
            return self.words[0] if self.words else ""
        dash = "–" if self.low >= 0 else " … "  # below zero a dash could be taken for a sign
        return str(self.low) if self.low == self.high else f"{self.low}{dash}{self.high}"


@dataclass(frozen=True, slots=True)
class Poll:
    """Poll and Check-in. `choices` are the answers, the things to rank, those to sort into `bins`, or statements.

    Of statements `bins` are the steps of the scale, as they stand at the head of a table.
    """

    form: Form
    choices: tuple[Choice, ...] = ()
    most: int = 1  # how many answers (SEVERAL), words (WORDS), dots or points a person may give
    least: int = 1
    scale: Scale | None = None
    number: Number | None = None
    right: Right | None = None  # of numbers, scales and words; answers of a list are marked one by one
    bins: tuple[str, ...] = ()
    grid: Grid | None = None  # its cells are the bins
    ground: Ground | None = None  # of a place on a picture
    results: Show = Show.AFTER_CLOSING
    solution: Solution = Solution.WITH_RESULTS
    change: bool = True
    k: int = 3
    time_limit: int | None = None
    moderate: bool = False
    shuffle: bool = False
    other: bool = False
    series: str = ""  # Check-in only
    compare: bool = True
    decides_groups: bool = False  # a Breakout groups by this answer, so it is no secret to the group
    again: str = ""  # the poll that is asked once more here, by its id
    sources: tuple[str, ...] = ()  # `answers from`: the steps whose texts become the answers when it opens
    questions: tuple["Question", ...] = ()  # of a page, in the script's order

    @property
    def has_solution(self) -> bool:
        """Whether any answer is right, the others being wrong."""
        own = self.right is not None or any(choice.correct for choice in self.choices)
        return own or any(question.poll.has_solution for question in self.questions)


@dataclass(frozen=True, slots=True)
class Question:
    """`#### Question: title` of a page. Its poll is set to what the page is set to (who sees the result, k, …), too."""

    title: str
    poll: Poll
    html: str = ""
