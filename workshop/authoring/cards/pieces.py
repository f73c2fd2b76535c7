"""What stands under a heading, cut into pieces that a form can show: text for all, answers, words for the team.

Each piece is shown in lines of its own and written back line by line: a line that says the same keeps its bytes.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.script.body import ANSWER, NESTED, Block
from workshop.script.drafts import Draft
from workshop.script.scanner import Is, Line

TEXT, ANSWERS, NOTES, BELOW = "text", "answers", "notes", "below"
WHAT = {"text": TEXT, "quote": TEXT, "media": TEXT, "item": ANSWERS, "note": NOTES}
HEADING = re.compile(r" {0,3}#{1,3}(?!#)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines `first` to `last` of the file, from 1. `shown` has one entry for each answer, else for each line."""

    what: str
    first: int
    last: int
    shown: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]  # which lines of the file each entry of `shown` is
    marks: tuple[str, ...] = ()  # of answers: what stands before each, such as "- ( ) "
    title: str = ""  # of BELOW: what its heading says

    @property
    def text(self) -> str:
        return "\n".join(self.shown)

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """Of answers: the words, and what stands before them."""
        return tuple(zip(self.shown, self.marks, strict=True))


def pieces(draft: Draft) -> list[Piece]:
    found = [_piece(what, blocks) for what, blocks in _runs(draft.body.blocks)]
    return [*found, *(_below(sub.head, sub.body.blocks) for sub in draft.subs)]


def _runs(blocks: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    """Neighbours of one sort; blank lines belong to what they stand between, or to nothing."""
    runs: list[tuple[str, list[Block]]] = []
    blank: list[Block] = []
    for block in blocks:
        if _is_blank(block):
            blank.append(block)
            continue
        what = WHAT[block.what]
        if runs and runs[-1][0] == what:
            runs[-1][1].extend([*blank, block])
        else:
            runs.append((what, [block]))
        blank = []
    return runs


def _is_blank(block: Block) -> bool:
    """Also the empty quote that divides two notes."""
    return not any(line.raw.strip(" >\t") for line in block.lines) and block.item is None


def _piece(what: str, blocks: Sequence[Block]) -> Piece:
    lines = [line for block in blocks for line in block.lines]
    first, last = lines[0].number, lines[-1].number
    if what == ANSWERS:
        items = [block for block in blocks if block.item]
        spans = tuple((b.lines[0].number, b.lines[-1].number) for b in items)
        words = tuple(_words_of(block.lines) for block in items)
        return Piece(what, first, last, words, spans, tuple(_mark_of(block.lines[0]) for block in items))
    own = tuple((line.number, line.number) for line in lines)
    shown = tuple(NESTED.sub("", line.raw) if what == NOTES else line.raw for line in lines)
    return Piece(what, first, last, shown, own)


def _mark_of(line: Line) -> str:
    found = None if line.kind is Is.NUMBER else ANSWER.match(line.content)
    return line.raw[: line.start + (found.end() if found else 0)]


def _words_of(lines: Sequence[Line]) -> str:
    first = lines[0].raw[len(_mark_of(lines[0])) :]
    return " ".join(" ".join([first, *(line.raw for line in lines[1:])]).split())


def _below(head: Line, blocks: Sequence[Block]) -> Piece:
    """`#### Round: …` and its like, as written: only its heading says what it is."""
    lines = [head, *(line for block in blocks for line in block.lines)]
    while len(lines) > 1 and not lines[-1].raw.strip():
        lines.pop()
    own = tuple((line.number, line.number) for line in lines)
    shown = tuple(line.raw for line in lines)
    return Piece(BELOW, lines[0].number, lines[-1].number, shown, own, title=head.content)


# Written again


def rewritten(piece: Piece, raws: Sequence[str], told: Sequence[str], marks: Sequence[str] = ()) -> list[str]:
    """The lines of the file for what a form says now. `raws` are the piece's own lines as they stand there.

    `marks`: of answers, what stands before each.
    """
    old, new = _entries(piece.shown, piece.marks), _entries(told, marks)
    made: list[str] = []
    done = 0
    for a, b, size in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        made += [_written(piece.what, *entry) for entry in new[done:b]]
        for n in range(a, a + size):
            made += _as_it_was(piece, raws, n, bool(made))
        done = b + size
    return made


def _entries(words: Sequence[str], marks: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(marks or [""] * len(words), words, strict=True))


def _as_it_was(piece: Piece, raws: Sequence[str], n: int, follows: bool) -> list[str]:
    """The lines of entry `n` byte for byte; where it follows another, with what is blank between them."""
    first, last = piece.spans[n]
    begin = piece.spans[n - 1][1] + 1 if n and follows else first
    return list(raws[begin - piece.first : last - piece.first + 1])


def _written(what: str, mark: str, words: str) -> str:
    if what == NOTES:
        return f"> {words}" if words.strip() else ""
    return f"{mark}{words}"


def harmless(line: str) -> str:
    """Nothing that is typed into a box begins another step."""
    return f"\\{line.lstrip()}" if HEADING.match(line) else line
