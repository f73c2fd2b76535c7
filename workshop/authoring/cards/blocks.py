"""A text cut at its headings: what is moved, copied and taken out as a whole.

A block is a heading with all that stands under it, or an include on its own. The blank lines between two blocks belong
to their place, not to them: so a step that is moved and moved back leaves the file as it was.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.script.body import INCLUDE
from workshop.script.messages import Report
from workshop.script.nets.lookalikes import dashed_setting
from workshop.script.outline import outline
from workshop.script.scanner import Is, Line, scan, split
from workshop.util.language import marked

BOM = "\ufeff"
TITLE = "# Title\n\n"  # above a step that is read by itself
Pieces = list[tuple[str, str]]  # a line, and its own ending
NOT_THERE = marked("The text has changed meanwhile. Please look at the step again.")
NOT_APART = marked(
    "That would tear the text apart, because a comment or a code block in it is not closed. Mend what is marked first."
)


class Refusal(Exception):
    """A sentence for whoever edits; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Block:
    """`what` is step, part or include; `number` is its first line, from 1. `body` ends with its last word."""

    what: str
    number: int
    body: str
    gap: str

    @property
    def head(self) -> str:
        return split(self.body)[0][0]


@dataclass(frozen=True, slots=True)
class Cut:
    """`above` is the title with its invitation."""

    above: str
    blocks: tuple[Block, ...]

    def at(self, number: int) -> int:
        """The place of the block that begins at this line. Raises Refusal."""
        found = next((n for n, block in enumerate(self.blocks) if block.number == number), None)
        if found is None:
            raise Refusal(NOT_THERE)
        return found

    def of_part(self, at: int) -> range:
        """The block, and of a part all that belongs to it."""
        if self.blocks[at].what != "part":
            return range(at, at + 1)
        after = range(at + 1, len(self.blocks))
        return range(at, next((n for n in after if self.blocks[n].what == "part"), len(self.blocks)))


def cut(text: str) -> Cut:
    bom = BOM if text.startswith(BOM) else ""
    bare = text.removeprefix(BOM)
    pieces = split(bare)
    begins = _begins(bare)
    ends = [*(number for number, _ in begins[1:]), len(pieces) + 1][: len(begins)]
    blocks = tuple(
        Block(what, number, *_body_and_gap(pieces[number - 1 : end - 1]))
        for (number, what), end in zip(begins, ends, strict=True)
    )
    first = begins[0][0] if begins else len(pieces) + 1
    return Cut(bom + joined(pieces[: first - 1]), blocks)


def joined(pieces: Sequence[tuple[str, str]]) -> str:
    return "".join(line + ending for line, ending in pieces)


def ending_of(text: str) -> str:
    """The one that most lines have."""
    counted = Counter(ending for _, ending in split(text) if ending)
    return counted.most_common(1)[0][0] if counted else "\n"


def _begins(text: str) -> list[tuple[int, str]]:
    """(line, what) of every block in written order."""
    found = scan(text, dashed=dashed_setting)
    sections = outline(found, found.lines, Report()).sections
    heads = [(s.head.number, "step" if s.head.level == 3 else "part") for s in sections]
    taken = {number for number, _ in heads}
    includes = [(line.number, "include") for line in found.lines if _is_include(line) and line.number not in taken]
    return sorted([*heads, *includes])


def _is_include(line: Line) -> bool:
    return line.kind is Is.TEXT and INCLUDE.match(line.text.strip()) is not None


def _body_and_gap(pieces: Pieces) -> tuple[str, str]:
    last = max((n for n, (line, _) in enumerate(pieces) if line.strip()), default=0)
    ending = pieces[last][1]
    return joined(pieces[:last]) + pieces[last][0], ending + joined(pieces[last + 1 :])


# Put together again


def put(above: str, bodies: Sequence[str], gaps: Sequence[str]) -> str:
    """Raises Refusal where reading it again would find other blocks: then something in it is not closed."""
    text = above + "".join(body + gap for body, gap in zip(bodies, gaps, strict=True))
    if [block.body for block in cut(text).blocks] != list(bodies):
        raise Refusal(NOT_APART)
    return text


def moved(text: str, number: int, before: int) -> tuple[str, int]:
    """The block at line `number` before the one at line `before`; 0: to the end. A part takes its steps along.

    The text, and the line where the block begins now.
    """
    found = cut(text)
    own = found.of_part(found.at(number))
    to = found.at(before) if before else len(found.blocks)
    if to in range(own.start, own.stop + 1):
        return text, number
    rest = [n for n in range(len(found.blocks)) if n not in own]
    at = sum(n < to for n in rest)
    order = [*rest[:at], *own, *rest[at:]]
    made = put(found.above, [found.blocks[n].body for n in order], [block.gap for block in found.blocks])
    return made, cut(made).blocks[order.index(own.start)].number


def without(text: str, number: int) -> str:
    """The text without the block at this line; of a part only its heading goes, its steps stay."""
    found = cut(text)
    at = found.at(number)
    rest = [block for n, block in enumerate(found.blocks) if n != at]
    gaps = [block.gap for block in rest]
    if rest and at == len(rest):
        gaps[-1] = found.blocks[at].gap  # the end of the file stays what it was
    return put(found.above, [block.body for block in rest], gaps)


def added(text: str, after: int, step: str) -> tuple[str, int]:
    """The text with one step more (or a few that go together) behind the block at line `after`; 0: at the end.

    And the line where it begins.
    """
    found = cut(text)
    ending = ending_of(text)
    own = [ending.join(line for line, _ in split(block.body)) for block in cut(TITLE + step).blocks]
    at = (found.at(after) if after else len(found.blocks) - 1) + 1
    bodies = [block.body for block in found.blocks]
    gaps = [block.gap for block in found.blocks] or [ending]
    above = found.above if at else found.above + _until_blank(found.above, ending)
    new = [gaps[at - 1] if at and at < len(bodies) and len(split(gaps[at - 1])) > 2 else ending * 2]
    gaps[max(0, at - 1) : max(0, at - 1)] = new * len(own) if at else new * (len(own) - 1)
    made = put(above, [*bodies[:at], *own, *bodies[at:]], gaps)
    return made, cut(made).blocks[at].number


def _until_blank(above: str, ending: str) -> str:
    """What is missing behind the title until a blank line ends it."""
    lines = [line for line, _ in split(above)]
    if not above.strip() or (len(lines) > 1 and not lines[-1] and not lines[-2].strip()):
        return ""
    return ending if not lines[-1] else ending * 2
