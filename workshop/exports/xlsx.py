"""A spreadsheet: an overview, the times, a sheet for each step. Made in memory, never on the disk."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from workshop.exports import facts, wording
from workshop.exports.missing import need
from workshop.exports.pieces import cut
from workshop.gathered import Asking, Gathered, GatheredStep

LONGEST = 32_767  # characters in a cell
NO_GUESSING = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
OF = {"movement": "since the first time", "mean place": "mean place"}


def chunks(told: Gathered) -> Iterator[bytes]:
    need("xlsxwriter", "A spreadsheet", "xlsx")
    return cut(_workbook(told))


def _workbook(told: Gathered) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, NO_GUESSING) as book:
        _Page(book, "Overview").write(_overview(told))
        _Page(book, "Timing").write(_timing(told))
        for step in (s for s in told.steps if s.tells):
            _Page(book, f"{step.number} {step.title}").write(_step(told, step))
    return file.getvalue()


class _Page:
    """One sheet, filled from the top. Rows whose first cell is a `Head` are bold."""

    def __init__(self, book: Any, title: str) -> None:
        self._sheet = book.add_worksheet(_sheet_name(title))
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._percent = book.add_format({"num_format": "0 %", "valign": "top"})
        self._sheet.set_column(0, 0, 40)
        self._sheet.set_column(1, 8, 24)

    def write(self, rows: Iterable[list[Any]]) -> None:
        for place, row in enumerate(rows):
            bold = bool(row) and isinstance(row[0], Head)
            for column, value in enumerate(row):
                self._cell(place, column, value, self._bold if bold else self._wrap)

    def _cell(self, row: int, column: int, value: Any, style: Any) -> None:
        if isinstance(value, Percent):
            self._sheet.write_number(row, column, value / 100, self._percent)
        elif isinstance(value, int | float):
            self._sheet.write_number(row, column, value, style)
        elif value:
            self._sheet.write_string(row, column, value[:LONGEST], style)


class Head(str):
    """The first cell of a heading row."""


class Percent(int):
    """A whole percent, shown as one."""


def _sheet_name(title: str) -> str:
    """Up to 31 letters, without what spreadsheets refuse. The step's number in front keeps names apart."""
    return "".join(" " if c in "[]:*?/\\'" or ord(c) < 32 else c for c in title)[:31].strip()


def _overview(told: Gathered) -> Iterator[list[Any]]:
    yield [Head(told.title)]
    for name, value in facts.session(told).items():
        yield [name.replace("_", " "), ("yes" if value else "no") if isinstance(value, bool) else value]
    yield []
    yield [Head("What stayed hidden, and why"), "Steps"]
    for reason, titles in wording.reasons(told):
        yield [reason, *titles]


def _timing(told: Gathered) -> Iterator[list[Any]]:
    yield [Head("Step"), "Kind", "Planned minutes", "Real minutes", "Reached"]
    for step in told.steps:
        times = [round(t / 60, 2) if t is not None else None for t in (step.planned, step.real)]
        yield [step.title, wording.KINDS[step.kind.value], *times, "yes" if step.reached else "no"]


def _step(told: Gathered, step: GatheredStep) -> Iterator[list[Any]]:
    yield [Head(step.title), wording.KINDS[step.kind.value]]
    for asking in step.askings:
        yield from _asking(step, asking)
    if step.wall:
        source = told.step(step.wall)
        yield ["The texts that hung here are on the sheet of", source.title if source else step.wall]
    yield from _sheet(step)
    for pool in step.pools:
        if step.sheet and pool.sees == "everyone with names":
            continue
        yield []
        yield [Head(wording.SHARED[pool.sees.value]), *([pool.prompt] if pool.prompt else [])]
        yield from ([[pool.hidden]] if pool.hidden else ([t.text, t.name] for t in pool))
    yield from ([reason] for reason in step.hidden)


def _asking(step: GatheredStep, asking: Asking) -> Iterator[list[Any]]:
    yield []
    if len(step.askings) > 1:
        yield [Head(f"Asked for the {wording.nth(asking.number)} time")]
    if asking.result is None:
        yield [asking.hidden]
        return
    yield ["Answered", asking.result.n if asking.result.n is not None else asking.result.n_text]
    yield [Head("Answer"), "Of", "People", "Share", "Value"]
    for name, more in facts.measures(asking.result):
        percent = more.get("percent")
        share = Percent(percent) if percent is not None else more.get("share")
        label = more.get("answer") or more.get("thing") or name
        of = more.get("thing") if name == "sorted" else OF.get(name)
        yield [label, of, more.get("count"), share, more.get("value")]
    yield from [[asking.remark]] if asking.remark else []


def _sheet(step: GatheredStep) -> Iterator[list[Any]]:
    if step.sheet:
        yield []
        yield [Head("Shared with names"), *step.sheet.prompts]
        for row in step.sheet:
            yield [row.name, *("\n\n".join(texts) for texts in row.cells)]
