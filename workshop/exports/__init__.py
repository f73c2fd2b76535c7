"""A session written down: `export(gathered, "html")` gives name, type and bytes in chunks. No Flask."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workshop.exports import data, markdown, pdf, report, tables, xlsx
from workshop.exports.extras import Busy, Missing, NotMade
from workshop.exports.names import disposition, file_name
from workshop.session.report import Report

__all__ = ["FORMATS", "Busy", "Export", "Missing", "NotMade", "export"]

FORMATS: dict[str, tuple[str, str, Callable[[Report], Iterator[bytes]]]] = {
    "html": ("text/html; charset=utf-8", "html", report.chunks),
    "md": ("text/markdown; charset=utf-8", "md", markdown.chunks),
    "csv": ("application/zip", "zip", tables.chunks),
    "json": ("application/json", "json", data.chunks),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", xlsx.chunks),
    "pdf": ("application/pdf", "pdf", pdf.chunks),
}


@dataclass(frozen=True, slots=True)
class Export:
    """`disposition` is the value of the Content-Disposition header: the full title beside an ASCII one."""

    filename: str
    disposition: str
    content_type: str
    chunks: Iterator[bytes]


def export(gathered: Report, fmt: str) -> Export:
    """The session in one of FORMATS, made while its chunks are read. A chunk may be empty: others have their turn then.

    Raises KeyError for another, NotMade (Missing: an extra is not installed) where that cannot be.
    """
    content_type, suffix, write = FORMATS[fmt]
    return Export(
        file_name(gathered.title, gathered.day, suffix),
        disposition(gathered.title, gathered.day, suffix),
        content_type,
        write(gathered),
    )
