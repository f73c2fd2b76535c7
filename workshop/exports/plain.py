"""HTML of a script's body as plain text: paragraphs, list items and headings on lines of their own."""

import re
from html.parser import HTMLParser

from workshop.script import formulas
from workshop.util.language import said

BLOCKS = {"p", "li", "blockquote", "pre", "tr", "ul", "ol", "table", "div", *(f"h{n}" for n in range(1, 7))}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self.address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self.lines.append("- ")
        elif (tag in BLOCKS or tag == "br") and self.lines[-1] != "- ":
            self.lines.append("")
        elif tag == "a":
            self.address = (dict(attrs).get("href") or "").removeprefix("mailto:")
        elif tag == "img":
            alt = dict(attrs).get("alt") or said("picture")
            self.lines[-1] += f"[{alt}]"
        elif tag in ("td", "th") and self.lines[-1]:
            self.lines[-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.lines.append("")
        elif tag == "a":
            self._add_address()

    def _add_address(self) -> None:
        """Behind the words of a link, unless they are the address."""
        bare = self.address.removeprefix("https://").rstrip("/")
        if bare and not bare.startswith(("#", "/")) and not self.lines[-1].endswith(bare):
            self.lines[-1] += f" ({self.address})"
        self.address = ""

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data if self.lines[-1] else data.lstrip()


def without_media(html: str) -> str:
    """For files that stand alone: a picture is its description, a sound or film the line above it, a formula
    what one would type."""
    html = formulas.written(html)
    html = re.sub(r"<(audio|video)\b[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"<img\b[^>]*>", _described, html)


def _described(image: re.Match[str]) -> str:
    alt = re.search(r'alt="([^"]*)"', image[0])
    called = alt[1] if alt else said("picture")
    return f"<em>[{called}]</em>"


def plain(html: str) -> str:
    """The text of `html`, one block a line."""
    reader = _Reader()
    reader.feed(formulas.written(html))
    reader.close()
    lines = (" ".join(line.split()) for line in reader.lines)
    return "\n".join(line for line in lines if line not in ("", "-"))
