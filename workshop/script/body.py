"""What stands under a heading: notes for the team, the public quote, answers, and ordinary text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import markup
from .messages import Report
from .model import Cue
from .scanner import Is, Line
from .words import plain

LABELS = ("say", "do", "watch", "if late", "before", "note")
# One sign or several: a word for the team that was quoted once more, as in a mail, is one all the same.
NESTED = re.compile(r"^\s*(?:> ?)+")
LABEL = re.compile(r"(?i)(say|do|watch|if late|before|note|quote) *:(?: +|$)")
FULL_LINE = (55, 100)
ANSWER = re.compile(r"([(\[])[ xX]?([)\]])(?: +|$)")
DASH = re.compile(r" (?:—|–|--|-{2,3}) (.*)$")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^()\s]+)\)")
INCLUDE = re.compile(r"\[Include: *([^\]]*)\]\(([^()]+)\) *$")


@dataclass(frozen=True, slots=True)
class Item:
    """`- ( ) label — more`, `- [ ] label`, or `1. label` (then mark is "1")."""

    line: Line
    mark: str
    label: str
    more: str
    correct: bool
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of a body. `what` is text, note, quote, item or media."""

    what: str
    lines: tuple[Line, ...]
    item: Item | None = None
    note: Cue | None = None

    @property
    def html(self) -> str:
        """A quote or a sound, ready to show."""
        if self.what == "quote":
            return markup.quote(_quoted(self.lines)[1])
        found = markup.MEDIA_LINE.match(self.lines[0].text.strip())
        return markup.media(*found.groups()) if found else ""


@dataclass(frozen=True, slots=True)
class Body:
    blocks: tuple[Block, ...]

    @property
    def notes(self) -> tuple[Cue, ...]:
        return tuple(b.note for b in self.blocks if b.note)

    @property
    def items(self) -> list[Item]:
        return [b.item for b in self.blocks if b.item]

    @property
    def notes_for_answers(self) -> int:
        """Notes that stand behind an answer's sign: reported where they stand, and no answer is missing for them."""
        return sum(b.what == "note" and b.lines[0].kind is not Is.QUOTE for b in self.blocks)

    @property
    def html(self) -> str:
        """Everything public but answers."""
        return html_of(self.blocks)

    @property
    def text_lines(self) -> list[Line]:
        return [line for b in self.blocks if b.what == "text" for line in b.lines]


def source_of(lines: Sequence[Line]) -> str:
    return "\n".join(line.shown for line in lines)


def html_of(blocks: Sequence[Block]) -> str:
    """Neighbouring text is rendered together, so that a list around a note stays one list of Markdown."""
    parts: list[str] = []
    pending: list[Line] = []
    for block in blocks:
        if block.what == "text":
            pending += block.lines
            continue
        if block.what in ("quote", "media"):
            parts += [markup.render(source_of(pending)), block.html]
            pending = []
    parts.append(markup.render(source_of(pending)))
    return "".join(parts).strip()


def read(lines: Sequence[Line], wanted: Callable[[Line], str], report: Report) -> Body:
    """Cut a body into blocks. `wanted` tells the mark of a line that is an answer here, else ""."""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        block, at = _next(lines, at, wanted, report)
        blocks.append(block)
    return Body(tuple(blocks))


def _next(lines: Sequence[Line], at: int, wanted: Callable[[Line], str], report: Report) -> tuple[Block, int]:
    line = lines[at]
    if line.kind is Is.QUOTE:
        end = _end_of_note(lines, at)
        return _note(lines[at:end], report), end
    if (told := _behind_a_bullet(line)).startswith(">"):  # also where it stands for an answer
        report.add("E231", line.place())
        return Block("note", (line,), note=Cue("note", markup.render(told.lstrip("> ")))), at + 1
    if mark := wanted(line):
        return _item(lines, at, mark)
    if line.kind is Is.TEXT and markup.MEDIA_LINE.match(line.text.strip()):
        return Block("media", (line,)), at + 1
    return Block("text", (line,)), at + 1


def _behind_a_bullet(line: Line) -> str:
    """The words of a list's line without its signs; nothing for every other line."""
    return ANSWER.sub("", line.content, count=1) if line.kind in (Is.BULLET, Is.NUMBER) else ""


def _end_of_note(lines: Sequence[Line], at: int) -> int:
    """A note is one paragraph; a text line right below still belongs to it, as Markdown has it."""
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if line.kind is Is.QUOTE:
            if not line.content.strip("> ") or _second_label(lines[end - 1], line):
                break
        elif line.kind is not Is.TEXT or not lines[end - 1].content.strip("> "):
            break
        end += 1
    return end


def _note(lines: Sequence[Line], report: Report) -> Block:
    label, source = _quoted(lines)
    if label == "quote":
        return Block("quote", tuple(lines))
    return Block("note", tuple(lines), note=Cue(label, markup.render(source)) if source.strip() else None)


def _quoted(lines: Sequence[Line]) -> tuple[str, str]:
    """The label and the Markdown of one > paragraph."""
    shown = [NESTED.sub("", line.shown) for line in lines]
    found = LABEL.match(NESTED.sub("", lines[0].content))
    if found is None:
        return "note", "\n".join(shown)
    first = re.sub(r"(?i)^\s*[a-z]+(?: late)?\s*:\s*", "", shown[0])
    return found.group(1).lower(), "\n".join([first, *shown[1:]])


def _second_label(before: Line, line: Line) -> re.Match[str] | None:
    """A label that begins a line of a note. Behind a full line it is ordinary text that was wrapped there."""
    full = FULL_LINE[0] <= len(before.text.rstrip()) <= FULL_LINE[1]
    return None if full or not line.content[:1].isupper() else LABEL.match(line.content)


def check_labels(lines: Sequence[Line], report: Report) -> None:
    """E230: a second label inside one > paragraph."""
    for before, line in pairwise(lines):
        if line.kind is not Is.QUOTE or before.kind is not Is.QUOTE or not before.content.strip("> "):
            continue
        if found := _second_label(before, line):
            report.add("E230", line.place(line.start, line.start + found.end(1)), label=found.group(1))


def _item(lines: Sequence[Line], at: int, mark: str) -> tuple[Block, int]:
    first = lines[at]
    end = _end_of_item(lines, at)
    told = " ".join(_words(line, n == 0, mark) for n, line in enumerate(lines[at:end]) if line.content)
    words = " ".join(told.split()).rstrip("\\")
    picture = PICTURE.search(words)
    if picture and markup.is_media(picture[2]):
        words = " ".join(f"{words[: picture.start()]} {words[picture.end() :]}".split())
    else:
        picture = None
    found = DASH.search(f" {words}")
    words = f" {words}" if found else words
    label = plain(words[: found.start()] if found else words)
    alt = plain(picture[1]) if picture else ""
    correct = mark != "1" and "x" in first.content[1:2].lower()
    more = plain(found.group(1)) if found else ""
    item = Item(first, mark, label or alt, more, correct, picture[2] if picture else "", alt)
    return Block("item", tuple(lines[at:end]), item), end


def _end_of_item(lines: Sequence[Line], at: int) -> int:
    """Indented lines, and text right below, carry an item on."""
    first, end, last = lines[at], at + 1, at + 1
    while end < len(lines):
        line = lines[end]
        indented = line.indent >= first.indent + 2 and line.kind in (Is.TEXT, Is.BULLET, Is.NUMBER)
        indented = indented and not answer_mark(line) and not _behind_a_bullet(line).startswith(">")
        lazy = line.kind is Is.TEXT and lines[end - 1].kind is not Is.BLANK
        if indented or lazy:
            last = end + 1
        elif line.kind is not Is.BLANK:
            break
        end += 1
    return last


def _words(line: Line, first: bool, mark: str) -> str:
    if not first:
        return line.content if line.kind in (Is.BULLET, Is.NUMBER) else line.text.strip()
    return line.content if mark == "1" else ANSWER.sub("", line.content, count=1)


def answer_mark(line: Line) -> str:
    """ "(" or "[" for a list line with an answer's sign, else nothing."""
    if line.kind is not Is.BULLET:
        return ""
    found = ANSWER.match(line.content)
    return found.group(1) if found and found.group(1) + found.group(2) in ("()", "[]") else ""


def rank_mark(line: Line) -> str:
    return "1" if line.kind is Is.NUMBER else ""
