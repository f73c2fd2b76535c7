"""Names and values of settings in the words of a language, for forms and menus; and what was typed there in English."""

import re
from dataclasses import dataclass

from .table import Table
from .translating import translated, value_of

PARTS = re.compile(r", (?![^(]*\))")  # between what is possible, not within brackets


@dataclass(frozen=True, slots=True)
class Shown:
    table: Table | None  # None: English

    def kind(self, kind: str) -> str:
        return self.table.kinds.get(kind, kind) if self.table else kind

    def label(self, label: str) -> str:
        return self.table.labels.get(label, label) if self.table else label

    def name(self, setting: str) -> str:
        return self.table.settings.get(setting, setting) if self.table else setting

    def value(self, setting: str, text: str) -> str:
        return value_of(text, setting, self.table, loose=False) if self.table else text

    def possible(self, setting: str, listed: str) -> str:
        """A list of words with commas; what is no word of ours stays."""
        return ", ".join(self.value(setting, part) for part in PARTS.split(listed))

    def text(self, english: str) -> str:
        """Steps of ours."""
        return translated(english, self.table).text if self.table else english

    def english(self, setting: str, text: str) -> str:
        """A value as the reader of scripts knows it, whichever words it was typed in."""
        return value_of(text, setting, self.table.backwards(), loose=True) if self.table else text
