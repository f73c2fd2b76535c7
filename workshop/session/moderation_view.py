"""Texts as the console reads them: what waits, what is shown, what was kept back. Never who wrote it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.session.results import Result, text_id


@dataclass(frozen=True, slots=True)
class Line:
    """One text; `times` for words that several gave, `prompt` for the words around a worksheet's field."""

    id: str
    text: str
    times: int = 1
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class ModerationQueue:
    """The texts of one step. `few`: fewer than `k` came, so they are not even told here."""

    step: str
    k: int
    waiting: tuple[Line, ...] = ()
    shown: tuple[Line, ...] = ()
    kept_back: tuple[Line, ...] = ()
    only_read: tuple[Line, ...] = ()  # meant for the facilitators: nothing to decide
    few: bool = False
    returns: bool = False  # a text can be given back to whoever wrote it: not so in a poll, where nobody knows
    hangs: bool = True  # the room gets to see them: a poll's words, or a wall is made of them

    @property
    def lacking(self) -> int:
        """How many more must be shown before the room sees any."""
        return max(0, self.k - sum(line.times for line in self.shown)) if self.hangs else 0

    @property
    def empty(self) -> bool:
        return not (self.waiting or self.shown or self.kept_back or self.only_read or self.few)


def of_result(step_id: str, result: Result | None) -> ModerationQueue | None:
    """The words and texts of a counted poll; None where it has none."""
    if result is None or not (result.texts or result.kept_back or result.set_aside):
        return None
    waiting, shown, kept_back = (_lines(t) for t in (result.kept_back, result.texts, result.set_aside))
    return ModerationQueue(step_id, result.k, waiting, shown, kept_back)


def _lines(texts: Sequence[str]) -> tuple[Line, ...]:
    """Equal words are one line, in no order that tells of anybody."""
    return tuple(sorted((Line(text_id(t), t, n) for t, n in Counter(texts).items()), key=lambda line: line.id))
