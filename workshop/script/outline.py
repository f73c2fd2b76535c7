"""Lines to sections: which heading owns which lines, and the mistakes of structure on the way."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workshop.util.phrases import phrase

from .fixes import swap
from .includes import unclosed
from .listing import is_meant
from .messages import Report
from .model import Fix
from .scanner import Is, Line, Place, Scan
from .settings import WORKSHOP
from .synonyms import synonym

SUB = re.compile(r"(For group|For|Round|Question|Group +\d{1,3}):+ *(.*)$", re.IGNORECASE)
YAML = re.compile(r"([A-Za-z][A-Za-z _-]*): *(.*)$")


@dataclass
class Section:
    """A heading with everything up to the next one; subs are its `#### For:`, `#### Round:`, `#### Group 1:` …"""

    head: Line
    lines: list[Line] = field(default_factory=list)
    subs: list["Section"] = field(default_factory=list)

    def last_line(self) -> int:
        own = [line.number for line in [self.head, *self.lines] if line.path == self.head.path]
        return max([*own, *(sub.last_line() for sub in self.subs)])


@dataclass
class Outline:
    title: Section | None = None
    sections: list[Section] = field(default_factory=list)  # parts and steps in written order
    matter: list[Line] = field(default_factory=list)  # settings of a block between --- lines


def outline(scan: Scan, lines: Sequence[Line], report: Report, loose: bool = False) -> Outline:
    """`loose`: a single step, so a title is neither needed nor missed."""
    unclosed(scan, report)
    found = Outline()
    rest = _front_matter(list(lines), found, report)
    rest = _underlines(rest, report)
    _pasted(rest, report)
    above = _sections(rest, found, report)
    if not loose:
        _title(above, found, lines, report)
    return found


def _front_matter(lines: list[Line], found: Outline, report: Report) -> list[Line]:
    """E105. The settings in it are read as if they stood under the title, so that nothing follows from it."""
    first = next((n for n, line in enumerate(lines) if line.kind is not Is.BLANK), None)
    if first is None or lines[first].text.strip() != "---":
        return lines
    end = _end_of_matter(lines, first)
    if end is None:
        return lines
    found.matter = [line for line in lines[first + 1 : end] if YAML.match(line.text)]
    report.add("E105", lines[first].place(), _move_matter(lines, first, end, found.matter))
    return lines[end + 1 :]


def _end_of_matter(lines: list[Line], first: int) -> int | None:
    for n in range(first + 1, min(len(lines), first + 60)):
        line = lines[n]
        if line.kind is Is.HEADING and YAML.match(line.content) is None:
            return None
        if line.text.strip() in ("---", "..."):
            return n if any(YAML.match(inner.text) for inner in lines[first + 1 : n]) else None
    return None


def _move_matter(lines: list[Line], first: int, end: int, matter: list[Line]) -> Fix:
    title = next((line for line in lines[end + 1 :] if line.level == 1), None)
    if title is None and (lined := _underlined(lines, end)):
        last, words = lined
        return Fix(lines[first].number, last.number, "\n".join([f"# {words}", "", *_moved(matter), ""]))
    named = next((f[2] for line in matter if (f := YAML.match(line.text)) and f[1].lower() == "title"), "")
    moved = _moved(matter)
    if title is None:
        text = [f"# {named.strip(chr(34)) or 'Untitled'}", "", *moved]
        return Fix(lines[first].number, lines[end].number, "\n".join(text))
    between = [line.raw for line in lines[end + 1 :] if line.number < title.number and line.raw.strip()]
    text = [title.raw, "", *moved, *(["", *between] if between else [])]
    return Fix(lines[first].number, title.number, "\n".join(text))


def _moved(matter: list[Line]) -> list[str]:
    """The settings as a list; what is none here becomes a comment, so that it is neither lost nor read by anybody."""
    named = [(line, YAML.match(line.text)) for line in matter if not line.text.lower().startswith("title:")]
    settings = [line.raw.strip() for line, found in named if found and is_meant(found[1], WORKSHOP)]
    others = [line.raw.strip() for line, found in named if not (found and is_meant(found[1], WORKSHOP))]
    told = ["", f"<!-- {'; '.join(others)} -->"] if others and not any("--" in text for text in others) else []
    return [*(f"- {text}" for text in settings), *told]


def _underlined(lines: list[Line], end: int) -> tuple[Line, str] | None:
    """A title that is underlined with ===, right behind the settings block."""
    n = next((n for n in range(end + 1, len(lines)) if lines[n].kind is not Is.BLANK), len(lines))
    if n + 1 < len(lines) and re.fullmatch(r"={2,}", lines[n + 1].text.strip()):
        return lines[n + 1], lines[n].text.strip()
    return None


def _is_heading(text: str, line: str) -> bool:
    """Whether somebody, or a program, drew a line as long as the words: under a paragraph nobody does that."""
    return len(line) > 3 and abs(len(text) - len(line)) <= 2 and len(text) <= 80


def _underlines(lines: list[Line], report: Report) -> list[Line]:
    """E107. The line counts as blank afterwards; `Title` above === at the top counts as the title."""
    kept = list(lines)
    titled = False
    for n in range(1, len(kept)):
        before, line = kept[n - 1], kept[n]
        titled = titled or before.kind is Is.HEADING
        bare = line.text.strip()
        if before.kind is not Is.TEXT or line.indent > 3 or not re.fullmatch(r"-{2,}|={2,}", bare):
            continue
        if "|" in before.text and bare.startswith("-"):
            continue
        kept[n] = replace(line, kind=Is.BLANK, text=" " * len(line.text), shown="")
        if bare.startswith("-"):
            fix = Fix(line.number, line.number, "\n" + line.raw)
            if _is_heading(before.text.strip(), bare) and (n < 2 or kept[n - 2].kind is Is.BLANK):
                fix = Fix(before.number, line.number, f"## {before.text.strip()}")
            report.add("E107", line.place(0), fix)
            continue
        title = before.text.strip()
        second = f"## {title}" if _is_heading(title, bare) else before.raw
        fixed = second if titled else f"# {title}"
        report.add("E107.equals", line.place(0), Fix(before.number, line.number, fixed), title=title)
        if not titled:
            kept[n - 1] = replace(before, kind=Is.HEADING, sign="#", start=before.indent)
            titled = True
    return kept


def _pasted(lines: Sequence[Line], report: Report) -> None:
    """E114, once a file: all bullets that a word processor made."""
    by_path: dict[str, list[Line]] = {}
    for line in lines:
        if line.pasted:
            by_path.setdefault(line.path, []).append(line)
    for pasted in by_path.values():
        first, last = pasted[0], pasted[-1]
        changed = {line.number: _straight_bullet(line, _answer_sign(line, lines)) for line in pasted}
        own = [line for line in lines if line.path == first.path and first.number <= line.number <= last.number]
        whole = len(own) == last.number - first.number + 1
        raws = [changed.get(line.number, line.raw) for line in own]
        fix = Fix(first.number, last.number, "\n".join(raws)) if whole else None
        many = phrase(" ({n} such lines)", n=len(pasted)) if len(pasted) > 1 else ""
        which = phrase("all of them") if many else phrase("it")
        sign = first.raw.lstrip()[:1]
        report.add("E114", first.place(first.indent, first.indent + 1), fix, many=many, which=which, sign=sign)


def _straight_bullet(line: Line, sign: str = "") -> str:
    return line.raw[: line.indent] + "- " + sign + line.raw[line.start :]


def _answer_sign(line: Line, lines: Sequence[Line]) -> str:
    """A ring under a poll was an answer, on a sheet a box to tick."""
    if line.raw.lstrip()[:1] != "○":
        return ""
    above = [head for head in lines if head.level == 3 and head.path == line.path and head.number < line.number]
    name = re.split("[:：]", above[-1].content)[0].strip() if above else ""
    kind = (synonym(name) or (name, ""))[0]
    return {"poll": "( ) ", "check-in": "( ) ", "worksheet": "[ ] "}.get(kind.casefold(), "")


def _sections(lines: Sequence[Line], found: Outline, report: Report) -> list[Line]:
    """Hand every line to its heading. Returns the lines above the first heading."""
    above: list[Line] = []
    current: Section | None = None
    for line in lines:
        if line.glued:
            fixed = line.raw[: line.start] + " " + line.raw[line.start :]
            fix = swap(line, line.start, line.start, " ")
            report.add("E106", line.place(line.start, line.start + 1), fix, signs=line.sign, fixed=fixed.strip())
        if 1 <= line.level <= 3:
            current = _open(line, found, report)
        elif current is None:
            above.append(line)
        else:
            _hand(line, current, report)
    return above


def _open(line: Line, found: Outline, report: Report) -> Section:
    section = Section(line)
    if line.level != 1:
        found.sections.append(section)
    elif found.title is None and not line.via:
        found.title = section
    else:
        _second_title(line, found, report)
        section.head = replace(line, sign="##")
        found.sections.append(section)
    return section


def _second_title(line: Line, found: Outline, report: Report) -> None:
    if line.via or found.title is None:
        report.add("E128", line.place(0), title=line.content)
        return
    fix = swap(line, line.indent, line.indent + 1, "##")
    report.add("E102", line.place(0), fix, first=found.title.head.number, title=line.content)


def _hand(line: Line, current: Section, report: Report) -> None:
    found = SUB.match(line.content) if line.level == 4 else None
    if found and current.head.level == 3:
        current.subs.append(Section(line))
    elif found:
        where = phrase("It belongs under a step, a heading with ###.")
        report.add("E116", line.place(), what=f"#### {found.group(1)}:", where=where)
    elif current.subs:
        current.subs[-1].lines.append(line)
    else:
        current.lines.append(line)


def _title(above: list[Line], found: Outline, lines: Sequence[Line], report: Report) -> None:
    text = next((line for line in above if line.kind is not Is.BLANK), None)
    if found.title is None:
        named = any(line.text.lower().startswith("title:") for line in found.matter)
        if not named:
            report.add("E101", _beginning(lines), _titled(text))
    elif text is not None:
        report.add("E103", text.place())
    elif not found.title.head.content:
        report.add("E104", found.title.head.place(0), signs="#")


def _titled(first: Line | None) -> Fix | None:
    """The first line as the title, where it reads like one: a few words without a full stop."""
    plain = first is not None and first.kind is Is.TEXT and re.fullmatch(r"\w[^.!?:]{1,60}[!?]?", first.text.strip())
    return Fix(first.number, first.number, f"# {first.text.strip()}") if first and plain else None


def _beginning(lines: Sequence[Line]) -> Place:
    if not lines:
        return Place("", 1, 1, 1)
    first = next((line for line in lines if line.kind is not Is.BLANK), lines[0])
    return first.place(0) if first.number == 1 else lines[0].place(0)
