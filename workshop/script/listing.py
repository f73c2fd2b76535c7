"""The settings list under a heading: where it ends, and what it sets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from workshop.util.phrases import phrase

from . import missing, synonyms
from .fixes import swap
from .messages import Report
from .model import Fix
from .scanner import Is, Line, Place
from .settings import BY_SCOPE, SETTINGS, Setting, names, scope_name
from .values import Unreadable, text
from .words import fold, nearest

ITEM = re.compile(r"([^\W\d_][^\W\d_ -]*(?:(?:[ -]+|_)[^\W\d_ -]+)*) *:+(?: +(.*)|$)")
TIGHT = re.compile(r"([A-Za-z][A-Za-z -]*?):(\S.*)")

JOINED = re.compile(r" ?(?:[,;|/]|[-–—] ) ?[*_]{0,2}(?P<name>[^\W\d_][\w ]{1,20}?)[*_]{0,2} ?[:：=] ?(?=\S)")
SHORT = 30  # signs of a value; what is longer is a sentence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """A setting as it stands in the file."""

    name: str
    value: str
    line: Line
    name_start: int
    value_start: int

    def place(self) -> Place:
        """The value; of a value over several lines what stands in the first."""
        return self.line.place(self.value_start, None)

    def name_place(self) -> Place:
        return self.line.place(self.name_start, self.name_start + len(self.name))


@dataclass
class Settings:
    """What was set under one heading, read; with defaults filled in by whoever asks."""

    values: dict[str, object] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)
    many: dict[str, list[tuple[object, Written]]] = field(default_factory=dict)

    def get(self, name: str, default: T) -> T:
        value = self.values.get(name, default)
        return value if isinstance(value, type(default)) else default

    def maybe(self, name: str, kind: type[T]) -> T | None:
        value = self.values.get(name)
        return value if isinstance(value, kind) else None

    def has(self, name: str) -> bool:
        return name in self.values


def split_list(lines: Sequence[Line], scope: str) -> tuple[list[Written | Line], list[Line], Line | None]:
    """The settings list at the head of `lines`, the body, and text that sticks to the list.

    An item without a colon stays a Line, for the caller to complain about.
    """
    first = next((n for n, line in enumerate(lines) if line.kind is not Is.BLANK), len(lines))
    if first == len(lines) or not _starts(lines[first], scope):
        return [], list(lines), None
    items: list[Written | Line] = []
    at, sign = first, lines[first].sign
    while at < len(lines) and _belongs(lines[at], sign):
        if lines[at].kind is Is.BLANK:
            at += 1
            continue
        line, at = lines[at], at + 1
        more, at = _continued(lines, at, line)
        items.append(item(line, scope, more) or line)
    sticking = lines[at] if at < len(lines) and at and _sticks(lines[at - 1], lines[at]) else None
    return items, list(lines[at:]), sticking


def item(line: Line, scope: str, more: str = "") -> Written | None:
    """`- name: value`, or None."""
    found = ITEM.match(line.content)
    if found is None:
        tight = TIGHT.match(line.content)
        found = tight if tight and tight.group(1).casefold() in BY_SCOPE[scope] else None
    if found is None:
        return None
    told = (found.group(2) or "").lstrip(":： ")  # a colon too many is none of the value
    start = line.start + found.end(0) - len(told)
    value = f"{told}{more}".strip().rstrip("\\").rstrip()
    return Written(found.group(1), value, line, line.start, start)


def _starts(line: Line, scope: str) -> bool:
    return line.kind is Is.BULLET and line.indent < 4 and "____" not in line.text and bool(item(line, scope))


def _belongs(line: Line, sign: str) -> bool:
    if line.kind is Is.BLANK:
        return True
    plain_item = line.kind is Is.BULLET and line.sign == sign and line.indent < 4
    return plain_item and not re.match(r"[(\[]", line.content) and "____" not in line.text


def _continued(lines: Sequence[Line], at: int, item: Line) -> tuple[str, int]:
    """Indented lines that carry a value on; a nested list is read as a row with commas."""
    more = ""
    while at < len(lines) and lines[at].kind in (Is.TEXT, Is.BULLET) and lines[at].indent >= item.indent + 2:
        joint = ", " if lines[at].kind is Is.BULLET and (more or item.content[-1:] != ":") else " "
        more += joint + lines[at].content
        at += 1
    return more, at


def _sticks(last: Line, line: Line) -> bool:
    return last.kind is not Is.BLANK and line.kind is Is.TEXT


def read(items: Sequence[Written | Line], scope: str, report: Report) -> Settings | None:
    """Read a settings list. None: it is no settings list at all, but text (E206 was reported)."""
    known = BY_SCOPE[scope]
    written = [i for i in items if isinstance(i, Written)]
    if written and not _any_meant(written, scope):
        first = written[0]
        report.add("E206", first.name_place(), name=first.name.lower(), settings=names(scope))
        return None
    settings = Settings()
    for entry in items:
        if isinstance(entry, Line):
            report.add("E209", entry.place())
        elif not entry.name.casefold().startswith("x-"):
            _read_one(entry, known, scope, settings, report)
    return settings


def is_meant(name: str, scope: str) -> bool:
    """Whether a name is that of a setting here, or another word for one."""
    plain = " ".join(name.casefold().replace("_", " ").split())
    return plain in BY_SCOPE[scope] or synonyms.SETTINGS.get(plain) in BY_SCOPE[scope]


def _any_meant(written: Sequence[Written], scope: str) -> bool:
    """Whether somebody meant settings: one fits here, or the first is a setting of another kind."""
    elsewhere = any(written[0].name.casefold() == s.name for s in SETTINGS)
    return elsewhere or any(_meant(w.name, scope) for w in written[:100])


def _meant(name: str, scope: str) -> str | None:
    """The setting somebody meant by this name, in this scope."""
    plain = " ".join(name.casefold().replace("_", " ").split())
    if plain in BY_SCOPE[scope] or plain.startswith("x-"):
        return plain
    if plain in ("date", "datum", "data"):
        return None  # the day of a workshop is no setting, however near it is to another
    said = synonyms.SETTINGS.get(plain)
    return said if said in BY_SCOPE[scope] else nearest(plain, BY_SCOPE[scope])


def _read_one(entry: Written, known: dict[str, Setting], scope: str, settings: Settings, report: Report) -> None:
    name = " ".join(entry.name.casefold().split())
    setting = known.get(name)
    if setting is None:
        entry, setting = _unknown(entry, scope, report)
    if setting is None:
        return
    if setting.name in settings.written and not setting.many:
        first = settings.written[setting.name].line.number
        report.add("E207", entry.name_place(), name=setting.name, first=first)
        return
    settings.written[setting.name] = entry
    if not entry.value:
        report.add("E205", entry.name_place(), name=setting.name, example=phrase(setting.example))
        return
    _read_value(entry, setting, settings, report)


def _unknown(entry: Written, scope: str, report: Report) -> tuple[Written, Setting | None]:
    """What was meant: the setting, and the entry with the value that goes with it."""
    near = _meant(entry.name, scope)
    known = BY_SCOPE[scope]
    words = {"name": entry.name, "scope": scope_name(scope), "settings": names(scope)}
    if near in known:
        told = _meant_value(entry, str(near))
        end = len(entry.line.text.rstrip()) if told else entry.name_start + len(entry.name)
        asked = bool(told) and str(told).startswith("everyone")  # nor is it widened by a repair
        fix = None if asked else swap(entry.line, entry.name_start, end, f"{near}: {told}" if told else str(near))
        report.add("E203.near", entry.name_place(), fix, near=near, value=told or entry.value, **words)
        return replace(entry, value=told or entry.value), None if asked else known[str(near)]
    report.add("E203", entry.name_place(), belongs=_belongs_to(entry.name), **words)
    return entry, None


def _meant_value(entry: Written, near: str) -> str | None:
    """`anonymous: yes` is `who sees this: everyone without names`: there the name says what the value does here."""
    yes = fold(entry.value) in ("yes", "ja", "oui", "true", "on", "x", "sí", "si")
    return synonyms.VALUES.get(fold(entry.name)) if yes and near == "who sees this" else None


def _belongs_to(name: str) -> str:
    found = next((s for s in SETTINGS if s.name == name.casefold()), None)
    if found is None:
        return ""
    scopes = [scope_name(s) for s in sorted(found.scopes)]
    first = scopes[0]
    for more in scopes[1:]:
        first = phrase("{this} or {that}", this=first, that=more)
    return phrase("It belongs to {scopes}. ", scopes=first)


def _read_value(entry: Written, setting: Setting, settings: Settings, report: Report) -> None:
    try:
        value = setting.read(entry.value)
    except Unreadable as problem:
        unreadable(problem, entry, setting, report)
        return
    if setting.many:
        settings.many.setdefault(setting.name, []).append((value, entry))
    settings.values[setting.name] = value
    if setting.read is text:
        _say_joined(entry, setting, report)


def _say_joined(entry: Written, setting: Setting, report: Report) -> None:
    """W208: `- lead: Ana, materials: pens`. Where a value has a form of its own, that form tells."""
    for found in JOINED.finditer(entry.value):
        name = fold(found["name"])
        mine = {n for scope in setting.scopes for n in BY_SCOPE[scope]}
        if name in mine and name != setting.name:
            line, at = entry.line, entry.value_start + found.start()
            whole = line.content.endswith(entry.value)
            rest = f"{line.raw[: line.indent]}{line.sign} {entry.value[found.start('name') :]}"
            fix = Fix(line.number, line.number, f"{line.raw[:at].rstrip()}\n{rest}") if whole else None
            report.add("W208.joined", line.place(at, None), fix, name=name)
            return


def unreadable(problem: Unreadable, entry: Written, setting: Setting, report: Report) -> None:
    if cure := missing.value(setting.name, entry.value):
        report.add("E212", entry.place(), what=f"{setting.name}: {entry.value}", cure=phrase(cure))
        return
    near = problem.near
    fix = None
    # Who reads something is never widened by a repair: there the message asks.
    safe = setting.name != "who sees this" or not str(near).startswith("everyone")
    if near and safe and entry.line.content.endswith(entry.value):
        fix = swap(entry.line, entry.value_start, entry.value_start + len(entry.value), near)
    words: dict[str, object] = {
        "value": entry.value, "name": setting.name, "possible": phrase(setting.possible), "better": near or "",
        "near": phrase(' Did you mean "{near}"?', near=near) if near else "", **problem.words,
    }  # fmt: skip
    report.add(problem.key, entry.place(), fix, **words)


def insert(head: Line, settings: Settings, text: str) -> Fix:
    """A new setting: first in the list, or a new list right under the heading."""
    own = [w.line for w in settings.written.values() if w.line.path == head.path]
    if not own:
        return Fix(head.number, head.number, f"{head.raw}\n\n- {text}")
    first = min(own, key=lambda line: line.number)
    return Fix(first.number, first.number, f"{first.raw[: first.indent]}{first.sign} {text}\n{first.raw}")


# Who reads what: of these a line in the text is told of whatever its value is.
WHO_READS = ("who sees this", "results", "minimum answers", "moderate", "names", "care", "notes", "keep", "show on")


def stray(line: Line, scope: str) -> Written | None:
    """A line in the text that reads like a setting of this heading, by its name or by another word for it."""
    entry = item(line, scope)
    if entry is None or not entry.value:
        return None
    name = fold(entry.name)
    meant = name if name in BY_SCOPE[scope] or name == "who sees this" else synonyms.SETTINGS.get(name, "")
    if meant == "who sees this" and meant not in BY_SCOPE[scope]:
        return entry if fold(entry.value) in synonyms.WHO else None
    setting = BY_SCOPE[scope].get(meant)
    if setting is None or (name != meant and setting.read is text):  # such a word is more often prose, or a note
        return None
    dear = (
        meant in WHO_READS
        and len(entry.value) <= SHORT
        and (name == meant or meant in ("who sees this", "care", "results"))
    )
    return entry if dear or _reads(entry.value, setting) else None


def _reads(value: str, setting: Setting) -> bool:
    try:
        setting.read(value)
    except Unreadable:
        return fold(value) in synonyms.WHO
    return True
