"""Readers for how a poll is answered: scales, numbers, boxes, dots and points, how many to choose, what is right."""

import re
from dataclasses import dataclass

from workshop.util.phrases import phrase

from .answer_words import is_list, meant_answer, meant_number
from .model import Axis, Form, Grid, Ground, Number, Right, Scale
from .values import Unreadable, with_commas
from .words import fold, nearest


@dataclass(frozen=True, slots=True)
class Answer:
    form: Form
    scale: Scale | None = None
    number: Number | None = None
    bins: tuple[str, ...] = ()
    grid: Grid | None = None
    ground: Ground | None = None
    most: int = 1  # dots, points

    @property
    def lists(self) -> bool:
        """Whether it needs a list of answers beside it."""
        return self.form is Form.SORT or self.form.spreads


@dataclass(frozen=True, slots=True)
class Choose:
    least: int
    most: int


RIGHT = "a number such as 42, 40 to 50, 42 ± 5, or words of your own"
ANSWERS = (
    "scale 1 (low) to 7 (high), words, number (minutes), text, body, sort into A, B, "
    "grid Effort (low, high) × Effect (low, high), 5 dots, 10 points, place on media/map.png"
)


ON_PICTURE = re.compile(r"(?i)(place|point|spot|pin|mark|dot|hotspot|click|tap) on\b *:?")
PICTURE = re.compile(r"!\[(?P<said>[^\]]*)\]\((?P<shown>[^()\s]+)\)|(?P<path>[^()\s]+)(?: *\((?P<alt>[^()]+)\))?")


def choose(value: str) -> Choose:
    found = re.fullmatch(r"(up to )?(\d{1,2})", fold(value))
    if found is None:
        raise Unreadable(near=meant_number(value))
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
    if found := re.match(r"(?i)grid\b *(.*)", value):
        return _grid(found.group(1))
    if found := re.fullmatch(r"(\d{1,4}) (dot|point)s?(?: each)?", fold(value)):
        return _spread(int(found[1]), Form(f"{found[2]}s"))
    if found := ON_PICTURE.match(value):
        return _spot(value[found.end() :].strip(), found[1])
    near = meant_answer(value) or nearest(value, simple)
    raise Unreadable("E210.list" if near is None and is_list(value) else "E210", near=near)


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
        raise Unreadable(near=meant_answer(value))
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
        near = f"sort into {told}" if (told := with_commas(value)) else None
        boxes = phrase("2 to 6 different boxes to sort into, with commas between them")
        raise Unreadable("E211.list", near, range=boxes)
    return Answer(Form.SORT, bins=bins)


def _grid(value: str) -> Answer:
    """Effort (little, much) × Effect (small, great)."""
    side = r"([^()]{1,40}?) *\(([^()]+)\)"
    found = re.fullmatch(rf"{side} *[×xX*✕] *{side}", value.strip())
    axes = [_axis(found[1], found[2]), _axis(found[3], found[4])] if found else []
    if len({fold(axis.name) for axis in axes if 2 <= len(axis.words) <= 3}) != 2:
        raise Unreadable("E210.grid")
    grid = Grid(*axes)
    return Answer(Form.SORT, bins=grid.bins, grid=grid)


def _axis(name: str, words: str) -> Axis:
    told = [word.strip() for word in words.split(",") if word.strip()]
    return Axis(name.strip(), tuple(told) if len({fold(word) for word in told}) == len(told) else ())


def _spot(told: str, word: str) -> Answer:
    """media/map.png, media/map.png (a map of the valley), or the line that an upload gives: ![A map](media/map.png)."""
    found = PICTURE.fullmatch(told)
    if found is None:
        raise Unreadable("E210.place")
    if word.lower() != "place":
        raise Unreadable(near=f"place on {told}")
    ground = Ground(found["shown"] or found["path"], (found["said"] or found["alt"] or "").strip())
    return Answer(Form.SPOT, ground=ground)


def right(value: str) -> Right:
    """42, 40 to 50, 42 ± 5, 42 minutes; or words with commas between them. Both, where it may be either."""
    bound = r"(-?\d{1,9})"
    plain = re.sub(r"[−–—]", "-", value.strip())
    found = re.fullmatch(rf"{bound}(?: *(?:to|-) *{bound}| *(?:±|\+/?-) *(\d{{1,9}}))?(?: +[^\d,]+)?", plain)
    words = tuple(part.strip() for part in value.split(",") if part.strip())
    if not words or len(words) > 20:
        raise Unreadable()
    if found is None:
        return Right(words=words)
    middle, away = int(found[1]), int(found[3] or 0)
    low, high = (middle, int(found[2])) if found[2] else (middle - away, middle + away)
    return Right(low, high, words, away) if low <= high else Right(words=words)
