"""A session written down: `export(gathered, "html")` gives name, type and bytes in chunks. No Flask."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workshop.exports import csv_tables, data, markdown, pdf, report, xlsx
from workshop.exports.names import disposition, file_name
from workshop.session.report import Report
from workshop.util.language import ENGLISH, nearest_of_team

IN_ENGLISH = "json"  # for programs: one that reads it need not know what language a session was in
FORMATS: dict[str, tuple[str, str, Callable[[Report], Iterator[bytes]]]] = {
    "html": ("text/html; charset=utf-8", "html", report.chunks),
    "md": ("text/markdown; charset=utf-8", "md", markdown.chunks),
    "csv": ("application/zip", "zip", csv_tables.chunks),
    IN_ENGLISH: ("application/json", "json", data.chunks),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", xlsx.chunks),
    "pdf": ("application/pdf", "pdf", pdf.chunks),
}


def language_for(fmt: str, script_language: str) -> str:
    """The language of our own words in a download: the script's where the team's words are in it."""
    return ENGLISH if fmt == IN_ENGLISH else nearest_of_team(script_language)


@dataclass(frozen=True, slots=True)
class Export:
    """`disposition` is the value of the Content-Disposition header: the full title beside an ASCII one."""

    filename: str
    disposition: str
    content_type: str
    chunks: Iterator[bytes]


def export(gathered: Report, fmt: str, anyway: bool = False) -> Export:
    """The session in one of FORMATS, made while its chunks are read. A chunk may be empty: others have their turn then.
    `anyway`: a PDF also where no font here has some of its characters.

    Raises KeyError for another, NotMade (Missing: an extra is not installed) where that cannot be.
    """
    content_type, suffix, write = FORMATS[fmt]
    return Export(
        file_name(gathered.title, gathered.day, suffix),
        disposition(gathered.title, gathered.day, suffix),
        content_type,
        pdf.chunks(gathered, anyway) if anyway and fmt == "pdf" else write(gathered),
    )
