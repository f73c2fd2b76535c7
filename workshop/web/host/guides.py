"""The guides inside the product, for whoever leads: docs/*.md as pages, with their pictures."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from flask import Response, abort, render_template, send_from_directory
from markdown_it import MarkdownIt

from workshop.places.gate import require_facilitator
from workshop.util.language import marked
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
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Guide:
    """`html` is ours, not anybody's input; `parts`: (anchor, title) of its second headings."""

    heading: str
    html: str
    parts: tuple[tuple[str, str], ...]


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
    guide = read(name) if name in GUIDES else None
    if guide is None:
        abort(404)
    return render_template("host/guide.html", guide=guide, name=name, guides=GUIDES)


@bp.get("/help/images/<name>")
@require_facilitator
def help_picture(name: str) -> Response:
    return send_from_directory(bundled("docs") / "images", name, max_age=3600)


@lru_cache(maxsize=len(GUIDES))
def read(name: str) -> Guide | None:
    """A guide as it came with this copy of Workshop; None where it did not."""
    path = bundled("docs") / f"{name}.md"
    if not path.is_file():
        return None
    html = _markdown.render(path.read_text("utf-8"))
    heading = re.search(r"<h1>(.*?)</h1>", html)
    anchored = re.sub(r"<h([2-4])>(.*?)</h[2-4]>", _anchored, html.replace(heading[0], "", 1) if heading else html)
    parts = re.findall(r'<h2 id="([^"]*)">(.*?)</h2>', anchored)
    return Guide(
        unescape(heading[1]) if heading else GUIDES[name], _linked(anchored), tuple((a, _bare(t)) for a, t in parts)
    )


def _anchored(heading: re.Match[str]) -> str:
    level, text = heading[1], heading[2]
    return f'<h{level} id="{anchor(_bare(text))}">{text}</h{level}>'


def anchor(title: str) -> str:
    """As the places that show these files make them: small letters, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


def _bare(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def _linked(html: str) -> str:
    """Pictures and other guides are under this address; what stays in the repository is only named."""
    html = html.replace('src="images/', 'src="/host/help/images/').replace("<img ", '<img loading="lazy" ')
    html = re.sub(r'href="([\w-]+)\.md(#[^"]*)?"', lambda m: _to(m[1], m[2] or ""), html)
    return re.sub(r'<a href="(?!https?://|/|#|mailto:)[^"]*">(.*?)</a>', r"\1", html)


def _to(name: str, place: str) -> str:
    return f'href="/host/help/{name}{place}"' if name in GUIDES else 'href="../"'
