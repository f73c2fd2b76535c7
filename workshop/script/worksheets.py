"""Worksheet: text with blanks (`____`) and private ticks (`- [ ]`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workshop.util.phrases import phrase

from . import synonyms
from .body import Block, html_of
from .drafts import Draft
from .messages import Report
from .model import Field, Prose, Rules, Sees, Tick, Worksheet
from .nets.kept_back import say_kept_back
from .scanner import Is, Line, Place
from .values import VISIBILITIES
from .words import fold, nearest, plain, slug, unused

BLANK = re.compile(r"(?:\\?_){4,}")
PAREN = re.compile(r"\s*[(（]([^()（）]*)[)）]")
HEADING = re.compile(r"<p><strong>[^<]*</strong></p>$|<h([2-6])[^>]*>[^<]*</h\1>$")
# Other words for who reads; "yes" and its like are none behind a blank.
BESIDE = re.compile(
    r"\s*(?:(?P<lock>[🔒🔐🔏])|(?P<bare>[^\W\d_][^.,;:()\[\]]{3,30})$|\[(?P<square>[^\[\]()]{2,40})\](?!\()|"
    r"[-–—,:] *(?P<dashed>[^.,;:()\[\]]{5,25})$)"
)
READERS = {*synonyms.VALUES, "all", "alle", "tous", "todos", "tutti", "everyone", "everybody"} - {
    "group",
    "gruppe",
    "partner",
    "team",
    "me",
    "moi",
    "yo",
    "io",
    "eu",
    "ich",
    "ik",
}
# Before a blank: (only me) My goal: ____
AHEAD = re.compile(r"[(\[](?P<who>[^()\[\]]{2,40})[)\]]")
READING = {*VISIBILITIES, *READERS}
SECRET = {
    "me", "me only", "not shared", "hidden",
    "secret", "confidential", "privat", "geheim", "vertraulich", "privé", "secrète", "confidentiel", "privado",
    "privada", "secreto", "privato", "segreto", "prywatne", "خاص", "非公開", "自分用",
}  # fmt: skip
TABLE_LINE = re.compile(r"[ :|-]*-[ :|-]*$")
LIST_SIGN = re.compile(r"^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+|[•◦▪‣●∙·])(?:\[[ xX]?\]\s+)?")


@dataclass
class _Sheet:
    """Collects items in written order; text is kept until the next blank or tick."""

    draft: Draft
    sees: tuple[Sees, ...]
    report: Report
    items: list[Prose | Field | Tick] = field(default_factory=list)
    pending: list[Block] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    ruler: bool = False

    def flush(self) -> None:
        html = html_of(self.pending)
        if html:
            self.items.append(Prose(html))
        self.pending = []

    def name(self, words: str) -> str:
        name = unused(slug(words)[:40].strip("-") or "field", self.names)
        self.names.append(name)
        return name


def worksheet(draft: Draft, rules: Rules, report: Report) -> tuple[str, Worksheet]:
    """The text before the first thing to fill in, and the sheet."""
    settings = draft.settings
    sees = settings.get("who sees this", (Sees.ONLY_ME,))
    sheet = _Sheet(draft, sees, report)
    blocks = draft.body.blocks
    at = 0
    while at < len(blocks):
        at = _block(blocks, at, sheet)
    sheet.flush()
    if not sheet.names and not sheet.ruler and not draft.heading.broken:
        report.add("E240", draft.head.place())
    intro, items = _opening(sheet.items)
    return intro, Worksheet(
        sees=sees,
        items=items,
        card=settings.get("card", False),
        carries_on=settings.get("from", ""),
        pause_seconds=settings.get("pause before sending", waiting(sees, rules)),
    )


def _opening(items: Sequence[Prose | Field | Tick]) -> tuple[str, tuple[Prose | Field | Tick, ...]]:
    """The text before the sheet. A heading at its end is that of the first lines to fill in, and stays with them."""
    if not items or not isinstance(items[0], Prose):
        return "", tuple(items)
    html = items[0].html.rstrip()
    heading = HEADING.search(html)
    if heading is None:
        return html, tuple(items[1:])
    return html[: heading.start()].rstrip(), (Prose(heading[0]), *items[1:])


def waiting(sees: tuple[Sees, ...], rules: Rules) -> int:
    """Sensitive: ten seconds before anything is sent beyond "only me"."""
    return 10 if rules.sensitive and set(sees) - {Sees.ONLY_ME} else 0


def _block(blocks: Sequence[Block], at: int, sheet: _Sheet) -> int:
    block = blocks[at]
    if block.item:
        sheet.flush()
        if BLANK.search(block.item.line.text):
            _fields(block.lines, sheet)
        else:
            sheet.items.append(Tick(sheet.name(block.item.label), block.item.label))
        return at + 1
    if block.what != "text":
        sheet.pending.append(block)
        return at + 1
    first = len(sheet.items)
    end = _end_of_paragraph(blocks, at)
    lines = [blocks[n].lines[0] for n in range(at, end)]
    if any(BLANK.search(line.text) for line in lines if line.kind not in (Is.CODE, Is.RULE)):
        sheet.flush()
        if len(lines) > 2 and TABLE_LINE.match(lines[1].text):
            _table(lines, sheet)
        else:
            _fields(lines, sheet)
    else:
        sheet.pending += blocks[at:end]
        sheet.ruler = sheet.ruler or any(line.sign == "_" for line in lines)
    narrowed = any(isinstance(item, Field) and item.sees for item in sheet.items[first:])
    if Sees.ONLY_ME not in sheet.sees and not narrowed:
        say_kept_back(lines, sheet.report)
    return end


def _end_of_paragraph(blocks: Sequence[Block], at: int) -> int:
    """A paragraph or one list item with its wrapped lines; formatters may break lines anywhere in it."""
    first = blocks[at].lines[0]
    end = at + 1
    if first.kind not in (Is.TEXT, Is.BULLET, Is.NUMBER):
        return end
    while end < len(blocks) and blocks[end].what == "text" and blocks[end].lines[0].kind is Is.TEXT:
        end += 1
    return end


def _fields(lines: Sequence[Line], sheet: _Sheet) -> None:
    text = " ".join(LIST_SIGN.sub("", line.shown) if n == 0 else line.shown for n, line in enumerate(lines))
    text = re.sub(r"\s+", " ", text).strip().rstrip("\\")
    marks = list(BLANK.finditer(text))
    before = text[: marks[0].start()]
    if (ahead := AHEAD.search(before)) and fold(ahead["who"]) in {*READING, *SECRET}:
        _misspelt(ahead["who"], fold(ahead["who"]), lines, sheet)
    elif lock := re.match(r"(?:🔒|🔐|🙈)\ufe0f?", before):
        _misspelt(lock[0], "private", lines, sheet)
    for n, mark in enumerate(marks):
        following = text[mark.end() : marks[n + 1].start() if n + 1 < len(marks) else len(text)]
        sees, following = _narrower(following, lines, sheet)
        last = n + 1 == len(marks)
        after, rest = (following, "") if last else _punctuation(following)
        if not plain(before) and not plain(after) and len(marks) == 1:
            sheet.report.add("E241", lines[0].place())
        if n == 0 and not plain(before) and plain(rest):
            before = f"… {plain(rest)}"  # a sentence that begins with a blank: the words behind it name the box
        words = before if slug(before) else after
        sheet.items.append(Field(sheet.name(words), plain(before), plain(after), sees, n > 0))
        before = rest


def _table(lines: Sequence[Line], sheet: _Sheet) -> None:
    """A table of fields, one below the other, as a phone has room: each is named by its row and its column."""
    heads = _cells(lines[0].shown)
    for head in heads:
        if fold(plain(head)) in {*READING, *SECRET} - {"me"}:
            _misspelt(head, fold(plain(head)), lines, sheet)
    rows = [_cells(line.shown) for line in lines[2:]]
    bare = sum(all(BLANK.search(cell) or not cell for cell in row) for row in rows) > 1
    for number, (line, row) in enumerate(zip(lines[2:], rows, strict=True), 1):
        told = [plain(cell) for cell in row if cell and not BLANK.search(cell)]
        for column, cell in enumerate(row):
            if mark := BLANK.search(cell):
                head = plain(heads[column]) if column < len(heads) else ""
                words = plain(cell[: mark.start()]) or head
                sees, after = _narrower(cell[mark.end() :], [line], sheet)
                label = " · ".join(filter(None, [*told, words])) or f"{column + 1}"
                label = f"{label} {number}" if bare and not told else label
                sheet.items.append(Field(sheet.name(label), label, plain(after), sees))
        if told and len(told) == len([cell for cell in row if cell]):
            sheet.items.append(Prose(html_of([Block("text", (replace(line, shown=" · ".join(told)),))])))


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().strip("|").split("|")]


def _punctuation(text: str) -> tuple[str, str]:
    """Signs right behind a blank stay with it: "____, I long for ____"."""
    found = re.match(r"[^\w\s(\"“„]*", text)
    end = found.end() if found else 0
    return text[:end], text[end:]


def _narrower(text: str, lines: Sequence[Line], sheet: _Sheet) -> tuple[Sees | None, str]:
    """`(only me)` right behind a blank, and the text without it."""
    found = PAREN.match(text)
    if found is None:
        _beside(text, lines, sheet)
        return None, text
    sees = VISIBILITIES.get(fold(found.group(1)))
    if sees is None:
        for piece in re.split(r"[,;/]", found.group(1)):
            if nearest(piece.strip(), VISIBILITIES, 0.85) or fold(piece) in {*READERS, *SECRET}:
                _misspelt(found.group(1), fold(piece), lines, sheet)
                break
        return None, text
    if not any(sees.within(other) for other in sheet.sees):
        promise = ", ".join(sheet.sees)
        sheet.report.add("E242", _where(found.group(1), lines), promise=promise, value=found.group(1))
    return sees, text[found.end() :]


def _beside(text: str, lines: Sequence[Line], sheet: _Sheet) -> None:
    """E210: who reads it, behind a blank without brackets, or as a lock."""
    near = BESIDE.match(text)
    said = next((words for words in near.groups() if words), "").strip() if near else ""
    if near and said and (fold(said) in {*READING, *SECRET} or near["lock"]):
        _misspelt(said, fold(said) if fold(said) in READING else "private", lines, sheet)


def _misspelt(value: str, piece: str, lines: Sequence[Line], sheet: _Sheet) -> None:
    near = synonyms.VALUES.get(piece) or nearest(piece, VISIBILITIES)
    possible = ", ".join(VISIBILITIES)
    sheet.report.add(
        "E210", _where(value, lines), value=value, name="who sees this", possible=possible,
        near=phrase(' Did you mean "{near}"?', near=near),
    )  # fmt: skip


def _where(words: str, lines: Sequence[Line]) -> Place:
    line = next((line for line in lines if words in line.text), lines[0])
    at = line.text.find(words)
    return line.place(at, at + len(words)) if at >= 0 else line.place()
