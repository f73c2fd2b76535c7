"""The guides inside the product, for whoever leads: docs/*.md as pages, with their pictures; where docs/<language> has
one, in the reader's language."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from flask import Response, abort, render_template, send_from_directory
from markdown_it import MarkdownIt

from workshop.places.gate import require_facilitator
from workshop.util.language import ENGLISH, NAMES, current, marked
from workshop.util.paths import bundled
from workshop.web.host.blueprint import bp

GUIDES = {
    "facilitating": marked("Facilitating"),
    "scripts": marked("Writing a script"),
    "privacy": marked("Privacy"),
    "accessibility": marked("Accessibility"),
    "exports": marked("Downloads"),
    "glossary": marked("Words"),
}
HEADING = re.compile(r"<h([2-4])>(.*?)</h[2-4]>")
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Guide:
    """`html` is ours, not anybody's input; `parts`: (anchor, title) of its second headings; `language` is its code."""

    heading: str
    html: str
    parts: tuple[tuple[str, str], ...]
    language: str = ENGLISH


@bp.get("/help")
@require_facilitator
def help_start() -> str:
    return _page("facilitating")


@bp.get("/help/<name>")
@require_facilitator
def help_guide(name: str) -> str:
    return _page(name)


def _page(name: str) -> str:
    """One guide. 404 where there is none of this name."""
    guide = (read(name, current()) or read(name)) if name in GUIDES else None
    if guide is None:
        abort(404)
    return render_template("host/guide.html", guide=guide, name=name, guides=GUIDES)


@bp.get("/help/images/<name>")
@require_facilitator
def help_picture(name: str) -> Response:
    return send_from_directory(bundled("docs") / "images", name, max_age=3600)


def place_of(name: str, code: str = ENGLISH) -> Path:
    return bundled("docs") / ("" if code == ENGLISH else code) / f"{name}.md"


@lru_cache(maxsize=len(GUIDES) * len(NAMES))
def read(name: str, code: str = ENGLISH) -> Guide | None:
    """A guide as it came with this copy of Workshop; None where it did not, or is not in this language."""
    path = place_of(name, code)
    if not path.is_file():
        return None
    html = _markdown.render(path.read_text("utf-8"))
    heading = re.search(r"<h1>(.*?)</h1>", html)
    anchored = _anchored(html.replace(heading[0], "", 1) if heading else html, name)
    parts = re.findall(r'<h2 id="([^"]*)">(.*?)</h2>', anchored)
    title = unescape(heading[1]) if heading else GUIDES[name]
    return Guide(title, _linked(anchored), tuple((a, _bare(t)) for a, t in parts), code)


def _anchored(html: str, name: str) -> str:
    """Each heading with its address: in every language that of the English one, so that pages lead to it."""
    own, english = _anchors(html), _anchors(_markdown.render(place_of(name).read_text("utf-8")))
    usual = dict(zip(own, english if len(english) == len(own) else own, strict=True))
    html = re.sub(r'href="#([^"]*)"', lambda m: f'href="#{usual.get(unquote(m[1]), m[1])}"', html)
    addresses = iter(usual[each] for each in own)
    return HEADING.sub(lambda m: f'<h{m[1]} id="{next(addresses)}">{m[2]}</h{m[1]}>', html)


def _anchors(html: str) -> list[str]:
    return [anchor(_bare(text)) for _, text in HEADING.findall(html)]


def anchor(title: str) -> str:
    """As the places that show these files make them: small letters, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


def _bare(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def _linked(html: str) -> str:
    """Pictures and other guides are under this address; what stays in the repository is only named."""
    html = re.sub(r'src="(?:\.\./)?images/', 'src="/host/help/images/', html).replace("<img ", '<img loading="lazy" ')
    html = re.sub(r'href="(?:\.\./)?([\w-]+)\.md(#[^"]*)?"', lambda m: _to(m[1], m[2] or ""), html)
    return re.sub(r'<a href="(?!https?://|/|#|mailto:)[^"]*">(.*?)</a>', r"\1", html)


def _to(name: str, place: str) -> str:
    return f'href="/host/help/{name}{place}"' if name in GUIDES else 'href="../"'
