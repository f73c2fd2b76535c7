"""What looks alike is the same: one form for all that is kept, and a key under which words are counted together."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

_APOSTROPHES = dict.fromkeys(map(ord, "’‘‛ʼʹ′`´ʻ＇"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u034f\u200b\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"))
_ONE_LOOK = {**_APOSTROPHES, **_DASHES, **_UNSEEN}


def composed(text: str) -> str:
    """The text as it is kept: an accent typed as a sign of its own becomes one with its letter (NFC)."""
    return unicodedata.normalize("NFC", text)


def grouping_key(word: str) -> str:
    """The same for words that differ only in case, width, accents typed apart, apostrophes, dashes or spaces."""
    # ´ and ´s kin would fall apart into a space and an accent, so they are made one before
    plain = unicodedata.normalize("NFKC", word.translate(_ONE_LOOK)).translate(_ONE_LOOK).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def in_one_spelling(words: Iterable[str]) -> list[str]:
    """Each word in the spelling that is commonest among those that look like it; as many as were given."""
    given = list(words)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for word in given:
        groups[grouping_key(word)][word] += 1
    commonest = {key: min(found, key=lambda w: (-found[w], w)) for key, found in groups.items()}
    return [commonest[grouping_key(word)] for word in given]
