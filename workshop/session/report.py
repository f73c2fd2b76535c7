"""What may be told of a session afterwards. Whatever is in here has passed every promise and the k rule.

`store.results` fills it, `exports` writes it down; neither knows the other.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workshop.script.model import Kind, Poll, Sees
from workshop.session.results import Result


@dataclass(frozen=True, slots=True)
class Asking:
    """One time a poll was asked. Where there is no result, `hidden` says why."""

    number: int
    result: Result | None = None
    hidden: str = ""
    remark: str = ""  # what else one must know to read it


@dataclass(frozen=True, slots=True)
class Text:
    """Something people shared. `name` is empty unless it was shared with names."""

    text: str
    name: str = ""
    others: int = 0  # of a question from the room: how many joined in, where that may be told


@dataclass(frozen=True, slots=True)
class Pool:
    """All texts under one prompt that were shared by one promise, in random order.

    `texts` reads them anew, a page at a time, so that a session of thousands needs no more memory.
    """

    sees: Sees
    field: str = ""
    prompt: str = ""  # the words around a worksheet's blank
    hidden: str = ""
    texts: Callable[[], Iterable[Text]] = tuple

    def __iter__(self) -> Iterator[Text]:
        return iter(self.texts())


@dataclass(frozen=True, slots=True)
class Row:
    """One name's worksheet: for each field what stands there (more than once if two people share a name)."""

    name: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet with names, shared with everyone or with the team, as a table: who, what, by when."""

    fields: tuple[str, ...]
    prompts: tuple[str, ...]
    rows: Callable[[], Iterable[Row]] = tuple
    sees: Sees = Sees.WITH_NAMES

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows())


@dataclass(frozen=True, slots=True)
class Coming:
    """One planned or actual round of a step (a repeating part has several); its visits are summed.

    Seconds are None where nothing was planned, or nothing is known yet.
    """

    time: int
    planned: int | None = None
    real: int | None = None
    reached: bool = False


@dataclass(frozen=True, slots=True)
class ReportStep:
    """A step in running order."""

    number: int
    id: str
    kind: Kind
    title: str
    part: str = ""
    html: str = ""  # the question as people saw it
    prompts: tuple[tuple[str, str], ...] = ()  # (label, html) of each `For:` or `Round:`; a worksheet's lines
    comings: tuple[Coming, ...] = ()
    poll: Poll | None = None
    askings: tuple[Asking, ...] = ()
    before: Result | None = None  # the first result of the same series
    pools: tuple[Pool, ...] = ()
    sheet: Sheet | None = None
    walls: tuple[str, ...] = ()  # ids of the steps whose texts hung here
    hidden: tuple[str, ...] = ()  # what stays hidden and why

    @property
    def planned(self) -> int | None:
        return _sum(coming.planned for coming in self.comings)

    @property
    def real(self) -> int | None:
        return _sum(coming.real for coming in self.comings)

    @property
    def reached(self) -> bool:
        return any(coming.reached for coming in self.comings)

    @property
    def tells(self) -> bool:
        """Whether there is more to say than that the step took place."""
        return bool(self.askings or self.pools or self.sheet or self.walls or self.hidden)


def _sum(seconds: Iterable[int | None]) -> int | None:
    known = [s for s in seconds if s is not None]
    return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class Report:
    """`joined` is a number or "fewer than k", `left` that or "more than n" or empty; `day` is the only date."""

    id: str
    title: str
    day: date
    k: int
    joined: str
    left: str = ""  # how many were not connected any more when it ended
    language: str = "en"
    theme: str = "calm"
    sensitive: bool = False
    rehearsal: bool = False
    phase: str = "ended"
    settled: bool = True  # False for the few seconds in which its end can be taken back: what came late is not in here
    delete_on: date | None = None
    steps: tuple[ReportStep, ...] = ()
    colour: str = ""  # of whoever invited, "#rrggbb" or ""
    logo: bytes = b""  # theirs, a PNG; and what it shows, in words
    logo_name: str = ""
    logo_plate: str = ""  # on which paper, light or dark, it needs a ground of its own
    folder: Path | None = None  # where the pictures of its script are, where they can be had

    @property
    def ending(self) -> bool:
        """Whether what came late for the facilitators is still to come."""
        return self.phase == "ended" and not self.settled

    @property
    def planned(self) -> int:
        return sum(s.planned or 0 for s in self.steps)

    @property
    def real(self) -> int:
        return sum(s.real or 0 for s in self.steps)

    def step(self, step_id: str) -> ReportStep | None:
        return next((s for s in self.steps if s.id == step_id), None)
