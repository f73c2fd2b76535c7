"""A step and a part, and what stands at them for the team."""

from dataclasses import dataclass
from enum import StrEnum

from .details import Detail


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


@dataclass(frozen=True, slots=True)
class Cue:
    """A `>` line: for the team only. `label` is say, do, watch, if late, before or note."""

    label: str
    html: str


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


SIGNS = ("wave", "hill", "stones", "sunrise", "drop", "bowl")


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
    sign: str = ""  # what is drawn beside its title, of SIGNS
