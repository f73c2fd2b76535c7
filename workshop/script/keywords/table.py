"""One table for each language: our key word → its own. A word of its own means one thing, in its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SLOTS = {
    "n": r"\d{1,4}", "m": r"-?\d{1,4}(?:\.\d+)?", "id": r"ID|[a-z0-9]+(?:-[a-z0-9]+)*", "x": r".+",
    "end": r"-?\d{1,3}(?: *\([^()]*\))?",
}  # fmt: skip
SLOT = re.compile(r"\{(\w+?)(2?)\}")
IN_PARTS = ("who sees this", "notes", "breathing", "remind")  # several values with commas between them


@dataclass(frozen=True, slots=True)
class Table:
    kinds: Mapping[str, str]
    settings: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    choose: tuple[str, str]
    flags: Mapping[str, str]
    labels: Mapping[str, str]
    subs: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]  # a word that could mean more than one kind, and what it may mean

    def backwards(self) -> "Table":
        """From its words to ours."""
        values = {name: _flipped(told) for name, told in self.values.items()}
        return Table(
            kinds=_flipped(self.kinds),
            settings=_flipped(self.settings),
            values=values | {self.settings.get(name, name): told for name, told in values.items()},
            choose=(self.choose[1], self.choose[0]),
            flags=_flipped(self.flags),
            labels=_flipped(self.labels),
            subs=_flipped(self.subs),
            several=self.several,
        )


def _flipped(told: Mapping[str, str]) -> dict[str, str]:
    return {theirs: ours for ours, theirs in told.items()}


def said(text: str, told: Mapping[str, str], loose: bool) -> str | None:
    """What `told` says for a text, its slots filled as they are; None where nothing fits."""
    for asked, answer in told.items():
        if found := pattern(asked, loose).fullmatch(text):
            return SLOT.sub(lambda slot, found=found: found[slot[1] + slot[2]], answer)  # type: ignore[misc]
    return None


def pattern(asked: str, loose: bool) -> re.Pattern[str]:
    """`loose`: as people write it, with capitals and more spaces."""
    parts = list(_parts(asked))
    source = "".join(part.replace(r"\ ", r"\s+") if loose and not part.startswith("(?P") else part for part in parts)
    return re.compile(source, re.IGNORECASE if loose else 0)


def _parts(asked: str) -> Iterator[str]:
    at = 0
    for slot in SLOT.finditer(asked):
        yield re.escape(asked[at : slot.start()])
        yield f"(?P<{slot[1]}{slot[2]}>{SLOTS[slot[1]]})"
        at = slot.end()
    yield re.escape(asked[at:])
