"""One-click repairs. A fix replaces whole lines; every other line stays byte for byte what it was."""

from collections.abc import Callable, Iterable, Sequence

from .model import Fix, Message
from .scanner import Line, split

ROUNDS = 40


def swap(line: Line, start: int, end: int, new: str) -> Fix:
    """Replace a stretch of one line."""
    return Fix(line.number, line.number, line.raw[:start] + new + line.raw[end:])


def apply(text: str, fix: Fix) -> str:
    """The text with one fix. New lines end as the lines they replace did."""
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    pieces = split(text.removeprefix("\ufeff"))
    old = pieces[fix.line - 1 : fix.end_line]
    common = next((ending for _, ending in pieces if ending), "\n")
    new = fix.text.split("\n")
    endings = [old[n][1] if n < len(old) else common for n in range(len(new))]
    if len(new) != len(old) and old:
        endings = [ending or common for ending in endings[:-1]] + [old[-1][1]]
    changed = [(line, ending) for line, ending in zip(new, endings, strict=True)]
    return bom + "".join(a + b for a, b in [*pieces[: fix.line - 1], *changed, *pieces[fix.end_line :]])


def apply_all(text: str, read: Callable[[str], Sequence[Message]]) -> str:
    """Every fix there is, read again after each round, for one repair may uncover the next."""
    for _ in range(ROUNDS):
        fixes = apart(m.fix for m in read(text) if m.fix)
        if not fixes:
            break
        for fix in sorted(fixes, key=lambda f: f.line, reverse=True):
            text = apply(text, fix)
    return text


def apart(fixes: Iterable[Fix]) -> list[Fix]:
    """Those that do not touch the same lines; the others wait for the next round."""
    chosen: list[Fix] = []
    for fix in fixes:
        if all(fix.end_line < other.line or fix.line > other.end_line for other in chosen):
            chosen.append(fix)
    return chosen
