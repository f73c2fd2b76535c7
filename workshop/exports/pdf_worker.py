"""The other process of `pdf`: a report on standard input, its PDF on standard output. Nothing is fetched.

Where the page has characters that no font here has, it says which instead, unless it is told to go on with `ANYWAY`.
"""

import re
import sys

from weasyprint import HTML
from weasyprint.urls import URLFetcher

from workshop.exports import letters
from workshop.exports.direction import directed
from workshop.exports.humble import humble
from workshop.exports.pdf import ANYWAY, LACKING, MOST_NAMED
from workshop.util.paths import bundled

SECONDS = 110  # a proxy in front of the server gives up after 120
# WeasyPrint does not apply the page's styles inside a drawing, so they are said there once more.
OURS = "#1d6a61"
DRAWN = (
    "<style>rect, .spot { fill: #1d6a61 } .spot { opacity: 0 } .skin { fill: #fff; stroke: #777 } "
    ".h1 { opacity: .18 } .h2 { opacity: .34 } .h3 { opacity: .5 } .h4 { opacity: .7 } .h5 { opacity: .9 } "
    "rect.before, circle.before { fill: #fff; stroke: #444; stroke-dasharray: 4 3 } circle { fill: #000 } "
    "text { text-anchor: middle; font-size: 9px; fill: #444 } "
    ".on-ground rect.h1 { opacity: .12 } .on-ground rect.h2 { opacity: .22 } .on-ground rect.h3 { opacity: .32 } "
    ".on-ground rect.h4 { opacity: .42 } .on-ground rect.h5 { opacity: .55 } "
    "circle.spot { fill: #1d6a61; stroke: #fff; stroke-width: 2 } .spot ~ text { font-size: 12px; fill: #fff }</style>"
)


DRAWING = re.compile(r'<svg class="(?:length|column|means|body|on-ground)[ "][^>]*>')
# It merges all faces of one family, whatever letters each says it is for: the plain zero needs a name of its own.
ZERO = re.compile(r"(@font-face \{ font-family: )Atkinson(;[^}]*unicode-range: U\+0030;)")


def press(page: str) -> bytes:
    inside = URLFetcher(allowed_protocols=["data"])  # the fonts, which are in the page itself
    made: bytes = HTML(string=_dressed(page), url_fetcher=inside).write_pdf()
    return made


def _dressed(page: str) -> str:
    own = re.search(r"@media print \{ :root, \[data-theme\] \{ --accent: (#\w{6});", page)
    told = DRAWN.replace(OURS, own[1]) if own else DRAWN
    lettered = ZERO.sub(r"\1Zero\2", page, count=1).replace("--sans: Atkinson,", "--sans: Zero, Atkinson,")
    drawn = DRAWING.sub(lambda m: m[0] + told, directed(lettered))
    sheet = (bundled("templates") / "report/press.css").read_text("utf-8")
    return drawn.replace("</head>", f"<style>{sheet}</style></head>", 1)


if __name__ == "__main__":
    humble(SECONDS)
    page = sys.stdin.buffer.read().decode()
    lacking = "" if ANYWAY in sys.argv else letters.lacking_in(page)
    sys.stdout.buffer.write(LACKING + lacking[:MOST_NAMED].encode() if lacking else press(page))
