"""Whatever a plan came in, as lines of Markdown: text in any encoding, CSV, Word, spreadsheets, decks, PDF, pages."""

import codecs
import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import time
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from workshop.exports.extras import NotMade
from workshop.exports.worker_process import Broken, through
from workshop.util.language import marked

from . import exported, presentations

LARGEST = 5_000_000  # bytes of a file
UNPACKED = 50_000_000  # bytes of what is packed inside one
LONGEST = 400_000  # letters of its text
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DAMAGED = marked("This file is damaged, or not what its name says. Please save it once more.")
NOT_READ = {
    "ppt": marked("This is the old format of PowerPoint. Please save it as .pptx first."),
    "key": marked("Slides of Keynote are not read. Export them as text, or copy and paste."),
    "odt": marked("Please save it as .docx or as text first."),
    "ods": marked("Please save it as .xlsx or .csv first."),
    "doc": marked("This is the old format of Word. Please save it as .docx first."),
    "xls": marked("This is the old format of Excel. Please save it as .xlsx or .csv first."),
    "pages": marked("Please export it as .docx or as text first."),
    "numbers": marked("Please export it as .csv first."),
}


class Unreadable(ValueError):
    """A plan that cannot be read; the sentence says what to do."""


def text_of(data: bytes, name: str) -> str:
    """The plan as Markdown. `name` of the file says what it is. Raises Unreadable."""
    ending = name.rpartition(".")[2].lower()
    if len(data) > LARGEST:
        raise Unreadable(marked("This file is larger than 5 MB. Please copy the text of the plan and paste it here."))
    if ending in NOT_READ:
        raise Unreadable(NOT_READ[ending])
    text = _reader(data, ending)(data).replace("\r\n", "\n").replace("\r", "\n")
    if exported.BEGINS_CALENDAR.match(text.lstrip("\ufeff")):
        text = exported.calendar(text)
    elif exported.BEGINS_PAGE.match(text.lstrip("\ufeff")):
        text = exported.page(text)
    if not text.strip(" \n\t\ufeff"):
        raise Unreadable(marked("There is no text in it. Please look whether it is the right file."))
    if len(text) > LONGEST:
        raise Unreadable(marked("This plan is longer than 400,000 letters. Please take the part that you want to run."))
    return text


def _reader(data: bytes, ending: str) -> Callable[[bytes], str]:
    if ending == "pdf" or data.startswith(b"%PDF"):
        return _pages
    if ending == "pptx":
        return _deck
    if ending in ("docx", "xlsx") or data.startswith(b"PK\x03\x04"):
        return _sheets if ending == "xlsx" else _word
    if ending in ("csv", "tsv"):
        return lambda data: table(_rows(_decoded(data)))
    return _decoded


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 where it says so or fits; else what Windows wrote, in which every byte is a sign."""
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise Unreadable(marked("This is no text. Please save the plan as text, .docx, .xlsx or .csv."))
    return text


def _rows(text: str) -> list[Sequence[str]]:
    try:
        form = csv.Sniffer().sniff(text[:4000], delimiters=",;\t")
    except csv.Error:
        form = csv.excel
    return list(csv.reader(io.StringIO(text), form))


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as a Markdown table, the first one its heads; a row with one cell alone is a line of its own."""
    filled = [[" ".join(cell.split()).replace("|", "/") for cell in row] for row in rows if any(c.strip() for c in row)]
    width = max((len(row) for row in filled), default=0)
    lines: list[str] = []
    begun = False
    for row in filled:
        single = [cell for cell in row if cell]
        if len(single) == 1 and not begun:
            lines += [single[0], ""]
            continue
        lines.append(f"| {' | '.join([*row, *[''] * (width - len(row))])} |")
        if not begun:
            lines.append(f"|{' --- |' * width}")
        begun = True
    return "\n".join(lines) + "\n"


def _unpacked(data: bytes, name: str) -> bytes:
    """One file of those that are packed in `data`, never more than is sensible. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(info.file_size for info in packed.infolist()) > UNPACKED:
                raise Unreadable(
                    marked("This file unpacks to more than 50 MB. Please copy its text and paste it here.")
                )
            return packed.read(name) if name else b""
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        raise Unreadable(DAMAGED) from None


def _word(data: bytes) -> str:
    """Paragraphs, headings by their style, lists, and tables of a .docx."""
    try:
        body = fromstring(_unpacked(data, "word/document.xml")).find(f"{WORD}body")
    except (ParseError, DefusedXmlException):
        raise Unreadable(DAMAGED) from None
    blocks = [_word_table(node) if node.tag == f"{WORD}tbl" else _paragraph(node) for node in _blocks(body)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _blocks(body: Element | None) -> Iterable[Element]:
    for node in body if body is not None else ():
        if node.tag in (f"{WORD}p", f"{WORD}tbl"):
            yield node
        elif node.tag == f"{WORD}sdt":
            yield from _blocks(node.find(f"{WORD}sdtContent"))


def _paragraph(node: Element) -> str:
    text = _letters(node)
    style = node.find(f"{WORD}pPr/{WORD}pStyle")
    named = (style.get(f"{WORD}val") or "").lower() if style is not None else ""
    digits = "".join(c for c in named if c.isdigit())[:1]
    if (
        text
        and named.startswith(("heading", "berschrift", "überschrift", "titre", "ttulo", "titolo", "kop"))
        and digits
    ):
        return f"{'#' * min(int(digits) + 1, 6)} {text}"
    if text and named in ("title", "titel"):
        return f"# {text}"
    level = node.find(f"{WORD}pPr/{WORD}numPr/{WORD}ilvl")
    if text and (level is not None or "list" in named):
        deep = int((level.get(f"{WORD}val") or "0") if level is not None else "0")
        return f"{'  ' * min(deep, 8)}- {text}"
    return text


def _letters(node: Element) -> str:
    """Its text as it stands now: what tracked changes deleted is in `delText` and stays out."""
    signs = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
    return "".join(
        (each.text or "") if each.tag == f"{WORD}t" else signs.get(each.tag, "") for each in node.iter()
    ).strip()


def _word_table(node: Element) -> str:
    rows = node.findall(f"{WORD}tr")
    return table([[_letters(cell) for cell in row.findall(f"{WORD}tc")] for row in rows])


def _deck(data: bytes) -> str:
    """The slides of a .pptx with the words of their notes; pictures stay behind."""

    def opened(path: str) -> Element:
        part: Element = fromstring(_unpacked(data, path))
        return part

    try:
        return presentations.deck(opened, table)
    except (ParseError, DefusedXmlException):
        raise Unreadable(DAMAGED) from None


def _pages(data: bytes) -> str:
    """The words of a PDF, found by a process of its own: a page may be long work."""
    try:
        text = b"".join(through("workshop.authoring.plans.pdf_worker", [data])).decode()
    except (Broken, OSError):
        raise Unreadable(marked("This PDF cannot be read. Please copy its text and paste it here.")) from None
    except NotMade:
        raise Unreadable(
            marked("Other files are being read. Please try again in a moment, or paste the text.")
        ) from None
    if not text.strip():
        raise Unreadable(marked("This PDF holds pictures of pages, no text. Please type or paste the plan here."))
    return text


def _sheets(data: bytes) -> str:
    """Every sheet as a table, with its name above where there are several."""
    import openpyxl  # half a second, and only for whoever brings one

    _unpacked(data, "")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [
            (sheet.title, table([[_cell(v) for v in row] for row in sheet.iter_rows(values_only=True)]))
            for sheet in book
        ]
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its readers meet in a damaged file
        raise Unreadable(DAMAGED) from None
    filled = [(title, text) for title, text in sheets if text.strip()]
    return "\n".join(text if len(filled) == 1 else f"## {title}\n\n{text}" for title, text in filled)


def _cell(value: object) -> str:
    """A time of day as 9:05, a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
