"""Messages to the author: collected while reading, drawn for the terminal, written as JSON."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from workshop.util.isolation import without_signs
from workshop.util.phrases import Say, filled, tell

from .message_codes import CODES
from .model import Fix, Message
from .scanner import Place

WIDTH = 110
ERROR, WARNING = "An error: the workshop cannot start.", "A warning: you may start."
INCLUDED = "(included from {via})"
# All that is said beside the wordings, for the catalogues.
SAID = (ERROR, WARNING, INCLUDED, "error", "warning")


class Report:
    """Collects messages. `key` is a code, or one of its other wordings such as `E210.groups`."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self._lines: dict[tuple[str, str], set[int]] = {}

    def add(self, key: str, place: Place, fix: Fix | None = None, /, **words: object) -> None:
        wording = CODES[key]
        severity = "error" if key.startswith("E") else "warning"
        self._lines.setdefault((key.partition(".")[0], place.path), set()).add(place.line)
        self.messages.append(
            Message(
                place.path, place.line, place.column, place.end_column, severity, key.partition(".")[0],
                filled(wording.says, words), filled(wording.cure, words), fix, place.source, place.via, key, words,
            )
        )  # fmt: skip

    def has(self, code: str, path: str, first: int, last: int) -> bool:
        """Whether `code` was reported between two lines of a file."""
        lines = self._lines.get((code, path), set())
        return first in lines or (first < last and any(first <= line <= last for line in lines))

    def told(self, path: str, line: int) -> bool:
        """Whether anything was reported at a line."""
        return any(line in lines for (_, at), lines in self._lines.items() if at == path)


def ordered(messages: Iterable[Message], path: str) -> tuple[Message, ...]:
    """By place; messages of the script itself before those of included files, nothing twice."""
    unique = dict.fromkeys(messages)
    return tuple(sorted(unique, key=lambda m: (m.path != path, m.path, m.line, m.column, m.code)))


def in_words(message: Message, say: Say) -> Message:
    """The message as `say` says it, its pieces too."""
    if not message.key:
        return message
    wording = CODES[message.key]
    says, cure = (tell(text, message.words, say) for text in (wording.says, wording.cure))
    return replace(message, message=says, suggestion=cure)


def explain(code: str, say: Say = str) -> str | None:
    """What `workshop explain E203` prints, or None for a code that does not exist."""
    wording = CODES.get(code.upper())
    if wording is None or not wording.why:
        return None
    kind = say(ERROR if code.upper().startswith("E") else WARNING)
    says, cure = _example(say(wording.says)), _example(say(wording.cure))
    return f"{code.upper()}: {says}\n    {cure}\n\n{say(wording.why)}\n\n{kind}"


def render(messages: Iterable[Message], say: Say = str) -> str:
    """For the terminal: place and sentence, the line with carets below, one suggestion."""
    return without_signs("\n".join(_draw(in_words(message, say), say) for message in messages))


def as_json(messages: Iterable[Message]) -> str:
    return json.dumps([as_data(message) for message in messages], ensure_ascii=False, indent=2)


def as_data(message: Message, say: Say = str) -> dict[str, object]:
    message, fix = in_words(message, say), message.fix
    via = " " + tell(INCLUDED, {"via": message.via}, say) if message.via else ""
    return {
        "path": message.path,
        "line": message.line,
        "column": message.column,
        "end_column": message.end_column,
        "severity": message.severity,
        "code": message.code,
        "message": message.message + via,
        "suggestion": message.suggestion,
        "fix": None if fix is None else {"line": fix.line, "end_line": fix.end_line, "text": fix.text},
    }


def _draw(m: Message, say: Say) -> str:
    head = f"{m.path}:{m.line}:{m.column}: {say(m.severity)} {m.code}: {m.message}"
    via = [f"    {tell(INCLUDED, {'via': m.via}, say).strip('()')}"] if m.via else []
    lines = [head, *via, *_carets(m)]
    return "\n".join([*lines, *([f"    {m.suggestion}"] if m.suggestion else [])])


def _carets(m: Message) -> list[str]:
    """The line, or the part of a long line around the place, and carets below it."""
    skip = max(0, m.column - WIDTH // 2) if len(m.source) > WIDTH else 0
    window = m.source[skip : skip + WIDTH]
    if not window.strip():
        return []
    shown = "".join(" " if c.isspace() or unicodedata.category(c)[0] == "C" else c for c in window)
    before, marked = shown[: m.column - 1 - skip], shown[m.column - 1 - skip : m.end_column - 1 - skip]
    number = str(m.line)
    carets = " " * _cells(before) + "^" * max(1, _cells(marked))
    return [f"    {number} | {shown}".rstrip(), f"    {' ' * len(number)} | {carets}"]


def _cells(text: str) -> int:
    """How many places of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def _example(wording: str) -> str:
    """A wording without its blanks: "{kind}" becomes …"""
    parts = wording.replace("{many}", "").replace("{near}", "").replace("{hint}", "").split("{")
    return parts[0] + "".join("…" + part.partition("}")[2] for part in parts[1:])
