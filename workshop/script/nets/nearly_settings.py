"""E243 and W208: a whole line that says a setting's name and a value that it takes, with any signs around and between.

A name alone proves nothing, for most are words that people use; a value that cannot be read proves nothing either.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from ..body import ANSWER
from ..fixes import swap
from ..listing import WHO_READS
from ..messages import Report
from ..near_words import AHEAD, bare, is_near
from ..scanner import Is, Line
from ..settings import BY_SCOPE
from ..synonyms import WHO
from ..values import Reader, Unreadable
from ..words import fold

SIGN = r"(?:&#?\w{2,6};|[^\w\s]|_|\s)"
BEFORE = re.compile(rf"(?:{AHEAD})*+", re.IGNORECASE)
CLOSES = re.compile(rf"{SIGN}*$")
REMARK = re.compile(r"\s*(?:<!--.*|//.*|\([^()]*\))$")
# A setting of free words behind which another sign stands: - lead, Ana
COLONLESS = re.compile(
    r"(?i)[\"'“„«‹‘]?(lead|materials|heads up|author|licence|help|remind|breathing|series)"
    r"(?:(?: [-–—→/~|=>]|[.,?–]|(?= [(“\[]))? +|[\"'“”»›’] ?[:：] ?)(?=\S)"
)
ENDED = re.compile(r"[:：*_`”»]\s*$")  # a name that a sign sets off, with its value below an empty line
# Of these a team would believe that they hold when they stand in a note.
DEAR = ("who sees this", "results", "minimum answers", "names", "care", "keep", "moderate")
LABELLED = re.compile(r"(?i)^[\s>]*(?:[-*+•] )?(?:note ?: *)?")
PLAIN = re.compile(r"[^:：]*[:：=][^:：]*")
LONGEST = 60  # signs: longer lines are sentences
ANSWERED = ("poll", "check-in", "question", "worksheet", "breakout")


def say_nearly_settings(lines: Sequence[Line], scope: str, report: Report) -> None:
    """For each line of one body that is no setting as it stands."""
    first = True
    for at, line in enumerate(lines):
        if line.kind is Is.QUOTE:
            _quoted(line, scope, report)
        if line.kind in (Is.BLANK, Is.QUOTE):
            continue
        words = _whole(lines, at)
        found = None if report.told(line.path, line.number) else _meant(words, line, scope)
        if found and first:
            report.add("E243", line.place(line.indent), name=found)
        elif found:
            report.add("W208", line.place(), name=found)
        first = first and bool(found)


def _whole(lines: Sequence[Line], at: int) -> str:
    """The line; with the next one where that is all there is of the value: a name, and below it  : value."""
    line = lines[at]
    own = line.content if line.kind in (Is.BULLET, Is.NUMBER, Is.HEADING) else line.text.strip()
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below and below.kind is Is.BLANK and at + 2 < len(lines) and ENDED.search(own):
        below = lines[at + 2]
    listed = below is not None and below.kind is line.kind is Is.BULLET
    words = bool(re.search(r"[^\W_]", own))  # the line below the heads of a table has none
    goes_on = words and below is not None and (below.kind is Is.TEXT or listed) and len(own) < LONGEST / 2
    return f"{own} : {below.content}" if below and goes_on else own


def _quoted(line: Line, scope: str, report: Report) -> None:
    """W208 for `> who sees this: facilitators`: the team reads it, and it sets nothing."""
    words = LABELLED.sub("", line.text)
    if len(words) > LONGEST or report.told(line.path, line.number):
        return
    found = next((name for each in (scope, "workshop", "reflect", "poll") if (name := said(words, each)) in DEAR), None)
    if found and PLAIN.fullmatch(words):
        report.add("W208.note", line.place(), name=found)


def _meant(words: str, line: Line, scope: str) -> str | None:
    if len(words) > LONGEST or line.kind is Is.CODE or "____" in words:
        return None
    answer = ANSWER.match(line.content) and line.kind is Is.BULLET
    if scope in ANSWERED and (answer or line.kind is Is.NUMBER):
        return None  # such words are what people choose
    if scope == "breakout" and line.kind is Is.BULLET and _can(BY_SCOPE[scope]["groups"].read, fold(words)):
        return "groups"  # - pairs, by itself
    return said(words, scope)


def say_heading(head: Line, scopes: Sequence[str], report: Report) -> None:
    """E243 for `## names: none`: the heading of a part that was meant as a setting."""
    found = (
        None
        if report.told(head.path, head.number)
        else next(filter(None, (said(head.content, s) for s in scopes)), None)
    )
    if found:
        report.add("E243", head.place(0), name=found)


def said(words: str, scope: str) -> str | None:
    """The setting that these words say, whatever signs stand around; also with a remark in brackets behind."""
    ahead = BEFORE.match(words)
    rest = words[ahead.end() if ahead else 0 :]
    whole = {CLOSES.sub("", rest), CLOSES.sub("", REMARK.sub("", rest))}
    return next((name for name in BY_SCOPE[scope] if any(_says(name, each, scope) for each in whole)), None)


def _says(name: str, words: str, scope: str) -> bool:
    return any(
        (called == name or (name in WHO_READS and is_near(bare(called), name))) and _reads(scope, name, value)
        for called, value in _names(words)
    )


@lru_cache(2048)
def _names(words: str) -> tuple[tuple[str, str], ...]:
    """Where the name may end and the value begin: it may have several words, and so may the value."""
    ends = [found for n in range(1, 4) if (found := _named(n).match(words))]
    return tuple((fold(found["name"].replace("_", " ").replace("-", " ")), found["value"]) for found in ends)


@lru_cache(8)
def _named(count: int) -> re.Pattern[str]:
    word = r"[^\W\d_][^\W\d_]*"
    name = rf"{word}(?:[\s_-]+{word}){{{count - 1}}}"
    return re.compile(rf"(?P<name>{name})\s*(?:\((?!.*\)$)[^()]*\))?{SIGN}{{1,9}}(?P<value>(?<!\w)\w.*)$")


@lru_cache(4096)
def _reads(scope: str, name: str, value: str) -> bool:
    read = BY_SCOPE[scope][name].read
    return not _takes_any(read) and (_can(read, value) or (name == "who sees this" and fold(value) in WHO))


@lru_cache(128)
def _takes_any(read: Reader) -> bool:
    """Free words, ids, lists of them: such a value says nothing about what was meant."""
    return any(_can(read, words) for words in ("zebra", "zebra, tea", " ".join(["zebra"] * 3)))


def _can(read: Reader, value: str) -> bool:
    try:
        read(value)
    except Unreadable:
        return False
    return True


def say_without_colon(line: Line, scope: str, report: Report) -> None:
    """W208: `- lead Ana`, the first thing under a heading. Of settings of free words nothing else tells."""
    found = COLONLESS.match(line.content)
    if found and line.kind is Is.BULLET and line.indent < 2 and fold(found[1]) in BY_SCOPE[scope]:
        fix = swap(line, line.start, line.start + found.end(), f"{fold(found[1])}: ")
        report.add("W208.colon", line.place(line.start, line.start + found.end(1)), fix, name=fold(found[1]))
