"""What each kind of step holds."""

from dataclasses import dataclass

from .breakouts import Breakout
from .polls import Poll
from .visibility import Sees


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

    @property
    def for_a_group(self) -> bool:
        """Whether something that is written here may be for one's group."""
        return Sees.MY_GROUP in self.sees


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

    @property
    def for_a_group(self) -> bool:
        """Whether something that is written here may be for one's group."""
        own = [item.sees for item in self.items if isinstance(item, Field)]
        return Sees.MY_GROUP in (*self.sees, *own)


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
