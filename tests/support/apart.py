"""Lines of a page in which words of people stand open among ours that run the other way."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

ISOLATED = re.compile("\u2068[^\u2069]*\u2069")
EMPTY = {"br", "img", "meta", "input", "link", "hr", "source", "use", "path", "rect", "line", "circle"}
WITHIN_A_LINE = {"span", "small", "b", "a", "i", "em", "strong", "time"}
ALONE = {"bdi", "style", "script", "svg", "code", "select", "textarea"}
SAID = ("aria-label", "alt", "title", "placeholder", "data-confirm")


class Lines(HTMLParser):
    """Those of a page, without what stands in an element with a way of its own; and what is read out of attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines, self.open = [""], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.lines[:0] = [text for name, text in attrs if name in SAID and text]
        if tag not in EMPTY:
            self.open.append((tag, tag != "html" and (tag in ALONE or "dir" in dict(attrs))))
            self._end(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass
        self._end(tag)

    def handle_data(self, data):
        if not any(alone for _, alone in self.open):
            self.lines[-1] += data

    def _end(self, tag):
        if tag not in WITHIN_A_LINE | ALONE:
            self.lines.append("")


def mixed(lines: Iterable[str], theirs: str = "A-Za-z") -> list[str]:
    """Those with an Arabic letter and one of `theirs` that no sign and no element keeps apart."""
    bare = [" ".join(ISOLATED.sub("", line).split()) for line in lines]
    return [line for line in bare if re.search("[\u0600-\u06ff]", line) and re.search(f"[{theirs}]", line)]
