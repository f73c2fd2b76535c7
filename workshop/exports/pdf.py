"""The report as PDF: the same page, set by `press` in a process of its own while the server goes on."""

from collections.abc import Iterable, Iterator
from itertools import chain

from workshop.exports import report
from workshop.exports.aside import Broken, through
from workshop.exports.missing import Missing, need
from workshop.gathered import Gathered


def chunks(told: Gathered) -> Iterator[bytes]:
    need("weasyprint", "A PDF", "pdf")
    return printed(report.chunks(told))


def printed(page: Iterable[bytes]) -> Iterator[bytes]:
    """The page's PDF. Raises Missing where it could not be made: the first piece is awaited, to know it in time."""
    pieces = through("workshop.exports.press", page)
    try:
        first = next(pieces)
    except (Broken, OSError) as error:
        raise Missing("The PDF could not be made. Choose HTML and print it from the browser.") from error
    return chain([first], pieces)
