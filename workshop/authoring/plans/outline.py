"""Where in a plan its steps begin: at headings, at times of day, at lengths, at rows of a table, or at its points."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from . import times, vocabulary
from .lines import title as title_of
from .model import Line, Section, Sort

LONGEST_TITLE = 120
POINTS = 12  # words at the most in a point of a bare list that is a step


def sections(lines: Sequence[Line], first: Line | None) -> list[Section]:
    """The sections in order; what stands before the first is in none. `first`: the line of the plan's title."""
    rest = [line for line in lines if line is not first]
    found = _divided(rest) or _points(rest)
    return _with_lengths(found)


def before(lines: Sequence[Line], first: Line | None, found: Sequence[Section]) -> list[Line]:
    start = found[0].head.n if found else float("inf")
    return [line for line in lines if line is not first and line.n < start]


def _divided(lines: Iterable[Line]) -> list[Section]:
    found: list[Section] = []
    heads: dict[int, str] = {}
    lines = list(lines)
    holding = _holding(lines)
    for line in lines:
        if line.sort is Sort.ROW:
            heads = heads or _heads(line)
            if _is_heads(line, heads):
                if found:
                    found[-1].lines.append(replace(line, sort=Sort.LEFT))
                continue
        elif line.sort is not Sort.RULE:
            heads = {}
        begun = _begins(line, found[-1] if found else None, heads)
        if begun:
            begun.holds = line in holding
            found.append(begun)
        elif found:
            found[-1].lines.append(line)
    return found


def _holding(lines: Sequence[Line]) -> list[Line]:
    """Headings above several points or rows with a length each: those are the steps, whatever time the heading says."""
    held: dict[int, int] = {}
    heads: dict[int, str] = {}
    head = -1
    for at, line in enumerate(lines):
        heads = (heads or _heads(line)) if line.sort is Sort.ROW else heads if line.sort is Sort.RULE else {}
        if line.sort is Sort.HEADING or (line.sort is Sort.TEXT and times.clock(line.words)):
            head = at
        elif head >= 0 and (_timed_row(line, heads) if heads else _timed_point(line)):
            held[head] = held.get(head, 0) + 1
    return [lines[at] for at, points in held.items() if points > 1]


def _timed_row(line: Line, heads: dict[int, str]) -> bool:
    section = None if _is_heads(line, heads) else _row(line, heads)
    return bool(section and section.minutes)


def _timed_point(line: Line) -> bool:
    return line.sort is Sort.ITEM and not line.level and _timed(line)


def _timed(line: Line) -> bool:
    """What can be ticked off is an answer, unless its length stands in brackets: then it is a point of an agenda."""
    found = times.length(line.words)
    named = not line.box or times.LENGTH.search(line.words)
    return bool(found and found[1] and named and len(found[1]) <= LONGEST_TITLE)


def _begins(line: Line, inside: Section | None, heads: dict[int, str]) -> Section | None:
    if line.sort is Sort.HEADING:
        return _headed(line)
    if line.sort is Sort.ROW:
        return _row(line, heads)
    if line.sort not in (Sort.TEXT, Sort.ITEM) or len(line.words) > LONGEST_TITLE + 40:
        return None
    if at := times.clock(line.words):
        return _titled(line, at[2], clock=(at[0], at[1]), timed=True)
    if _continues(line, inside):
        return _titled(line, line.words, timed=True)
    if line.level or _has_time(inside, line) or not _timed(line) or not (found := times.length(line.words)):
        return None
    if (line.sort is Sort.TEXT and found[1] == line.words) or vocabulary.is_whole(found[1]):
        return None
    return _titled(line, found[1], minutes=found[0], timed=True) if not line.box or _listed(inside) else None


def _listed(inside: Section | None) -> bool:
    """Below a heading that holds them, or behind another of their kind."""
    return bool(inside and (inside.holds or inside.head.box))


def _continues(line: Line, inside: Section | None) -> bool:
    """The next number of a list whose point before named a time."""
    numbered = re.compile(r"\s*\d{1,3}[.)]")
    listed = inside and inside.timed and inside.head.sort is Sort.ITEM and inside.head.level == line.level
    short = len(line.words.split()) <= POINTS and not times.length(line.words)
    return bool(listed and inside and numbered.match(inside.head.raw) and numbered.match(line.raw) and short)


def _has_time(section: Section | None, line: Line) -> bool:
    """Under a heading with a time of its own, a length belongs to what is done in it; so does that of a point below
    a line with its time of day."""
    if section is None or section.holds:
        return False
    point = section.head.sort is Sort.TEXT and line.sort is Sort.ITEM
    return bool(section.clock and point) or bool(not section.timed and (section.minutes or section.clock))


def _headed(line: Line) -> Section:
    if at := times.clock(line.words):
        return _titled(line, at[2], clock=(at[0], at[1]))
    found = times.length(line.words)
    return _titled(line, found[1], minutes=found[0]) if found else _titled(line, line.words)


def _titled(line: Line, words: str, **more: object) -> Section:
    """A length behind a time of day is the surer of the two."""
    section = Section(line, "", **more)  # type: ignore[arg-type]
    found = times.length(words)
    if found and not section.minutes and not (section.clock and found[1] == words):
        section.minutes, words = found
    section.title = title_of(words) or title_of(line.words) or "Untitled"
    return section


# Tables


TIMES = ("time", "end", "length")
MANY_HOURS = 5  # of one step


def _heads(line: Line) -> dict[int, str]:
    """What the columns hold, by their heads; nothing where no head says so."""
    named = {at: name for at, cell in enumerate(line.cells) if cell and (name := vocabulary.column_of(cell))}
    return named if {"title", "text"} & set(named.values()) or {"time", "length"} & set(named.values()) else {}


def _is_heads(line: Line, heads: dict[int, str]) -> bool:
    return bool(heads) and _heads(line) == heads and not any(times.clock(f"{c} x") for c in line.cells)


def _row(line: Line, heads: dict[int, str]) -> Section | None:
    """A row is a step where the table has heads that say what is what."""
    cells = {name: line.cells[at] for at, name in reversed(heads.items()) if at < len(line.cells) and line.cells[at]}
    spare = [cell for at, cell in enumerate(line.cells) if cell and heads.get(at) not in (*TIMES, "who", "materials")]
    if not heads or not (words := cells.get("title") or next(iter(spare), "")) or vocabulary.is_whole(words):
        return None
    at = times.clock(f"{cells.get('time', '')} x")
    length = times.in_minutes(cells.get("length", "")) or _bare_minutes(cells.get("length", ""))
    own = cells.get("time", "")
    minutes = length or (None if at else times.in_minutes(own) or (_bare_minutes(own) if "m" in own else None))
    end = at[1] if at and at[1] is not None else (times.clock(f"{cells.get('end', '')} x") or (None,))[0]
    section = _titled(line, words, minutes=minutes, clock=at and (at[0], end), timed=True)
    section.lines = [
        replace(line, sort=Sort.TEXT if heads.get(place) == "text" else Sort.NOTE, words=_told(heads.get(place), cell))
        for place, cell in enumerate(line.cells)
        if cell and cell != words and heads.get(place) not in TIMES
    ]
    return section


def _bare_minutes(text: str) -> int | None:
    """`15`, `0:15`, `00:15:00` of a spreadsheet; `15:00` are minutes and seconds."""
    text = text.strip().removesuffix("m").rstrip()
    if found := re.fullmatch(r"(\d{1,2}):([0-5]\d)(?::00)?", text):
        hours, minutes = int(found[1]), int(found[2])
        return (hours if hours > MANY_HOURS else 60 * hours + minutes) or None
    return int(text) if re.fullmatch(r"[1-9]\d{0,2}", text.strip()) else None


def _told(column: str | None, cell: str) -> str:
    said = {"who": "Who", "materials": "Materials"}.get(column or "")
    return f"{said}: {cell}" if said else cell


# Lists without any time


def _points(lines: Sequence[Line]) -> list[Section]:
    """Each point of the outermost list; where there is no list, each paragraph's first line."""
    tops = [line for line in lines if line.sort is Sort.ITEM and not line.level and not line.box]
    starts = tops if len(tops) > 1 else _paragraphs(lines)
    found: list[Section] = []
    for line in lines:
        if line in starts:
            short = len(line.words.split()) <= POINTS and len(line.words) <= LONGEST_TITLE
            found.append(_titled(line, line.words if short else _beginning(line.words)))
            if not short:
                found[-1].lines.append(line)
        elif found:
            found[-1].lines.append(line)
    return found


def _paragraphs(lines: Sequence[Line]) -> list[Line]:
    texts = [line for line in lines if line.sort is Sort.TEXT]
    return [line for at, line in enumerate(texts) if not at or texts[at - 1].n < line.n - 1]


def _beginning(words: str) -> str:
    return re.split(r"(?<=[.!?。！？])\s|[:;–—]\s", words)[0][:80].rsplit(" ", 1)[0] + "…" if len(words) > 80 else words


def _with_lengths(found: list[Section]) -> list[Section]:
    """A time of day lasts until its end, or until the next one begins. One at which all ends is no step itself."""
    timed = [section for section in found if section.clock]
    ending = timed[-1] if timed and found[-1] is timed[-1] and _is_end(timed[-1]) else None
    for section, following in zip_longest(timed, timed[1:]):
        begin, end = section.clock or (0, None)
        until = end if end is not None else following.clock[0] if following and following.clock else None
        if section.minutes is None and until is not None:
            section.minutes = times.between(begin, until)
    if not ending or len(timed) == 1:
        return found
    found[-2].lines += [replace(ending.head, sort=Sort.LEFT), *map(_remark, ending.lines)]
    return found[:-1]


def _remark(line: Line) -> Line:
    return line if line.sort in (Sort.LEFT, Sort.RULE) else replace(line, sort=Sort.NOTE)


def _is_end(section: Section) -> bool:
    """21:00 End. What else a mail says behind it, and apart from it, is for the team."""
    over = section.minutes is None and vocabulary.is_end(section.title)
    return over and not any(line.n == section.head.n + 1 for line in section.lines if line.words)
