"""Lengths of time as people write them, and what was probably meant."""

import re

from .values import Unreadable
from .words import fold

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


def wait(value: str) -> int:
    """pause before sending, in seconds: 10 s, yes (10 s), no."""
    known = {"yes": 10, "no": 0, "none": 0, "off": 0}
    return known[fold(value)] if fold(value) in known else seconds(value)
