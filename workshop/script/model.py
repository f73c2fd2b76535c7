"""A script as data: what a facilitator wrote, read and checked. Everything here is frozen.

Times are whole seconds, lines and columns count from 1, HTML is already sanitised.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Kind(StrEnum):
    SLIDE = "slide"
    TALK = "talk"
    POLL = "poll"
    CHECK_IN = "check-in"
    REFLECT = "reflect"
    WORKSHEET = "worksheet"
    BREAKOUT = "breakout"
    WALL = "wall"
    PAUSE = "pause"
    BREAK = "break"
    SEED = "seed"
    RESOURCES = "resources"


class Sees(StrEnum):
    """Who may read what a person wrote: the promise above every box. Narrowest first."""

    ONLY_ME = "only me"
    MY_GROUP = "my group"
    FACILITATORS = "facilitators"
    WITHOUT_NAMES = "everyone without names"
    WITH_NAMES = "everyone with names"

    @property
    def for_all(self) -> bool:
        """Whether the whole room reads it, with or without the name."""
        return self in (Sees.WITHOUT_NAMES, Sees.WITH_NAMES)

    @property
    def for_team(self) -> bool:
        """Whether the team reads it too: what is for all, and what is meant for the facilitators."""
        return self.for_all or self is Sees.FACILITATORS

    @property
    def nameless(self) -> bool:
        """Whether others read it and must not learn whose it is: so it is never released by itself."""
        return self in (Sees.FACILITATORS, Sees.WITHOUT_NAMES)

    @property
    def named(self) -> bool:
        """Whether its readers see who wrote it."""
        return self in (Sees.MY_GROUP, Sees.WITH_NAMES)


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
class Cue:
    """A `>` line: for the team only. `label` is say, do, watch, if late, before or note."""

    label: str
    html: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a poll. `label` is the short text for charts, `more` the part after the dash."""

    label: str
    more: str = ""
    correct: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    low: int
    high: int
    low_label: str = ""
    high_label: str = ""


@dataclass(frozen=True, slots=True)
class Poll:
    """Poll and Check-in. `choices` are the answers, the things to rank, or the things to sort into `bins`."""

    form: Form
    choices: tuple[Choice, ...] = ()
    most: int = 1  # how many answers (SEVERAL), words (WORDS), dots or points a person may give
    least: int = 1
    scale: Scale | None = None
    bins: tuple[str, ...] = ()
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
    sources: tuple[str, ...] = ()  # `answers from`: the steps whose texts become the answers when it opens


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


@dataclass(frozen=True, slots=True)
class Breakout:
    by: By
    n: int = 2  # people a group, or how many groups
    of: str = ""  # the id that `by answer to`, `unlike answers to` or `as in` names
    topics: tuple[str, ...] = ()
    leftover: Leftover = Leftover.BIGGER
    mix: str = "new faces"  # or "random"
    rooms: str = "numbers"  # numbers, tables, or a link with {group}
    notes: tuple[Sees, ...] = ()  # none: no box in the room
    on_your_own: bool = True
    end: str = "by hand"  # or "timer"
    size: int | None = None  # `size:`, for groups by answer or by choice
    rounds: tuple[Round, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Offer:
    """`offer: ID when …`, a suggestion on the console. `when` is the condition as it was written."""

    step: str
    when: str
    poll: str = ""  # the id it watches; empty: need-a-moment signals
    labels: tuple[str, ...] = ()
    at_least: float = 0.0
    percent: bool = False
    average: str = ""  # "or more", "or less"; empty: a count


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    kind: Kind
    title: str
    detail: Detail
    html: str = ""  # public body
    notes: tuple[Cue, ...] = ()
    seconds: int | None = None
    part: int = 0  # index into Script.parts
    optional: bool = False
    if_needed: bool = False  # kept in the drawer
    lead: str = ""
    materials: str = ""
    offers: tuple[Offer, ...] = ()
    show_on: str = "both"  # both, phones, screen
    heads_up: str = ""
    line: int = 1
    path: str = ""  # the included file, where it came from one
    broken: bool = False  # has an error; shown as a card in the preview


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    id: str = ""
    seconds: int | None = None
    lead: str = ""
    heads_up: str = ""
    html: str = ""
    notes: tuple[Cue, ...] = ()
    optional: bool = False
    line: int = 1
    repeat: int = 1  # 0: until stopped
    if_needed: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """The workshop's settings, defaults filled in according to `care`."""

    format: int = 1
    seconds: int | None = None
    people: tuple[int, int] = (2, 100)
    capped: bool = False  # the script itself says how many at most; otherwise nobody is sent away
    language: str = ""  # none said: the screen and downloads are in English, phones in their own
    theme: str = "calm"
    sensitive: bool = False
    about: str = "practice"  # practice, therapy, training, or a sentence; people in sensitive care read it at the door
    names: str = "nickname"  # nickname, none, real
    k: int = 3
    late: str = "welcome"  # welcome, ask, or the id of "until ID" in late_until
    late_until: str = ""
    help_path: str = ""
    signal: bool = True
    keep_days: int = 90
    rooms: str = "numbers"
    credits: tuple[tuple[str, str], ...] = ()


def _card(step: Step, own_id: str) -> Step:
    sentence = "<p>There is a mistake in this step, so it cannot be shown yet.</p>"
    title = step.title or "A step with a mistake"
    bare = Step(own_id, Kind.SLIDE, title, Slide(), html=sentence, notes=step.notes, seconds=step.seconds)
    flags = {"part": step.part, "optional": step.optional, "if_needed": step.if_needed, "line": step.line}
    return replace(bare, broken=True, path=step.path, **flags)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Script:
    """A whole workshop, every step in written order (drawer steps too; see `planned` and `drawer`)."""

    title: str
    rules: Rules
    parts: tuple[Part, ...] = ()
    steps: tuple[Step, ...] = ()
    html: str = ""  # the invitation
    notes: tuple[Cue, ...] = ()
    help_html: str = ""  # the help lines, rendered
    media: tuple[str, ...] = field(default=())  # paths below sessions/, for the server to allow

    @property
    def planned(self) -> tuple[Step, ...]:
        return tuple(s for s in self.steps if not s.if_needed)

    @property
    def drawer(self) -> tuple[Step, ...]:
        return tuple(s for s in self.steps if s.if_needed)

    def moderates(self, step: Step) -> bool:
        """Whether the team reads what is shared on this step before everyone does."""
        if isinstance(step.detail, Worksheet):
            return self.rules.sensitive
        return isinstance(step.detail, Reflect) and step.detail.moderate

    def k_of(self, step: Step) -> int:
        """From how many people on something of this step is shown: the one number for screens, console and downloads.

        Texts go by the strictest of the workshop and of every wall they hang on; a wall by the texts it is made of.
        """
        if isinstance(step.detail, Poll):
            return step.detail.k
        sources = step.detail.sources if isinstance(step.detail, Wall) else (step.id,)
        return max(map(self._k_of_texts, sources))

    def _k_of_texts(self, source: str) -> int:
        walls = (s.detail for s in self.steps if isinstance(s.detail, Wall))
        return max([self.rules.k, *(wall.k for wall in walls if source in wall.sources)])

    def with_cards(self) -> "Script":
        """For a rehearsal: where a step has an error stands a card that says so, under an id of its own."""
        seen: set[str] = set()
        steps = []
        for step in self.steps:
            own = f"{step.id}-{step.line}" if step.id in seen else step.id
            seen.add(own)
            steps.append(_card(step, own) if step.broken else step)
        return replace(self, steps=tuple(steps))

    def step(self, step_id: str) -> Step | None:
        return next((s for s in self.steps if s.id == step_id), None)


@dataclass(frozen=True, slots=True)
class Fix:
    """A one-click repair: replace `line` (1-based, `end_line` inclusive) by `text` (no final newline)."""

    line: int
    end_line: int
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """One mistake, with its place and its cure. `column`s count characters from 1, the end is exclusive."""

    path: str
    line: int
    column: int
    end_column: int
    severity: str  # error, warning
    code: str
    message: str
    suggestion: str = ""
    fix: Fix | None = None
    source: str = ""  # the line as it was written
    via: str = ""  # "a.md:12", where the file was included from


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a text gave: the script as far as it could be understood, and every message."""

    script: Script
    messages: tuple[Message, ...] = ()

    @property
    def errors(self) -> tuple[Message, ...]:
        return tuple(m for m in self.messages if m.severity == "error")

    @property
    def warnings(self) -> tuple[Message, ...]:
        return tuple(m for m in self.messages if m.severity == "warning")
