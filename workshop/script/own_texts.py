"""The texts of a script in the key words of its language: read in English, told of in its own words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from . import keywords
from .keywords.damaged import as_damaged
from .keywords.own_words import OwnWords, is_right, worded
from .messages import Report
from .model import Fix, Message
from .scanner import Is, scan, split

Load = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class OneText:
    """A text that is changed in English, and written back in its own key words: what stays keeps every byte."""

    own: str
    english: str
    code: str

    @classmethod
    def of(cls, text: str) -> "OneText":
        code = keywords.language_of(text)
        return cls(text, keywords.in_english(text, code, loose=True).text if code else text, code)

    def written(self, changed: str) -> str:
        """`changed`: the English text as it is now."""
        if not self.code or changed == self.english:
            return self.own if changed == self.english else changed
        own, english, new = (split(text) for text in (self.own, self.english, changed))
        told = split(keywords.translated(changed, keywords.table_of(self.code)).text)
        for block in SequenceMatcher(None, [a for a, _ in english], [a for a, _ in new], False).get_matching_blocks():
            for n in range(block.size):
                told[block.b + n] = (own[block.a + n][0], new[block.b + n][1])
        return "".join(line + ending for line, ending in told)


class OwnTexts:
    """The script and the files that it includes. Without a language of key words everything stays as it is."""

    def __init__(self, text: str, path: str, report: Report, code: str | None = None) -> None:
        """`code`: the language of a step by itself, whose script is elsewhere."""
        known = code if code in keywords.LANGUAGES else ""
        self.code, self.path = keywords.language_of(text) if code is None else str(known), path
        self.files: dict[str, OwnWords] = {}
        self.english = self._told(text, path)
        if self.code:
            self._several(text, report)

    def loader(self, load: Load | None) -> Load | None:
        """Files of steps have the language of the script; other files, such as help lines, are read as they are."""
        if not self.code or load is None:
            return load

        def told(path: str) -> str:
            text = load(path)
            return self._told(text, path) if any(line.startswith("###") for line in text.split("\n")) else text

        return told

    def messages(self, found: tuple[Message, ...]) -> tuple[Message, ...]:
        if not self.code:
            return found
        table = keywords.table_of(self.code)
        asked = {(m.path, m.line) for m in found if m.code == "E136"}  # nobody guesses what the heading meant
        renamed = {(m.path, m.line) for m in found if m.code == "E203"}
        found = tuple(
            m
            for m in found
            if not (m.code == "E110" and (m.path, m.line) in asked)
            and not ((m.path, m.line) in renamed and is_right(m, table))
        )
        return tuple(self.files[m.path].message(m) if m.path in self.files else worded(m, table) for m in found)

    def damaged(self) -> "DamagedTexts | None":
        """The same texts with damaged lines in English too, where there are any."""
        if not self.code:
            return None
        table = keywords.table_of(self.code)
        texts = {path: as_damaged(own.original, own.english, table.backwards()) for path, own in self.files.items()}
        if all(told.text == self.files[path].english.text for path, told in texts.items()):
            return None
        files = {path: OwnWords(self.files[path].original, told, table) for path, told in texts.items()}
        return DamagedTexts(self, files)

    def fix(self, fix: Fix) -> Fix:
        """A change of the script itself, in its own words."""
        return self.files[self.path].fix(fix) if self.code else fix

    def _told(self, text: str, path: str) -> str:
        if not self.code:
            return text
        english = keywords.in_english(text, self.code, loose=True)
        self.files[path] = OwnWords(text, english, keywords.table_of(self.code))
        return english.text

    def _several(self, text: str, report: Report) -> None:
        """E136: a word that means two kinds, in a script that is written in words of its own."""
        table, swaps = keywords.table_of(self.code), self.files[self.path].english.swaps
        steps = [line for line in scan(text, self.path).lines if line.kind is Is.HEADING and line.level == 3]
        own = any(line.number in swaps for line in steps)
        for line in steps:
            said = re.match(r"([^\W\d_]+)[*_ ]*([:：]?)", line.content)
            # With its colon it is the English one, where all others are.
            if said and said[1].capitalize() in table.several and (own or not said[2]):
                one, other = table.several[said[1].capitalize()]
                place = line.place(line.start, line.start + len(said[1]))
                report.add("E136", place, word=said[1], one=one, other=other)


@dataclass(frozen=True, slots=True)
class DamagedTexts:
    """What an English script would be told of its damaged lines is told of those of another language."""

    own: OwnTexts
    files: Mapping[str, OwnWords]

    @property
    def english(self) -> str:
        return self.files[self.own.path].english.text

    def loader(self, load: Load | None) -> Load | None:
        def told(path: str) -> str:
            return self.files[path].english.text if path in self.files else load(path)  # type: ignore[misc]

        return load and told

    def said(self, found: tuple[Message, ...], beside: tuple[Message, ...]) -> list[Message]:
        """Of damaged lines of which nothing was said yet. `beside`: what was."""
        known = {(m.path, m.line) for m in beside}
        return [
            self.files[m.path].message(m)
            for m in found
            if m.path in self.files and (m.path, m.line) not in known and self._differs(m.path, m.line)
        ]

    def _differs(self, path: str, line: int) -> bool:
        swaps = self.files[path].english.swaps.get(line)
        return swaps is not None and swaps != self.own.files[path].english.swaps.get(line)
