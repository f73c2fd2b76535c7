"""Which way a text runs, said outright: the setter of PDFs does not know `dir="auto"`."""

import re
from html import unescape
from unicodedata import bidirectional

AUTO = re.compile(r'<(\w+)([^<>]*) dir="auto"([^<>]*)>')
BDI = re.compile(r"<bdi(?![^<>]* dir=)([^<>]*)>")  # names, titles, spans of numbers: to a browser the same as auto
TAG = re.compile(r"<[^<>]*>")
WAYS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def directed(page: str) -> str:
    """The page with the way of its first strong letter beside each text, as a browser would find it."""
    page = BDI.sub(r'<bdi\1 dir="auto">', page)
    return AUTO.sub(lambda m: f'<{m[1]}{m[2]} dir="{_way(page, m.end(), m[1])}"{m[3]}>', page)


def _way(page: str, start: int, tag: str) -> str:
    text = unescape(TAG.sub("", page[start : page.find(f"</{tag}>", start)]))
    return next((WAYS[b] for b in map(bidirectional, text) if b in WAYS), "ltr")
