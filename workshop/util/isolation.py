"""People's words within a sentence of ours that runs the other way: kept by themselves, or their question mark would
stand at the wrong end, and what is counted behind them before them.

It takes two signs that nobody sees (FSI and PDI of Unicode), since a sentence may end up where no element can stand:
an attribute, a mail, a file. Where nothing runs against the sentence, it stays as it is, letter by letter.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

BEGIN, END = "\u2068", "\u2069"
_BEYOND = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
FROM_RIGHT = re.compile(f"[{_BEYOND}]")
FROM_LEFT = re.compile(rf"[^\W\d_{_BEYOND}]")
AGAINST = {"ltr": FROM_RIGHT, "rtl": FROM_LEFT}
# A place by itself in the text: not one that has an element of its own already, and none in the attribute of one.
_PERCENT = re.compile(r"<bdi\b[^<>]*>.*?</bdi>|<[^<>]*>|%\((\w+)\)s", re.DOTALL)
_BRACES = re.compile(r"<bdi\b[^<>]*>.*?</bdi>|<[^<>]*>|\{(\w+)\}", re.DOTALL)
_PLACE = re.compile(r"<[^<>]*>|%\(\w+\)s|\{\w+\}")
_SIGNS = str.maketrans(dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def isolated(text: str, way: str) -> str:
    """The text as a part of a line that runs `way` (`ltr` or `rtl`)."""
    return f"{BEGIN}{text.translate(_SIGNS)}{END}" if runs_against(text, way) else text


def runs_against(value: object, way: str) -> bool:
    """Whether it has a letter of the other way.

    Not an address: what makes links of them would take the signs in; nor {…}, which a script of ours fills later.
    """
    if not isinstance(value, str) or (way == "ltr" and value.isascii()) or "://" in value or _PLACE.fullmatch(value):
        return False
    return bool(AGAINST[way].search(value))


def with_places_apart(sentence: str, places: Mapping[str, object], way: str = "") -> str:
    """The sentence with the signs around each place whose value runs against it. `way`: its own, where it is known."""
    if "%(" not in sentence and "{" not in sentence:
        return sentence
    way = way or way_of(sentence)
    against = frozenset(name for name, value in places.items() if runs_against(value, way))
    return _apart(sentence, against) if against else sentence


@lru_cache(1024)
def way_of(sentence: str) -> str:
    """By its first letter, whatever stands in its places."""
    bare = _PLACE.sub("", sentence)
    left, right = (found.start() if (found := one.search(bare)) else len(bare) for one in (FROM_LEFT, FROM_RIGHT))
    return "rtl" if right < left else "ltr"


@lru_cache(1024)
def _apart(sentence: str, names: Iterable[str]) -> str:
    def placed(found: re.Match[str]) -> str:
        return f"{BEGIN}{found[0]}{END}" if found[1] in names else found[0]

    return (_PERCENT if "%(" in sentence else _BRACES).sub(placed, sentence)


def without_signs(text: str) -> str:
    """For a terminal, from which paths and addresses are copied."""
    return text.replace(BEGIN, "").replace(END, "")
