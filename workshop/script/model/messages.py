"""What is said of a script that was read: every mistake with its place and its cure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .script import Script


@dataclass(frozen=True, slots=True)
class Fix:
    """A one-click repair: replace `line` (1-based, `end_line` inclusive) by `text` (no final newline)."""

    line: int
    end_line: int
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """One mistake, with its place and its cure. `column`s count characters from 1, the end is exclusive."""

    path: str
    line: int
    column: int
    end_column: int
    severity: str  # error, warning
    code: str
    message: str
    suggestion: str = ""
    fix: Fix | None = None
    source: str = ""  # the line as it was written
    via: str = ""  # "a.md:12", where the file was included from
    key: str = field(default="", compare=False)  # its wording in CODES, such as E210.groups, and what fills its places
    words: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a text gave: the script as far as it could be understood, and every message."""

    script: Script
    messages: tuple[Message, ...] = ()

    @property
    def errors(self) -> tuple[Message, ...]:
        return tuple(m for m in self.messages if m.severity == "error")

    @property
    def warnings(self) -> tuple[Message, ...]:
        return tuple(m for m in self.messages if m.severity == "warning")
