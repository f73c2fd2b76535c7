"""A script with key words of one language, written with those of another. Everything else stays byte for byte.

Places: kinds, lengths and flags of headings, the list of settings under a heading (under a `####` of a question
too), labels of notes, `####`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..scanner import Is, Line, scan, split
from .table import IN_PARTS, VOWELS, Table, pattern, said

WORD = rf"[^\W\d_][\w{VOWELS} '’-]"  # and more letters of a name
COLON = r"(?P<colon> *[:：] *)"  # French has a space before it, Japanese a wide one and none behind
HEADING = re.compile(rf" {{0,3}}###(?P<pad> *)(?P<word>[^:： ][^:：]{{0,39}}?){COLON}")
SUB = re.compile(rf" {{0,3}}####(?P<pad> *)(?P<word>[^:： ][^:：]{{0,39}}?){COLON}")
FLAGS = re.compile(r"[(（](?P<inside>[^()（）]*)[)）]\s*$")
SETTING = re.compile(rf" {{0,3}}[-*+](?P<pad> +)(?P<word>{WORD}{{0,40}}?){COLON}(?P<value>(?:.*\S)?)\s*$")
LABEL = re.compile(rf" {{0,3}}>(?P<pad> *)(?P<word>{WORD}{{0,30}}?)(?P<colon> *(?:：|:(?= |$)) *)")
COMMA = re.compile(r"((?<! ) *[,،、，] *)")  # from the first of many blanks only
LISTED = (*IN_PARTS, "answers from", "from", "roles")  # settings with several words, or ids, and commas between them
SORTED = "sort into "
WIDE_BRACKETS = str.maketrans("（）", "()")
Found = tuple[int, int, str]  # from and to which offset of a line, and what belongs there


@dataclass(frozen=True, slots=True)
class Swap:
    """A stretch of a line, and what stands there now. Offsets of the line before and of the line after."""

    start: int
    end: int
    new_start: int
    new: str


@dataclass(frozen=True, slots=True)
class Translated:
    text: str
    swaps: Mapping[int, tuple[Swap, ...]]  # by number of line


def translated(text: str, table: Table, loose: bool = False, alone: bool = False) -> Translated:
    """`alone`: a line by itself, of which a list is one of settings.

    `loose`: words also in capitals and with spaces as people write them, to be read and not to be written back."""
    pieces = split(text.removeprefix("\ufeff"))
    swaps: dict[int, tuple[Swap, ...]] = {}
    for line, found in _found(scan(text).lines, table, loose, alone):
        if found and line.number <= len(pieces):
            swaps[line.number] = _placed(found)
            raw, ending = pieces[line.number - 1]
            pieces[line.number - 1] = (_swapped(raw, found), ending)
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    return Translated(bom + "".join(a + b for a, b in pieces), swaps)


def _swapped(raw: str, found: list[Found]) -> str:
    for start, end, new in sorted(found, reverse=True):
        raw = raw[:start] + new + raw[end:]
    return raw


def _placed(found: list[Found]) -> tuple[Swap, ...]:
    moved, placed = 0, []
    for start, end, new in sorted(found):
        placed.append(Swap(start, end, start + moved, new))
        moved += len(new) - (end - start)
    return tuple(placed)


def _found(lines: Sequence[Line], table: Table, loose: bool, listing: bool) -> list[tuple[Line, list[Found]]]:
    told = []
    for line in lines:
        if line.kind is Is.HEADING:
            listing = line.level <= 3 or _asks(line, table)
            told.append((line, _heading(line, table, loose)))
        elif line.kind is Is.BULLET and listing:
            told.append((line, _setting(line.text, table, loose)))
        elif line.kind is Is.QUOTE:
            told.append((line, _one(LABEL.match(line.text), table.labels, loose)))
        listing = listing and line.kind in (Is.HEADING, Is.BLANK, Is.BULLET)
    return told


def _asks(line: Line, table: Table) -> bool:
    """Whether a heading is a question of a page, in either language: settings stand under it."""
    found = SUB.match(line.text) if line.level == 4 else None
    asked = {each.casefold() for pair in table.subs.items() if "Question" in pair for each in pair}
    return bool(found and found["word"].strip().casefold() in {"question", *asked})


def _one(found: re.Match[str] | None, told: Mapping[str, str], loose: bool) -> list[Found]:
    """The word; and to be read also what is around it as our scripts have it."""
    if found is None:
        return []
    new = said(found["word"], told, loose)
    swaps = [] if new is None or new == found["word"] else [(*found.span("word"), new)]
    known = new is not None or any(pattern(word, True).fullmatch(found["word"]) for word in told.values())
    return [*swaps, *_around(found)] if loose and known else swaps


def _around(found: re.Match[str]) -> list[Found]:
    """Spaces, and marks of direction that stand for one, before the word; the colon behind it."""
    pad = [] if found["pad"] in ("", " ") else [(*found.span("pad"), " ")]
    usual = found["colon"] == ":" or found["colon"].startswith(": ")
    return pad if usual else [*pad, (*found.span("colon"), ": ")]


def _heading(line: Line, table: Table, loose: bool) -> list[Found]:
    if line.level == 4:
        return _one(SUB.match(line.text), table.subs, loose)
    kind = _one(HEADING.match(line.text), table.kinds, loose) if line.level == 3 else []
    tail = FLAGS.search(line.text)
    return [*kind, *(_flags(tail, table, loose) if tail else [])]


def _flags(tail: re.Match[str], table: Table, loose: bool) -> list[Found]:
    swaps, at, known = [], tail.start("inside"), False
    for piece in COMMA.split(tail["inside"]):
        bare = piece.strip()
        new = said(bare, table.flags, loose)
        start = at + len(piece) - len(piece.lstrip())
        if new is not None and new != bare:
            swaps.append((start, start + len(bare), new))
        known = known or new is not None
        at += len(piece)
    return [*swaps, *_commas(tail)] if loose and known else swaps


def _commas(tail: re.Match[str]) -> list[Found]:
    """Those that are not ours, so that a length beside a flag can be read."""
    begin = tail.start("inside")
    found = COMMA.finditer(tail["inside"])
    return [(begin + one.start(), begin + one.end(), ", ") for one in found if "," not in one[0]]


def _setting(text: str, table: Table, loose: bool) -> list[Found]:
    found = SETTING.match(text)
    if found is None:
        return []
    name = _one(found, table.settings, loose)
    value = value_of(found["value"], _name(found["word"], table, loose), table, loose)
    return name if value == found["value"] else [*name, (*found.span("value"), value)]


def _name(word: str, table: Table, loose: bool) -> str:
    """What this setting is called in the table's list of values; "" where it has none."""
    told = said(word, table.settings, loose) or word
    return next((known for known in table.values if pattern(known, loose).fullmatch(word)), told)


def value_of(value: str, name: str, table: Table, loose: bool) -> str:
    """A value of the setting that the table's list of values calls so."""
    told = table.values.get(name, {})
    value = value.translate(WIDE_BRACKETS) if loose else value
    whole = said(value, told, loose)
    if whole is not None:
        return _ours(whole) if loose and whole.startswith(SORTED) else whole
    if not _among(name, IN_PARTS, table):
        return _ours(value) if loose and _among(name, LISTED, table) else value
    asked, answer = table.choose
    if found := pattern(asked, loose).fullmatch(value):
        return answer.replace("{x}", _each(found["x"], told, loose))
    if pattern(asked.partition(" (")[0], loose).fullmatch(value):
        return answer.partition(" (")[0]
    return _each(value, told, loose)


def _among(name: str, names: Sequence[str], table: Table) -> bool:
    """Whether a setting is one of these, in whichever of both languages it stands."""
    theirs = {told for told, ours in table.settings.items() if ours in names}
    known = {*names, *theirs, *(table.settings.get(each, "") for each in names)}
    return name.casefold() in {each.casefold() for each in known}


def _each(value: str, told: Mapping[str, str], loose: bool) -> str:
    parts = COMMA.split(value)
    return "".join((_ours(part) if loose else part) if n % 2 else said(part, told, loose) or part
                   for n, part in enumerate(parts))  # fmt: skip


def _ours(text: str) -> str:
    return COMMA.sub(lambda found: found[0] if "," in found[0] else ", ", text)


@lru_cache(256)
def in_place(column: int, swaps: tuple[Swap, ...]) -> int:
    """A column of the line after, from 1, as it is in the line before."""
    at = column - 1
    for swap in reversed(swaps):
        if at >= swap.new_start + len(swap.new):
            return at - (swap.new_start + len(swap.new)) + swap.end + 1
        if at >= swap.new_start:
            return (swap.start if at == swap.new_start else min(swap.end, swap.start + at - swap.new_start)) + 1
    return column
