"""A sentence that a language lacks is said in English. Where it stands in a page it says so, for screen readers.

Templates cannot know where a sentence ends up: as text, in an attribute, in a title. So the sentence carries two marks,
and what was rendered has them replaced: by an element around text, by nothing where no element can stand.
"""

import re
import secrets
from typing import Any

from jinja2 import Template

from .theirs import in_their_language

# No text of anybody holds them: they are thrown anew by each process.
_KEY = secrets.token_hex(8)
BEGIN, END = f"\ufdd0{_KEY}", f"\ufdd1{_KEY}"
_TAGS = '<span lang="en" dir="ltr">', "</span>"
_PIECE = re.compile(rf"</?(?:title|textarea|option|script|style)\b|<[a-zA-Z/!]|>|{BEGIN}|{END}")


def between_marks(sentence: str) -> str:
    return f"{BEGIN}{sentence}{END}"


class MarkedTemplate(Template):
    """One whose sentences may carry the marks. `lang` among what it is told: the language of the script's words."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        told = dict(*args, **kwargs)
        page = marked_up(super().render(told))
        return in_their_language(page, told.get("lang") or "", self.globals["spoken_language"]())


def marked_up(page: str) -> str:
    """The page with elements where the marks were. Nearly every page has none."""
    return _PIECE.sub(_Reader().piece, page) if BEGIN in page else page


class _Reader:
    """Goes through a page from tag to tag, to know where no element can stand."""

    def __init__(self) -> None:
        self.tag, self.plain = False, ""  # within a tag; the element whose content is text alone
        self.open: list[bool] = []

    def piece(self, found: re.Match[str]) -> str:
        text = found[0]
        if text == BEGIN:
            self.open.append(not self.tag and not self.plain)
            return _TAGS[0] if self.open[-1] else ""
        if text == END:
            return _TAGS[1] if self.open.pop() else ""
        self._tag(text)
        return text

    def _tag(self, text: str) -> None:
        if self.plain and text not in (f"</{self.plain}", ">"):
            return
        self.tag = text != ">"
        if self.tag:
            self.plain = text[1:] if text[1:].isalpha() and len(text) > 2 else ""
