"""What each line of a plan is by its form, without the marks of the program that wrote it."""

import re
from collections.abc import Iterator

from . import signing_off
from .model import Line, Sort

HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+|(?=\w))(.*?)[ \t]*#*$")
ITEM = re.compile(r"^(\s*)(?:[-*+•◦▪‣●∙·–—−]|\(?(?:\d{1,3}|[a-z])[.)])\s+(.*)$")
BOX = re.compile(r"^(?:\[[\sxX]?\]|\([\sxX]?\)|[☐☑□▢○◯⚪]|（[ 　]?）|［ ?］)\s*")
BARE_BOX = re.compile(r"^(\s*)([☐☑□▢○◯⚪].*)$")
RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|(?:-{2,}[ \t]+)+-{2,})\s*$")
ROW = re.compile(r"^\s*\|.*\|\s*$")
HEADS_END = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*$")
APART = re.compile(r"\t| {2,}")
QUOTE = re.compile(r"^\s*>\s?(.*)$")
CALLOUT = re.compile(r"^\[!(\w+)\][-+]?\s*")
BOXES = (
    (re.compile(r"^\s*```"), re.compile(r"```\s*$"), Sort.LEFT),
    (re.compile(r"^\s*~~~"), re.compile(r"~~~\s*$"), Sort.LEFT),
    (re.compile(r"^\s*:::"), re.compile(r"^\s*:::\s*$"), Sort.NOTE),
    (re.compile(r"^\s*<!--\s*_?[a-zA-Z]+:\s"), re.compile(r"-->"), Sort.LEFT),  # a setting of a deck
    (re.compile(r"^\s*<!--"), re.compile(r"-->"), Sort.NOTE),  # what a speaker has before them
    (re.compile(r"^\s*<aside\b"), re.compile(r"</aside>"), Sort.NOTE),
)
BOXES_START = re.compile(r"^\s*(?:```|~~~|:::|<!--|<aside)")
FOREIGN = (
    (re.compile(r"\s*\{#[^{}]*\}\s*$"), ""),  # an anchor of Google Docs
    (re.compile(r"\[\]\{[^{}]*\}"), ""),  # one of pandoc
    (re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])"), ""),  # pictures stay in the comment
    (re.compile(r"!\[\[[^\[\]]{1,200}?\.\w{2,4}(?:\|[^\[\]]{0,200})?\]\]"), ""),  # one of Obsidian
    (re.compile(r"%%"), ""),
    (re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]"), r"\1"),
    (re.compile(r"\[([^\[\]]+)\]\((?!https?:|mailto:)[^)]*\)"), r"\1"),  # a file of the other program
    (re.compile(r"==([^=]+)=="), r"\1"),
    (re.compile(r"(?:^|\s)\^[a-z0-9-]+\s*$"), ""),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), ""),
    (re.compile(r"\\(?=[^\w\s])"), ""),
    (re.compile(r"<!--|-->"), ""),
)
STRESS = re.compile(r"(\*{1,3}|__)(?=\S)(.+?)(?<=\S)\1")
NUMBERED = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]|[IVX]{1,5}\.)\s+")
SIGNS_OF_TIME = re.compile(r"\s*[⏱⏲⏰⌛⏳🕐🕒🕓]\ufe0f?\s*$")
KEYED = re.compile(r"\s*[\w-]+\s*:")
OF_A_SLIDE = re.compile(
    r"\s*(?:layout|class|background\w*|transition|image|clicks|level|hideInToc|routeAlias|src|zoom|clickAnimation|"
    r"disabled|preload|theme|fonts|_\w+|title|hide)\s*:"
)
# What a deck or a page of notes says to its own program.
MACHINERY = re.compile(r"^\s*(?:::[\w-]+::|#{1,6}\s+tags?:\s*`.*|\[TOC\])\s*$", re.IGNORECASE)
REMARK = re.compile(r"^\s*%%(?P<said>.*?)(?:%%)?\s*$")
DEFINITION = re.compile(r"^\[[^\]]+\]:\s")


def read(text: str) -> list[Line]:
    """Every line of `text` that holds something, in order."""
    raw = text.lstrip("\ufeff").split("\n")
    skip = _front_matter(raw)
    skip = skip or signing_off.heads(raw)
    found = [Line(n + 1, Sort.LEFT, raw[n], raw[n].strip()) for n in range(skip) if raw[n].strip("- \t")]
    boxed = Boxes()
    raw, ending = signing_off.parted(raw)
    slide = 0
    for n in range(skip, len(raw)):
        inside = Sort.LEFT if n < slide else boxed.take(raw[n])
        if inside is not None:
            found += [Line(n + 1, inside, raw[n], _bare(raw[n]))] if raw[n].strip() else []
        elif not _is_underline(raw, n):
            found += _line(raw, n)
            slide = n + 1 + _of_a_slide(raw[n + 1 : n + 14]) if raw[n].strip() == "---" else 0
    return [*found, *(Line(len(raw) + n, Sort.LEFT, line, line.strip()) for n, line in enumerate(ending, 1))]


class Boxes:
    """What stands between two marks, over any number of lines: code, remarks, the coloured boxes of note editors."""

    def __init__(self) -> None:
        self.end: re.Pattern[str] | None = None
        self.sort = Sort.LEFT

    def take(self, line: str) -> Sort | None:
        """The sort of a line inside a box, with its first and last; None outside."""
        if self.end is None:
            found = next(((end, sort) for start, end, sort in BOXES if start.match(line)), None)
            if not found:
                return None
            self.end, self.sort = found
            line = BOXES_START.sub("", line, count=1)
        sort = self.sort
        if self.end.search(line):
            self.end = None
        return sort


def _front_matter(raw: list[str]) -> int:
    """How many lines the block of settings takes that other programs put first."""
    if raw[0].strip() != "---":
        return 0
    end = next((n for n, line in enumerate(raw[1:60], 1) if line.strip() in ("---", "...")), 0)
    keyed = [line for line in raw[1:end] if KEYED.match(line)]
    return end + 1 if end and keyed else 0


def _of_a_slide(raw: list[str]) -> int:
    """How many lines the settings of one slide take, which stand behind the sign that begins it."""
    end = next((n for n, line in enumerate(raw) if line.strip() == "---"), 0)
    return end + 1 if end and all(OF_A_SLIDE.match(line) for line in raw[:end] if line.strip()) else 0


def _bare(line: str) -> str:
    return clean(re.sub(r"<!--|-->|```\w*|~~~|:::\s*\w*|[💡📌ℹ️]", "", line))


def _is_underline(raw: list[str], n: int) -> bool:
    """The line below a heading of the old form was read with it."""
    return bool(n and re.match(r"^ {0,3}(={3,}|-{3,})\s*$", raw[n]) and _may_be_title(raw[n - 1]))


def _may_be_title(line: str) -> bool:
    return bool(line.strip()) and not any(form.match(line) for form in (HEADING, ITEM, ROW, QUOTE, RULE))


def _line(raw: list[str], n: int) -> Iterator[Line]:
    line = raw[n]
    following = raw[n + 1] if n + 1 < len(raw) else ""
    if not line.strip():
        return
    if heading := HEADING.match(line):
        yield Line(n + 1, Sort.HEADING, line, clean(heading[2]), len(heading[1]))
    elif _may_be_title(line) and re.match(r"^ {0,3}(={3,}|-{3,})\s*$", following):
        yield Line(n + 1, Sort.HEADING, line, clean(line), 1 if "=" in following else 2)
    elif RULE.match(line) or HEADS_END.match(line):
        yield Line(n + 1, Sort.RULE, line, "")
    elif DEFINITION.match(line) or MACHINERY.match(line):
        yield Line(n + 1, Sort.LEFT, line, line.strip())
    else:
        yield _filled(n + 1, line)


def _filled(n: int, line: str) -> Line:
    if ROW.match(line):
        cells = tuple(clean(cell) for cell in line.strip().strip("|").split("|"))
        return Line(n, Sort.ROW, line, " · ".join(filter(None, cells)), cells=cells)
    if remark := REMARK.match(line):
        return Line(n, Sort.NOTE, line, clean(remark["said"]))
    if quote := QUOTE.match(line):
        return Line(n, Sort.NOTE, line, clean(CALLOUT.sub("", quote[1])))
    if item := ITEM.match(line) or BARE_BOX.match(line):
        words = item[2].strip()
        box = BOX.match(words)
        said = clean(BOX.sub("", words))
        right = bool(box) and words[:3].lower() == "(x)"
        return Line(n, Sort.ITEM, line, said, len(item[1].expandtabs(4)), bool(box), right)
    cells = tuple(clean(cell) for cell in APART.split(line.strip()))
    if len(cells) > 2 or "\t" in line.strip():  # out of a spreadsheet, or a table of pandoc
        return Line(n, Sort.ROW, line, " · ".join(filter(None, cells)), cells=cells)
    words = clean(line)
    return Line(n, Sort.TEXT if words else Sort.LEFT, line, words)


def clean(text: str) -> str:
    """The words without what other programs put around them."""
    for pattern, put in FOREIGN:
        text = pattern.sub(put, text)
    text = STRESS.sub(r"\2", text)
    return " ".join(text.replace("**", "").split())


def title(text: str) -> str:
    """A heading's words without its number and the signs around them."""
    text = SIGNS_OF_TIME.sub("", text)
    return NUMBERED.sub("", clean(text)).strip(" \t:–—-|·*_")
