"""Lines whose sign was lost, doubled or is of another keyboard, so that their words were not taken for key words.

Here they are put into English as they stand, damage and all: what is said of such a line in an English script
can then be said of it in every language. Nobody reads this text as a plan.
"""

import re
from collections.abc import Iterator, Mapping

from ..scanner import split
from .table import Table, pattern
from .translating import Found, Translated, _placed, _swapped, value_of

# Also what an agenda has before it: 10:00–10:15, a)
AHEAD = re.compile(
    r"(?:\d{1,2}[:.h]\d\d(?: ?[-–—] ?\d{1,2}[:.h]\d\d)?(?= )|[^\w]|_|&(?:gt|#62|#x3e);|(?:\d{1,2}|[a-h])[.)](?= ))*",
    re.IGNORECASE,
)
HASH = re.compile("[#＃♯﹟]")
BULLET = re.compile(r"[-+•◦▪‣●○∙·–—−‐‑‒―﹣－](?=\s|\S)|\*(?=\s)|\d[.)]")
COLON = re.compile(r"[*_`~\\\u200b\u2060\ufeff]* *(?:[:：;=]{1,2}[*_`~]*| [-–—|](?= ))\s*")
BARE = re.compile(rf"(?:{COLON.pattern})|\s+(?=\S)")  # of a list: "- lead Ana"
BOX = re.compile(r"[(\[（［] ?[)\]）］]")
QUOTED = re.compile(r" {0,3}> ?")
CLOSES = re.compile(r"[\s*_`~\\\u200b\u2060\ufeff]*$")
EDGE = r"[\s,、，،()\[\]{}<>【】（）*_\\]"


def as_damaged(text: str, english: Translated, table: Table) -> Translated:
    """`english`: the text as it is read. `table`: from its words to ours."""
    pieces, read = split(text.removeprefix("\ufeff")), split(english.text.removeprefix("\ufeff"))
    swaps = dict(english.swaps)
    for n, (raw, _) in enumerate(pieces):
        found = _found(raw, table) if raw.strip() else []
        told = _swapped(raw, found)
        if found and _plain(told) != _plain(read[n][0]):
            swaps[n + 1] = _placed(found)
            read[n] = (told, read[n][1])
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    return Translated(bom + "".join(a + b for a, b in read), swaps)


def _plain(line: str) -> str:
    """Its words alone: where all of them were read, nothing but a comma or a colon is of another keyboard."""
    return re.sub(r"\W+", "", line)


def _found(raw: str, table: Table) -> list[Found]:
    begin = _end(AHEAD, raw, 0)
    signs = raw[:begin]
    if BOX.search(signs):
        return []  # an answer, whatever its words are
    flags = list(_flags(raw, begin, table)) if HASH.search(signs) else []
    for words in _tables(signs, table):
        setting = words is table.settings
        behind = BARE if setting and BULLET.search(signs) else COLON
        if found := _word(raw, begin, words, behind):
            end = _end(behind, raw, found[1])
            value = _value(raw, end, found[:2], table) if setting else []
            if setting and not value and QUOTED.fullmatch(signs) and not raw[end:].strip().isdecimal():
                return []  # a note that begins with such a word
            return [found, *value, *(flag for flag in flags if flag[0] >= end)]
    return flags


def _end(asked: re.Pattern[str], raw: str, begin: int) -> int:
    found = asked.match(raw, begin)
    return found.end() if found else begin


def _tables(signs: str, table: Table) -> tuple[Mapping[str, str], ...]:
    """By its signs, what the line may have been."""
    if hashes := len(HASH.findall(signs)):
        return (table.subs, table.kinds) if hashes > 3 else (table.kinds, table.subs)
    if BULLET.search(signs):
        return (table.settings, table.labels, table.kinds, table.subs)
    return (table.labels, table.settings, table.kinds, table.subs)


def _word(raw: str, begin: int, words: Mapping[str, str], behind: re.Pattern[str]) -> Found | None:
    for theirs, ours in words.items():
        found = pattern(theirs, True).match(raw, begin)
        if found and "{" not in theirs and (behind.match(raw, found.end()) or _alone(raw, found)):
            return (begin, found.end(), ours)
    return None


def _alone(raw: str, found: re.Match[str]) -> bool:
    """`- mischen`: a word by itself in a list."""
    return not raw[found.end() :].strip() and bool(re.fullmatch(r" {0,3}[-+*•] +", raw[: found.start()]))


def _value(raw: str, begin: int, name: tuple[int, int], table: Table) -> list[Found]:
    end = CLOSES.search(raw).start()  # type: ignore[union-attr]
    value = raw[begin:end]
    known = next((each for each in table.values if pattern(each, True).fullmatch(raw, *name)), "")
    told = value_of(value, known, table, loose=True) if known else value
    return [] if told == value else [(begin, end, told)]


def _flags(raw: str, begin: int, table: Table) -> Iterator[Found]:
    for theirs, ours in table.flags.items():
        for found in re.finditer(f"(?<={EDGE})(?:{pattern(theirs, True).pattern})(?={EDGE}|$)", raw[begin:]):
            yield (begin + found.start(), begin + found.end(), ours)
