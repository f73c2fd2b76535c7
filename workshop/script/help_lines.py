"""Help lines that somebody still has to fill in: where the gaps are, and the text with what was filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .links import PLACEHOLDER
from .messages import Report
from .scanner import Place

_NOUN = r"\b(?:name|number|phone|hours|address|nummer|telefon|zeiten|adresse)\b"  # German ones for the shipped lines
WORDS = re.compile(
    # (the team writes name, number and hours here) · (das Team trägt hier Nummer und Zeiten ein) · [your number] · ____
    rf"\((?=[^()]*{_NOUN})(?:(?!\n[ \t]*\n)[^()]){{1,200}}\b(?:here|hier\b[^()]{{1,100}}\bein)\)"
    rf"|\[(?=[^\]\n]*{_NOUN})[^\[\]\n]{{1,80}}\](?![(\[:])|_{{3,}}",
    re.IGNORECASE,
)
LINK = re.compile(r"\[([^\[\]\n]*)\]\(\s*<?https?://([^\s/)>?#]+)[^\s)>]*>?\s*\)", re.IGNORECASE)
LABEL = re.compile(r"\*\*([^*]+?):?\*\*")
BEGIN = re.compile(r"^(?=[ \t]*[-*+] )|\n[ \t]*\n", re.MULTILINE)  # of an item of a list, or a paragraph
AFTER = re.compile(r"\n(?=[ \t]*(?:[-*+] |\n|$))")
SPECIAL = re.compile(r"([\\`*_\[\]<>])")


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of the text, `start` to `end`, that stands for something real. `label`: the words in bold before it."""

    start: int
    end: int
    label: str
    shown: str  # what people would read there now
    link: bool  # an address is wanted; else name, number and hours


@dataclass(frozen=True, slots=True)
class Line:
    """What was filled into one gap. `drop`: the whole line goes."""

    name: str = ""
    number: str = ""
    hours: str = ""
    address: str = ""
    drop: bool = False

    @property
    def empty(self) -> bool:
        return not (self.drop or self.number or self.address)


def gaps(text: str) -> tuple[Gap, ...]:
    """In the order of the text."""
    found = []
    for words in WORDS.finditer(text):
        found.append(Gap(words.start(), words.end(), _label(text, words.start()), _one_line(words.group()), False))
    for link in LINK.finditer(text):
        if PLACEHOLDER.fullmatch(link.group(2)):
            found.append(Gap(link.start(), link.end(), _label(text, link.start()), link.group(1), True))
    return tuple(sorted(found, key=lambda gap: gap.start))


def filled(text: str, lines: Mapping[int, Line]) -> str:
    """`lines`: number of the gap → what is to stand there. Gaps without one stay as they are."""
    for n, gap in reversed(tuple(enumerate(gaps(text)))):
        line = lines.get(n, Line())
        if line.drop:
            start, end = _item(text, gap)
            text = text[:start] + text[end:]
        elif not line.empty:
            text = text[: gap.start] + _written(line, gap) + text[gap.end :]
    return text


def check(help_file: tuple[str, str], report: Report) -> None:
    """W607 for every gap; an address that leads nowhere is told by W404 already."""
    path, source = help_file
    for gap in gaps(source):
        if not gap.link:
            before = source[: gap.start]
            column = gap.start - (before.rfind("\n") + 1)
            raw = source.split("\n")[before.count("\n")]
            width = len(source[gap.start : gap.end].split("\n")[0])
            place = Place(path, before.count("\n") + 1, column + 1, column + 1 + width, raw)
            report.add("W607", place, text=gap.shown)


def _written(line: Line, gap: Gap) -> str:
    if gap.link:
        name = _plain(line.name) or gap.shown
        return f"[{name}](<{line.address.strip()}>)"
    return ", ".join(part for part in map(_plain, (line.name, line.number, line.hours)) if part)


def _plain(words: str) -> str:
    return SPECIAL.sub(r"\\\1", _one_line(words))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _label(text: str, at: int) -> str:
    """The last words in bold in the same item of a list, or the same paragraph."""
    start = _begin(text, at)
    labels = LABEL.findall(text[start:at])
    return _one_line(labels[-1]) if labels else ""


def _item(text: str, gap: Gap) -> tuple[int, int]:
    """The item of a list that a gap stands in; where it stands in none, its paragraph."""
    after = AFTER.search(text, gap.end)
    return _begin(text, gap.start), after.end() if after else len(text)


def _begin(text: str, at: int) -> int:
    return max((found.end() for found in BEGIN.finditer(text, 0, at)), default=0)
