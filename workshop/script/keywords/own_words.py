"""A text in its own key words that was read in English: messages and repairs go back to what its author wrote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from workshop.util.phrases import Phrase, filled, phrase

from ..message_codes import CODES
from ..model import Fix, Message
from ..scanner import split
from ..words import nearest
from .table import Table, said
from .translating import Translated, in_place, translated

FOR_THE_TEAM = ("E232", "W232")
LISTS = ("kind", "kinds", "name", "settings", "near", "meant", "possible")


@dataclass(frozen=True, slots=True)
class OwnWords:
    original: str
    english: Translated
    table: Table

    def message(self, message: Message) -> Message:
        swaps = self.english.swaps.get(message.line, ())
        column, end = in_place(message.column, swaps), in_place(message.end_column, swaps)
        source = self._lines()[message.line - 1] if message.source and swaps else message.source
        fix = self.fix(message.fix) if message.fix else None
        return replace(worded(message, self.table), source=source, fix=fix, column=column, end_column=end)

    def fix(self, fix: Fix) -> Fix:
        """A repaired line in its own words; one that the repair leaves alone as it was."""
        english = [line for line, _ in split(self.english.text.removeprefix("\ufeff"))]
        own, new = self._lines(), fix.text.split("\n")
        kept = {english[n - 1]: own[n - 1] for n in range(fix.line, min(fix.end_line, len(own)) + 1)}
        told = [kept[line] if line in kept else self._own(line) if len(new) <= 3 else line for line in new]
        return replace(fix, text="\n".join(told))

    def _own(self, line: str) -> str:
        return translated(line, self.table, alone=True).text

    def _lines(self) -> list[str]:
        return [line for line, _ in split(self.original.removeprefix("\ufeff"))]


def worded(message: Message, table: Table) -> Message:
    """The message with key words as this language has them."""
    if not message.key:
        return message
    message = _nearly(message, table)
    values = table.values.get(str(message.words.get("name", "")), {})
    known = {**table.kinds, **table.settings, **table.flags}
    words = {name: _word(name, value, known, values) for name, value in message.words.items()}
    if message.code in FOR_THE_TEAM and "label" in words:
        words["label"] = table.labels.get(str(words["label"]).capitalize(), words["label"])
    wording = CODES[message.key]
    return replace(message, message=filled(wording.says, words), suggestion=filled(wording.cure, words), words=words)


def is_right(message: Message, table: Table) -> bool:
    """Whether a value is told of that is right in its own words, behind a name that is not: `- soin : sensible`."""
    values = table.backwards().values.get(str(message.words.get("name", "")), {})
    return message.code == "E210" and said(str(message.words.get("value")), values, True) is not None


def _nearly(message: Message, table: Table) -> Message:
    """A setting or a kind that is nearly one of these words: they are named before a list of all."""
    named = {"E203": ("name", table.settings), "E206": ("name", table.settings), "E111": ("kind", table.kinds)}
    asked, words = named.get(message.key, ("", {}))
    here = str(message.words.get("settings", "")).split(", ")
    possible = [own for ours, own in words.items() if asked == "kind" or ours in here]
    near = nearest(str(message.words.get(asked, "")), possible, 0.8)
    if near is None:
        return message
    if asked == "kind":
        return replace(message, key="E111.near", words={**message.words, "near": near})
    more = {"near": near, "value": "…", "scope": message.words.get("scope", phrase("this list"))}
    return replace(message, key="E203.near", code="E203", words={**message.words, **more})


def _word(name: str, value: object, known: Mapping[str, str], values: Mapping[str, str]) -> object:
    if isinstance(value, Phrase):
        if value.sentence in values or name == "possible":
            return _list(value.sentence, {**known, **values})
        places = {each: _word(each, told, known, values) for each, told in value.places.items()}
        return phrase(value.sentence, **places)
    return _list(value, {**known, **values}) if isinstance(value, str) and name in LISTS else value


def _list(text: str, told: Mapping[str, str]) -> str:
    asked: Callable[[str], str] = lambda part: said(part, told, False) or part  # noqa: E731
    return asked(text) if said(text, told, False) else ", ".join(map(asked, text.split(", ")))
