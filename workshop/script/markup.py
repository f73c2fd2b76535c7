"""Markdown bodies to HTML that is safe to send: HTML off, then an allow-list.

Pictures and sounds may only come from `media/` beside the scripts and are addressed as `/media/…`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape, unescape
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from . import formulas

TAGS = {
    "p", "h4", "h5", "h6", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "br", "a",
    "img", "table", "thead", "tbody", "tr", "th", "td", "audio", "video", *formulas.TAGS,
}  # fmt: skip
ATTRIBUTES = {
    **formulas.ATTRIBUTES,
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "audio": {"src", "controls", "preload", "aria-label"},
    "video": {"src", "controls", "preload", "aria-label"},
}
MEDIA_PATH = re.compile(r"media/(?!(?:.*/)?\.\.?(?:/|$))[^\\?#:\x00-\x1f]+$")
MEDIA_LINE = re.compile(r"\[(Audio|Video): *([^\]]*)\]\(([^()\s]+)\) *$")

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20}).enable("table")
_markdown.disable("lheading")  # a list that is begun right under a text must not turn it into a heading
formulas.install(_markdown)
_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    set_tag_attribute_values={"a": {"target": "_blank"}},
    link_rel="noopener noreferrer",
    attribute_filter=lambda tag, name, value: _allowed(tag, name, value),
)


@lru_cache(128)  # a script is read anew at every pause of whoever writes it, and few of its bodies are others then
def render(source: str) -> str:
    """One body as HTML. A nested `>` is dropped: whatever is quoted is for the team."""
    return clean(_html(_without_quotes(_markdown.parse(source))))


def quote(source: str) -> str:
    """The one public quote."""
    return f"<blockquote>{render(source)}</blockquote>"


def media(kind: str, label: str, path: str) -> str:
    """An [Audio: …](…) or [Video: …](…) line; nothing is loaded before somebody presses play."""
    tag = kind.lower()
    if not is_media(path):
        return ""
    attributes = f'src="/{escape(path)}" controls preload="none" aria-label="{escape(label)}"'
    return f"<p>{escape(label)}</p><{tag} {attributes}></{tag}>"


def pieces(source: str) -> tuple[str, ...]:
    """The body cut at its blocks, a list item by item, for `reveal: one by one`."""
    tokens = _without_quotes(_markdown.parse(source))
    found: list[str] = []
    for block in _blocks(tokens):
        found += [clean(_html(part)) for part in _split_list(block)]
    return tuple(piece for piece in found if piece.strip())


def clean(html: str) -> str:
    return _cleaner.clean(html)


def is_media(path: str) -> bool:
    return MEDIA_PATH.match(unquote(path)) is not None


def media_in(html: str) -> tuple[str, ...]:
    """The media paths, below sessions/, that some rendered HTML asks for."""
    return tuple(unquote(unescape(found)) for found in re.findall(r'src="/(media/[^"]+)"', html))


def _allowed(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if is_media(value.removeprefix("/")) and value.startswith("/") else None
    if name == "href":
        return value if re.match(r"(?:https?://|mailto:|tel:)", value, re.IGNORECASE) else None
    return value


def _html(tokens: Sequence[Token]) -> str:
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = [_local(child) for child in token.children]
    return str(_markdown.renderer.render(tokens, _markdown.options, {}))


def _local(token: Token) -> Token:
    """A local picture gets its address; a remote one leaves only its description."""
    if token.type != "image":
        return token
    source = str(token.attrs.get("src", ""))
    if not is_media(source):
        return Token("text", "", 0, content=token.content)
    token.attrs["src"] = "/" + source
    return token


def _without_quotes(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if depth == 0 and not token.type.startswith("blockquote"):
            kept.append(token)
    return kept


def _blocks(tokens: Sequence[Token]) -> list[list[Token]]:
    """Top-level blocks, each with its opening and closing token."""
    blocks: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            blocks.append([])
        blocks[-1].append(token)
        depth += token.nesting
    return blocks


def _split_list(block: list[Token]) -> list[list[Token]]:
    if not block[0].type.endswith("list_open"):
        return [block]
    first = int(block[0].attrs.get("start", 1))
    parts: list[list[Token]] = []
    for number, item in enumerate(_blocks(block[1:-1]), first):
        opening = block[0].copy()
        if opening.tag == "ol":
            opening.attrs = {"start": number}
        parts.append([opening, *item, block[-1]])
    return parts
