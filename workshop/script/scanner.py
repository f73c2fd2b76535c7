"""Text to lines: what each line is, with true columns, before anybody asks what it means.

`Line.text` has the length of the written line, so every offset in it is a true column; hard spaces
and tabs are plain spaces there and comments are blanked. `Line.shown` is what may be rendered.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Is(StrEnum):
    BLANK = "blank"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBER = "number"
    QUOTE = "quote"
    RULE = "rule"
    CODE = "code"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line. Columns count from 1, the end is exclusive, `source` is the line as written."""

    path: str
    line: int
    column: int
    end_column: int
    source: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    raw: str
    text: str
    shown: str
    kind: Is
    path: str = ""
    via: str = ""
    sign: str = ""  # the bullet, or the # signs
    indent: int = 0
    start: int = 0  # offset of the content after sign and space
    glued: bool = False  # a heading without the space after its #
    pasted: bool = False  # a bullet sign of a word processor

    @property
    def level(self) -> int:
        return len(self.sign) if self.kind is Is.HEADING else 0

    @property
    def content(self) -> str:
        return self.text[self.start :].rstrip()

    def place(self, start: int | None = None, end: int | None = None) -> Place:
        """Where offsets start to end lie; without them, the content of the line."""
        first = min(self.start if start is None else start, len(self.raw))
        last = len(self.text.rstrip()) if end is None else min(end, len(self.raw))
        last = min(max(last, first + 1), max(len(self.raw), first))
        return Place(self.path, self.number, first + 1, last + 1, self.raw, self.via)


@dataclass(frozen=True, slots=True)
class Scan:
    """The lines, and where a comment or a fence was opened and never closed."""

    lines: tuple[Line, ...]
    open_comment: Line | None = None
    open_fence: Line | None = None


HARD_SPACES = dict.fromkeys(map(ord, "\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\xa0\u2007\u202f\u3000"), " ")
# Marks of direction that keyboards put in unseen, beside a space or a sign of ours. Within words they stay.
MARKS = re.compile(r"(?:^|(?<=[\s#:：>*+(（-]))[\u200e\u200f\u061c]+|[\u200e\u200f\u061c]+(?=[\s:：)）]|$)")
PASTED = "•◦▪‣●○∙·"
ENDING = re.compile(r"\r\n|\n|\r")
SURROGATE = re.compile(r"[\ud800-\udfff\x00]")
FENCE = re.compile(r" *(?:[-*+] +|\d{1,9}[.)] +)?(`{3,}(?=[^`]*$)|~{3,})")
HEADING = re.compile(r" {0,3}(#{1,6})(?: +|$)")
GLUED = re.compile(r" {0,3}(#{2,3})(?=[^#\s])|(####)(?=(?:For|Round):)")
GLUED_TITLE = re.compile(r" {0,3}(#)(?=[^#\s])")
RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
BULLET = re.compile(rf" *([-*+{PASTED}])(?: +|$)|( *)([–—−‐‑‒―﹣－])(?= +[(\[][ xX]?[)\]])")
NUMBER = re.compile(r" *(\d{1,9}[.)])(?: +|$)")
STEP_HEADING = re.compile(r" {0,3}#{1,3} ")


def split(text: str) -> list[tuple[str, str]]:
    """Each line and its own ending, so that joining them gives the text again, byte for byte."""
    pieces: list[tuple[str, str]] = []
    begin = 0
    for found in ENDING.finditer(text):
        pieces.append((text[begin : found.start()], found.group()))
        begin = found.end()
    return [*pieces, (text[begin:], "")]


def scan(text: str, path: str = "", via: str = "", dashed: Callable[[str], int] = lambda text: 0) -> Scan:
    """`dashed`: the offset of what stands behind a dash that was meant as a bullet; 0 where it was not."""
    raws = [raw for raw, _ in split(text.removeprefix("\ufeff"))]
    return _Scanner(raws, path, via, dashed).run()


def _clean(raw: str) -> str:
    plain = SURROGATE.sub("\ufffd", raw.translate(HARD_SPACES))
    return plain if plain.isascii() else MARKS.sub(lambda found: " " * len(found[0]), plain)


class _Scanner:
    """Walks once over the lines, remembering only whether it is inside a fence or a comment."""

    def __init__(self, raws: list[str], path: str, via: str, dashed: Callable[[str], int]) -> None:
        self.dashed = dashed
        self.raws = raws
        self.cleans = [_clean(raw) for raw in raws]
        self.path, self.via = path, via
        self.last_close = max((n for n, t in enumerate(self.cleans) if "-->" in t), default=-1)
        self.fence = ""
        self.until: int | None = None  # an unclosed fence or comment hides the lines before this one
        self.comment = False
        self.open_comment: int | None = None
        self.open_fence: int | None = None
        self.seen_text = False

    def run(self) -> Scan:
        lines = tuple(self.line(n) for n in range(len(self.raws)))
        comment = None if self.open_comment is None else lines[self.open_comment]
        fence = None if self.open_fence is None else lines[self.open_fence]
        return Scan(lines, comment, fence)

    def line(self, n: int) -> Line:
        if self.until is not None and n >= self.until:
            self.fence, self.comment, self.until = "", False, None
        if self.fence:
            return self.inside_fence(n)
        if not self.comment and (found := FENCE.match(self.cleans[n])):
            return self.open(n, found.group(1))
        text, shown = self.without_comments(n)
        return self.classify(n, text, shown)

    def inside_fence(self, n: int) -> Line:
        bare = self.cleans[n].strip()
        if self.until is None and len(bare) >= len(self.fence) and not bare.strip(self.fence[0]):
            self.fence = ""
        return self.make(n, self.cleans[n], self.shown(n), Is.CODE)

    def open(self, n: int, fence: str) -> Line:
        self.fence = fence
        self.seen_text = True
        if not self.closes(n, fence):
            self.open_fence = n if self.open_fence is None else self.open_fence
            self.until = self.next_heading(n)
        return self.make(n, self.cleans[n], self.shown(n), Is.CODE)

    def closes(self, n: int, fence: str) -> bool:
        sign = re.compile(rf"\s*{re.escape(fence[0])}{{{len(fence)},}}\s*$")
        return any(sign.match(self.cleans[m]) for m in range(n + 1, len(self.cleans)))

    def next_heading(self, n: int) -> int:
        after = range(n + 1, len(self.cleans))
        return next((m for m in after if STEP_HEADING.match(self.cleans[m])), len(self.cleans))

    def shown(self, n: int) -> str:
        return SURROGATE.sub("\ufffd", self.raws[n])

    def without_comments(self, n: int) -> tuple[str, str]:
        """The line with its comments blanked (same length) and the same with them cut out."""
        clean, written = self.cleans[n], self.shown(n)
        if not self.comment and "<!--" not in clean:
            return clean, written
        text: list[str] = []
        shown: list[str] = []
        for begin, end, hidden in self.stretches(n):
            text.append(" " * (end - begin) if hidden else clean[begin:end])
            shown.append("" if hidden else written[begin:end])
        return "".join(text), "".join(shown)

    def stretches(self, n: int) -> Iterator[tuple[int, int, bool]]:
        """The line cut into (begin, end, is it a comment). Inside `code` no comment begins."""
        clean, at, ticks = self.cleans[n], 0, 0
        while at < len(clean):
            if self.comment:
                end = clean.find("-->", at) if self.until is None else -1
                stop = len(clean) if end < 0 else end + 3
                self.comment = end < 0
                yield at, stop, True
            else:
                begin = clean.find("<!--", at)
                stop = len(clean) if begin < 0 else begin
                ticks += clean.count("`", at, stop)
                if begin >= 0 and ticks % 2:
                    stop = begin + 4
                elif begin >= 0:
                    self.open_comment_at(n, begin)
                yield at, stop, False
            at = stop

    def open_comment_at(self, n: int, begin: int) -> None:
        self.comment = True
        if self.last_close < n or (self.last_close == n and self.cleans[n].rfind("-->") < begin + 4):
            self.open_comment = n if self.open_comment is None else self.open_comment
            self.until = self.next_heading(n)

    def classify(self, n: int, text: str, shown: str) -> Line:
        if not text.strip():
            return self.make(n, text, "", Is.BLANK)
        first, self.seen_text = not self.seen_text, True
        if found := HEADING.match(text):
            return self.make(n, text, shown, Is.HEADING, found.group(1), found.end())
        if found := GLUED.match(text) or (GLUED_TITLE.match(text) if first else None):
            sign = found.group(1) or found.group(2)
            return self.make(n, text, shown, Is.HEADING, sign, found.end(), glued=True)
        if found := re.match(r" *> ?", text):
            return self.make(n, text, shown, Is.QUOTE, ">", found.end())
        if RULE.match(text):
            return self.make(n, text, shown, Is.RULE, text.strip()[0])
        if found := BULLET.match(text):
            return self.bullet(n, text, shown, found)
        if start := self.dashed(text):
            return self.make(n, text, shown, Is.BULLET, "-", start, pasted=True)
        if found := NUMBER.match(text):
            return self.make(n, text, shown, Is.NUMBER, found.group(1), found.end())
        return self.make(n, text, shown, Is.TEXT)

    def bullet(self, n: int, text: str, shown: str, found: re.Match[str]) -> Line:
        sign = found.group(1) or found.group(3)
        if sign in "-*+":
            return self.make(n, text, shown, Is.BULLET, sign, found.end())
        shown = shown.replace(sign, "-", 1)
        start = found.end() if found.group(1) else len(text) - len(text[found.end() :].lstrip())
        return self.make(n, text, shown, Is.BULLET, "-", start, pasted=True)

    def make(
        self, n: int, text: str, shown: str, kind: Is, sign: str = "", start: int | None = None,
        glued: bool = False, pasted: bool = False,
    ) -> Line:  # fmt: skip
        indent = len(text) - len(text.lstrip())
        begin = indent if start is None else start
        return Line(n + 1, self.raws[n], text, shown, kind, self.path, self.via, sign, indent, begin, glued, pasted)


def next_line(lines: Sequence[Line], at: int, *over: Is) -> Line | None:
    """The first line below `at` that is none of these. Lists are not sliced: a file may have thousands of lines."""
    return next((lines[n] for n in range(at + 1, len(lines)) if lines[n].kind not in over), None)
