"""The heading of a step or part: its kind and its title; its length and flags are read in `title_lengths`."""

import re
from dataclasses import dataclass

from workshop.util.phrases import phrase

from .fixes import swap
from .messages import Report
from .model import Fix, Kind
from .scanner import Line
from .settings import KINDS
from .synonyms import SEVERAL, synonym
from .title_lengths import brackets
from .words import fold, nearest, plain

COLON = re.compile(r"(?P<name>[^:：]*)[*_`]*[:：]+[*_`]*")
BOLD = re.compile(r"(?P<mark>[*_`]{1,3})(?P<words>[^*_`]+)(?P=mark)")
FOREIGN_MARK = re.compile(r"\s?(\{[#.:][^{}]{1,80}\}|\s\^[a-z0-9-]{1,80})$")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
BEHIND = re.compile(r"[(\[]([^()\[\]]+)[)\]]$")
AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
KIND_LIST = ", ".join(KINDS)
CLOCK = re.compile(
    r"(?i)(?:at |um |ab )?(?P<clock>\d{1,2}[:.h][0-5]\d(?: ?(?:[ap]\.?m\.?|uhr|h)(?!\w))?)\s*(?:[-–—|:·]\s*)?(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    title: str
    kind: Kind | None = None
    seconds: int | None = None
    optional: bool = False
    if_needed: bool = False
    broken: bool = False


def words_of(line: Line) -> str:
    """The text of a heading."""
    return without_closing(line.content)


def without_closing(text: str) -> str:
    """Some people put the # signs behind a heading, too; they are no part of it."""
    bare = text.rstrip("#")
    return bare.rstrip() if bare != text and (not bare or bare.endswith(" ")) else text


def plain_label(text: str) -> str:
    """The label of `#### For: label`, without emphasis."""
    return plain(without_closing(text))


def step(line: Line, report: Report) -> Heading:
    """`### Kind: Title (2 min, optional)`. An unknown kind reads as a broken Slide."""
    words, at = bare(line, report)
    skip = _clock(line, words, at, report)
    words, at = words[skip:], at + skip
    found = COLON.match(words)
    if found is None:
        return _without_kind(line, words, report)
    name = found["name"].strip()
    kind = next((k for known, k in KINDS.items() if fold(known) == fold(name.strip("*_`"))), None)
    broken = False
    if kind is None:
        kind, broken = _unknown_kind(line, name, words, report)
    title, flags = brackets(line, words[found.end() :], at + found.end(), report)
    _clock(line, title, max(at, line.raw.find(title, at)), report)
    title = _plain_title(title)
    if not title:
        report.add("E113", line.place(), kind=name)
    return Heading(title, kind, flags.seconds, flags.optional, flags.if_needed, broken or not title)


def bare(line: Line, report: Report) -> tuple[str, int]:
    """A heading without a mark of another editor behind it, or stars around all of it; and where its words begin."""
    words = words_of(line)
    if mark := FOREIGN_MARK.search(words):
        place = line.place(line.start + mark.start(1), line.start + mark.end())
        fix = swap(line, line.start + mark.start(), line.start + mark.end(), "")
        report.add("W235", place, fix, what=phrase("a mark of another editor"), written=mark[1][:40])
        words = words[: mark.start()].rstrip()
    found = BOLD.fullmatch(words)
    return (found["words"], line.start + found.start("words")) if found else (words, line.start)


def title_of(line: Line, report: Report) -> str:
    """The title of the workshop."""
    return _plain_title(bare(line, report)[0])


def _plain_title(title: str) -> str:
    return plain(ESCAPED.sub(r"\1", title)).strip()


def part(line: Line, report: Report) -> Heading:
    words, at = bare(line, report)
    title, flags = brackets(line, words, at, report)
    _clock(line, title, max(at, line.raw.find(title, at)), report)
    return Heading(_plain_title(title), None, flags.seconds, flags.optional, flags.if_needed)


def _without_kind(line: Line, words: str, report: Report) -> Heading:
    if not words:
        report.add("E104", line.place(0), signs=line.sign)
    elif meant := _meant_kind(words):
        kind, title = meant
        fix = Fix(line.number, line.number, f"{line.raw[: line.start]}{kind}: {title}")
        report.add("E110.near", line.place(), fix, kind=kind, title=title)
    elif cure := SEVERAL.get(fold(name := re.sub(r"\s*\([^()]*\)$", "", words))):
        report.add("E111.several", line.place(), kind=name, cure=phrase(cure), whole=words)
    else:
        report.add("E110", line.place(), title=words, kinds=KIND_LIST)
    return Heading(words, Kind.SLIDE, broken=True)


def _meant_kind(words: str) -> tuple[str, str] | None:
    """The kind that stands in a heading without its colon, and the title beside it."""
    named = re.sub(r"\([^()]*\)$", "", words)
    if kind := _known(named):  # Pause café, Coffee break
        return kind, words
    first, _, rest = words.partition(" ")
    kind = nearest(first.strip(".,;:|()[]*_"), KINDS, 0.8)
    if kind and rest.strip(" -–—|;:"):
        return kind, rest.strip(" -–—|;:*_") if not rest.strip().startswith("(") else words
    if (behind := BEHIND.search(words)) and (kind := _known(behind[1])):
        return kind, words[: behind.start()].strip()
    return None


def _known(name: str) -> str | None:
    meant = synonym(name.strip())
    return meant[0] if meant else next((known for known in KINDS if fold(known) == fold(name)), None)


def _unknown_kind(line: Line, name: str, words: str, report: Report) -> tuple[Kind, bool]:
    start, end = line.start, line.start + max(1, len(name))
    place = line.place(start, end)
    core = AROUND.sub("", name)
    meant = synonym(name) or synonym(core)
    if meant:
        report.add("E111.synonym", place, swap(line, start, end, meant[0]), kind=name, meant=phrase(meant[1]))
        return KINDS[meant[0]], False
    if cure := SEVERAL.get(fold(core)):
        report.add("E111.several", place, kind=name, cure=phrase(cure), whole=words)
        return Kind.SLIDE, True
    near = nearest(core, KINDS) or next(filter(None, map(_known, re.split(r"[/|+]| ", core)[::-1])), None)
    if near is None:
        report.add("E111", place, kind=name, kinds=KIND_LIST, whole=words)
        return Kind.SLIDE, True
    report.add("E111.near", place, swap(line, start, end, near), kind=name, near=near, whole=words)
    return KINDS[near], False


def _clock(line: Line, words: str, offset: int, report: Report) -> int:
    """W238: a time of the clock before a title; how many signs it takes."""
    found = CLOCK.match(words)
    if found is None:
        return 0
    at = offset + found.start("clock")
    title = words[found.end() :].strip()
    report.add("W238.clock", line.place(at, at + len(found["clock"])), clock=found["clock"], title=title)
    return found.end()
