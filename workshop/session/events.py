"""What happened, past tense. A session is the sum of its events; the store keeps the sum."""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop.script.model import Script, Step
from workshop.session.gathered import Answer, Heaps
from workshop.session.people import Group, Member, Person
from workshop.session.results import Result


@dataclass(frozen=True, slots=True)
class Started:
    at: float


@dataclass(frozen=True, slots=True)
class StepEntered:
    step: str
    at: float


@dataclass(frozen=True, slots=True)
class PartRepeated:
    """The part is gone through for this time now. A lower number than before: that was taken back."""

    part: int
    time: int


@dataclass(frozen=True, slots=True)
class MoveUndone:
    step: str
    reopened: bool
    at: float


@dataclass(frozen=True, slots=True)
class StepSkipped:
    """A step ahead is left out, or (`skip` false) comes after all."""

    step: str
    skip: bool


@dataclass(frozen=True, slots=True)
class StepOpened:
    """A writing step takes texts again."""

    step: str


@dataclass(frozen=True, slots=True)
class StepClosed:
    step: str


@dataclass(frozen=True, slots=True)
class PieceShown:
    step: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class PollOpened:
    step: str
    epoch: int
    limit_at: float | None
    at: float
    answers: tuple[Answer, ...] = ()  # texts that people wrote, where it takes its answers from them


@dataclass(frozen=True, slots=True)
class PollClosing:
    """No new voters are invited; what is on its way may still arrive until `until`."""

    step: str
    until: float


@dataclass(frozen=True, slots=True)
class PollCounted:
    step: str
    result: Result


@dataclass(frozen=True, slots=True)
class PollRevealed:
    step: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class RevealWanted:
    """Asked for while the last answers come in; shown as soon as they are counted."""

    step: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class SolutionShown:
    step: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class ShowingUndone:
    """What was revealed last on this step is covered again. `reopened`: the poll takes answers as before."""

    step: str
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class TextsModerated:
    """Texts of a step are now `to`: shown, kept back or waiting. Notes lie in the store, a poll's in its result."""

    step: str
    items: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class TextsGathered:
    """Texts that a poll will take its answers from lie on these heaps now."""

    step: str
    heaps: Heaps


@dataclass(frozen=True, slots=True)
class TextsTakenDown:
    """Polls keep their answers without the words that were taken back. By step: as asked last, before that, to come."""

    answers: Mapping[str, tuple[Answer, ...]]
    answered: Mapping[str, tuple[Answer, ...]]
    heaps: Mapping[str, Heaps]


@dataclass(frozen=True, slots=True)
class QuestionMarked:
    """What somebody asked is on the shared screen (pinned), answered, for later, or (open) none of it."""

    item: str
    to: str


@dataclass(frozen=True, slots=True)
class MeTooCounted:
    """It is over: how many joined in each question, as it may be told."""

    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class WallChanged:
    """Somebody shared one more text, or took one back."""

    step: str


@dataclass(frozen=True, slots=True)
class GroupsProposed:
    step: str
    groups: tuple[Group, ...]
    alone: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class GroupsFormed:
    step: str
    groups: tuple[Group, ...]
    alone: tuple[Person, ...]
    at: float


@dataclass(frozen=True, slots=True)
class RecallStarted:
    step: str
    until: float


@dataclass(frozen=True, slots=True)
class GroupsRecalled:
    step: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class GroupsReopened:
    step: str
    at: float


@dataclass(frozen=True, slots=True)
class RecallUndone:
    """They go on as if nobody had called them: a round that runs is not begun anew."""

    step: str
    at: float


@dataclass(frozen=True, slots=True)
class RoundChanged:
    step: str
    index: int
    at: float


@dataclass(frozen=True, slots=True)
class PersonPlaced:
    """Into `group`, or alone where it is empty."""

    step: str
    person: Person
    group: str


@dataclass(frozen=True, slots=True)
class StayChosen:
    """Who of the group stays at its table; nobody yet where `person` is empty."""

    step: str
    group: str
    person: str


@dataclass(frozen=True, slots=True)
class PersonGone:
    """Asked out of the room: they have no seat in its groups any more."""

    step: str
    person: str


@dataclass(frozen=True, slots=True)
class PeopleKeptApart:
    """These two share no group from now on, or (`apart` false) may again."""

    people: tuple[Person, Person]
    apart: bool


@dataclass(frozen=True, slots=True)
class TimeExtended:
    """For everyone, or for one group only."""

    seconds: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Paused:
    at: float


@dataclass(frozen=True, slots=True)
class Resumed:
    at: float


@dataclass(frozen=True, slots=True)
class StepInserted:
    step: Step
    after: str
    text: str  # empty: it came from the drawer


@dataclass(frozen=True, slots=True)
class ScriptApplied:
    """The changed script runs. `needed`: earlier versions to keep; `kept`: step id → its place among them."""

    script: Script
    order: tuple[str, ...]
    kept: Mapping[str, int]
    needed: tuple[int, ...]
    names: Mapping[str, str]  # new id → the id that the step keeps
    text: str
    included: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    step: str


@dataclass(frozen=True, slots=True)
class SeatsSet:
    seats: int


@dataclass(frozen=True, slots=True)
class Locked:
    pass


@dataclass(frozen=True, slots=True)
class Unlocked:
    pass


@dataclass(frozen=True, slots=True)
class MessageSent:
    text: str


@dataclass(frozen=True, slots=True)
class LeadHandedOver:
    """This member leads now, and the facilitator looks on."""

    to: Member


@dataclass(frozen=True, slots=True)
class LeadTakenBack:
    pass


@dataclass(frozen=True, slots=True)
class Ended:
    at: float
    gone: str = ""


@dataclass(frozen=True, slots=True)
class EndUndone:
    """`poll`: it was open and takes answers again; `groups`: they were at work and go on."""

    at: float
    poll: bool
    groups: bool


@dataclass(frozen=True, slots=True)
class EndSettled:
    """It can be taken back no more: the code goes, and what decided the groups."""


Event = (
    Started | StepEntered | PartRepeated | MoveUndone | StepOpened | StepClosed | PieceShown | PollOpened | PollClosing
    | PollCounted | PollRevealed | RevealWanted | SolutionShown | GroupsProposed | GroupsFormed | RecallStarted
    | GroupsRecalled | GroupsReopened | RecallUndone | RoundChanged | PersonPlaced | TimeExtended | Paused | Resumed
    | StepInserted | Locked | Unlocked | MessageSent | Ended | EndUndone | EndSettled | StepSkipped | ShowingUndone
    | TextsModerated | TextsGathered | TextsTakenDown | WallChanged | PeopleKeptApart | OfferDeclined | ScriptApplied
    | LeadHandedOver | LeadTakenBack | SeatsSet | PersonGone | StayChosen | QuestionMarked | MeTooCounted
)  # fmt: skip
