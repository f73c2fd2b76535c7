"""What would be a setting, a length or a sign, and stands where it is none: said at its line."""

import re
from collections.abc import Sequence

from workshop.util.phrases import phrase

from .. import lengths, listing, values
from ..drafts import Draftbook
from ..listing import Settings, Written
from ..messages import Report
from ..model import Fix
from ..question_pages import LOST
from ..scanner import Is, Line
from ..settings import BY_SCOPE, WORKSHOP
from . import setting_words

LENGTH_LINE = re.compile(
    r"(?i)[*_]{0,3}(?:time|timing|duration|length|dauer|zeit|durée|temps|duración|tiempo|durata|tempo|duur|tijd|duração)"
    r"[*_]{0,3} ?[:：=] ?[*_]{0,3} ?(?P<length>[^*_]{1,40}?)[*_]{0,3}$"
)


def say_stray(lines: Sequence[Line], scope: str, read: Settings, report: Report) -> None:
    """W208 and E241: what looks like a setting or a blank, and is none."""
    prose, around = False, setting_words.Around(lines)
    for n, line in enumerate(lines):
        if line.kind is Is.RULE and line.sign == "_" and "____" in line.text:
            report.add("E241", line.place())
        begins = line.kind is Is.BULLET or (line.kind is Is.TEXT and (n == 0 or lines[n - 1].kind is not Is.TEXT))
        found = listing.stray(line, scope) if begins and line.indent < 2 else None
        if found and (prose or line.kind is Is.BULLET or found.name.casefold() not in BY_SCOPE[scope]):
            fix = None if read.has(found.name.casefold()) else _up(found, lines, scope, bool(read.written))
            report.add("W208", found.name_place(), fix, name=found.name.lower())
        elif begins and (bare := setting_words.bare(line, scope)):
            report.add("W208.colon", line.place(), name=bare)
        elif begins and not found and (cure := setting_words.cure(line, around, scope, read)):
            report.add("W208.words", line.place(), written=line.content.strip("*_ "), cure=phrase(cure))
        elif begins and scope != WORKSHOP and (told := _told_length(line)):
            report.add("W238.line", line.place(), value=told)
        prose = prose or (not found and line.kind not in (Is.BLANK, Is.QUOTE))  # before it E243 looks at lines of text


def _up(found: Written, lines: Sequence[Line], scope: str, behind_others: bool) -> Fix | None:
    """The setting up to its heading, where its value is no free text."""
    line, first = found.line, lines[0]
    own = [other for other in lines if other.path == line.path and first.number <= other.number <= line.number]
    whole = first.path == line.path and len(own) == line.number - first.number + 1
    name = found.name.casefold()
    known = name in BY_SCOPE[scope]  # another word for it is for somebody to write anew
    moved = known and name not in listing.WHO_READS and BY_SCOPE[scope][name].read is not values.text and len(own) > 1
    behind = next((other for other in lines if other.number == line.number + 1), None)
    lost = any(LOST.match(other.content) for other in own)  # the setting is of that question, not of the one above
    if lost or not (whole and moved and line.kind is Is.BULLET) or (behind and behind.kind is Is.TEXT):
        return None
    top = [] if behind_others else [""]
    blank = [] if first.kind is Is.BLANK else [""]
    return Fix(first.number, line.number, "\n".join([*top, line.raw, *blank, *(other.raw for other in own[:-1])]))


def _told_length(line: Line) -> str | None:
    """`Time: 5 min` in the text of a step."""
    found = LENGTH_LINE.match(line.content)
    told = found["length"] if found else ""
    return told if told and (lengths.exact(told) or lengths.guessed(told)) else None


MADE_OF_SIGNS = re.compile(r"\s*(?:#|>|[-*+•] |\d{1,2}[.)] )|.*____|.*\[ ?\]")
UNSEEN = re.compile("[\u200b\u2060\ufeff]")


def say_unseen(book: Draftbook, report: Report) -> None:
    """W247: a sign that nobody sees, in a line whose signs count. In prose it does no harm."""
    told = {(m.path, m.line) for m in report.messages}
    for line in book.lines:
        found = UNSEEN.search(line.raw) if line.kind is not Is.CODE else None
        bare = UNSEEN.sub("", line.raw)
        if found and (line.path, line.number) not in told and MADE_OF_SIGNS.match(bare):
            fix = Fix(line.number, line.number, bare)
            report.add("W247", line.place(found.start(), found.end()), fix)
