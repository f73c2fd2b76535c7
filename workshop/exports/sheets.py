"""The other process of `xlsx`: rows as JSON lines on standard input, a spreadsheet on standard output.

A line is {"book": title, "day": date, "way": "ltr" or "rtl"}, {"sheet": title, "widths": [letters, …]}, or
{"row": [cell, …], "bold": true} with cells of text, numbers, {"percent": n} or {"date": "2026-09-21"}.
"""

import io
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import xlsxwriter

from workshop.exports.humble import humble
from workshop.exports.spreadsheet_text import needs_guarding

SECONDS = 110
LONGEST = 32_767  # characters in a cell
NO_GUESSING = {
    "in_memory": True,  # what people wrote is never on the disk
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
A4 = 9
EVERYWHERE = "A1:XFD1048576"


def made(lines: Iterable[bytes]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, NO_GUESSING) as book:
        styles, way = {}, "ltr"
        page: _Page
        for line in lines:
            told = json.loads(line)
            if "book" in told:
                book.set_properties({"title": told["book"], "created": datetime.fromisoformat(told["day"])})
                way = told["way"]
                styles = _styles(book, "right" if way == "rtl" else "left")
            elif "sheet" in told:
                page = _Page(book, styles, told["sheet"], told["widths"], way)
            else:
                page.write(told["row"], told.get("bold", False))
    return file.getvalue()


def _styles(book: Any, start: str) -> dict[str, Any]:
    """Everything stands at the top of its row and on that side where one begins to read."""
    shared = {"valign": "top", "text_wrap": True}
    number = {"valign": "top", "align": start}
    return {
        "plain": book.add_format(shared),
        "bold": book.add_format({**shared, "bold": True}),
        "quoted": book.add_format({**shared, "quote_prefix": True}),
        "whole": book.add_format({**number, "num_format": "0"}),
        "broken": book.add_format({**number, "num_format": "0.0#"}),
        "bold number": book.add_format({**number, "num_format": "0.0#", "bold": True}),
        "percent": book.add_format({**number, "num_format": "0 %"}),
        "date": book.add_format({**number, "num_format": "d mmmm yyyy"}),
    }


class _Page:
    """One sheet, filled from the top. Its first row stays in view, and it prints one page wide."""

    def __init__(self, book: Any, styles: dict[str, Any], title: str, widths: list[int], way: str) -> None:
        self._sheet, self._styles, self._place = book.add_worksheet(title), styles, 0
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        if way == "rtl":
            self._sheet.right_to_left()
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_paper(A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&L&A&R&P / &N")
        self._sheet.ignore_errors({"number_stored_as_text": EVERYWHERE})

    def write(self, row: list[Any], bold: bool) -> None:
        for column, value in enumerate(row):
            self._cell(column, value, bold)
        self._place += 1

    def _cell(self, column: int, value: Any, bold: bool) -> None:
        here, styles = (self._place, column), self._styles
        match value:
            case {"percent": percent}:
                self._sheet.write_number(*here, percent / 100, styles["percent"])
            case {"date": day}:
                self._sheet.write_datetime(*here, date.fromisoformat(day), styles["date"])
            case int():
                self._sheet.write_number(*here, value, styles["whole"])
            case float():
                self._sheet.write_number(*here, value, styles["bold number" if bold else "broken"])
            case str() if value:
                kind = "bold" if bold else "quoted" if needs_guarding(value) else "plain"
                self._sheet.write_string(*here, value[:LONGEST], styles[kind])


if __name__ == "__main__":
    humble(SECONDS)
    sys.stdout.buffer.write(made(sys.stdin.buffer))
