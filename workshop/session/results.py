"""What a closed poll publishes: its figures, the k rule, and what may leave the console.

Counts of fewer than k votes are never made into a Result, so they cannot be stored, shown or exported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from workshop.script.model import Form, Poll, Question

from .bands import said_in

FEWER = "fewer than k votes"


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer's share: `count` is None where only the rounded percent may be told."""

    label: str
    percent: int  # to draw with
    text: str  # to read
    count: int | None = None
    correct: bool = False

    @property
    def lowest_of(self) -> int:
        """Of how many bands this is the lowest, in which nobody may be; 0 where it is another, or none."""
        return said_in([self.text])


@dataclass(frozen=True, slots=True)
class Movement:
    """A check-in compared with its first time: the shares that rose, stayed and fell."""

    up: Bar
    same: Bar
    down: Bar


@dataclass(frozen=True, slots=True)
class Row:
    """What a page of statements came to in one of them. No bars where fewer than k gave it a number."""

    label: str
    bars: tuple[Bar, ...] = ()
    average: float | None = None
    n: int | None = None
    whole: bool = False  # nobody of those who answered left it out
    too_alike: bool = False  # not told, for somebody left it out now or another time that it was asked


@dataclass(frozen=True, slots=True)
class Result:
    """`n` and `bars` are empty where fewer than k voted (`hidden`). `n_text` is what may be said of n."""

    hidden: bool
    k: int
    n: int | None = None
    n_text: str = FEWER
    bars: tuple[Bar, ...] = ()
    average: float | None = None
    median: str = ""  # of numbers; in sensitive care the column in which it lies
    texts: tuple[str, ...] = ()  # words and texts, shuffled
    kept_back: tuple[str, ...] = ()  # waiting for moderation, shuffled
    set_aside: tuple[str, ...] = ()  # kept back by moderation
    sorted: tuple[tuple[str, tuple[Bar, ...]], ...] = ()  # thing → its bins
    ranks: tuple[tuple[str, float], ...] = ()  # thing → mean place, best first; or place in the order
    spots: tuple[tuple[int, int], ...] = ()  # a square of the picture → people; never in sensitive care
    right: Bar | None = None  # how many gave the right number or word, where that may be told
    right_texts: tuple[str, ...] = ()  # those of the texts that are right: put in where the solution may be seen
    rows: tuple[Row, ...] = ()  # statements, in the script's order
    parts: tuple["Result", ...] = ()  # of a page: one for each question
    label: str = ""  # of a part: its question
    whole: bool = False  # of a part: nobody of those who answered the page left it out
    movement: Movement | None = None
    rounded: bool = False
    too_alike: bool = False  # hidden, for beside an earlier result of the same question it would tell of the few

    @property
    def bands(self) -> int:
        """In how many bands the shares of a small round are said: 2 or 3; 0 where they are numbers, or not told."""
        return said_in([bar.text for bar in self.bars])


def public(result: Result, poll: Poll) -> Result:
    """What may leave the console: no text that waits or was kept back, and shown ones only of k people or more."""
    texts = result.texts if people_behind(result, poll) >= result.k else ()
    parts = tuple(public(part, question.poll) for part, question in asked(result, poll))
    return replace(result, texts=texts, kept_back=(), set_aside=(), parts=parts)


def asked(result: Result, poll: Poll) -> Iterator[tuple[Result, Question]]:
    """What came of each question of a page, with the question."""
    return zip(result.parts, poll.questions, strict=False)


def covered(result: Result) -> Result:
    """Without any sign of which answers are right."""
    bars = tuple(replace(bar, correct=False) for bar in result.bars)
    return replace(result, bars=bars, right=None, right_texts=(), parts=tuple(map(covered, result.parts)))


def people_behind(result: Result, poll: Poll) -> int:
    """So many people, at the least, wrote the texts that are shown.

    Who wrote which is known to nobody any more. But nobody wrote more than `most` words, and whoever is not behind
    one that is shown is behind at least one that is not.
    """
    shown, unseen = len(result.texts), len(result.kept_back) + len(result.set_aside)
    if poll.form is not Form.WORDS:
        return shown  # one from each
    if not shown:
        return 0
    everybody = result.k if result.n is None else result.n
    return max(-(-shown // max(poll.most, 1)), everybody - unseen)


def moderated(result: Result, items: Sequence[str], to: str) -> Result:
    """The texts named by `items` (`text_id`) are now `to`: shown, kept back or waiting. Equal words go together.

    On a page only those of one question: the same name is harmless under one, and not under another.
    """
    places = {"shown": result.texts, "waiting": result.kept_back, "kept back": result.set_aside}
    everything = [text for texts in places.values() for text in texts]
    moving = tuple(text for text in everything if text_id(text, result.label) in items)
    left = {name: tuple(t for t in texts if text_id(t, result.label) not in items) for name, texts in places.items()}
    left[to] = tuple(sorted((*left[to], *moving), key=text_id))  # by a hash: neither by arrival nor by moderation
    parts = tuple(moderated(part, items, to) for part in result.parts)
    return replace(result, texts=left["shown"], kept_back=left["waiting"], set_aside=left["kept back"], parts=parts)


def text_id(text: str, question: str = "") -> str:
    """`question`: which one of a page was answered so."""
    return sha256(f"{question}\0{text}".encode() if question else text.encode()).hexdigest()[:16]
