"""Headings behind something: a clock, a picture, a quotation mark, a number of another kind. The step would be gone."""

import re

from ..messages import Report
from ..model import Fix
from ..near_words import AHEAD
from ..scanner import Is, Line
from ..settings import KINDS
from ..synonyms import STEPS

KIND = "|".join(re.escape(name) for name in sorted([*KINDS, *STEPS], key=len, reverse=True))
BEFORE = (
    rf"(?:{AHEAD}|(?:h|heading|no|nr|step|schritt|teil|part|étape|paso)\.? ?\d{{0,2}}[.:)]? +|\d{{1,2}}/\d{{1,2}} +|"
    r"[①-⑳]|[ivx]{1,4}[.)] +)"
)
SUBS = r"(?:round|for|question|for group|group \d{1,3})"
# The signs are there, but something stands before them.
BEHIND = re.compile(rf"(?i)(?:(?!#){BEFORE})++(?P<signs>(?<!#)#{{2,4}}(?!#)) *(?P<rest>(?:{KIND}|{SUBS}) *[:：].*)$")
# They are not, but the minutes tell.
TIMED = re.compile(
    rf"(?i){BEFORE}++(?P<kind>{KIND})[*_`]* ?[:：] *(?P<title>\S[^()]{{0,200}}\(\d{{1,3}} ?(?:min|s|h)[^()]{{0,40}}\))"
    r"[*_`\]”\"]*$"
)
# Of a small heading: #### (Round): One speaks
SMALL = re.compile(r"(?i)(?:[^\w\s]|\d{1,2}[.)]|[a-h][.)]|\s)+(?P<what>round|for|question)\b[^\w\s]* *(?P<rest>\S.*)$")
LINKED = re.compile(r"\]\([^()]*\)$")
CLOSES = re.compile(r"[`”“\"'’»)\]*_\\]+$")


def say_nearly_heading(line: Line, scope: str, report: Report) -> None:
    """E135, E132 and E134, where nothing was said of the line yet."""
    if report.told(line.path, line.number) or line.kind in (Is.CODE, Is.QUOTE, Is.BLANK):
        return
    words = line.text.strip()
    about_it = words[0] == "`" and "`" in words[1:-1]  # a sentence about headings: `### Poll: …` makes a step
    if not about_it and (found := BEHIND.match(words)):
        fix = Fix(line.number, line.number, f"{found['signs']} {_closed(found['rest'])}")
        report.add("E135", line.place(0), fix, signs=found["signs"])
    elif line.kind is not Is.HEADING and (found := TIMED.match(words)):
        fix = Fix(line.number, line.number, f"### {found['kind']}: {found['title']}")
        report.add("E132.lost", line.place(), fix, kind=found["kind"])
    elif line.level == 4 and scope in ("breakout", "reflect", "poll") and (found := SMALL.match(line.content)):
        report.add("E134", line.place(), what=found["what"].capitalize())


def _closed(words: str) -> str:
    """Without what was opened before the signs; a length in brackets stays."""
    words = LINKED.sub("", words)
    found = CLOSES.search(words)
    if found is None or re.search(r"\([^()]*\)$", words):
        return words
    return words[: found.start()] + (")" if words.count("(") > words[: found.start()].count(")") else "")
