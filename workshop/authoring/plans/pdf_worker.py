"""The other process for a PDF: the file on standard input, the words of its pages on standard output."""

import io
import re
import sys

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from workshop.exports.humble import humble

SECONDS = 40
MOST = 300  # pages
FURNITURE = re.compile(
    r"\s*(?:(?:page|seite|p\.|s\.)?\s*\d{1,4}(?:\s*(?:/|of|von|sur|de|di)\s*\d{1,4})?)\s*$", re.IGNORECASE
)


def words(data: bytes) -> str:
    """Page by page. A deck's pages lie on their side: each begins with its title, and a line divides them."""
    pages = PdfReader(io.BytesIO(data)).pages[:MOST]
    texts = [[line.strip() for line in page.extract_text().splitlines() if not FURNITURE.match(line)] for page in pages]
    lying = bool(pages) and all(page.mediabox.width > page.mediabox.height for page in pages)
    if not lying:
        return "\n".join(line for text in texts for line in text)
    return "\n\n---\n\n".join(_slide([line for line in text if line]) for text in texts if any(text))


def _slide(lines: list[str]) -> str:
    points = [line if line[:1] in "-•*" else f"- {line}" for line in lines[1:]]
    return "\n".join([f"## {lines[0]}", "", *points])


if __name__ == "__main__":
    humble(SECONDS)
    try:
        sys.stdout.buffer.write(words(sys.stdin.buffer.read()).encode("utf-8", "replace"))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        sys.exit(str(problem))  # whatever its readers meet in a damaged file
