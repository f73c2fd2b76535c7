"""A whole script from text: lines, sections, settings, bodies, and then the checks across steps."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from workshop.util.phrases import phrase

from . import body, headings, kinds, listing
from .drafts import Draft, Draftbook, Sub
from .includes import Load, expand
from .listing import Settings, Written
from .messages import Report
from .model import SIGNS, Kind, Part, Rules, Step
from .nets import lookalikes
from .nets.alike import say_alike
from .nets.asides import say_title_aside
from .nets.astray import say_stray, say_unseen
from .nets.leftovers import say_title
from .nets.nearly_settings import say_heading
from .outline import SUB, Outline, Section, outline
from .rules import help_text, say_no_format
from .rules import rules as read_rules
from .scanner import Is, Line, scan
from .settings import PART, QUESTION, WORKSHOP
from .title_lengths import brackets
from .words import slug, unused

MOST_STEPS, LONGEST_BODY, LONGEST_FILE = 500, 16 * 1024, 512 * 1024


def parse(text: str, path: str, load: Load | None, report: Report, promised: Rules | None = None) -> Draftbook:
    """Every step as a draft, with what is amiss in `report`. Included files come from `load`, None where they cannot.

    `promised`: the care and k that people were told when they joined; a later text of the script changes neither.
    """
    found = scan(text, path, dashed=lookalikes.dashed_setting)
    lines = expand(found.lines, load, report)
    sections = outline(found, lines, report)
    book = _title(sections, lines, path, report)
    if promised:
        book.rules = replace(book.rules, sensitive=promised.sensitive, k=promised.k)
    book.help_source = help_text(book.settings, load, report)
    _sections(sections, book, report)
    say_unseen(book, report)
    say_alike(book.lines, report)
    _ids(book)
    return book


def parse_step(text: str, rules: Rules, report: Report) -> Draft | None:
    """The first step of a text that was typed live."""
    found = scan(text, dashed=lookalikes.dashed_setting)
    sections = outline(found, found.lines, report, loose=True)
    section = next((s for s in sections.sections if s.head.level == 3), None)
    if section is None:
        return None
    draft = _step(section, rules, report)
    book = Draftbook("", found.lines, section.head, Settings(), rules, body.Body(()), drafts=[draft])
    _look(section, draft, book, report)
    _ids(book)
    return draft


def _title(sections: Outline, lines: Sequence[Line], path: str, report: Report) -> Draftbook:
    if sections.title is None:
        nothing = Line(1, "", "", "", Is.BLANK, path)
        head = lines[0] if lines else nothing
        read = _settings([], [], WORKSHOP, report)[0]
        _matter(sections, read, report)
        return Draftbook(path, lines, head, read, read_rules(read, head, report, titled=False), body.Body(()))
    head = sections.title.head
    headings.bare(head, report)
    read, rest = _settings(sections.title.lines, sections.matter, WORKSHOP, report)
    invitation = _body(rest, lambda line: "", report)
    say_stray(rest, WORKSHOP, read, report)
    book = Draftbook(path, lines, head, read, read_rules(read, head, report), invitation)
    lookalikes.check(rest, WORKSHOP, book.rules.sensitive, report, book.foreign)
    say_no_format(read, head, report)
    return book


def _matter(sections: Outline, read: Settings, report: Report) -> None:
    entries = _matter_items(sections.matter)
    extra = listing.read(entries, WORKSHOP, report) if entries else None
    if extra:
        read.values.update(extra.values)
        read.written.update(extra.written)


def _matter_items(matter: Sequence[Line]) -> list[Written | Line]:
    """What is no setting here (tags, aliases …) is left to E105, whose Fix makes a comment of it."""
    found = [found for line in matter if (found := listing.item(line, WORKSHOP))]
    return [entry for entry in found if listing.is_meant(entry.name, WORKSHOP)]


def _settings(lines: Sequence[Line], matter: Sequence[Line], scope: str, report: Report) -> tuple[Settings, list[Line]]:
    """The settings under a heading, and the lines of its body."""
    entries, rest, sticking = listing.split_list(lines, scope)
    if sticking:
        report.add("E208", sticking.place())
    entries = [*_matter_items(matter), *entries]
    read = listing.read(entries, scope, report) if entries else Settings()
    if read is None:
        return Settings(), list(lines)
    return read, rest


def _body(lines: Sequence[Line], wanted: Callable[[Line], str], report: Report) -> body.Body:
    body.check_labels(lines, report)
    if sum(len(line.raw) + 1 for line in lines) > LONGEST_BODY:
        report.add("E119", lines[0].place())
        lines = _beginning(lines)
    return body.read(lines, wanted, report)


def _beginning(lines: Sequence[Line]) -> Sequence[Line]:
    """As much as may stand under one heading; the rest is not worth rendering."""
    sizes = accumulate(len(line.raw) + 1 for line in lines)
    return lines[: sum(size <= LONGEST_BODY for size in sizes)]


def _sections(sections: Outline, book: Draftbook, report: Report) -> None:
    steps = 0
    for section in sections.sections:
        if section.head.level == 2:
            _part(section, book, report)
            continue
        steps += 1
        if steps > MOST_STEPS:
            report.add("E118", section.head.place())
            break
        if not book.parts:
            book.parts.append(Part("", line=section.head.number))
            book.part_heads.append(section.head)
        draft = _step(section, book.rules, report, len(book.parts) - 1)
        _look(section, draft, book, report)
        book.drafts.append(draft)
    if not book.drafts and sections.title and not any(m.severity == "error" for m in report.messages):
        report.add("E130", book.head.place(0))


def _look(section: Section, draft: Draft, book: Draftbook, report: Report) -> None:
    """What looks like machinery in the step's own text, and below each of its small headings."""
    if draft.heading.broken:
        return
    asked = {sub.head.number for sub in draft.subs if sub.asks}
    below = (listing.split_list(s.lines, QUESTION)[1] if s.head.number in asked else s.lines for s in section.subs)
    for lines in (listing.split_list(section.lines, str(draft.kind))[1], *below):
        lookalikes.check(lines, str(draft.kind), book.rules.sensitive, report, book.foreign)


def _part(section: Section, book: Draftbook, report: Report) -> None:
    lookalikes.wrong_level(section.head, report)
    lookalikes.lost_care(section.head, report)
    say_title_aside(section.head, report)
    say_heading(section.head, [str(book.drafts[-1].kind)] if book.drafts else [WORKSHOP], report)
    heading = headings.part(section.head, report)
    say_title(section.head, report)
    if not heading.title:
        report.add("E104", section.head.place(0), signs="##")
    read, rest = _settings(section.lines, [], PART, report)
    text = _body(rest, lambda line: "", report)
    say_stray(rest, PART, read, report)
    lookalikes.check(rest, PART, book.rules.sensitive, report, book.foreign)
    if text.html and not report.has("E132", section.head.path, section.head.number, section.head.number):
        said = next((line for line in rest if line.kind not in (Is.BLANK, Is.QUOTE)), section.head)
        report.add("W233", said.place(), title=heading.title)
    book.part_heads.append(section.head)
    book.parts.append(
        Part(
            title=heading.title,
            id=read.get("id", slug(heading.title)),
            seconds=heading.seconds,
            lead=read.get("lead", ""),
            heads_up=read.get("heads up", ""),
            html=text.html,
            notes=text.notes,
            optional=heading.optional,
            line=section.head.number,
            repeat=read.get("repeat", 1),
            if_needed=heading.if_needed,
            sign=_sign(read.get("sign", ""), len(book.parts)),
        )
    )


def _sign(chosen: str, number: int) -> str:
    """Unless the script names one, each part has another than the one before."""
    return "" if chosen == "none" else chosen or SIGNS[number % len(SIGNS)]


def _step(section: Section, rules: Rules, report: Report, part: int = 0) -> Draft:
    heading = headings.step(section.head, report)
    say_title(section.head, report)
    kind = heading.kind or Kind.SLIDE
    quiet = Report() if heading.broken else report  # nothing follows from a heading nobody can read
    read, rest = _settings(section.lines, [], str(kind), quiet)
    text = _body(rest, kinds.answers_in(kind, read, rest), quiet)
    say_stray(rest, str(kind), read, quiet)
    draft = Draft(section.head, heading, read, text, part=part)
    _break_or_pause(draft, rules, report)
    draft.subs = [sub for s in section.subs if (sub := _sub(s, draft, quiet))]
    html, detail = kinds.detail(draft, rules, quiet)
    draft.step = Step(
        id=read.get("id", ""),
        kind=kind,
        title=heading.title,
        detail=detail,
        html=html,
        notes=(*text.notes, *(note for sub in draft.subs for note in sub.body.notes)),
        seconds=heading.seconds,
        part=part,
        optional=heading.optional,
        if_needed=heading.if_needed,
        lead=read.get("lead", ""),
        materials=read.get("materials", ""),
        offers=tuple(value for value, _ in draft.offers),
        show_on=read.get("show on", "both"),
        heads_up=read.get("heads up", ""),
        line=section.head.number,
        path=section.head.path if section.head.via else "",
    )
    return draft


AWAY = re.compile(
    r"(?i)coffee|lunch|\btea\b|snack|kaffee|mittag|\btee\b|essen|imbiss|biopause|café|déjeuner|almuerzo|comida|pranzo|merenda|"
    r"koffie|thee\b|almoço|toilet|restroom|stretch your legs|fresh air|frische luft"
)


def _break_or_pause(draft: Draft, rules: Rules, report: Report) -> None:
    """W246: `Pause` is the word for a break in many languages."""
    quiet = draft.kind is not Kind.PAUSE or draft.settings.has("breathing")
    long = (draft.heading.seconds or 0) >= 600 and rules.language[:2] in ("de", "fr", "nl", "pl")
    if not quiet and not report.told(draft.head.path, draft.head.number) and (AWAY.search(draft.heading.title) or long):
        report.add("W246", draft.head.place(), title=draft.heading.title)


def _sub(section: Section, draft: Draft, report: Report) -> Sub | None:
    head = section.head
    found = SUB.match(head.content)
    assert found is not None
    what = found.group(1).lower()
    text = _body(section.lines, lambda line: "", report)
    at = head.start + found.start(2)
    if what == "question" and draft.kind is Kind.POLL:
        return _question(section, headings.plain_label(found.group(2)), at, report)
    if what == "for" and "prompt by" in draft.settings.written:
        return Sub(head, what, headings.plain_label(found.group(2)), at, None, text)
    if what == "round" and draft.kind is Kind.BREAKOUT:
        title, flags = brackets(head, headings.words_of(head)[found.start(2) :], at, report)
        return Sub(head, what, title, at, flags.seconds, text)
    if "group" in what and draft.kind is Kind.BREAKOUT:
        return Sub(head, what, headings.plain_label(found.group(2)), at, None, text)
    under_poll = phrase("It belongs under a setting  - prompt by: the-poll.")
    under = phrase("It belongs under a Poll.") if what == "question" else phrase("It belongs under a Breakout.")
    where = under_poll if what == "for" else under
    report.add("E116", head.place(), what=f"#### {found.group(1)}:", where=where)
    return None


def _question(section: Section, title: str, at: int, report: Report) -> Sub:
    """One of several on a page: its settings and its answers are read as those of a poll."""
    read, rest = _settings(section.lines, [], QUESTION, report)
    text = _body(rest, kinds.answers_in(Kind.POLL, read, rest), report)
    say_stray(rest, QUESTION, read, report)
    if not title:
        report.add("E104", section.head.place(0), signs="####")
    asks = Draft(section.head, headings.Heading(title, Kind.POLL), read, text)
    return Sub(section.head, "question", title, at, None, text, asks)


def _ids(book: Draftbook) -> None:
    """Every step an id: the written one, or the title's, with a number where that is taken."""
    taken = {d.done.id for d in book.drafts if d.done.id}
    for draft in book.drafts:
        if not draft.done.id:
            wanted = slug(draft.done.title) or str(draft.kind)
            chosen = unused(wanted, taken)
            taken.add(chosen)
            draft.step = replace(draft.done, id=chosen)
