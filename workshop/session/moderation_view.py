"""Texts as the console reads them: what waits, what is shown, what was kept back. Who wrote it only where the
box said so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.script.model import Poll, Sees
from workshop.session.results import Result, people_behind, text_id


@dataclass(frozen=True, slots=True)
class Line:
    """One text; `times` for words that several gave, `prompt` for the words around a worksheet's field."""

    id: str
    text: str
    times: int = 1
    prompt: str = ""
    name: str = ""  # of what was written for those who lead, with the name


def enough(sees: Sees, people: int, k: int) -> bool:
    """Whether what so many people wrote in one field may be shown to all: the one rule for walls and downloads.

    One person has one text in a field, so texts of one field are people; over several fields they are not.
    """
    return people >= (k if sees is Sees.WITHOUT_NAMES else 1)


@dataclass(frozen=True, slots=True)
class ModerationQueue:
    """The texts of one step. `held`: some may have come that are not told: while people write, or fewer than `k`."""

    step: str
    k: int
    waiting: tuple[Line, ...] = ()
    shown: tuple[Line, ...] = ()
    kept_back: tuple[Line, ...] = ()
    only_read: tuple[Line, ...] = ()  # meant for the facilitators: nothing to decide
    held: bool = False
    writing: bool = False  # people write on this step just now
    returns: bool = False  # a text can be given back to whoever wrote it: not so in a poll, where nobody knows
    people: int | None = None  # so many, at the least, are behind what is shown; None: one for each text of a field
    hangs: bool = True  # the room gets to see them: a poll's words, or a wall is made of them

    @property
    def lacking(self) -> int:
        """How many more must be shown, at the least, before the room sees any: people are counted, field by field."""
        if self.people is not None:
            return max(0, self.k - self.people)
        fields: Counter[str] = Counter()
        for line in self.shown:
            fields[line.prompt] += line.times
        return max(0, self.k - max(fields.values(), default=0)) if self.hangs else 0

    @property
    def empty(self) -> bool:
        return not (self.waiting or self.shown or self.kept_back or self.only_read or self.held)


def of_result(step_id: str, result: Result | None, poll: Poll) -> ModerationQueue | None:
    """The words and texts of a counted poll; None where it has none."""
    told = [each for each in (result, *(result.parts if result else ())) if each and _has_texts(each)]
    if result is None or not told:
        return None
    waiting = tuple(line for each in told for line in _lines(each.kept_back, each.label))
    shown = tuple(line for each in told for line in _lines(each.texts, each.label))
    kept_back = tuple(line for each in told for line in _lines(each.set_aside, each.label))
    people = None if result.parts else people_behind(result, poll)  # of a page each question counts its own
    return ModerationQueue(step_id, result.k, waiting, shown, kept_back, people=people)


def _has_texts(result: Result) -> bool:
    return bool(result.texts or result.kept_back or result.set_aside)


def _lines(texts: Sequence[str], question: str) -> tuple[Line, ...]:
    """Equal words are one line, in no order that tells of anybody. Of a page each is told with its question."""
    counted = Counter(texts).items()
    return tuple(sorted((Line(text_id(t, question), t, n, question) for t, n in counted), key=lambda line: line.id))
