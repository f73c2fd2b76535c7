"""A spreadsheet: an overview, the times, a sheet for each step. Made by `sheets` in a process of its own."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from workshop.exports import facts, wording
from workshop.exports.chunks import encoded
from workshop.exports.extras import NotMade, need
from workshop.exports.plain import plain
from workshop.exports.worker_process import Broken, through
from workshop.script.model import Form, Poll
from workshop.session.report import Asking, Report, ReportStep
from workshop.session.results import Bar, Result, asked
from workshop.session.results import Row as Statement
from workshop.util.language import apart, direction_here, marked, nth_said, said
from workshop.util.language import told as share_said

LABELS = {
    "id": "Session", "title": "Title", "day": "Day", "language": "Language", "phase": "Where it stands",
    "end_settled": "The end can no longer be taken back", "rehearsal": "Rehearsal", "sensitive": "Sensitive care",
    "joined": "People who joined", "left": "Had left by the end",
    "k": "Results show from this many answers on", "delete_on": "Deleted from the server on",
}  # fmt: skip
PHASES = {"lobby": marked("lobby"), "live": marked("live"), "ended": marked("ended")}
TIMES = (
    marked("Step"), marked("Part"), marked("Kind"), marked("Planned minutes"), marked("Real minutes"),
    marked("Difference"), marked("Reached"),
)  # fmt: skip
TROUBLE = marked("The spreadsheet could not be made. Choose CSV, which any spreadsheet opens.")
TITLE_UNITS = 31  # of UTF-16, as spreadsheets count

Row = list[Any]


def chunks(told: Report) -> Iterator[bytes]:
    need("xlsxwriter", marked("A spreadsheet"), "xlsx")
    return _made(told)


def _made(told: Report) -> Iterator[bytes]:
    try:
        yield from through("workshop.exports.sheets", encoded(_lines(told)))
    except (Broken, OSError) as error:
        raise NotMade(TROUBLE) from error


def _lines(told: Report) -> Iterator[str]:
    """As `sheets` reads them."""
    yield json.dumps({"book": told.title, "day": told.day.isoformat(), "way": direction_here()}) + "\n"
    yield from _page(said("Overview"), (44, 44), _overview(told))
    yield from _page(said("Timing"), (44, 24, 14, 12, 12, 14, 12), _timing(told))
    for step in (s for s in told.steps if s.tells):
        widths = (24, *[36] * 8) if step.sheet else (64, *[20] * 8)
        yield from _page(f"{step.number} {step.title}", widths, _step(told, step))


def _page(title: str, widths: tuple[int, ...], rows: Iterable[Row]) -> Iterator[str]:
    yield json.dumps({"sheet": _sheet_name(title), "widths": widths}) + "\n"
    for row in rows:
        yield json.dumps({"row": list(map(_cell, row)), "bold": bool(row) and isinstance(row[0], Head)}) + "\n"


class Head(str):
    """The first cell of a heading row: all of it is bold."""


class Percent(int):
    """A whole percent, shown as one."""


def _cell(value: Any) -> Any:
    if isinstance(value, Percent):
        return {"percent": value}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _sheet_name(title: str) -> str:
    """Without what spreadsheets refuse. The step's number in front keeps names apart."""
    safe = "".join(" " if c in "[]:*?/\\'" or ord(c) < 32 else c for c in title)
    return safe.encode("utf-16-le")[: 2 * TITLE_UNITS].decode("utf-16-le", "ignore").strip()


def _overview(told: Report) -> Iterator[Row]:
    yield [Head(told.title)]
    people = {"joined": _number(wording.band(told.joined)), "left": _number(wording.band(told.left))}
    known = facts.session(told) | people | {"day": told.day, "delete_on": told.delete_on}
    for name, value in known.items():
        told_as = _yes(value) if isinstance(value, bool) else said(PHASES[told.phase]) if name == "phase" else value
        yield [said(LABELS[name]), told_as]
    if told.ending:
        yield [said(wording.ENDED_JUST_NOW), said(wording.LATE_TO_COME)]
    if not wording.parts(told):
        yield [said("Nothing was asked or shared in this session.")]
    yield []
    reasons = wording.reasons(told)
    yield [Head(said("What stayed hidden, and why")), said("Steps")]
    yield from ([reason, "\n".join(titles)] for reason, titles in reasons)
    yield from [] if reasons else [[said("Nothing.")]]


def _yes(value: bool) -> str:
    return said("yes") if value else said("no")


def _number(text: str) -> int | str:
    return int(text) if text.isdecimal() else text


def _timing(told: Report) -> Iterator[Row]:
    first, *others = map(said, TIMES)
    yield [Head(first), *others]
    for step, coming, title in wording.comings(told):
        times = _minutes(coming.planned, coming.real)
        yield [title, step.part, wording.kind(step), *times, _yes(coming.reached)]
    yield [Head(said("All")), "", "", *_minutes(told.planned, told.real)]


def _minutes(planned: int | None, real: int | None) -> Row:
    late = real - planned if planned is not None and real is not None else None
    return [round(t / 60, 2) if t is not None else None for t in (planned, real, late)]


def _step(told: Report, step: ReportStep) -> Iterator[Row]:
    yield [Head(step.title), wording.kind(step)]
    for label, html in (("", step.html), *step.prompts):
        yield from [["\n".join(filter(None, (label, plain(html))))]] if label or html else []
    for asking in step.askings:
        yield from _asking(step, asking)
    for wall in step.walls:
        source = told.step(wall)
        yield [said("The texts that hung here are on the sheet of"), source.title if source else wall]
    yield from _sheet(step)
    for pool in step.pools:
        if step.sheet and pool.sees == step.sheet.sees:
            continue
        yield []
        yield [Head(" · ".join(filter(None, (apart(pool.prompt), wording.shared(pool.sees)))))]
        yield from ([[pool.hidden]] if pool.hidden else ([t.text, t.name] for t in pool))
    if step.hidden:
        yield []
        yield from ([reason] for reason in step.hidden)


def _asking(step: ReportStep, asking: Asking) -> Iterator[Row]:
    yield []
    if len(step.askings) > 1:
        yield [Head(said("Asked for the %(nth)s time", {"nth": nth_said(asking.number)}))]
    if asking.result is None or step.poll is None:
        yield [asking.hidden]
        return
    result = asking.result
    yield [said("People who answered"), result.n if result.n is not None else share_said(result.n_text)]
    yield from _told(step.poll, result)
    for part, question in asked(result, step.poll):
        yield []
        yield [Head(question.title)]
        yield [wording.kept_back(part, part.k)] if part.hidden else _answered(part)
        yield from _told(question.poll, part) if not part.hidden else ()
    if moved := result.movement:
        yield []
        yield [Head(said("Since the first time")), said("Share")]
        bars = (moved.up, moved.same, moved.down)
        yield from ([name, _share(bar)] for name, bar in zip(wording.moved(), bars, strict=True))
    yield from [[asking.remark]] if asking.remark else []


def _answered(part: Result) -> Row:
    return [said("People who answered"), part.n if part.n is not None else share_said(part.n_text)]


def _told(poll: Poll, result: Result) -> Iterator[Row]:
    if result.average is not None:
        yield [said("On average"), result.average]
    if result.median:
        yield [said("Median"), result.median]
    if right := poll.right:
        yield [said("Right answer"), right.text, *([result.right.count, _share(result.right)] if result.right else [])]
    yield from _result(poll, result)


def _result(poll: Poll, result: Result) -> Iterator[Row]:
    if result.bars:
        yield from _bars(poll, result.bars)
    if result.spots:
        yield [Head(said("Twelfths from the left")), said("Twelfths from the top"), said("People")]
        yield from ([*facts.place_of(square), count] for square, count in result.spots)
    if result.ranks:
        yield [Head(said("In order")), said("Rank") if result.rounded else said("Mean place")]
        yield from ([thing, place] for thing, place in result.ranks)
    if result.sorted:
        yield [Head(said("Share")), *poll.bins]
        yield from ([thing, *map(_share, bars)] for thing, bars in result.sorted)
    if result.rows:
        yield [Head(said("Share")), *poll.bins, said("On average"), said("People who answered")]
        yield from (_row(row, len(poll.bins), result.k) for row in result.rows)
    if poll.form is Form.WORDS and result.texts:
        yield [Head(said("Word")), said("Times")]
        yield from ([word, times] for word, times in facts.words(result.texts))
    elif result.texts:
        yield [Head(said("In their own words"))]
        yield from ([text] for text in result.texts)


def _row(row: Statement, steps: int, k: int) -> Row:
    told = [*map(_share, row.bars)] if row.bars else [wording.kept_back(row, k), *[""] * (steps - 1)]
    return [row.label, *told, "" if row.average is None else row.average, "" if row.n is None else row.n]


def _bars(poll: Poll, bars: tuple[Bar, ...]) -> Iterator[Row]:
    """A scale's answers are numbers, the others texts; people are counted where they may be."""
    counted, right = bars[0].count is not None, any(bar.correct for bar in bars)
    unit = wording.counted(poll.form)
    yield [Head(said("Answer")), *[unit] * counted, said("Share"), *[said("Correct")] * right]
    for bar in bars:
        label = _number(bar.label) if poll.scale and not poll.scale.wide else wording.answer(poll, bar.label)
        yield [label, *[bar.count] * counted, _share(bar), *[said("yes") if bar.correct else ""] * right]


def _share(bar: Bar) -> Any:
    percent = facts.share(bar)["percent"]
    return share_said(bar.text) if percent is None else Percent(percent)


def _sheet(step: ReportStep) -> Iterator[Row]:
    if step.sheet:
        yield []
        yield [Head(wording.shared(step.sheet.sees))]
        yield [Head(said("Who")), *step.sheet.prompts]
        for row in step.sheet:
            yield [row.name, *("\n\n".join(texts) for texts in row.cells)]
