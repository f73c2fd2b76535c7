"""CSV: five tables in one zip, written while it is sent. UTF-8 with BOM, commas, formulas defused."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping

from workshop.exports import facts, wording
from workshop.exports.dictionary import DICTIONARY, OURS, columns, rows
from workshop.exports.spreadsheet_text import is_guessed_at, starts_formula
from workshop.session.report import Report
from workshop.util.language import said
from workshop.util.language import told as told_share

TURN = 200  # rows

Cell = str | int | float | bool | None
Table = Iterable[Mapping[str, Cell]]


def chunks(told: Report) -> Iterator[bytes]:
    """The zip's bytes. Its entries carry no time of day."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, columns, table in _tables(told):
            entry = zipfile.ZipInfo(f"{name}.csv", (*told.day.timetuple()[:3], 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                for place, line in enumerate(_lines(columns, table())):
                    file.write(line)
                    if place % TURN == 0:
                        yield sink.rest()  # may be empty: the server gets a turn all the same
    yield sink.rest()


def _tables(told: Report) -> list[tuple[str, list[str], Callable[[], Table]]]:
    made: dict[str, Callable[[], Table]] = {
        "session": lambda: [facts.session(told)],
        "results": lambda: map(facts.as_row, facts.figures(told)),
        "reflections": lambda: facts.reflections(told),
        "timing": lambda: facts.times(told),
    }
    listed = [(name, list(DICTIONARY[name]), table) for name, table in made.items()]
    return [*listed, ("dictionary", columns(), rows)]


def _lines(columns: list[str], table: Table) -> Iterator[bytes]:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([said(name) for name in columns])
    yield b"\xef\xbb\xbf"
    for row in table:
        writer.writerow([defused(_said(name, row), name in OURS) for name in columns])
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


CODES = ("kind", "phase", "measure", "sees", "reached", "correct")  # one of a few words of ours


def _said(name: str, row: Mapping[str, Cell]) -> Cell:
    """What stands there in the language that is spoken: people's words as they are, ours translated."""
    value = row[name]
    if not isinstance(value, str) or not value:
        return value
    if name in ("joined", "left"):
        return wording.band(value)
    if name in ("share", "answered"):
        return told_share(value)
    ours = name in CODES or (name == "answer" and row["measure"] == "movement")
    return said(value) if ours else value


def defused(value: Cell, ours: bool = False) -> str | int | float:
    """A text that would become a formula, a date or another number gets an apostrophe; so does one that has it already.

    `ours`: a day, a share, a number that this program wrote, and which a spreadsheet may read as one.
    """
    if isinstance(value, bool):
        return said("yes") if value else said("no")
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    return f"'{value}" if starts_formula(value) or (not ours and is_guessed_at(value)) else value


class _Sink(io.RawIOBase):
    """Where the zip writes to: only forwards, emptied as it fills."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._held += data
        return len(data)

    def rest(self) -> bytes:
        data = bytes(self._held)
        self._held.clear()
        return data
