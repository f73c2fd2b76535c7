"""What looks alike is the same: one form for all that is kept, and a key under which words are counted together."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

_APOSTROPHES = dict.fromkeys(map(ord, "’‘‛ʼʹ′`´ʻˈꞌ՚׳＇"), "'")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»‹›″＂"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―⸺⸻−˗⁃־﹘﹣－"), "-")
_SLASHES = dict.fromkeys(map(ord, "⁄∕"), "/")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u034f\u061c\u200b\u200c\u200e\u200f\ufe0e\ufe0f\ufeff"))
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2060, 0x2070)])
_ONE_LOOK = {**_APOSTROPHES, **_QUOTES, **_DASHES, **_SLASHES, **_UNSEEN, **_DIRECTIONS}
_JOINS_NO_SIGNS = re.compile("(?<![\u2000-\u2bff\U0001f000-\U0001faff])\u200d")  # behind a sign it makes one of two


def composed(text: str) -> str:
    """The text as it is kept: an accent typed as a sign of its own becomes one with its letter (NFC)."""
    return unicodedata.normalize("NFC", text)


def grouping_key(word: str) -> str:
    """The same for words that differ only in case, width, accents typed apart, signs of one look, or spaces."""
    # ´ and ´s kin would fall apart into a space and an accent, so they are made one before
    plain = unicodedata.normalize("NFKC", _with_one_look(word))
    plain = unicodedata.normalize("NFKC", _with_one_look(plain).casefold())
    plain = plain.replace("i\u0307", "i").replace("ı", "i")  # İ and I are its capitals, each somewhere
    return " ".join(plain.split())


def _with_one_look(text: str) -> str:
    return _JOINS_NO_SIGNS.sub("", text.translate(_ONE_LOOK))


def in_one_spelling(words: Iterable[str]) -> list[str]:
    """Each word in the spelling that is commonest among those that look like it; as many as were given."""
    given = list(words)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for word in given:
        groups[grouping_key(word)][word] += 1
    commonest = {key: min(found, key=lambda w: (-found[w], w)) for key, found in groups.items()}
    return [commonest[grouping_key(word)] for word in given]
