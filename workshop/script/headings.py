"""The heading of a step or part: kind, title, and the brackets with its length and flags."""

import re
from dataclasses import dataclass

from .durations import guessed_seconds, meant_duration, seconds
from .fixes import swap
from .lookalikes import synonym
from .messages import Report
from .model import Kind
from .scanner import Line
from .settings import KINDS
from .values import Unreadable
from .words import fold, nearest, plain

FLAGS = ("optional", "if needed")
PAREN = re.compile(r"\(([^()]*)\)$")
TIMELIKE = re.compile(r"(ca\. |about |~)?\d+([.,:]\d+)? ?([a-z']{1,3}|min[a-z]*|hours?|sec[a-z]*)?\.?")
LENGTH = r"\d{1,3} ?(?:min|minutes|h|s)"
FLAGGED = rf"({LENGTH}(?:, ?(?:optional|if needed))?)"
# A length in other brackets, behind a dash, behind nothing, or in brackets that were never closed.
BARE_LENGTH = re.compile(rf"(?:[\[{{<«‹【〔]{FLAGGED}[\]}}>»›】〕]|[-–—|,] ?{FLAGGED}|\({FLAGGED}|(?<=\s){FLAGGED})$")
# The last net: a length at the end with any signs around it, as in "(5 min)." or "*5 min*".
SIGNED_LENGTH = re.compile(rf"(?<![\w.,])[^\w\s]*{FLAGGED}(?P<tail>[^\w?？]*|[^\w\s]*[)\]}}][^\w]*)$")
CLOSING = re.compile(r"[)\]}>.:;,*_/`~\s]")
# "What fits in 5 min" is a title: there the length belongs to the words before it.
IN_A_SENTENCE = re.compile(r"(?i)\b(?:in|for|the|first|last|next|after|within|of|every|only|just|about|under|over)\s*$")
WIDE_BRACKETS = str.maketrans("（）", "()")
PIECES = re.compile(r",(?!\d)")  # not the comma of 1,5 h
KIND_LIST = ", ".join(KINDS)


@dataclass(frozen=True, slots=True)
class Heading:
    title: str
    kind: Kind | None = None
    seconds: int | None = None
    optional: bool = False
    if_needed: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Flags:
    seconds: int | None = None
    optional: bool = False
    if_needed: bool = False


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
    words = words_of(line)
    name, colon, rest = words.partition(":")
    if not colon:
        return _without_kind(line, words, report)
    kind = next((k for known, k in KINDS.items() if fold(known) == fold(name)), None)
    broken = False
    if kind is None:
        kind, broken = _unknown_kind(line, name.strip(), words, report)
    title, flags = brackets(line, rest, line.start + len(name) + 1, report)
    if not title:
        report.add("E113", line.place(), kind=name.strip())
    return Heading(title, kind, flags.seconds, flags.optional, flags.if_needed, broken or not title)


def part(line: Line, report: Report) -> Heading:
    title, flags = brackets(line, words_of(line), line.start, report)
    return Heading(title, None, flags.seconds, flags.optional, flags.if_needed)


def _without_kind(line: Line, words: str, report: Report) -> Heading:
    first, _, rest = words.partition(" ")
    kind = nearest(first, KINDS, 0.8) if first else None
    if not words:
        report.add("E104", line.place(0), signs=line.sign)
    elif kind and rest:
        fix = swap(line, line.start, line.start + len(first), f"{kind}:")
        report.add("E110.near", line.place(), fix, kind=kind, title=rest)
    else:
        report.add("E110", line.place(), title=words, kinds=KIND_LIST)
    return Heading(words, Kind.SLIDE, broken=True)


def _unknown_kind(line: Line, name: str, words: str, report: Report) -> tuple[Kind, bool]:
    near = nearest(name, KINDS)
    meant = synonym(name)
    if meant:
        fix = swap(line, line.start, line.start + len(name), meant[0])
        start, end = line.start, line.start + max(1, len(name))
        report.add("E111.synonym", line.place(start, end), fix, kind=name, meant=meant[1])
        return KINDS[meant[0]], False
    place = line.place(line.start, line.start + max(1, len(name)))
    if near is None:
        report.add("E111", place, kind=name, kinds=KIND_LIST, whole=words)
        return Kind.SLIDE, True
    fix = swap(line, line.start, line.start + len(name), near)
    report.add("E111.near", place, fix, kind=name, near=near, whole=words)
    return KINDS[near], False


def brackets(line: Line, words: str, offset: int, report: Report) -> tuple[str, Flags]:
    """The title, and what stands in brackets behind it. `offset` is where `words` begins in the line."""
    words = words.rstrip("\\").rstrip().translate(WIDE_BRACKETS)
    if (bare := _unbracketed(words)) and not IN_A_SENTENCE.search(words[: bare.start()]):
        meant = next(group for group in bare.groups() if group)
        at = offset + bare.start()
        kept = CLOSING.sub("", bare.groupdict().get("tail") or "")  # a question mark, or a picture, is of the title
        fix = swap(line, offset + len(words[: bare.start()].rstrip()), at + len(bare[0]), f"{kept} ({meant.strip()})")
        report.add("W236", line.place(at, at + len(bare[0])), fix, meant=meant.strip())
        length, _, flag = meant.partition(",")
        flags = Flags(seconds(length), fold(flag) == "optional", fold(flag) == "if needed")
        return words[: bare.start()].strip() + kept, flags
    found = PAREN.search(words)
    if found is None or not _looks_like_flags(found.group(1)):
        return words.strip(), Flags()
    flags = Flags()
    at = offset + found.start(1)
    for piece in PIECES.split(found.group(1)):
        flags = _flag(line, piece, at, flags, report)
        at += len(piece) + 1
    return words[: found.start()].strip(), flags


def _unbracketed(words: str) -> re.Match[str] | None:
    if bare := BARE_LENGTH.search(words):
        return bare
    found = PAREN.search(words)
    return None if found and _looks_like_flags(found.group(1)) else SIGNED_LENGTH.search(words)


def _looks_like_flags(text: str) -> bool:
    """Brackets belong to the title unless something in them is a length or a flag, or tries to be."""
    pieces = [fold(p) for p in PIECES.split(text)]
    return any(
        p in FLAGS or nearest(p, FLAGS, 0.85) or (TIMELIKE.fullmatch(p) and not re.fullmatch(r"\d{4}", p))
        for p in pieces
    ) or any(_is_duration(p) for p in pieces)


def spoken(total: int) -> str:
    """Seconds as a script writes them: 1 h 10 min."""
    hours, rest = divmod(total, 3600)
    parts = (
        f"{hours} h" if hours else "",
        f"{rest // 60} min" if rest // 60 else "",
        f"{rest % 60} s" if rest % 60 else "",
    )
    return " ".join(part for part in parts if part)


def _is_duration(piece: str) -> bool:
    if guessed_seconds(piece) is not None:
        return True
    try:
        seconds(piece)
    except Unreadable:
        return False
    return True


def _flag(line: Line, piece: str, at: int, flags: Flags, report: Report) -> Flags:
    bare = piece.strip()
    start = at + len(piece) - len(piece.lstrip())
    place = line.place(start, start + max(1, len(bare)))
    if fold(bare) in FLAGS:
        optional = flags.optional or fold(bare) == "optional"
        return Flags(flags.seconds, optional, flags.if_needed or fold(bare) == "if needed")
    guessed = guessed_seconds(bare)
    if guessed is not None:
        meant = spoken(guessed)
        report.add("W236", place, swap(line, start, start + len(bare), meant), meant=meant)
        return Flags(guessed, flags.optional, flags.if_needed)
    if not re.search(r"\d", bare):
        near = nearest(bare, FLAGS)
        fix = swap(line, start, start + len(bare), near) if near else None
        report.add("E115", place, fix, value=bare, near=f' Did you mean "{near}"?' if near else "")
        return flags
    try:
        return Flags(seconds(bare), flags.optional, flags.if_needed)
    except Unreadable as problem:
        near = meant_duration(bare)
        fix = swap(line, start, start + len(bare), near) if near else None
        report.add("E112", place, fix, value=bare, **problem.words)
        return Flags(None, flags.optional, flags.if_needed)
