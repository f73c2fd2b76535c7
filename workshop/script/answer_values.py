"""Readers for how a poll is answered: scales, numbers, boxes to sort into, dots and points, how many to choose."""

import re
from dataclasses import dataclass

from .model import Form, Number, Scale
from .phrases import phrase
from .values import Unreadable
from .words import fold, nearest


@dataclass(frozen=True, slots=True)
class Answer:
    form: Form
    scale: Scale | None = None
    number: Number | None = None
    bins: tuple[str, ...] = ()
    most: int = 1  # dots, points

    @property
    def lists(self) -> bool:
        """Whether it needs a list of answers beside it."""
        return self.form is Form.SORT or self.form.spreads


@dataclass(frozen=True, slots=True)
class Choose:
    least: int
    most: int


ANSWERS = "scale 1 (low) to 7 (high), words, number (minutes), text, body, sort into A, B, 5 dots, 10 points"


def choose(value: str) -> Choose:
    found = re.fullmatch(r"(up to )?(\d{1,2})", fold(value))
    if found is None:
        raise Unreadable()
    number = int(found.group(2))
    if not 1 <= number <= 20:
        raise Unreadable("E211", range=phrase("from 1 to 20"))
    return Choose(1 if found.group(1) else number, number)


def answer(value: str) -> Answer:
    simple = {"words": Form.WORDS, "text": Form.TEXT, "body": Form.BODY}
    if fold(value) in simple:
        return Answer(simple[fold(value)])
    if fold(value).startswith("scale"):
        return _scale(value)
    if re.match(r"(?i)number\b", value):
        return _number(value)
    if found := re.match(r"(?i)sort into +(.+)", value):
        return _sort(found.group(1))
    if found := re.fullmatch(r"(\d{1,4}) (dot|point)s?(?: each)?", fold(value)):
        return _spread(int(found[1]), Form(f"{found[2]}s"))
    raise Unreadable(near=nearest(value, simple))


def _spread(number: int, form: Form) -> Answer:
    least, most = (1, 20) if form is Form.DOTS else (2, 100)
    if not least <= number <= most:
        raise Unreadable(
            "E211", range=phrase("from {low} to {high} {what}", low=least, high=most, what=phrase(str(form)))
        )
    return Answer(form, most=number)


def _scale(value: str) -> Answer:
    label = r"(?: *\(([^()]*)\))?"
    found = re.fullmatch(rf"(?i)scale +(-?\d{{1,3}}){label} +to +(-?\d{{1,3}}){label}", value.replace("−", "-"))
    if found is None:
        raise Unreadable()
    low, high = int(found.group(1)), int(found.group(3))
    if not 1 <= high - low <= 100:
        raise Unreadable("E211", range=phrase("a scale from a smaller to a larger number, with 2 to 101 steps"))
    labels = ((found.group(2) or "").strip(), (found.group(4) or "").strip())
    return Answer(Form.SCALE, Scale(low, high, *labels))


def _number(value: str) -> Answer:
    """number, number (minutes), number 0 to 120 (minutes)."""
    bound, unit = r"(-?\d{1,9})", r"(?: *\(([^()]{1,40})\))?"
    found = re.fullmatch(rf"(?i)number(?: +{bound} +to +{bound})?{unit}", value.strip().replace("−", "-"))
    if found is None:
        raise Unreadable()
    low, high = (int(each) if each else None for each in found.groups()[:2])
    if low is not None and high is not None and low >= high:
        raise Unreadable("E211", range=phrase("from a smaller to a larger number"))
    return Answer(Form.NUMBER, number=Number((found[3] or "").strip(), low, high))


def _sort(value: str) -> Answer:
    bins = tuple(part.strip() for part in value.split(",") if part.strip())
    if len({fold(name) for name in bins}) != len(bins) or not 2 <= len(bins) <= 6:
        raise Unreadable("E211", range=phrase("2 to 6 different boxes to sort into, with commas between them"))
    return Answer(Form.SORT, bins=bins)
