"""Lengths of time as people write them, and what was probably meant."""

import re

from workshop.util.phrases import phrase

from . import lengths
from .values import Unreadable
from .words import fold

LOOSE_DURATION = re.compile(
    r"(\d{1,4}) ?(m|mn|mins?|minut[a-z]*|'|′|h|hrs?|hours?|std|s|secs?|seconds?|sekunden?)?\.?$"
)


def seconds(value: str) -> int:
    """A length of time in seconds: 90 s, 5 min, 1 h 10 min, 5 minutes, 1.5 h."""
    read = lengths.exact(value)
    if read is None:
        raise Unreadable("E112", near=meant_duration(value), hint=_duration_hint(value))
    return read


def meant_duration(value: str) -> str | None:
    """2m → 2 min, 5-10 min → 10 min; None where it cannot be guessed."""
    if guessed := lengths.guessed(value):
        return lengths.spoken(guessed)
    found = LOOSE_DURATION.match(fold(value).removeprefix("ca. ").removeprefix("about "))
    if found is None or not found.group(2):
        return None
    unit = {"h": "h", "s": "s"}.get(found.group(2)[0], "h" if found.group(2) == "std" else "min")
    unit = "h" if found.group(2) == "std" else unit
    return f"{found.group(1)} {unit}" if int(found.group(1)) else None


def _duration_hint(value: str) -> str:
    if found := re.fullmatch(r"(\d{1,3}):(\d{2})", fold(value)):
        one, other = f"{int(found[1])} h {int(found[2])} min", f"{int(found[1])} min {int(found[2])} s"
        return phrase(" Did you mean ({one}) or ({other})?", one=one, other=other)
    near = meant_duration(value)
    if near is None:
        return ""
    if re.fullmatch(r"\d+ ?m", fold(value)):
        return phrase(" You wrote an m alone: ({near}).", near=near)
    return phrase(" Did you mean ({near})?", near=near)


def wait(value: str) -> int:
    """pause before sending, in seconds: 10 s, yes (10 s), no."""
    known = {"yes": 10, "no": 0, "none": 0, "off": 0}
    return known[fold(value)] if fold(value) in known else seconds(value)
