"""W235: signs that other programs understand, and that people would read as they stand. A Fix where removal is safe."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workshop.util.phrases import phrase

from .. import formulas
from ..messages import Report
from ..model import Fix
from ..scanner import Is, Line

SOFT = (
    "aside|details|summary|center|font|u|sup|sub|div|span|p|mark|small|kbd|section|article|main|figure|figcaption|ins"
)
HARD = (
    r"img|iframe|table|tr|td|th|thead|tbody|a|h[1-6]|ul|ol|li|hr|blockquote|pre|code|script|style|video|audio|source|"
)
HARD += "embed|object|svg|input|button|form|label|select|textarea|del|s|dl|dt|dd"
ANSWER = re.compile(r"\([ xX]?\)|\[[ xX]?\]")
CODE_SPAN = re.compile(r"`[^`]*`")
BREAK = re.compile(r" ?<br ?/?> ?")
LAYOUT = (
    r"(?:layout|transition|marp|paginate|headingDivider|backgroundColor|backgroundImage|hideInToc|mdc|drawings|canvasWidth|"
    r"clicks|_?class|background): *[\w./#%:()'\"-]+"
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """One kind: how it looks, what it is called, and the line without it (None: somebody must decide)."""

    looks: re.Pattern[str]
    what: str
    without: Callable[[str], str] | None = None


def _cut(pattern: re.Pattern[str], by: str = "") -> Callable[[str], str]:
    return lambda text: pattern.sub(by, text).rstrip()


def _broken(text: str) -> str:
    """A line break of HTML as one of Markdown; at an end it needs none."""
    inset = " " * (len(text) - len(text.lstrip()) + (2 if re.match(r"\s*[-*+] ", text) else 0))
    pieces = [piece.strip() for piece in BREAK.split(text.strip())]
    return re.match(r"\s*", text)[0] + f"\\\n{inset}".join(piece for piece in pieces if piece)  # type: ignore[index]


def _kind(looks: str, what: str, by: str | None = None, flags: int = 0) -> Foreign:
    pattern = re.compile(looks, flags)
    return Foreign(pattern, what, None if by is None else _cut(pattern, by))


BOLD = re.compile(r"</?(?:b|strong)>", re.I)
ITALIC = re.compile(r"</?(?:i|em)>", re.I)
TAG = re.compile(rf"</?(?:{SOFT})\b[^<>]{{0,300}}>", re.I)
KINDS = (
    Foreign(BREAK, "HTML", _broken),
    Foreign(BOLD, "HTML", _cut(BOLD, "**")),
    Foreign(ITALIC, "HTML", _cut(ITALIC, "*")),
    Foreign(TAG, "HTML", _cut(TAG)),
    _kind(rf"</?(?:{HARD})\b[^<>]{{0,300}}>", "HTML", flags=re.I),
    _kind(rf"</(?!(?:{SOFT}|{HARD}|b|strong|i|em)>)[a-z][\w-]{{1,30}}>|<(?:notes?|speaker|hide|hidden|comment)>",
          "HTML", flags=re.I),
    _kind(r"~~[^~\s](?:[^~]{0,300}[^~\s])?~~", "struck out words"),
    _kind(r"\|\|[^|\s](?:[^|]{0,300}[^|\s])?\|\|", "hidden words of a chat"),
    _kind(r"^ *(?:#[^\W\d_][\w/-]* *)+$", "tags of a note app", ""),
    _kind(r"^ *(?:={3,}|\+{3,}|~{3,}) *$", "a divider of another editor", ""),
    _kind(r"^ *(?:!{3} \w+|\?{3}\+ \w+|\[!\w+\][+-]?|[!?]> (?=\S))", "a box of another editor"),
    _kind(r"\$\$|\\\(|\\\[|\$[^$\s]*\\[a-z]+[^$]*\$", "a formula"),
    _kind(r"!\[\[[^\[\]]{1,200}\]\]", "a picture of a note app"),
    _kind(r"(?<!!)\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]", "a link of a note app", r"\1"),
    _kind(r"==([^=\s](?:[^=]{0,300}[^=\s])?)==", "a highlight", r"**\1**"),
    _kind(r"^ *:{3,} *(?:\{[^{}]*\}|[\w-]*) *", "a box of another editor", ""),
    _kind(r"\s?\{(?:[#.:][^{}]{1,80}|[\w-]+=[^{}]{1,80})\} ?$", "a mark of another editor", ""),
    _kind(r"(?<=\S)\{(?:[#.:][^{}]{1,80}|[\w-]+=[^{}]{1,80})\}", "a mark of another editor", ""),
    _kind(r"\s\^[a-z0-9-]{1,80} ?$", "a mark of a note app", ""),
    _kind(r"^ *(?:\[\[?_?TOC_?\]?\]|\{:toc\}|\\(?:tableofcontents|pagebreak|newpage)) *$", "a table of contents", "",
          re.IGNORECASE),
    _kind(rf"^ *{LAYOUT} *$", "a setting of another program", ""),
    _kind(r"^ *(?:Tags|Aliases|Status|Created(?: time| by)?|Last edited(?: time| by)?|cssclass(?:es)?|Owner): \S.*$",
          "a property of a note app"),
    _kind(r"\{\{.{1,200}?\}\}|\{%.{1,200}?%\}|<%.{1,200}?%>", "a place of a template"),
    _kind(r"(?<![\w:])(?<!\d):[a-z][a-z_]{2,25}:(?![\w:])", "a picture by its name"),
    _kind(r"^ *(?:\./)?media/[\w./ -]{1,100}\.(?:png|jpe?g|gif|webp|avif|svg|mp3|m4a|ogg|wav|mp4|webm|pdf) *$",
          "a picture by its name", flags=re.I),
    _kind(r"\[\^[\w-]{1,40}\](?::.*)?", "a footnote"),
    _kind(r"\[@[\w:;, @-]{1,80}\]", "a source of another editor"),
    _kind(r"!\[[^\]]*\]\[[^\]]*\]|^ *\[[^\]^]+\]: *<?data:", "a picture of another program"),
)  # fmt: skip
# Each of these has one of these signs; most lines have none.
SIGN = re.compile(r"[<~|#=+!?$\\\[{:^]|media/")
FENCE = re.compile(
    r" *(?:`{3,}|~{3,}) *(?P<name>mermaid|dataview|dataviewjs|query|plantuml|math|latex|tikz|chart|abc)\b"
)


def say_foreign(lines: Sequence[Line], report: Report, seen: set[str]) -> None:
    """Once for each kind in a file; the Fix mends all such lines of this body."""
    readable = [line for line in lines if line.kind in (Is.TEXT, Is.BULLET, Is.NUMBER) or line.level >= 4]
    texts = [(line, bare) for line in readable if SIGN.search(bare := _bare(line))]
    for kind in KINDS:
        found = [(line, at) for line, bare in texts if (at := kind.looks.search(bare))]
        if found and kind.looks.pattern not in seen:
            seen.add(kind.looks.pattern)
            line, at = found[0]
            written = at[0].strip()[:40]
            fix = _fix(kind, [line for line, _ in found], lines)
            report.add(
                "W235",
                line.place(at.start() + len(at[0]) - len(at[0].lstrip()), at.start() + len(at[0].rstrip())),
                fix,
                what=phrase(kind.what),
                written=written,
            )
    for line in lines:
        fence = FENCE.match(line.text) if line.kind is Is.CODE else None
        if fence and fence["name"] not in seen:
            seen.add(fence["name"])
            report.add("W235", line.place(), what=phrase("a drawing or a query"), written=fence["name"])


def _bare(line: Line) -> str:
    text = CODE_SPAN.sub(lambda found: " " * len(found[0]), line.text)
    is_answer = ANSWER.match(line.content) is not None  # its words are for charts, too, so they are plain
    return text if "$" not in text or is_answer else formulas.without(text)


def _fix(kind: Foreign, found: list[Line], lines: Sequence[Line]) -> Fix | None:
    first, last = found[0], found[-1]
    between = [line for line in lines if line.path == first.path and first.number <= line.number <= last.number]
    simple = all("`" not in line.raw and "<!--" not in line.raw for line in found)
    tables = kind.what == "HTML" and any("|" in line.raw for line in found)
    if kind.without is None or not simple or tables or len(between) != last.number - first.number + 1:
        return None
    numbers = {line.number for line in found}
    texts = [kind.without(line.raw) if line.number in numbers else line.raw for line in between]
    return Fix(first.number, last.number, "\n".join(texts))
