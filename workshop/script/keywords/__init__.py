"""Key words of scripts in one's own language. English always works, and both may be mixed."""

import re
from functools import cache

from .arabic import ARABIC
from .dutch import DUTCH
from .french import FRENCH
from .german import GERMAN
from .italian import ITALIAN
from .japanese import JAPANESE
from .polish import POLISH
from .portuguese import PORTUGUESE
from .shown import Shown
from .spanish import SPANISH
from .table import Table
from .translating import Swap, Translated, in_place, translated

__all__ = [
    "LANGUAGES",
    "Shown",
    "Swap",
    "Table",
    "Translated",
    "in_english",
    "in_place",
    "language_of",
    "shown_in",
    "table_of",
    "translated",
]

LANGUAGES = {
    "de": GERMAN, "es": SPANISH, "fr": FRENCH, "it": ITALIAN, "nl": DUTCH, "pl": POLISH, "pt": PORTUGUESE,
    "ar": ARABIC, "ja": JAPANESE,
}  # fmt: skip
SPACE = r"[ \xa0\u202f\u3000\u200e\u200f\u061c]"  # also marks of direction, which keyboards put in unseen
NAMED = re.compile(
    rf"(?im)^{SPACE}{{0,4}}[-*+]{SPACE}+(?P<name>[^\W\d_]+){SPACE}*[:：]{SPACE}*(?P<code>[A-Za-z]{{2,3}})"
    rf"(?:-[A-Za-z0-9-]+)?{SPACE}*$"
)


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
def shown_in(code: str) -> Shown:
    """For a language without words of its own, and for English: ours."""
    return Shown(LANGUAGES.get(code.partition("-")[0].lower()))


@cache
def _to_english(code: str) -> Table:
    return LANGUAGES[code].backwards()


def in_english(text: str, code: str, loose: bool = False) -> Translated:
    return translated(text, _to_english(code), loose)
