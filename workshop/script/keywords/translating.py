"""A script with key words of one language, written with those of another. Everything else stays byte for byte.

Places: kinds, lengths and flags of headings, the list of settings under a heading, labels of notes, `####`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..scanner import Is, Line, scan, split
from .table import IN_PARTS, Table, pattern, said

HEADING = re.compile(r"(?P<before>### +)(?P<kind>[^:：]{1,40}?)(?=:)")
SUB = re.compile(r"(?P<before>#### +)(?P<sub>[^:：]{1,40}?)(?=:)")
FLAGS = re.compile(r"\((?P<inside>[^()]*)\)\s*$")
SETTING = re.compile(r"(?P<before> {0,3}[-*+] +)(?P<name>[^\W\d_][\w -]*?)(?P<colon>: *)(?P<value>.*?)(?P<end>\s*)$")
LABEL = re.compile(r"(?P<before> {0,3}> *)(?P<label>[^\W\d_][\w ]{0,30}?)(?=:(?: |$))")


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


def _swapped(raw: str, found: list[tuple[int, int, str]]) -> str:
    for start, end, new in reversed(found):
        raw = raw[:start] + new + raw[end:]
    return raw


def _placed(found: list[tuple[int, int, str]]) -> tuple[Swap, ...]:
    moved, placed = 0, []
    for start, end, new in found:
        placed.append(Swap(start, end, start + moved, new))
        moved += len(new) - (end - start)
    return tuple(placed)


def _found(
    lines: Sequence[Line], table: Table, loose: bool, listing: bool
) -> list[tuple[Line, list[tuple[int, int, str]]]]:
    told = []
    for line in lines:
        if line.kind is Is.HEADING:
            listing = line.level <= 3
            told.append((line, _heading(line, table, loose)))
        elif line.kind is Is.BULLET and listing:
            told.append((line, _setting(line.raw, table, loose)))
        elif line.kind is Is.QUOTE:
            told.append((line, _one(LABEL.match(line.raw), "label", table.labels, loose)))
        listing = listing and line.kind in (Is.HEADING, Is.BLANK, Is.BULLET)
    return told


def _one(found: re.Match[str] | None, name: str, told: Mapping[str, str], loose: bool) -> list[tuple[int, int, str]]:
    new = said(found[name], told, loose) if found else None
    return [(found.start(name), found.end(name), new)] if found and new is not None and new != found[name] else []


def _heading(line: Line, table: Table, loose: bool) -> list[tuple[int, int, str]]:
    if line.level == 4:
        return _one(SUB.match(line.raw), "sub", table.subs, loose)
    kind = _one(HEADING.match(line.raw), "kind", table.kinds, loose) if line.level == 3 else []
    tail = FLAGS.search(line.raw)
    return [*kind, *(_flags(tail, table, loose) if tail else [])]


def _flags(tail: re.Match[str], table: Table, loose: bool) -> list[tuple[int, int, str]]:
    swaps, at = [], tail.start("inside")
    for piece in re.split(r"(,)", tail["inside"]):
        bare = piece.strip()
        new = said(bare, table.flags, loose)
        start = at + len(piece) - len(piece.lstrip())
        if new is not None and new != bare:
            swaps.append((start, start + len(bare), new))
        at += len(piece)
    return swaps


def _setting(raw: str, table: Table, loose: bool) -> list[tuple[int, int, str]]:
    found = SETTING.match(raw)
    if found is None:
        return []
    values = _values(found["name"], table, loose)
    name = _one(found, "name", table.settings, loose)
    value = _value(found["value"], values, table, loose, _in_parts(found["name"], table, loose))
    same = value is None or value == found["value"]
    return name if same else [*name, (found.start("value"), found.end("value"), str(value))]


def _values(name: str, table: Table, loose: bool) -> Mapping[str, str]:
    return next((told for known, told in table.values.items() if pattern(known, loose).fullmatch(name)), {})


def _in_parts(name: str, table: Table, loose: bool) -> bool:
    ours = {*IN_PARTS, *(table.settings.get(each, "") for each in IN_PARTS)}
    ours |= {theirs for theirs, our in table.settings.items() if our in IN_PARTS}
    return any(known and pattern(known, loose).fullmatch(name) for known in ours)


def _value(value: str, told: Mapping[str, str], table: Table, loose: bool, in_parts: bool) -> str | None:
    whole = said(value, told, loose)
    if whole is not None or not in_parts:
        return whole
    asked, answer = table.choose
    if found := pattern(asked, loose).fullmatch(value):
        return answer.replace("{x}", _each(found["x"], told, loose))
    return _each(value, told, loose)


def _each(value: str, told: Mapping[str, str], loose: bool) -> str:
    parts = re.split(r"(, *)", value)
    return "".join(said(part, told, loose) or part for part in parts)


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
