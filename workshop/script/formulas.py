"""Formulas, `$x^2$` in a line and `$$…$$` on their own, as MathML: browsers draw it and read it out by themselves.

A price stays text: an opening sign has no space behind it, a closing one none before it and no number behind it.
"""

import re
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element, tostring

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LONGEST = 600  # characters
SIGNS = re.compile(r"(?<![\\\w$])\$\$(?P<block>[^$]+?)\$\$|(?<![\\\w$])\$(?=\S)(?P<line>[^$\n]*?[^\s$\\])\$(?![\d\w$])")
PROSE = re.compile(
    r"(?<![\\{a-zA-Z])(?!(?:sin|cos|tan|log|exp|lim|max|min|mod)\b)[a-zA-Z]{3,}(?: |$)"
    r"|(?:^| )(?:or|to|of|in|at|by|is|it|as|on|et|ou)(?: |$)"
)
TEXTS = re.compile(r"\\(?:text|mathrm|operatorname|begin|end|mbox)\s*\{[^{}]*\}")
CHILDREN = {"mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3, "mroot": 2}
BETWEEN = {"mfrac": "/", "msup": "^", "msub": "_", "mover": "^", "munder": "_"}
TAGS = frozenset(CHILDREN) | {
    "math", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "msqrt", "mstyle", "mpadded", "mphantom", "menclose",
    "mtable", "mtr", "mtd",
}  # fmt: skip
ATTRIBUTES = {
    "math": {"display", "alttext", "xmlns"},
    "mi": {"mathvariant"}, "mn": {"mathvariant"}, "mtext": {"mathvariant"}, "mspace": {"width", "linebreak"},
    "mo": {"stretchy", "fence", "form", "separator", "minsize", "maxsize", "movablelimits", "lspace", "rspace",
           "mathvariant", "symmetric", "largeop"},
    "mfrac": {"linethickness"}, "mover": {"accent"}, "munder": {"accentunder"}, "mtd": {"columnalign"},
    "mtable": {"columnalign", "rowspacing", "columnspacing", "displaystyle"}, "mstyle": {"displaystyle", "scriptlevel"},
    "menclose": {"notation"},
}  # fmt: skip


def install(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.before("escape", "formula", _rule)
    markdown.add_render_rule("formula", _drawn)


def without(line: str) -> str:
    """The line with spaces for every formula that can be drawn."""
    return SIGNS.sub(lambda found: " " * len(found[0]) if mathml(*_parts(found)) else found[0], line)


@lru_cache(maxsize=1024)
def mathml(latex: str, display: str) -> str:
    """Nothing where it is no formula, or one that nobody can read. `display`: inline or block."""
    plain = TEXTS.sub(" ", latex)
    if len(latex) > LONGEST or (display == "inline" and " " in latex and PROSE.search(plain)):
        return ""
    from latex2mathml.converter import convert_to_element  # few scripts have formulas

    try:
        root = convert_to_element(latex.strip(), display=display)
    except Exception:  # noqa: BLE001 - whatever that library finds in somebody's text: it is no formula then
        return ""
    for part in root.iter():
        part.text = unescape(part.text or "")  # the library writes +, < and all signs by their numbers
    if not _is_whole(root):
        return ""
    root.set("alttext", " ".join(_told(root).split()))
    return tostring(root, encoding="unicode")


def _is_whole(part: Element) -> bool:
    """Without commands that were not understood, and with both halves of every fraction."""
    told = part.tag not in TAGS or "\\" in (part.text or "")
    return not told and len(part) == CHILDREN.get(part.tag, len(part)) and all(map(_is_whole, part))


def _told(part: Element) -> str:
    """In one line, as one would type it: (a + b)/2."""
    inside = [_told(child) for child in part]
    if part.tag in BETWEEN:
        return BETWEEN[part.tag].join(_together(each) for each in inside)
    if part.tag in ("msubsup", "munderover"):
        return f"{_together(inside[0])}_{_together(inside[1])}^{_together(inside[2])}"
    if part.tag == "mroot":
        return f"{_together(inside[1])}√({inside[0].strip()})"
    if part.tag in ("mtable", "mtr"):
        return ("; " if part.tag == "mtable" else ", ").join(each.strip() for each in inside)
    own = part.text or ""
    text = f" {own} " if part.tag == "mo" and own in "+=<>≤≥≠±⋅×→⇒∈" and own else own + "".join(inside)
    return f"√({text.strip()})" if part.tag == "msqrt" else text


def _together(text: str) -> str:
    text = text.strip()
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _parts(found: re.Match[str]) -> tuple[str, str]:
    return (found["block"], "block") if found["block"] else (found["line"], "inline")


def _rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found = SIGNS.match(state.src, state.pos)
    if found is None or not mathml(*_parts(found)):
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content = mathml(*_parts(found))
    state.pos = found.end()
    return True


def _drawn(renderer: object, tokens: list[Token], at: int, options: object, env: object) -> str:
    return tokens[at].content


def written(html: str) -> str:
    """For files without MathML: each formula in one line, as one would type it."""
    return re.sub(r'<math\b[^>]*?alttext="([^"]*)".*?</math>', r"\1", html, flags=re.DOTALL)
