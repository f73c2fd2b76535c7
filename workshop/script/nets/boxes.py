"""Blanks and ticks of a sheet, answers of a poll and scales, in signs that are not read: each is said at its line."""

import re
from collections.abc import Iterator, Sequence

from ..body import Block
from ..messages import Report
from ..model import Fix
from ..scanner import Is, Line, next_line
from ..settings import scope_name

BLANK = re.compile(
    r"(?<![_\w])_{2,3}(?![_\w])|…{2,}|\.{5,}|(?:\\_){2,}|(?:_ ){2,}_|‗{2,}|─{3,}|━{3,}|(?:— ?){3,}|~{4,}|(?<=[:：]) *…$"
)
LABEL_ALONE = re.compile(r"(?:[-*+] +)?[^\W\d_][^.!?:：]{1,60}[:：]$")  # in a sheet: words for a blank, and no blank
# A box whose signs do not match, were doubled, or of which one is missing.
NEAR_BOX = re.compile(
    r"[\s\u200b\\*_>]*(?:[-*+•]|\d{1,2}[.)])*(?:\s*[-–—*+•])?[\s\u200b]*(?P<sign>"
    r"[\[({<（［【]{1,2}[ xX\u200b]{0,2}[\])}>）］】]{1,2}|[\[(（［] {1,3}(?=\w)|(?<=[-*+•]) +[\])）］](?= ))"
)
BOX = re.compile(
    r"[\s\u200b\\`“„\"]*(?:(?:[-*+•▪‣·→✅⭕🔘|]|->|[A-Ha-h][.)]?(?=[\s(\[]))\s*)?"
    r"(?P<sign>☐|□|▢|○|◯|⚪|\[ ?\]|\( ?\)|（ ?）|［ ?］)"
)
TICK = re.compile(r"(?:[-*+•]\s*)?(?P<sign>\[[ xX]?\]|\( ?\)|☐|□|⬜)\s*(?=\w)")
PROPER_BOX = re.compile(r" {0,3}[-*+•◦▪‣●○∙·–—−‐‑‒―﹣－] +(?:\[[ xX]?\]|\([ xX]?\))(?= |$)")
# Several answers in one line, each behind its own box.
MANY_BOXES = re.compile(r"\s{0,9}(?:[-*+•,;/]\s{0,3}){0,3}(?:\( ?\)|\[ ?\])\s{0,9}")
IN_LINE_BOX = re.compile(r"(?<=\w) *(?:\[ ?\](?!\()|☐|□)")
# Signs to press on paper: 1 2 3 4 5, ○ ○ ○.
PAPER_SCALE = re.compile(
    r"(?<!\S)(?:0 *[|/–-]? +)?1 *[|/–-]? +2 *[|/–-]? +3 *[|/–-]? +4(?!\S)|"
    r"(?:[○◯☐□⬜⚪] *){3,}|(?:\( ?\) *){3,}$|(?:☆ *){3,}"
)
# A blank behind words, at the end of a line: in a Reflect somebody meant a box.
LAST_BLANK = re.compile(r"[:：?] *(?P<blank>_{4,})\s*$")
NO_BOXES = ("slide", "talk", "reflect", "wall", "pause", "break", "seed", "resources")


def say_boxes(line: Line, scope: str, report: Report) -> None:
    """E244 and E245: blanks and ticks of a sheet, and answers of a poll, in the signs of another program."""
    if scope == "worksheet" and line.kind is Is.QUOTE and "____" in line.text:
        report.add("E244.quoted", line.place(0))
    if (
        scope == "worksheet"
        and line.kind is not Is.QUOTE
        and "____" not in line.text
        and (found := BLANK.search(line.text))
    ):
        fixed = f"{line.raw[: found.start()]}____{line.raw[found.end() :]}"
        report.add("E244", line.place(found.start(), found.end()), Fix(line.number, line.number, fixed))
    tick = TICK.match(line.text.strip()) if scope in NO_BOXES and not PROPER_BOX.match(line.text) else None
    if tick:
        report.add("E223", line.place(), scope=scope_name(scope).capitalize(), mark=tick["sign"])
    if _paper(line, scope, report):
        return
    begin = line.text[:80]  # a box stands there, and signs without end are not gone through again and again
    box = BOX.match(begin) or NEAR_BOX.match(begin)
    if box and scope in ("worksheet", "poll", "check-in") and not PROPER_BOX.match(line.text):
        sign = "[ ]" if scope == "worksheet" or box["sign"].strip()[0] in "[☐□▢]［【" else "( )"
        alone = Fix(line.number, line.number, f"- {sign} {line.text[box.end() :].strip(' |`”“')}")
        fix = _apart(line, sign) or alone
        report.add("E245", line.place(box.start("sign"), box.end("sign")), fix, sign=sign, written=box["sign"].strip())
    elif scope in ("poll", "check-in") and (several := _apart(line, "")):
        told = list(MANY_BOXES.finditer(line.text))[1]
        sign = "[ ]" if "[" in told[0] else "( )"
        report.add("E245", line.place(told.start(), told.end()), several, sign=sign, written=told[0].strip())
    elif scope == "worksheet" and not box and "____" not in line.text and (found := IN_LINE_BOX.search(line.text)):
        report.add("E245", line.place(found.start(), found.end()), sign="[ ]", written=found[0].strip())


def say_no_blank(lines: Sequence[Line], report: Report) -> None:
    """E244: on a sheet, words with a colon and nothing behind them; an empty cell of a table."""
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        begins = line.kind is Is.BULLET or (line.kind is Is.TEXT and not (above and above.kind is Is.TEXT))
        if report.told(line.path, line.number) or "____" in line.text:
            continue
        if begins and LABEL_ALONE.match(line.content) and _ends(lines, at):
            report.add("E244", line.place(), Fix(line.number, line.number, f"{line.raw.rstrip()} ____"))
        elif above and above.content.startswith("|") and (cell := _empty_cell(line.content)) is not None:
            report.add("E244", line.place(line.start + cell))


def _ends(lines: Sequence[Line], at: int) -> bool:
    """Whether nothing is said below a label that would belong to it."""
    below = next_line(lines, at, Is.BLANK, Is.QUOTE)
    return below is None or below.kind in (Is.HEADING, Is.RULE) or bool(LABEL_ALONE.match(below.content))


def _empty_cell(row: str) -> int | None:
    found = re.search(r"\|\s*(?=\|)", row) if row.startswith("|") else None
    return found.start() if found else None


def _apart(line: Line, sign: str) -> Fix | None:
    """`( ) Well ( ) Badly` as a line for each. Of a table nobody can tell."""
    if line.kind is Is.QUOTE or "|" in line.text or len(MANY_BOXES.findall(line.text)) < 2:
        return None
    head, *labels = (piece.strip(" ,;/") for piece in MANY_BOXES.split(line.text))
    if head or not all(labels):
        return None
    sign = sign or ("[ ]" if "[" in line.text.partition("]")[0] else "( )")
    return Fix(line.number, line.number, "\n".join(f"- {sign} {label}" for label in labels))


def _paper(line: Line, scope: str, report: Report) -> bool:
    """W244: what one fills in on paper, and nobody can on a phone."""
    if line.kind is Is.QUOTE or report.told(line.path, line.number):
        return False
    asks = scope in ("poll", "check-in", "reflect", "worksheet") and "____" not in line.text
    if asks and (found := PAPER_SCALE.search(line.text)):
        report.add("W244.scale", line.place(found.start(), found.end()))
        return True
    if scope == "reflect" and (found := LAST_BLANK.search(line.text)):
        report.add("W244", line.place(found.start("blank"), found.end("blank")))
        return True
    return False


def second_list(blocks: Sequence[Block]) -> Iterator[Line]:
    """The first answer behind words that stand between answers: a second question, by its looks."""
    answered = between = False
    for block in blocks:
        if block.what == "item":
            if between:
                yield block.lines[0]
                return
            answered = True
        elif block.what == "text" and answered and any(line.kind not in (Is.BLANK, Is.RULE) for line in block.lines):
            between = True
