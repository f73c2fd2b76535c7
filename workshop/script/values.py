"""Readers for the values of settings: text in, value out, or `Unreadable` with what was meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .model import By, Form, Offer, Scale, Sees
from .words import fold, nearest, slug, straight

Reader = Callable[[str], object]


class Unreadable(ValueError):
    """A value nobody can read. `key` is the message, `near` what was probably meant."""

    def __init__(self, key: str = "E210", near: str | None = None, **words: object) -> None:
        super().__init__(key)
        self.key, self.near, self.words = key, near, words


@dataclass(frozen=True, slots=True)
class Groups:
    by: By
    n: int = 2
    of: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    form: Form
    scale: Scale | None = None
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


VISIBILITIES = {str(sees): sees for sees in Sees}
WHO = "only me, my group, facilitators, everyone without names, everyone with names, or I choose (…)"
GROUPS = "pairs, triads, groups of 4, 5 groups, partners, by choice, by answer to ID, unlike answers to ID, as in ID"
ANSWERS = "scale 1 (low) to 7 (high), words, text, body, sort into A, B, 5 dots, 10 points"
OFFERS = (
    "ID when 2 or more need a moment, ID when 3 or more answer LABEL in ID, "
    "ID when 40% or more answer LABEL in ID, ID when average of ID is 4 or more"
)
UNITS = {"day": 1, "week": 7, "month": 30}
ABOUT = r"(?:(?:ca\.?|circa|about|approx\.?|~|≈) ?)?"
HOURS = r"(\d{1,4}(?:[.,]\d{1,2})?) ?(?:h|hrs?|hours?|std\.?|stunden?|horas?|heures?|ore|ora|uur|uren)"
MINUTES = r"(\d{1,4}(?:[.,]5)?) ?(?:min|mins|minutes?|minuten|minutos?|minuti|minuto|'|′)"
SECONDS = r"(\d{1,5}) ?(?:s|sec|secs|seconds?|sek|sekunden?|segundos?|secondes?|secondi)"
DURATION = re.compile(rf"{ABOUT}(?:{HOURS})? ?(?:and )?(?:{MINUTES})? ?(?:{SECONDS})?\.?$")
UNIT = r"(?:h|hrs?|hours?|min|mins|minutes?|minuten|s|sec)"
RANGE = re.compile(rf"{ABOUT}\d{{1,4}} ?(?:{UNIT})? ?(?:-|–|—|to|bis) ?(\d{{1,4}} ?{UNIT})\.?$")
CLOCKS = re.compile(r"(\d{1,2})[:.h](\d{2}) ?(?:-|–|—|to|bis) ?(\d{1,2})[:.h](\d{2})(?: ?uhr)?$")
SPOKEN = {"half an hour": 1800, "half hour": 1800, "an hour": 3600, "one hour": 3600, "a quarter of an hour": 900,
          "a minute": 60, "one minute": 60, "eine stunde": 3600, "halbe stunde": 1800}  # fmt: skip
LOOSE_DURATION = re.compile(
    r"(\d{1,4}) ?(m|mn|mins?|minut[a-z]*|'|′|h|hrs?|hours?|std|s|secs?|seconds?|sekunden?)?\.?$"
)


def text(value: str) -> str:
    return value


def seconds(value: str) -> int:
    """A length of time in seconds: 90 s, 5 min, 1 h 10 min, 5 minutes, 1.5 h."""
    found = DURATION.match(fold(value))
    if found is None or not any(found.groups()):
        raise Unreadable("E112", near=meant_duration(value), hint=_duration_hint(value))
    hours, minutes, secs = (float((g or "0").replace(",", ".")) for g in found.groups())
    total = round(hours * 3600 + minutes * 60 + secs)
    if not 0 < total <= 7 * 24 * 3600:
        raise Unreadable("E112", hint="")
    return total


def guessed_seconds(value: str) -> int | None:
    """What a range (its longer end), two times of the clock or spoken words come to; None for anything else."""
    told = fold(value)
    if told in SPOKEN:
        return SPOKEN[told]
    if found := RANGE.match(told):
        return seconds(found[1])
    if found := CLOCKS.match(told):
        begin, end = (int(found[n]) * 60 + int(found[n + 1]) for n in (1, 3))
        return (end - begin) % 1440 * 60 or None
    return None


def meant_duration(value: str) -> str | None:
    """2m → 2 min; None where it cannot be guessed."""
    found = LOOSE_DURATION.match(fold(value).removeprefix("ca. ").removeprefix("about "))
    if found is None or not found.group(2):
        return None
    unit = {"h": "h", "s": "s"}.get(found.group(2)[0], "h" if found.group(2) == "std" else "min")
    unit = "h" if found.group(2) == "std" else unit
    return f"{found.group(1)} {unit}" if int(found.group(1)) else None


def _duration_hint(value: str) -> str:
    if found := re.fullmatch(r"(\d{1,3}):(\d{2})", fold(value)):
        return f" Did you mean ({int(found[1])} h {int(found[2])} min) or ({int(found[1])} min {int(found[2])} s)?"
    near = meant_duration(value)
    if near is None:
        return ""
    if re.fullmatch(r"\d+ ?m", fold(value)):
        return f" You wrote an m alone: ({near})."
    return f" Did you mean ({near})?"


def whole(low: int, high: int) -> Reader:
    """A whole number between two bounds."""

    def read(value: str) -> int:
        if not re.fullmatch(r"\d{1,9}", value.strip()):
            raise Unreadable()
        if not low <= int(value) <= high:
            raise Unreadable("E211", range=f"from {low} to {high}")
        return int(value)

    return read


def up_to(low: int, high: int) -> Reader:
    """A whole number, with or without "up to" before it."""
    number = whole(low, high)
    return lambda value: number(re.sub(r"(?i)^up to +", "", value))


def one_of(*words: str) -> Reader:
    def read(value: str) -> str:
        found = {fold(word): word for word in words}.get(fold(value))
        if found is None:
            raise Unreadable(near=nearest(value, words))
        return found

    return read


def yes_no(value: str) -> bool:
    return one_of("yes", "no")(value) == "yes"


def on_off(value: str) -> bool:
    return one_of("on", "off")(value) == "on"


def script_format(value: str) -> int:
    if value.strip() != "1":
        raise Unreadable("E202")
    return 1


def people(value: str) -> tuple[int, int]:
    found = re.fullmatch(r"(?:up to )?(\d{1,4})|(\d{1,4}) ?(?:-|to) ?(\d{1,4})", fold(value))
    if found is None:
        raise Unreadable()
    low, high = (found.group(2), found.group(3)) if found.group(2) else ("1", found.group(1))
    if not 1 <= int(low) <= int(high) <= 2000:
        raise Unreadable("E211", range="from 1 to 2000, the smaller number first")
    return (int(low), int(high)) if found.group(2) or "up to" in fold(value) else (int(high), int(high))


def language(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise Unreadable()
    return value


def identifier(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > 80:
        raise Unreadable("E304", near=slug(value) or "my-step")
    return value


def late(value: str) -> tuple[str, str]:
    """welcome, ask, or until ID: the second is the id."""
    if fold(value).startswith("until "):
        return "until", identifier(value.split(None, 1)[1])
    return str(one_of("welcome", "ask")(value)), ""


def identifiers(value: str) -> tuple[str, ...]:
    """One id, or several with commas between them."""
    found = tuple(identifier(part.strip()) for part in value.split(",") if part.strip())
    if not 1 <= len(set(found)) == len(found) <= 6:
        raise Unreadable("E211", range="1 to 6 different ids, with commas between them")
    return found


def days(value: str) -> int:
    found = re.fullmatch(r"(\d{1,4}) (day|week|month)s?", fold(value))
    if found is None:
        raise Unreadable()
    number = int(found.group(1)) * UNITS[found.group(2)]
    if not 1 <= number <= 3660:
        raise Unreadable("E211", range="between 1 day and ten years")
    return number


def remind(value: str) -> tuple[int, ...]:
    """after 1 week, 3 months → (7, 90)."""
    plain = fold(value)
    if not plain.startswith("after "):
        raise Unreadable(near=f"after {plain}" if re.match(r"\d+ (day|week|month)", plain) else None)
    return tuple(sorted({days(part.strip()) for part in plain[6:].split(",")}))


def breathing(value: str) -> tuple[int, int, int, int]:
    """in 4, hold 1, out 7 → (4, 1, 7, 0), in seconds."""
    found = re.fullmatch(r"in (\d{1,2})(?:, ?hold (\d{1,2}))?, ?out (\d{1,2})(?:, ?hold (\d{1,2}))?", fold(value))
    if found is None:
        raise Unreadable()
    first, hold, out, rest = (int(g or 0) for g in found.groups())
    if not (1 <= first <= 20 and 1 <= out <= 30 and hold <= 20 and rest <= 20):
        raise Unreadable("E211", range="between 1 and 20 seconds for each breath")
    return first, hold, out, rest


def visibility(value: str) -> Sees:
    found = VISIBILITIES.get(fold(value))
    if found is None:
        raise Unreadable(near=nearest(value, VISIBILITIES))
    return found


def who(value: str) -> tuple[Sees, ...]:
    """One visibility, or "I choose (…)": the ones to choose from, narrowest first."""
    found = re.fullmatch(r"i choose ?(?:\((.*)\))?", fold(value))
    if found is None:
        return (visibility(value),)
    if found.group(1) is None:
        return tuple(Sees)
    chosen = {visibility(part.strip()) for part in found.group(1).split(",")}
    return tuple(sees for sees in Sees if sees in chosen)


def no_or_who(value: str) -> tuple[Sees, ...]:
    return () if fold(value) == "none" else who(value)


def wait(value: str) -> int:
    """pause before sending, in seconds: 10 s, yes (10 s), no."""
    known = {"yes": 10, "no": 0, "none": 0, "off": 0}
    return known[fold(value)] if fold(value) in known else seconds(value)


def choose(value: str) -> Choose:
    found = re.fullmatch(r"(up to )?(\d{1,2})", fold(value))
    if found is None:
        raise Unreadable()
    number = int(found.group(2))
    if not 1 <= number <= 20:
        raise Unreadable("E211", range="from 1 to 20")
    return Choose(1 if found.group(1) else number, number)


def answer(value: str) -> Answer:
    simple = {"words": Form.WORDS, "text": Form.TEXT, "body": Form.BODY}
    if fold(value) in simple:
        return Answer(simple[fold(value)])
    if fold(value).startswith("scale"):
        return _scale(value)
    if found := re.match(r"(?i)sort into +(.+)", value):
        return _sort(found.group(1))
    if found := re.fullmatch(r"(\d{1,4}) (dot|point)s?(?: each)?", fold(value)):
        return _spread(int(found[1]), Form(f"{found[2]}s"))
    raise Unreadable(near=nearest(value, simple))


def _spread(number: int, form: Form) -> Answer:
    least, most = (1, 20) if form is Form.DOTS else (2, 100)
    if not least <= number <= most:
        raise Unreadable("E211", range=f"from {least} to {most} {form}")
    return Answer(form, most=number)


def _scale(value: str) -> Answer:
    label = r"(?: *\(([^()]*)\))?"
    found = re.fullmatch(rf"(?i)scale +(-?\d{{1,3}}){label} +to +(-?\d{{1,3}}){label}", value.replace("−", "-"))
    if found is None:
        raise Unreadable()
    low, high = int(found.group(1)), int(found.group(3))
    if not 1 <= high - low <= 100:
        raise Unreadable("E211", range="a scale from a smaller to a larger number, with 2 to 101 steps")
    labels = ((found.group(2) or "").strip(), (found.group(4) or "").strip())
    return Answer(Form.SCALE, Scale(low, high, *labels))


def _sort(value: str) -> Answer:
    bins = tuple(part.strip() for part in value.split(",") if part.strip())
    if len({fold(name) for name in bins}) != len(bins) or not 2 <= len(bins) <= 6:
        raise Unreadable("E211", range="2 to 6 different boxes to sort into, with commas between them")
    return Answer(Form.SORT, bins=bins)


def groups(value: str) -> Groups:
    plain = straight(" ".join(value.split()))
    fixed = {"pairs": Groups(By.SIZE, 2), "triads": Groups(By.SIZE, 3), "solo": Groups(By.SOLO, 1),
             "partners": Groups(By.PARTNERS), "by choice": Groups(By.CHOICE)}  # fmt: skip
    if plain.casefold() in fixed:
        return fixed[plain.casefold()]
    if found := re.fullmatch(r"(?i)groups of (\d{1,3})|(\d{1,3}) groups", plain):
        return _sized(found)
    for start, by in (("by answer to ", By.ANSWER), ("unlike answers to ", By.UNLIKE), ("as in ", By.AS_IN)):
        if plain.casefold().startswith(start):
            return Groups(by, of=identifier(plain[len(start) :].strip()))
    raise Unreadable("E210.groups", near=_meant_groups(plain.casefold()) or nearest(value, fixed))


NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
SMALL = {"pair": 2, "couple": 2, "duo": 2, "twos": 2, "trio": 3, "triad": 3, "threes": 3, "fours": 4}


def _meant_groups(plain: str) -> str | None:
    """`random pairs`, `groups of three`, `3er`, `groups of 3-4`: the size that is named, the larger of two."""
    sizes = [int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", plain)]
    sizes += [number for word, number in NUMBERS.items() if re.search(rf"\b{word}\b", plain)]
    sizes += [number for word, number in SMALL.items() if re.search(rf"\b{word}s?\b", plain)]
    size = max(sizes, default=0)
    return {2: "pairs", 3: "triads"}.get(size, f"groups of {size}") if 2 <= size <= 100 else None


def _sized(found: re.Match[str]) -> Groups:
    number = int(found.group(1) or found.group(2))
    if not 2 <= number <= 100:
        raise Unreadable("E211", range="from 2 to 100")
    return Groups(By.SIZE if found.group(1) else By.COUNT, number)


def offer(value: str) -> Offer:
    step, _, when = (part.strip() for part in re.sub(r"\s+", " ", value).partition(" when "))
    if not when:
        raise Unreadable()
    identifier(step)
    if found := re.fullmatch(r"(?i)(\d{1,4}) or more need a moment", when):
        return Offer(step, when, at_least=float(found.group(1)))
    if found := re.fullmatch(r"(?i)average of (\S+) is (-?\d{1,4}(?:\.\d+)?) or (more|less)", when):
        poll, bound = identifier(found.group(1)), float(found.group(2))
        return Offer(step, when, poll, at_least=bound, average=f"or {found.group(3).lower()}")
    if found := re.fullmatch(r"(?i)(\d{1,4}) ?(%?) or more answer (.+) in (\S+)", when):
        labels = tuple(label.strip() for label in found.group(3).split(",") if label.strip())
        share = bool(found.group(2))
        return Offer(step, when, identifier(found.group(4)), labels, float(found.group(1)), share)
    raise Unreadable()


ABOUTS = ("practice", "therapy", "training")


def about(value: str) -> str:
    """What a sensitive workshop is: one of three words, or a sentence that people read before they join."""
    found = {word: word for word in ABOUTS}.get(fold(value))
    if found is None and (len(value.split()) < 3 or len(value) > 200):
        raise Unreadable(near=nearest(value, ABOUTS))
    return found or value.strip()


def repeat(value: str) -> int:
    """How often; 0 means until stopped."""
    return 0 if fold(value) == "until stopped" else int(str(whole(1, 50)(value)))
