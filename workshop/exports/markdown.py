"""The report as Markdown. What people wrote stands in quotes and reads back exactly as they wrote it."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from workshop.exports import facts, summary, wording
from workshop.exports.chunks import encoded
from workshop.exports.plain import plain
from workshop.script.model import Form, Poll, Question
from workshop.session.report import Asking, Pool, Report, ReportStep, Sheet
from workshop.session.results import Bar, Result, Row, asked
from workshop.util.language import apart, figure, long_date, marked, nth_said, said
from workshop.util.language import told as share_said

MARKS = re.compile(r"[\\`*_\[\]<>&|~$]")
TIMES = (marked("Step"), marked("Planned"), marked("Real"), marked("Difference"))
OPENERS = re.compile(r"^(#|[-+=:]|\d+(?=[.)]))")


def chunks(told: Report) -> Iterator[bytes]:
    return encoded(f"{line}\n" for line in _lines(told))


# Escaping


def escaped(line: str) -> str:
    """One line of text that Markdown shows as it is, spaces at its ends too."""
    text = MARKS.sub(lambda found: "\\" + found[0], line).replace("\r", "&#13;")
    if opener := OPENERS.match(text):
        text = _disarmed(opener[0], text[opener.end() :])
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return _spaces(text[:start]) + text[start:end] + _spaces(text[end:]) if end else _spaces(text)


def _disarmed(opener: str, rest: str) -> str:
    return f"{opener}\\{rest}" if opener.isdigit() else f"\\{opener}{rest}"


def _spaces(text: str) -> str:
    return "".join(f"&#{ord(c)};" for c in text)


def quoted(text: str) -> str:
    """A block quote. Every line break inside is a hard one, so that poems and lists stay what they are."""
    lines = [escaped(line) for line in text.split("\n")]
    while len(lines) > 1 and not lines[-1]:  # a hard break needs something after it
        lines[-2:] = [lines[-2] + "&#10;"]
    return "> " + "\\\n> ".join(lines)


def cell(text: str) -> str:
    return "<br>".join(escaped(line) for line in text.split("\n"))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(head)
    yield _row(names)
    yield _row(["---"] * len(names))
    yield from (_row(row) for row in rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


# The report


def _lines(told: Report) -> Iterator[str]:
    yield from _head(told)
    parts = wording.parts(told)
    yield from () if parts else (said("Nothing was asked or shared in this session."), "")
    for part, steps in parts:
        yield from (f"## {escaped(part)}", "") if part else ()
        for step in steps:
            yield from _step(told, step)
    yield from _hidden(told)
    yield from _timing(told)
    random = marked("Results show from %(k)s answers on. What was shared without names stands in random order.")
    yield said(random, {"k": told.k})


def _head(told: Report) -> Iterator[str]:
    until = f" · {said('kept until %(day)s', {'day': long_date(told.delete_on)})}" if told.delete_on else ""
    yield f"# {escaped(told.title)}"
    yield ""
    yield from (f"{long_date(told.day)}{until}", "")
    if told.rehearsal:
        yield from (f"**{said('A rehearsal.')}** {said('The people in it were simulated.')}", "")
    if told.phase != "ended":
        yield from (f"**{said('Not over yet.')}** {said('This is what there is so far.')}", "")
    if told.ending:
        yield from (f"**{said(wording.ENDED_JUST_NOW)}** {said(wording.LATE_TO_COME)}", "")
    yield from (f"## {said('In short')}", "", *(f"- {escaped(line)}" for line in summary.lines(told)), "")


def _step(told: Report, step: ReportStep) -> Iterator[str]:
    planned = f" · {wording.minutes(step.planned)}" if step.planned else ""
    yield from (f"### {escaped(step.title)}", "", f"*{wording.kind(step)}{planned}*", "")
    for label, html in (("", step.html), *step.prompts):
        yield from (f"**{escaped(label)}**", "") if label else ()
        yield from question(html)
    for asking in step.askings:
        yield from _asking(step, asking)
    for wall in step.walls:
        source = told.step(wall)
        yield from (
            said("The texts of “%(title)s” hung here.", {"title": escaped(source.title if source else wall)}),
            "",
        )
    if step.sheet:
        yield from _sheet(step.sheet)
    for pool in step.pools:
        if not (step.sheet and pool.sees == step.sheet.sees):
            yield from _pool(pool)
    for reason in step.hidden:
        yield from (f"*{reason}*", "")


def question(html: str) -> Iterator[str]:
    """A body of the script: its paragraphs and list items."""
    lines = [line for line in plain(html).split("\n") if line]
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        item = line.startswith("- ")
        yield f"- {escaped(line[2:])}" if item else escaped(line)
        yield from () if item and after.startswith("- ") else ("",)


def _asking(step: ReportStep, asking: Asking) -> Iterator[str]:
    if len(step.askings) > 1:
        yield from (f"**{said('Asked for the %(nth)s time', {'nth': nth_said(asking.number)})}**", "")
    if asking.result is None or step.poll is None:
        yield from (f"*{asking.hidden}*", "")
        return
    rounded = f" · {said('rounded to protect everyone')}" if asking.result.rounded else ""
    yield from (f"{said('%(n)s answered', {'n': share_said(asking.result.n_text)})}{rounded}", "")
    yield from _told(step.poll, asking.result)
    for part, question in asked(asking.result, step.poll):
        yield from _part(part, question)
    if moved := asking.result.movement:
        rows = zip(wording.moved(), (moved.up, moved.same, moved.down), strict=True)
        head = (said("Since the first time"), said("Share"))
        yield from _table(head, ((label, share_said(bar.text)) for label, bar in rows))
    yield from (f"*{asking.remark}*", "") if asking.remark else ()


def _told(poll: Poll, result: Result) -> Iterator[str]:
    yield from _result(poll, result)
    if result.average is not None:
        yield from (said("On average %(average)s", {"average": figure(result.average)}), "")
    if result.median:
        yield from (wording.median(poll, result.median), "")
    if right := wording.right(poll, result):
        yield from (escaped(right), "")


def _part(part: Result, question: Question) -> Iterator[str]:
    yield from (f"#### {escaped(question.title)}", "")
    if part.hidden:
        yield from (f"*{wording.kept_back(part, part.k)}*", "")
        return
    yield from (said("%(n)s answered", {"n": share_said(part.n_text)}), "")
    yield from _told(question.poll, part)


def _result(poll: Poll, result: Result) -> Iterator[str]:
    if result.bars:
        yield from _bars(poll, result.bars)
    if result.ranks:
        yield from _table(
            (said("In order"), said("Rank") if result.rounded else said("Mean place")),
            ((cell(t), figure(place)) for t, place in result.ranks),
        )
    if result.sorted:
        rows = ((cell(thing), *(share_said(b.text) for b in bars)) for thing, bars in result.sorted)
        yield from _table(("", *map(cell, poll.bins)), rows)
    if result.rows:
        heads = ("", *map(cell, poll.bins), said("On average"))
        yield from _table(heads, (_statement(row, poll, result.k) for row in result.rows))
    if poll.form is Form.WORDS and result.texts:
        counted = ((cell(word), str(times)) for word, times in facts.words(result.texts))
        yield from _table((said("Word"), said("Times")), counted)
    else:
        yield from (line for text in result.texts for line in (quoted(text), ""))


def _statement(row: Row, poll: Poll, k: int) -> tuple[str, ...]:
    if not row.bars:
        return (cell(row.label), wording.kept_back(row, k), *[""] * len(poll.bins))
    average = "" if row.average is None else figure(row.average)
    return (cell(row.label), *(share_said(bar.text) for bar in row.bars), average)


def _bars(poll: Poll, bars: tuple[Bar, ...]) -> Iterator[str]:
    answer, share = said("Answer"), said("Share")
    if any(b.count is not None for b in bars):
        rows = ((_label(poll, b), str(b.count), share_said(b.text)) for b in bars)
        yield from _table((answer, wording.counted(poll.form), share), rows)
    else:
        yield from _table((answer, share), ((_label(poll, b), share_said(b.text)) for b in bars))


def _label(poll: Poll, bar: Bar) -> str:
    label = cell(wording.answer(poll, bar.label))
    return f"{apart(label)} ({said('correct')})" if bar.correct else label


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield from (f"**{wording.shared(sheet.sees)}**", "")
    rows = ((cell(row.name), *("<br><br>".join(map(cell, texts)) for texts in row.cells)) for row in sheet)
    yield from _table((said("Who"), *map(cell, sheet.prompts)), rows)


def _pool(pool: Pool) -> Iterator[str]:
    prompt = f"{apart(escaped(pool.prompt))} · " if pool.prompt else ""
    yield from (f"**{prompt}{wording.shared(pool.sees)}**", "")
    if pool.hidden:
        yield from (f"*{pool.hidden}*", "")
        return
    for text in pool:
        yield from (f"{apart(escaped(text.name))}:", "") if text.name else ()
        yield from (quoted(text.text), "")
        yield from (wording.me_too(text.others), "") if text.others else ()


def _hidden(told: Report) -> Iterator[str]:
    yield from (f"## {said('What stayed hidden, and why')}", "")
    reasons = wording.reasons(told)
    for reason, titles in reasons:
        yield from (f"- {reason}", *(f"  - {escaped(title)}" for title in titles))
    yield from ("",) if reasons else (said("Nothing."), "")


def _timing(told: Report) -> Iterator[str]:
    yield from (f"## {said('Plan and real time')}", "")
    rows = (
        (
            apart(cell(title)) + ("" if coming.reached else f" {said('(not reached)')}"),
            *_times(coming.planned, coming.real),
        )
        for _, coming, title in wording.comings(told)
    )
    whole = (f"**{said('All')}**", *(f"**{time}**" for time in _times(told.planned, told.real)))
    yield from _table(tuple(map(said, TIMES)), (*rows, whole))


def _times(planned: int | None, real: int | None) -> tuple[str, str, str]:
    return wording.minutes(planned), wording.minutes(real), wording.difference(planned, real)
