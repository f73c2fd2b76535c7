"""What each kind of step holds."""

from dataclasses import dataclass
from enum import StrEnum

from .visibility import Sees


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


@dataclass(frozen=True, slots=True)
class Variant:
    """`#### For: label` under a step with `prompt by`."""

    label: str
    html: str


@dataclass(frozen=True, slots=True)
class Reflect:
    sees: tuple[Sees, ...] = (Sees.ONLY_ME,)  # more than one: the person chooses
    prompt_by: str = ""
    variants: tuple[Variant, ...] = ()
    pause_seconds: int = 0
    words: int | None = None
    moderate: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """Worksheet text between things to fill in."""

    html: str


@dataclass(frozen=True, slots=True)
class Field:
    """One blank (`____`) of a worksheet line; `before` and `after` are the plain words around it."""

    name: str
    before: str
    after: str = ""
    sees: Sees | None = None  # narrower than the sheet, where set
    joined: bool = False  # goes on in the same sentence as the field before it


@dataclass(frozen=True, slots=True)
class Tick:
    """A `[ ]` line of a worksheet: private."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Worksheet:
    sees: tuple[Sees, ...] = (Sees.ONLY_ME,)
    items: tuple[Prose | Field | Tick, ...] = ()
    card: bool = False
    carries_on: str = ""  # `from: id`
    pause_seconds: int = 0


OTHER = "Something else"  # the answer that `other: yes` adds, and the label of all own words


class By(StrEnum):
    """How groups are made."""

    SIZE = "size"  # pairs, triads, groups of n
    COUNT = "count"  # n groups
    SOLO = "solo"
    PARTNERS = "partners"
    CHOICE = "choice"  # topics to pick from
    ANSWER = "answer"  # same answer to `of`
    UNLIKE = "unlike"  # unlike answers to `of`
    AS_IN = "as in"  # the same groups as in `of`
    MERGE = "merge"  # two and two groups of `of` become one
    ROTATE = "rotate"  # from the tables of `of` to other ones


class Leftover(StrEnum):
    BIGGER = "bigger group"
    SMALLER = "smaller group"
    FACILITATOR = "facilitator"
    SOLO = "solo"


@dataclass(frozen=True, slots=True)
class Round:
    """`#### Round: name (3 min)` of a breakout."""

    title: str
    seconds: int | None
    html: str


class Stay(StrEnum):
    """Who stays at a table while the others go on to another (`stay:`)."""

    NOBODY = "nobody"
    ONE = "one"  # whom the group chooses; else whoever stayed before, or one by lot
    BY_LOT = "one by lot"


@dataclass(frozen=True, slots=True)
class GroupWords:
    """`#### Group 1:` or `#### For group: Rivers`: words for the people of one group alone."""

    number: int  # of the group; 0: of the groups with this topic
    label: str  # the topic, or a title behind the number
    html: str

    @property
    def heading(self) -> str:
        """As the script has it: `Group 1: Rivers`."""
        number = f"Group {self.number}" if self.number else ""
        return ": ".join(part for part in (number, self.label) if part)


@dataclass(frozen=True, slots=True)
class Breakout:
    by: By
    n: int = 2  # people a group, or how many groups
    of: str = ""  # the id that `by answer to`, `unlike answers to`, `as in`, `merge` or `rotate` names
    topics: tuple[str, ...] = ()
    leftover: Leftover = Leftover.BIGGER
    mix: str = "new faces"  # or "random"
    rooms: str = "numbers"  # numbers, tables, or a link with {group}
    notes: tuple[Sees, ...] = ()  # none: no box in the room
    on_your_own: bool = True
    end: str = "by hand"  # or "timer"
    size: int | None = None  # `size:`, for groups by answer or by choice
    rounds: tuple[Round, ...] = ()
    roles: tuple[str, ...] = ()  # one for each of a group, turning with the rounds
    stay: Stay = Stay.NOBODY
    words: tuple[GroupWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Wall:
    source: str  # id of the step whose shared texts hang here
    k: int = 3
    shuffled: bool = True
    more: tuple[str, ...] = ()  # `from: a, b`: the steps of the other columns

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source, *self.more)


@dataclass(frozen=True, slots=True)
class Pause:
    """Pause and Break. `breathing` is (in, hold, out, hold) in seconds; empty: no circle."""

    breathing: tuple[int, int, int, int] | None = None
    sound: bool = False
    bell: bool = False


@dataclass(frozen=True, slots=True)
class Seed:
    remind_days: tuple[int, ...] = (7, 30)


@dataclass(frozen=True, slots=True)
class Talk:
    hands: bool = True
    type_instead: bool = True


@dataclass(frozen=True, slots=True)
class Slide:
    one_by_one: bool = False
    pieces: tuple[str, ...] = ()  # the body cut at its blocks, HTML, for `reveal: one by one`


@dataclass(frozen=True, slots=True)
class Resources:
    from_start: bool = True


Detail = Slide | Talk | Poll | Reflect | Worksheet | Breakout | Wall | Pause | Seed | Resources
