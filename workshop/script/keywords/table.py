"""One table for each language: our key word → its own. A word of its own means one thing, in its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_ONE, _FEW, _THREE = r"[1١１](?!\d)", r"(?:\d{0,3}(?<![1１]))?[2-4２-４](?!\d)", r"(?:[3-9٣-٩３-９]|10|١٠|１０)(?!\d)"
SLOTS = {
    "n": r"\d{1,4}", "m": r"-?\d{1,4}(?:\.\d+)?", "k": r"-?\d{1,9}", "id": r"ID|[a-z0-9]+(?:-[a-z0-9]+)*",
    "x": r".+", "end": r"-?\d{1,3}(?: *\([^()]*\))?",
    # Numbers by the form of the word behind them, where English has fewer forms, or more: Polish few and other,
    # Arabic three to ten and more than that. Each number fits one of those that stand beside each other.
    "one": _ONE, "many": rf"(?!{_ONE})\d{{1,4}}", "few": _FEW, "other": rf"(?!{_ONE}|{_FEW})\d{{1,4}}",
    "three": _THREE, "more": rf"(?![12١٢１２](?!\d)|{_THREE})\d{{1,4}}",
}  # fmt: skip
SLOT = re.compile(r"\{(\w+?)(2?)\}")
IN_PARTS = ("who sees this", "notes", "breathing", "remind")  # several values with commas between them
# What people write for a letter that is in a table: other apostrophes, Arabic without its dots, or with its vowels.
ALIKE = {"’": "['’ʼ]", **dict.fromkeys("اأإآ", "[اأإآ]"), "ة": "[ةه]", "ى": "[ىي]", "ي": "[ىي]"}
KANA = "\u3040"  # from here on scripts that have no spaces
VOWELS = "\u0640\u064b-\u0652\u0670"


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


@lru_cache(4096)
def pattern(asked: str, loose: bool) -> re.Pattern[str]:
    """`loose`: as people write it, with capitals and more spaces."""
    return re.compile("".join(_parts(asked, loose)), re.IGNORECASE if loose else 0)


def _parts(asked: str, loose: bool) -> Iterator[str]:
    at = 0
    for slot in SLOT.finditer(asked):
        yield _loosely(asked[at : slot.start()]) if loose else re.escape(asked[at : slot.start()])
        room = r"\s*" if loose and slot[1] not in ("x", "id") else ""
        yield f"{room}(?P<{slot[1]}{slot[2]}>{SLOTS[slot[1]]}){room}"
        at = slot.end()
    yield _loosely(asked[at:]) if loose else re.escape(asked[at:])


def _loosely(words: str) -> str:
    return "".join(_letter(each[0], words, each) for each in re.finditer(r"\s+|.", words))


def _letter(letter: str, words: str, at: re.Match[str]) -> str:
    if letter.isspace():
        beside = words[: at.start()][-1:] + words[at.end() :][:1]
        return r"\s*" if "(" in beside or max(beside, default="") >= KANA else r"\s+"
    alike = ALIKE.get(letter, re.escape(letter))
    return f"{alike}[{VOWELS}]*" if "\u0621" <= letter <= "\u064a" else alike
