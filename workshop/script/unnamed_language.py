"""E137: key words of a language that the script does not name."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from .keywords import LANGUAGES, NAMED
from .messages import Report
from .model import Fix, Message
from .scanner import Place
from .words import fold

UNKNOWN = ("E111", "E203", "E206")  # a kind or a setting that is none in English
ENOUGH = 3  # lines: fewer may be a list of one's own, or a word that happens to be one of theirs
FIRST = re.compile(r"(?m)^ {0,3}[-*+] +[^\W\d_][^:\n]*:.*$")


def unnamed_language(text: str, found: Iterable[Message], path: str) -> str:
    """Its code, or "": whose key words stand where English ones would, on most of these lines and on enough."""
    if NAMED.search(text[:4000]):
        return ""
    lines = text.splitlines()
    told = Counter(
        code
        for message in found
        if message.code in UNKNOWN and message.path == path and message.line <= len(lines)
        for code, words in _words().items()
        if fold(lines[message.line - 1][message.column - 1 : message.end_column - 1]) in words
    )
    best = told.most_common(2)
    clear = len(best) == 1 or (len(best) == 2 and best[0][1] > best[1][1])
    return best[0][0] if clear and best[0][1] >= ENOUGH else ""


@cache
def _words() -> dict[str, set[str]]:
    told = {code: (*table.kinds.values(), *table.settings.values()) for code, table in LANGUAGES.items()}
    return {code: {*map(fold, words)} for code, words in told.items()}


def say_unnamed(text: str, code: str, path: str, report: Report) -> None:
    """`text` in English key words, read as if the script had named its language: the rest is told once."""
    first = FIRST.search(text)
    number = text.count("\n", 0, first.start()) + 1 if first else 1
    fix = Fix(number, number, f"{first[0]}\n- language: {code}") if first else None
    report.add("E137", Place(path, number, 1, 1 + len(first[0] if first else "")), fix, code=code)
