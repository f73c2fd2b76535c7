"""The other process of `xlsx`: rows as JSON lines on standard input, a spreadsheet on standard output.

A line is {"sheet": title}, or {"row": [cell, …], "bold": true} with cells of text, numbers or {"percent": n}.
"""

import io
import json
import sys
from collections.abc import Iterable
from typing import Any

import xlsxwriter

LONGEST = 32_767  # characters in a cell
NO_GUESSING = {
    "in_memory": True,  # what people wrote is never on the disk
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def made(lines: Iterable[bytes]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, NO_GUESSING) as book:
        styles = _styles(book)
        page: _Page
        for line in lines:
            told = json.loads(line)
            if "sheet" in told:
                page = _Page(book, styles, told["sheet"])
            else:
                page.write(told["row"], told.get("bold", False))
    return file.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    return {
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "percent": book.add_format({"num_format": "0 %", "valign": "top"}),
    }


class _Page:
    """One sheet, filled from the top."""

    def __init__(self, book: Any, styles: dict[str, Any], title: str) -> None:
        self._sheet, self._styles, self._place = book.add_worksheet(title), styles, 0
        self._sheet.set_column(0, 0, 40)
        self._sheet.set_column(1, 8, 24)

    def write(self, row: list[Any], bold: bool) -> None:
        for column, value in enumerate(row):
            self._cell(column, value, self._styles["bold" if bold else "plain"])
        self._place += 1

    def _cell(self, column: int, value: Any, style: Any) -> None:
        if isinstance(value, dict):
            self._sheet.write_number(self._place, column, value["percent"] / 100, self._styles["percent"])
        elif isinstance(value, int | float):
            self._sheet.write_number(self._place, column, value, style)
        elif value:
            self._sheet.write_string(self._place, column, value[:LONGEST], style)


if __name__ == "__main__":
    sys.stdout.buffer.write(made(sys.stdin.buffer))
