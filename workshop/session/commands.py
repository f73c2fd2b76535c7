"""Everything a facilitator, or the clock, can ask of a session. Time, dice and who is here come in the command."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workshop.script.model import Script, Step
from workshop.session.people import Group, Member, Person
from workshop.session.results import Result


@dataclass(frozen=True, slots=True)
class Start:
    """With the first step, or where `step` says. `all_the_same`: in spite of help lines that are placeholders."""

    at: float
    step: str = ""
    all_the_same: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    at: float


@dataclass(frozen=True, slots=True)
class Back:
    at: float


@dataclass(frozen=True, slots=True)
class Repeat:
    """From the last step of a part that repeats to its first, which comes anew."""

    at: float


@dataclass(frozen=True, slots=True)
class GoTo:
    step: str
    at: float


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last Next, Back, Repeat, GoTo, Reveal or End, within `state.UNDO_SECONDS`."""

    at: float


@dataclass(frozen=True, slots=True)
class Open:
    """Open a poll or a writing step; on a breakout the same as FormGroups, hence people and seed."""

    at: float
    people: tuple[Person, ...] = ()
    seed: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    resting: tuple[Person, ...] = ()  # as in FormGroups
    texts: tuple[tuple[str, str], ...] = ()  # (id, words): what a poll takes its answers from


@dataclass(frozen=True, slots=True)
class Close:
    at: float


@dataclass(frozen=True, slots=True)
class Count:
    """The clock's half of Close: the ballots are tallied, here is the result."""

    step: str
    result: Result
    at: float


@dataclass(frozen=True, slots=True)
class Reveal:
    at: float


@dataclass(frozen=True, slots=True)
class AskAgain:
    at: float


@dataclass(frozen=True, slots=True)
class Reask:
    """The clock's half of a lost key (the machine restarted): the poll starts afresh under a new epoch."""

    step: str
    at: float


@dataclass(frozen=True, slots=True)
class FormGroups:
    """Put the people into groups. `answers`: person id → label, for "by answer"; `groups`: as arranged by hand.

    `resting`: who takes a quiet moment. They stand among those on their own, for whoever is missing would be known.
    """

    at: float
    people: tuple[Person, ...]
    seed: int
    answers: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    propose: bool = False
    resting: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Recall:
    """Call the groups back, softly (`seconds` to finish the sentence) or now (0)."""

    at: float
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class ReopenGroups:
    at: float


@dataclass(frozen=True, slots=True)
class Depart:
    """Somebody was asked out of the room: their seat in the groups, at work or proposed, is free."""

    person: str


@dataclass(frozen=True, slots=True)
class Arrive:
    """Somebody came while groups are running: place them, if the rules allow.

    `topic`, in groups by choice: theirs, "" for any, None where they have not chosen yet. Whoever is `resting` stands
    among those on their own.
    """

    person: Person
    at: float
    topic: str | None = None
    resting: bool = False


@dataclass(frozen=True, slots=True)
class WorkAlone:
    person: Person
    at: float


@dataclass(frozen=True, slots=True)
class StayHere:
    """They stay at their table when the others go on to another one, or (`stays` false) do not."""

    person: Person
    stays: bool
    at: float


@dataclass(frozen=True, slots=True)
class JoinOthers:
    """Left over by their group (`here` tells who is present): into the smallest other one, while it stays small."""

    person: Person
    here: frozenset[str]
    at: float


@dataclass(frozen=True, slots=True)
class Move:
    """Put somebody into a group by hand; into a new one ("new"), or on their own ("")."""

    person: Person
    group: str
    at: float


@dataclass(frozen=True, slots=True)
class KeepApart:
    """These two share no group from now on, or (`apart` false) may again. Nobody but the console knows."""

    people: tuple[Person, Person]
    apart: bool
    at: float


@dataclass(frozen=True, slots=True)
class MarkQuestion:
    """What somebody asked becomes `to`: pinned, answered, later or open."""

    item: str
    to: str
    at: float


@dataclass(frozen=True, slots=True)
class CountMeToo:
    """After the end: how many joined in each question, as it may be told."""

    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Moderate:
    """Texts of a step become `to`: shown, kept back or waiting."""

    step: str
    items: tuple[str, ...]
    to: str
    at: float


@dataclass(frozen=True, slots=True)
class Gather:
    """These texts say the same: onto `heap`, a `new` one, or (empty) back to the others.

    `texts`: all that hang now, (id, words), so that a name which is somebody's words goes with them.
    """

    step: str
    items: tuple[str, ...]
    heap: str
    name: str
    at: float
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UndoGather:
    """As it was before the last Gather; once more brings it back."""

    step: str
    at: float


@dataclass(frozen=True, slots=True)
class TakeDown:
    """The store's half of a text that was taken back: `hanging` (id, words) is all that may still be read."""

    hanging: tuple[tuple[str, str], ...]
    at: float


@dataclass(frozen=True, slots=True)
class RefreshWall:
    """The clock's half of a wall: what was shared for it has changed."""

    step: str
    at: float


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave out a step ahead, or (`skip` false) let it come after all. `before`: not the step, but all up to it."""

    step: str
    skip: bool
    at: float
    before: bool = False


@dataclass(frozen=True, slots=True)
class Decline:
    """Not now: the drawer's step is not offered any more."""

    step: str
    at: float


@dataclass(frozen=True, slots=True)
class Extend:
    """A time more or less, for everyone or for one group."""

    seconds: int
    at: float
    group: str = ""


@dataclass(frozen=True, slots=True)
class PauseAll:
    at: float


@dataclass(frozen=True, slots=True)
class Resume:
    at: float


@dataclass(frozen=True, slots=True)
class Insert:
    """Put a step right after the current one: from the drawer, or read from `text` (then `made` holds it).

    `now`: go there at once. A question that was not opened yet comes after it then, so that going on leads to it.
    """

    at: float
    step: str = ""
    text: str = ""
    made: Step | None = None
    now: bool = False


@dataclass(frozen=True, slots=True)
class Seats:
    """Room for so many people, from now on."""

    seats: int
    at: float


@dataclass(frozen=True, slots=True)
class Lock:
    at: float


@dataclass(frozen=True, slots=True)
class Unlock:
    at: float


@dataclass(frozen=True, slots=True)
class Send:
    """A message to all phones; an empty text takes it away."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Tick:
    """The clock reached something: a recall's end, a round's end, a poll's time limit."""

    at: float


@dataclass(frozen=True, slots=True)
class ApplyScript:
    """The script was changed while the session runs. `script` is what `text` and `included` compile to."""

    script: Script
    text: str
    included: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HandOver:
    """A member of the team who may lead does so from now on, until it is handed or taken back."""

    to: Member
    at: float


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The facilitator leads again."""

    at: float


@dataclass(frozen=True, slots=True)
class End:
    """`gone`: how many were not connected any more, as `attendance.left_count` tells it."""

    at: float
    gone: str = ""


Command = (
    Start | Next | Back | Repeat | GoTo | Undo | Open | Close | Count | Reveal | AskAgain | Reask | FormGroups | Recall
    | ReopenGroups | Arrive | WorkAlone | Extend | PauseAll | Resume | Insert | Lock | Unlock | Send | Tick | End
    | JoinOthers | StayHere | Move | KeepApart | Moderate | Gather | UndoGather | TakeDown | RefreshWall | Skip
    | Decline | ApplyScript | HandOver | TakeBack | Seats | Depart | MarkQuestion | CountMeToo
)  # fmt: skip
