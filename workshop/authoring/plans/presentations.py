"""The words of a PowerPoint deck as Markdown: a slide under its title, its points, and what the speaker notes say."""

import posixpath
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

MAIN = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DECK = "ppt/presentation.xml"
TITLES, BESIDE = ("title", "ctrTitle"), ("dt", "ftr", "sldNum", "hdr")
MOST = 300  # slides
Opened = Callable[[str], Element]  # one part of the file by its path
Table = Callable[[list[list[str]]], str]


def deck(opened: Opened, table: Table) -> str:
    """Slides in their order, divided by ---, as other decks of Markdown are; notes stand in comments."""
    slides = [_slide(path, opened, table) for path in _slides(opened)]
    return "\n\n---\n\n".join(slide for slide in slides if slide) + "\n"


def _slides(opened: Opened) -> list[str]:
    parts = _linked(DECK, opened)
    wanted = [each.get(f"{LINKED}id", "") for each in opened(DECK).iter(f"{MAIN}sldId")]
    return [parts[one][1] for one in wanted if one in parts][:MOST]


def _linked(path: str, opened: Opened) -> dict[str, tuple[str, str]]:
    """What a part of the file links to: its id → (what it is, its path)."""
    folder, name = posixpath.split(path)
    found = {}
    for link in opened(f"{folder}/_rels/{name}.rels"):
        to = posixpath.normpath(posixpath.join(folder, link.get("Target", ""))).lstrip("/")
        found[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], to)
    return found


def _slide(path: str, opened: Opened, table: Table) -> str:
    slide = opened(path)
    title, rows = "", []
    for shape in slide.iter():
        if shape.tag == f"{MAIN}sp" and (kind := _place(shape)) not in BESIDE:
            told = list(_paragraphs(shape))
            if kind in TITLES and not title:
                title = " ".join(text for text, _ in told)
            else:
                rows += [f"{'  ' * deep}- {text}" for text, deep in told]
        elif shape.tag == f"{DRAWN}tbl":
            rows += ["", table([[_words(cell) for cell in row.iter(f"{DRAWN}tc")] for row in shape.iter(f"{DRAWN}tr")])]
    said = _notes(path, opened)
    if slide.get("show") == "0":  # it was hidden from people, so it stays with the team
        said, title, rows = "\n".join([title, *rows, said]).strip(), "", []
    heading = [f"## {title}", ""] if title else []
    comment = ["", f"<!-- {said.replace('--', '–')} -->"] if said else []
    return "\n".join([*heading, *rows, *comment]).strip()


def _notes(path: str, opened: Opened) -> str:
    notes = next((to for what, to in _linked(path, opened).values() if what == "notesSlide"), "")
    if not notes:
        return ""
    shapes = [shape for shape in opened(notes).iter(f"{MAIN}sp") if _place(shape) == "body"]
    return "\n".join(text for shape in shapes for text, _ in _paragraphs(shape))


def _place(shape: Element) -> str:
    """What a shape is for: title, body, the number of the slide."""
    found = shape.find(f"{MAIN}nvSpPr/{MAIN}nvPr/{MAIN}ph")
    return "" if found is None else found.get("type", "body")


def _paragraphs(shape: Element) -> Iterator[tuple[str, int]]:
    """Each paragraph, and how deep it stands in its list."""
    for paragraph in shape.iter(f"{DRAWN}p"):
        how = paragraph.find(f"{DRAWN}pPr")
        level = how.get("lvl", "0") if how is not None else "0"
        if text := _words(paragraph):
            yield text, min(int(level), 8) if level.isdecimal() else 0


def _words(node: Element) -> str:
    pieces = [" " if each.tag == f"{DRAWN}br" else each.text or "" for each in node.iter()
              if each.tag in (f"{DRAWN}t", f"{DRAWN}br")]  # fmt: skip
    return " ".join("".join(pieces).split())
