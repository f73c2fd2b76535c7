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
from .own_texts import DamagedTexts, OwnTexts
from .parser import LONGEST_FILE, parse, parse_step
from .scanner import Is, Place, scan
from .unnamed_language import say_unnamed, unnamed_language

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
    if not own.code and (code := unnamed_language(text, found, path)):
        report = Report()
        own = OwnTexts(text, path, report, code)
        say_unnamed(own.english, code, path, report)
        book, found = _read(own.english, path, own.loader(load), exists, promised, report)
    once_more = lambda damaged: _read(damaged.english, path, damaged.loader(load), exists, promised, Report())[1]  # noqa: E731
    messages = _in_own_words(own, found, once_more, path)
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


def _in_own_words(
    own: OwnTexts, found: tuple[Message, ...], once_more: Callable[[DamagedTexts], tuple[Message, ...]], path: str
) -> tuple[Message, ...]:
    """What was found, and what an English text would be told of lines whose key words are damaged."""
    messages, damaged = own.messages(found), own.damaged()
    if damaged is None:
        return messages
    said = damaged.said(once_more(damaged), beside=tuple(m for m in found if m.code not in ASKED))
    surely = {(m.path, m.line) for m in said}
    kept = [m for m in messages if m.code not in ASKED or (m.path, m.line) not in surely]
    return ordered([*kept, *said], path)


def read_step(text: str, rules: Rules) -> tuple[Step | None, tuple[Message, ...]]:
    """One step typed while the workshop runs. References to other steps are not looked up."""
    report = Report()
    own = OwnTexts(text, "", report, rules.language.partition("-")[0].lower())
    step, found = _read_step(own.english, rules, report)
    return step, _in_own_words(own, found, lambda damaged: _read_step(damaged.english, rules, Report())[1], "")


def _read_step(text: str, rules: Rules, report: Report) -> tuple[Step | None, tuple[Message, ...]]:
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
