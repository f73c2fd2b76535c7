"""Reading a script or a single step: the parser, then the checks, then the messages in order."""

import re
from collections.abc import Callable
from dataclasses import replace

from . import checks, help_lines, links
from .assembly import script_of
from .drafts import Draftbook
from .headings import KIND_LIST
from .messages import Report, ordered
from .model import Message, Reading, Rules, Script, Step
from .own_texts import OwnTexts, in_own_words
from .parser import LONGEST_FILE, parse, parse_step
from .scanner import Is, Place, scan

ASKED = ("W237", "W248", "W249")  # questions, where the script's own words may tell more
FORMAT = re.compile(r"format *[:：]", re.IGNORECASE)


def read(
    text: str,
    path: str = "script.md",
    load: Callable[[str], str] | None = None,
    exists: Callable[[str], bool] | None = None,
    promised: Rules | None = None,
) -> Reading:
    """A script from its text. `load` gives files below the folder of the scripts (FileNotFoundError
    where there is none), `exists` tells whether a media file is there; both are asked with paths
    relative to that folder. `promised`: a session runs already, and its care and its minimum answers hold,
    whatever the text says by now. Never raises for anything written in the text."""
    report = Report()
    if len(text.encode("utf-8", "replace")) > LONGEST_FILE:
        report.add("E117", Place(path, 1, 1, 1))
        return Reading(Script("", Rules()), tuple(report.messages))
    own = OwnTexts(text, path, report)
    book, found = _read(own.english, path, own.loader(load), exists, promised, report)
    messages = own.messages(found)
    if damaged := own.damaged():
        _, others = _read(damaged.english, path, damaged.loader(load), exists, promised, Report())
        said = damaged.said(others, beside=tuple(m for m in found if m.code not in ASKED))
        surely = {(m.path, m.line) for m in said}
        messages = tuple(m for m in messages if m.code not in ASKED or (m.path, m.line) not in surely)
        messages = ordered([*messages, *said], path)
    return Reading(_with_broken(script_of(book), messages, path), messages)


def _read(
    text: str,
    path: str,
    load: Callable[[str], str] | None,
    exists: Callable[[str], bool] | None,
    promised: Rules | None,
    report: Report,
) -> tuple[Draftbook, tuple[Message, ...]]:
    book = parse(text, path, load, report, promised)
    checks.check(book, report)
    links.check(book.lines, (book.rules.help_path, book.help_source), exists, report)
    help_lines.check((book.rules.help_path, book.help_source), report)
    return book, ordered(report.messages, path)


def read_step(text: str, rules: Rules) -> tuple[Step | None, tuple[Message, ...]]:
    """One step typed while the workshop runs. References to other steps are not looked up."""
    report = Report()
    text = in_own_words(text, rules.language)
    draft = parse_step(text, rules, report)
    if draft is None:
        if not report.messages:
            report.add("E110", Place("", 1, 1, 1), title="…", kinds=KIND_LIST)
        return None, ordered(report.messages, "")
    links.check(scan(text).lines, ("", ""), None, report)
    return draft.done, ordered(report.messages, "")


def is_script(text: str) -> bool:
    """A workshop has a title and a `format`; README.md and pieces to include have not."""
    titled = False
    for line in scan(text[:LONGEST_FILE]).lines:
        if line.level == 1:
            titled = True
        elif line.level > 1:
            break
        elif titled and line.kind is Is.BULLET and line.indent < 4 and FORMAT.match(line.content):
            return True
    return False


def _with_broken(script: Script, messages: tuple[Message, ...], path: str) -> Script:
    """Mark the steps that hold an error, from their heading to the next."""
    errors = [m for m in messages if m.severity == "error"]
    if not errors:
        return script
    steps = []
    for step in script.steps:
        own = step.path or path
        later = [s.line for s in script.steps if (s.path or path) == own and s.line > step.line]
        end = min(later, default=10**9)
        broken = any(m.path == own and step.line <= m.line < end for m in errors)
        steps.append(replace(step, broken=True) if broken else step)
    return replace(script, steps=tuple(steps))
