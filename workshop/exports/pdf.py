"""The report as PDF: the same page, set by `press` in a process of its own while the server goes on."""

from collections.abc import Iterable, Iterator
from ctypes.util import find_library
from functools import cache
from importlib.util import find_spec

from workshop.exports import letters, report
from workshop.exports.extras import NotMade, need
from workshop.exports.worker_process import Broken, through
from workshop.session.report import Report
from workshop.util.language import marked, said

LARGEST = 2_500_000  # bytes of the page: some 600 sheets of paper, half a minute of work, 450 MB of memory
ANYWAY, LACKING = "anyway", b"lacking "  # to the process, and from it
MOST_NAMED = 12  # characters in a sentence
DRAWN_WITH = ("pango-1.0", "pangoft2-1.0", "gobject-2.0")  # libraries of the system
TROUBLE = marked(
    "The PDF could not be made. Choose HTML and print it from the browser: there it can be saved as PDF too."
)
NO_LETTERS = marked(
    "No font on this server has some of the characters in this session: %(some)s. In a PDF they would be empty boxes. "
    "Choose HTML and print it from the browser: there it can be saved as PDF too. Whoever runs the server can install "
    "%(packages)s (as Debian calls it); then the PDF has them."
)
NO_FONT_KNOWN = marked(
    "No font on this server has some of the characters in this session: %(some)s. In a PDF they would be empty boxes. "
    "Choose HTML and print it from the browser: there it can be saved as PDF too."
)
# In a PDF that was made all the same.
BOXES = marked("Where a box stands, or nothing, the server that made this PDF had no font for a character.")
TOO_LONG = marked(
    "This session is too long for a PDF. Choose HTML and print it from the browser: there it can be saved as PDF too."
)


@cache
def can_be_made() -> bool:
    """Whether the package is here, and what it draws letters with."""
    return find_spec("weasyprint") is not None and all(map(find_library, DRAWN_WITH))


class WithoutLetters(NotMade):
    """Characters of the page would be missing. It can be made `anyway`."""

    code = "no_letters"


def chunks(told: Report, anyway: bool = False) -> Iterator[bytes]:
    need("weasyprint", marked("A PDF"), "pdf")
    return printed(report.chunks(told, note=said(BOXES) if anyway else ""), anyway)


def printed(page: Iterable[bytes], anyway: bool = False) -> Iterator[bytes]:
    """The page's PDF. Raises NotMade where it could not be made, always before the first byte."""
    try:
        for piece in through("workshop.exports.pdf_worker", _bounded(page), *([ANYWAY] if anyway else [])):
            if piece.startswith(LACKING):
                raise _without_letters(piece.removeprefix(LACKING).decode())
            yield piece
    except (Broken, OSError) as error:
        raise NotMade(TROUBLE) from error


def _without_letters(some: str) -> WithoutLetters:
    named, packages = " ".join(map(letters.named, some)), ", ".join(letters.packages(some))
    return (
        WithoutLetters(NO_LETTERS, some=named, packages=packages)
        if packages
        else WithoutLetters(NO_FONT_KNOWN, some=named)
    )


def _bounded(page: Iterable[bytes]) -> Iterator[bytes]:
    """Nobody waits minutes to learn that it is too much."""
    size = 0
    for piece in page:
        size += len(piece)
        if size > LARGEST:
            raise NotMade(TOO_LONG)
        yield piece
