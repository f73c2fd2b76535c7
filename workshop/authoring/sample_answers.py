"""Answers, words and people that nobody gave: what a preview shows where a room would be, in the language spoken."""

import random
from collections.abc import Callable

from workshop.script.model import Form, Number, Poll, Script, Step
from workshop.session.choices import BODY_REGIONS, Vote
from workshop.session.people import Person
from workshop.session.spots import SIDE
from workshop.util.language import marked, said

NAMES = ("Blue Heron", "Grey Wren", "Green Finch", "Brown Otter", "Red Robin", "White Hare", "Black Swan", "Gold Carp")
WORDS = (
    marked("calm"), marked("curious"), marked("tired"), marked("hopeful"), marked("awake"), marked("present"),
    marked("lighter"), marked("quiet"), marked("a little nervous"), marked("warm"),
)  # fmt: skip
TEXTS = (
    marked("A thought that somebody shared."), marked("Another one, a little longer, so that you see how it wraps."),
    marked("Short."), marked("What helped me: to begin small."), marked("I would like more time for this."),
)  # fmt: skip


def people() -> tuple[Person, ...]:
    return tuple(Person(f"p{n}", name) for n, name in enumerate(NAMES))


def texts(count: int) -> tuple[str, ...]:
    return tuple(said(TEXTS[n % len(TEXTS)]) for n in range(count))


def to_vote_on() -> tuple[tuple[str, str], ...]:
    return tuple((f"t{n}", said(text)) for n, text in enumerate(TEXTS))


def votes(script: Script, step: Step, poll: Poll) -> list[Vote]:
    """Answers of a made-up room, the same each time, and enough of them to be shown."""
    dice = random.Random(step.id)
    again = bool(poll.series) and any(
        isinstance(s.detail, Poll) and s.detail.series == poll.series for s in script.steps[: script.steps.index(step)]
    )
    return [_vote(poll, dice, n, again) for n in range(max(14, poll.k + 5))]


def _vote(poll: Poll, dice: random.Random, n: int, again: bool) -> Vote:
    places = range(len(poll.choices))
    ways: dict[Form, Callable[[], Vote]] = {
        Form.SCALE: lambda: _scale_vote(poll, dice, again),
        Form.WORDS: lambda: Vote(words=tuple({said(dice.choice(WORDS[: n + 1])) for _ in range(poll.most)})),
        Form.TEXT: lambda: Vote(words=texts(n + 1)[-1:]),
        Form.BODY: lambda: Vote(words=tuple(sorted(dice.sample(BODY_REGIONS[:12], 2)))),
        Form.RANKING: lambda: Vote(choice=tuple(sorted(places, key=lambda i: i + dice.random() * len(places)))),
        Form.SORT: lambda: Vote(sort=tuple(dice.randrange(len(poll.bins)) for _ in poll.choices)),
        Form.DOTS: lambda: Vote(sort=tuple(spread(poll, dice))),
        Form.POINTS: lambda: Vote(sort=tuple(spread(poll, dice))),
        Form.NUMBER: lambda: Vote(scale=a_number(poll, dice)),
        Form.SPOT: lambda: Vote(scale=a_spot(dice)),
        Form.PAGE: lambda: Vote(parts=tuple(_vote(question.poll, dice, n, again) for question in poll.questions)),
        Form.ROWS: lambda: Vote(sort=tuple(n or 0 for n in on_rows(poll, dice))),
        Form.SEVERAL: lambda: Vote(choice=tuple(sorted(dice.sample(places, min(poll.most, len(places)))))),
        Form.ONE: lambda: Vote(choice=(min(dice.choice(places), dice.choice(places)),)),
    }
    return ways[poll.form]()


def spread(poll: Poll, dice: random.Random) -> list[int]:
    """All dots or points of one person, thrown on the answers one by one."""
    given = [0] * len(poll.choices)
    for _ in range(poll.most):
        given[min(dice.randrange(len(given)), dice.randrange(len(given)))] += 1
    return given


def a_spot(dice: random.Random) -> int:
    """A cell of a picture, more often near its middle."""
    across, down = (int(dice.triangular(0, SIDE)) % SIDE for _ in range(2))
    return down * SIDE + across


def a_number(poll: Poll, dice: random.Random) -> int:
    """Between the bounds, or about thirty."""
    number = poll.number or Number()
    low, high = number.low or 0, 60 if number.high is None else number.high
    return round(dice.triangular(low, high, (low + high) / 2))


def on_rows(poll: Poll, dice: random.Random) -> list[int | None]:
    """A number for each statement; now and then one is left out, never all."""
    places = range(1, len(poll.bins) + 1)
    given = [None if dice.random() < 0.05 else max(dice.choice(places), dice.choice(places)) for _ in poll.choices]
    return given if any(given) else [1] * len(given)


def _scale_vote(poll: Poll, dice: random.Random, again: bool) -> Vote:
    low, high = (poll.scale.low, poll.scale.high) if poll.scale else (1, 5)
    value = round(dice.triangular(low, high, (low + 2 * high) / 3))
    return Vote(scale=value, before=max(low, value - dice.choice((0, 1, 1, 2))) if again else None)
