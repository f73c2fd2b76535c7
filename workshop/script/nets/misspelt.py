"""Labels of notes with a letter amiss, as thumbs leave them, and labels of a language that the script does not name.

What is in the words of its own language is read by those; nobody reads the others.
"""

import re
from collections.abc import Iterator

from ..keywords import LANGUAGES

OURS = frozenset({"say", "do", "watch", "before", "note"})
THEIRS = frozenset(word.casefold() for table in LANGUAGES.values() for ours, word in table.labels.items()
                   if ours != "Quote") - OURS  # fmt: skip
# Words that are one letter from a label, and with which a paragraph for everybody may begin.
SAID = "|".join(re.escape(table.labels[ours]) for table in LANGUAGES.values() for ours in ("Say", "If late", "Note"))
OTHERS = frozenset(
    [
        "fire",
        "ante",
        "wach",
        "zegen",
        "dier",
        "sage",
        "batch",
        "hace",
        "ants",
        "prim",
        "prime",
        "faze",
        "reserver",
        "observe",
        "vooral",
        "waht",
        "fair",
        "notation",
    ]
)
SHORT = ["whatch", "sya", "says", "saay", "sayy", "sey", "noet", "ntoe", "notte", "noote"]
LATE = (
    r"if (?:its|it's|it’s|it is|we're|we’re|to|too|lat|latte)(?: to| too)?(?: late)?|iflate|of late|"
    r"wenn (?:es )?(?:zu )?spät(?: ist)?|wenn (?:es|die zeit) knapp wird"
)


def _slips(word: str) -> Iterator[str]:
    """A letter that was lost, doubled, or changed places; never the first, by which one recognises a word."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def _all() -> Iterator[str]:
    yield from (*SHORT, *THEIRS)
    for label in (*OURS, *THEIRS):
        if len(label) > 4 and " " not in label and label.isascii():
            yield from set(_slips(label)) - OTHERS - OURS


LABELS = "|".join([*map(re.escape, sorted(set(_all()), key=len, reverse=True)), LATE])
