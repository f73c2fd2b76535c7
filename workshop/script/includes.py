"""`[Include: name](_file.md)`: the lines of other files, put where the include stands."""

import re
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from .body import INCLUDE
from .messages import Report
from .nets.lookalikes import dashed_setting
from .scanner import Is, Line, Place, Scan, scan

DEPTH = 3


class Unopened(FileNotFoundError):
    """A file that cannot be read. `code` is the message for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Load = Callable[[str], str]


def expand(lines: Sequence[Line], load: Load | None, report: Report, inside: tuple[str, ...] = ()) -> list[Line]:
    """All lines, included ones with their own path and `via`."""
    expanded: list[Line] = []
    for n, line in enumerate(lines):
        found = INCLUDE.match(line.text.strip()) if line.kind is Is.TEXT else None
        if found is None:
            expanded.append(line)
        elif _alone(lines, n):
            expanded += _included(line, found.group(2).strip(), load, report, inside)
        else:
            report.add("E127", line.place())
    return expanded


def _alone(lines: Sequence[Line], n: int) -> bool:
    near = [lines[m] for m in (n - 1, n + 1) if 0 <= m < len(lines)]
    return all(line.kind in (Is.BLANK, Is.HEADING, Is.RULE) for line in near)


def _included(line: Line, name: str, load: Load | None, report: Report, inside: tuple[str, ...]) -> list[Line]:
    text = _text(line, name, load, report, inside)
    if text is None:
        return []
    found = scan(text, name, f"{line.path}:{line.number}", dashed_setting)
    unclosed(found, report)
    return expand(found.lines, load, report, (*inside, name))


def _text(line: Line, name: str, load: Load | None, report: Report, inside: tuple[str, ...]) -> str | None:
    at = line.raw.find(name, line.raw.find("]("))
    place = line.place(at, at + len(name))
    if not is_below(name):
        report.add("E121", place, name=name)
    elif not PurePosixPath(name).name.startswith("_"):
        better = str(PurePosixPath(name).with_name("_" + PurePosixPath(name).name))
        report.add("E124", place, name=name, better=better)
    elif name in inside or len(inside) >= DEPTH:
        report.add("E126", place, name=name)
    elif load is None:
        report.add("E125", place)
    else:
        return loaded(name, load, report, place)
    return None


def loaded(name: str, load: Load, report: Report, place: Place) -> str | None:
    try:
        return load(name)
    except FileNotFoundError as missing:
        report.add(missing.code if isinstance(missing, Unopened) else "E123", place, name=name)
    return None


def is_below(name: str) -> bool:
    """Whether a name stays inside the folder of the scripts."""
    path = PurePosixPath(name)
    plain = not path.is_absolute() and ".." not in path.parts and "\\" not in name
    return plain and ":" not in name and "\x00" not in name and bool(path.name)


def unclosed(found: Scan, report: Report) -> None:
    if line := found.open_comment:
        at = line.raw.rfind("<!--")
        report.add("E109", line.place(at, at + 4))
    if line := found.open_fence:
        fence = re.search(r"`{3,}|~{3,}", line.raw)
        report.add("E108", line.place(), fence=fence.group() if fence else "```")
