"""Key words of scripts in one's own language. English always works, and both may be mixed."""

import re
from functools import cache

from .german import GERMAN
from .table import Table
from .translating import Swap, Translated, in_place, translated

__all__ = [
    "LANGUAGES",
    "Swap",
    "Table",
    "Translated",
    "in_english",
    "in_place",
    "language_of",
    "table_of",
    "translated",
]

LANGUAGES = {"de": GERMAN}
NAMED = re.compile(r"(?im)^ {0,3}[-*+] +(?P<name>[^\W\d_]+) *: *(?P<code>[A-Za-z]{2,3})(?:-[A-Za-z0-9-]+)? *$")


def language_of(text: str) -> str:
    """The language that the script names under its title, where it has key words of its own; else ""."""
    for found in NAMED.finditer(text[:4000]):
        code = found["code"].lower()
        if code in LANGUAGES and found["name"].casefold() in (
            "language",
            LANGUAGES[code].settings["language"].casefold(),
        ):
            return code
    return ""


def table_of(code: str) -> Table:
    """From English to this language."""
    return LANGUAGES[code]


@cache
def _to_english(code: str) -> Table:
    return LANGUAGES[code].backwards()


def in_english(text: str, code: str, loose: bool = False) -> Translated:
    return translated(text, _to_english(code), loose)
