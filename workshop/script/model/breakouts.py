"""How a breakout forms its groups, and what they are told."""

from dataclasses import dataclass
from enum import StrEnum

from .visibility import Sees


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
