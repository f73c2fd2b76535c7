"""What is asked again: the check-ins of a series, and a poll by `again`."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from .drafts import Draft, Draftbook
from .messages import Report
from .model import Fix, Form, Kind, Poll
from .named import Reference, find, place_of
from .scanner import Is, Line

ONCE_MORE = (Form.ONE, Form.SEVERAL, Form.SCALE)


def series(book: Draftbook, report: Report) -> None:
    """The first check-in of a series says how to answer; later ones inherit it."""
    first: dict[str, Draft] = {}
    for draft in book.drafts:
        detail = draft.done.detail
        if draft.kind is not Kind.CHECK_IN or not isinstance(detail, Poll) or not detail.series:
            continue
        origin = first.setdefault(detail.series, draft)
        if origin is draft:
            if not draft.answers_here and not draft.heading.broken:
                report.add("E250", draft.head.place(), series=detail.series)
            continue
        _inherit(draft, detail, origin, report)


def _inherit(draft: Draft, detail: Poll, origin: Draft, report: Report) -> None:
    whole = origin.done.detail
    assert isinstance(whole, Poll)
    same = (whole.form, [c.label for c in whole.choices], whole.scale, whole.number) == (
        detail.form, [c.label for c in detail.choices], detail.scale, detail.number,
    )  # fmt: skip
    if draft.answers_here and not same and origin.answers_here:
        report.add("E251", draft.head.place(), series=detail.series, line=origin.head.number)
    own = draft.settings
    draft.step = replace(
        draft.done,
        detail=replace(
            whole,
            results=detail.results if own.has("results") else whole.results,
            solution=detail.solution if own.has("solution") else whole.solution,
            change=detail.change if own.has("change") else whole.change,
            k=detail.k if own.has("minimum answers") else whole.k,
            time_limit=detail.time_limit if own.has("time limit") else whole.time_limit,
            compare=detail.compare,
        ),
    )


def again(references: Iterable[Reference], book: Draftbook, report: Report) -> None:
    """What the named poll asks is asked once more: its answers, and its words where there are no others."""
    for ref in references:
        target = find(ref.target, book) if ref.name == "again" else None
        if target is None or ref.owner is None or not isinstance(target.done.detail, Poll):
            continue
        whole, own, settings = target.done.detail, ref.owner.done, ref.owner.settings
        if whole.form not in ONCE_MORE or whole.sources:
            fix = _copied(ref.owner, target, book)
            key = "E258.page" if whole.form in (Form.PAGE, Form.ROWS) else "E258"
            report.add(key, place_of(ref, ref.target), fix, id=ref.target, line=target.head.number)
            continue
        assert isinstance(own.detail, Poll)
        kept = {
            name: getattr(own.detail, name) if settings.has(said) else getattr(whole, name)
            for said, name in (
                ("results", "results"),
                ("solution", "solution"),
                ("change", "change"),
                ("shuffle", "shuffle"),
            )
        }
        k = own.detail.k if settings.has("minimum answers") else whole.k
        limit = own.detail.time_limit if settings.has("time limit") else whole.time_limit
        once_more = replace(whole, **kept, k=k, time_limit=limit, again=ref.target, decides_groups=False)
        ref.owner.step = replace(own, detail=once_more, html=own.html or target.done.html)


def _copied(owner: Draft, target: Draft, book: Draftbook) -> Fix | None:
    """What the named poll asks, written once more where `again` stands; not where more than that stands there."""
    own, asked = _below(owner, book), _below(target, book)
    lone = [line for line in own if line.kind is not Is.BLANK] == [owner.written("again").line]
    if not lone or owner.head.path != target.head.path or owner.head.via:
        return None
    named = target.settings.written.get("id")
    kept = [line for line in asked if not (named and line is named.line) and line.kind is not Is.QUOTE]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.raw for line in kept)).strip("\n")
    return Fix(own[0].number, own[-1].number, f"\n{text}\n") if text else None


def _below(draft: Draft, book: Draftbook) -> list[Line]:
    """All lines from a step's heading to the next one."""
    at = next((n for n, line in enumerate(book.lines) if line is draft.head), len(book.lines))
    rest = book.lines[at + 1 :]
    return list(takewhile(lambda line: not 1 <= line.level <= 3, rest))
