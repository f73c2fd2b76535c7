"""Small tools for words: comparing labels, making ids, finding what somebody meant to write."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-"})
LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\([^()\s]+\)")
EMPHASIS = re.compile(r"\*\*|__(?!_)|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")


def straight(text: str) -> str:
    """Curly quotes and long dashes as a keyboard has them; the length stays."""
    return text.translate(STRAIGHT)


def fold(text: str) -> str:
    """How two labels are compared: case, spaces, quotes and dashes make no difference."""
    return " ".join(straight(text).casefold().split())


SLUG_LETTERS = 60


def slug(text: str) -> str:
    """An id from a title; empty if nothing in it can be written in a-z and 0-9."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    plain = re.sub(r"['’]", "", plain.lower())
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:SLUG_LETTERS].strip("-")


def unused(wanted: str, taken: Iterable[str]) -> str:
    """The id itself, or with -2, -3 … where it is taken."""
    used = set(taken)
    number, candidate = 2, wanted
    while candidate in used:
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate


def nearest(word: str, words: Iterable[str], cutoff: float = 0.7) -> str | None:
    """The one of `words` that somebody who wrote `word` probably meant."""
    return _closest(fold(word[:80]), tuple(words), cutoff)


@lru_cache(maxsize=4096)
def _closest(word: str, words: tuple[str, ...], cutoff: float) -> str | None:
    known = {fold(w): w for w in words}
    found = difflib.get_close_matches(word, known, n=1, cutoff=cutoff)
    return known[found[0]] if found else None


def plain(markdown: str) -> str:
    """A line without the marks for emphasis, and of a link its words."""
    return EMPHASIS.sub("", LINK.sub(r"\1", markdown)).strip()


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def duration(seconds: int) -> str:
    """90 → 1 min 30 s, 4200 → 1 h 10 min."""
    hours, rest = divmod(seconds, 3600)
    minutes, secs = divmod(rest, 60)
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else "", f"{secs} s" if secs else ""]
    return " ".join(p for p in parts if p) or "0 min"
