"""The report as PDF: the same page, set by WeasyPrint in a process of its own, so that nobody waits."""

import re
import subprocess
import sys
from collections.abc import Iterator

from workshop.exports import report
from workshop.exports.missing import Missing, need
from workshop.exports.pieces import cut
from workshop.gathered import Gathered
from workshop.paths import bundled

SECONDS = 180
# WeasyPrint does not apply the page's styles inside a drawing, so they are said there once more.
DRAWN = (
    b"<style>rect, .spot { fill: #1d6a61 } .spot { opacity: 0 } .skin { fill: #fff; stroke: #777 } "
    b".h1 { opacity: .18 } .h2 { opacity: .34 } .h3 { opacity: .5 } .h4 { opacity: .7 } .h5 { opacity: .9 } "
    b".hill { fill: #e8efec; stroke: #1d6a61; stroke-width: .4 } "
    b".before { fill: none; stroke: #444; stroke-width: .4; stroke-dasharray: 1 1.5 }</style>"
)


def chunks(told: Gathered) -> Iterator[bytes]:
    need("weasyprint", "A PDF", "pdf")
    return cut(printed(b"".join(report.chunks(told))))


def printed(page: bytes) -> bytes:
    """The page's PDF. Raises Missing where the process could not make it."""
    drawn = re.sub(rb'<svg class="(?:length|ridge|body)"[^>]*>', lambda m: m[0] + DRAWN, page)
    sheet = (bundled("templates") / "report/press.css").read_bytes()
    drawn = drawn.replace(b"</head>", b"<style>%s</style></head>" % sheet, 1)
    try:
        made = subprocess.run(
            [sys.executable, "-m", "workshop.exports.press"],
            input=drawn, capture_output=True, timeout=SECONDS, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise Missing("The PDF could not be made. Choose HTML and print it from the browser.") from error
    return made.stdout
