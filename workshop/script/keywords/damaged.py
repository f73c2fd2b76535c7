"""Lines whose sign was lost, doubled or is of another keyboard, so that their words were not taken for key words.

Here they are put into English as they stand, damage and all: what is said of such a line in an English script
can then be said of it in every language. Nobody reads this text as a plan.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ..near_words import AHEAD as BEFORE
from ..near_words import bare, is_near
from ..scanner import split
from .table import Table, pattern
from .translating import Found, Translated, _placed, _swapped, value_of

AHEAD = re.compile(rf"(?:{BEFORE})*+", re.IGNORECASE)
HASH = re.compile("[#＃♯﹟]")
BULLET = re.compile(r"[-+•◦▪‣●○∙·–—−‐‑‒―﹣－](?=\s|\S)|\*(?=\s)|\d[.)]")
COLON = re.compile(r"[*_`~\\\u200b\u2060\ufeff]* *(?:[:：;=]{1,2}[*_`~]*| [-–—|](?= ))\s*")
ANY = re.compile(r"\s*(?:\((?!.*\)$)[^()]*\))?(?:&#?\w{2,6};|[^\w\s]|_|\s){1,9}(?=\w)")
SIGNS_ONLY = re.compile(r"[*_`~\\\s:：;=]*")
ANY_SIGN = re.compile(r"[^\w]|_")
BARE = re.compile(rf"(?:{COLON.pattern})|\s+(?=\S)")  # of a list: "- lead Ana"
BOX = re.compile(r"[(\[（［] ?[)\]）］]")
NAME = re.compile(rf"(?P<name>[^\W\d_][\w ’'-]{{2,29}}?){COLON.pattern}")
DEAR = ("who sees this", "results", "minimum answers", "moderate", "names", "care", "notes", "keep")
FREE = ("lead", "materials", "heads up", "help")  # their values are free words
QUOTED = re.compile(r" {0,3}> ?")
CLOSES = re.compile(r"[\s*_`~\\\u200b\u2060\ufeff]")
EDGE = r"[\s,、，،()\[\]{}<>【】（）*_\\]"


def as_damaged(text: str, english: Translated, table: Table) -> Translated:
    """`english`: the text as it is read. `table`: from its words to ours."""
    pieces, read = split(text.removeprefix("\ufeff")), split(english.text.removeprefix("\ufeff"))
    swaps = dict(english.swaps)
    for n, (raw, _) in enumerate(pieces):
        found = (_found(raw, table) or _over_two(pieces, n, table)) if raw.strip() else []
        told = _swapped(raw, found)
        if found and _plain(told) != _plain(read[n][0]):
            swaps[n + 1] = _placed(found)
            read[n] = (told, read[n][1])
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    return Translated(bom + "".join(a + b for a, b in read), swaps)


def _over_two(pieces: Sequence[tuple[str, str]], at: int, table: Table) -> list[Found]:
    """A setting's name alone, with its value in the next line; or that value."""
    raw, below = pieces[at][0], _beside(pieces, at, 1)
    if (name := _name_alone(raw, table)) and below and _value_below(raw, name, below, table):
        return [name]
    above = _beside(pieces, at, -1)
    found = _name_alone(above, table) if above else None
    return _value_below(above, found, raw, table) if above and found else []


def _beside(pieces: Sequence[tuple[str, str]], at: int, step: int) -> str | None:
    """The next line, or the one behind an empty one."""
    near = [pieces[n][0] for n in (at + step, at + 2 * step) if 0 <= n < len(pieces)]
    return next((line for line in near if line.strip()), None)


def _name_alone(raw: str, table: Table) -> Found | None:
    begin = _end(AHEAD, raw, 0)
    for theirs, ours in table.settings.items():
        found = pattern(theirs, True).match(raw, begin)
        if found and SIGNS_ONLY.fullmatch(raw, found.end()):
            return (begin, found.end(), ours)
    return None


def _value_below(raw: str, name: Found, below: str, table: Table) -> list[Found]:
    known = next((each for each in table.values if pattern(each, True).fullmatch(raw, name[0], name[1])), "")
    begin, end = _end(AHEAD, below, 0), _closed(below, 0, ANY_SIGN)
    told = value_of(below[begin:end], known, table, loose=True) if known and begin < end else ""
    return [(begin, end, told)] if told and told != below[begin:end] else []


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
        if setting and (found := _misspelt(raw, begin, table)):
            return [found]
        if setting and (found := _word(raw, begin, words, ANY)) and (known := _known(raw, found, table)) is not None:
            return [found, *known]
    return flags


def _misspelt(raw: str, begin: int, table: Table) -> Found | None:
    """Of who reads what, and of care, also a name with a letter amiss: it is put into English as if it had none."""
    named = NAME.match(raw, begin)
    word = bare(named["name"]) if named else ""
    dear = {theirs: ours for theirs, ours in table.settings.items() if ours in DEAR}
    near = next((ours for theirs, ours in dear.items() if word and is_near(word, bare(theirs))), None)
    return (named.start("name"), named.end("name"), near) if named and near else None


def _known(raw: str, found: Found, table: Table) -> list[Found] | None:
    """Behind any sign at all: its value, where that is a word of the table, a number, or free."""
    end = _end(ANY, raw, found[1])
    value = _value(raw, end, found[:2], table)
    return value if value or found[2] in FREE or re.fullmatch(r"\d{1,3}\W*", raw[end:]) else None


def _end(asked: re.Pattern[str], raw: str, begin: int) -> int:
    found = asked.match(raw, begin)
    return found.end() if found else begin


def _tables(signs: str, table: Table) -> tuple[Mapping[str, str], ...]:
    """By its signs, what the line may have been."""
    if hashes := len(HASH.findall(signs)):
        headings = (table.subs, table.kinds) if hashes > 3 else (table.kinds, table.subs)
        return (*headings, table.settings, table.labels)
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
    known = next((each for each in table.values if pattern(each, True).fullmatch(raw, *name)), "")
    for sign in (CLOSES, ANY_SIGN) if known else ():
        end = _closed(raw, begin, sign)
        told = value_of(raw[begin:end], known, table, loose=True)
        if told != raw[begin:end]:
            return [(begin, end, told)]
    return []


def _closed(raw: str, begin: int, sign: re.Pattern[str]) -> int:
    """Where such signs at the end of the line begin. From behind: a pattern would try each of a thousand blanks."""
    end = len(raw)
    while end > begin and sign.match(raw, end - 1):
        end -= 1
    return end


def _flags(raw: str, begin: int, table: Table) -> Iterator[Found]:
    for theirs, ours in table.flags.items():
        for found in re.finditer(f"(?<={EDGE})(?:{pattern(theirs, True).pattern})(?={EDGE}|$)", raw[begin:]):
            yield (begin + found.start(), begin + found.end(), ours)
