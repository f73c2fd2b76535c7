"""The other process of `pdf`: a report on standard input, its PDF on standard output. Nothing is fetched."""

import sys

from weasyprint import HTML
from weasyprint.urls import URLFetcher


def press(page: str) -> bytes:
    inside = URLFetcher(allowed_protocols=["data"])  # the fonts, which are in the page itself
    made: bytes = HTML(string=page, url_fetcher=inside).write_pdf()
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(press(sys.stdin.buffer.read().decode()))
