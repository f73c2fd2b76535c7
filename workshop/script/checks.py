"""What only shows when the whole script is read: time and care."""

from collections import Counter

from workshop.util.phrases import phrase

from . import back_row, references
from .drafts import Draft, Draftbook
from .messages import Report
from .model import Kind, Poll
from .words import duration


def check(book: Draftbook, report: Report) -> None:
    references.check(book, report)
    _time(book, report)
    _parts_time(book, report)
    _people(book, report)
    back_row.check(book, report)


def _planned(book: Draftbook) -> list[Draft]:
    drawer = {n for n, part in enumerate(book.parts) if part.if_needed}
    return [d for d in book.drafts if not d.heading.if_needed and d.part not in drawer]


def _time(book: Draftbook, report: Report) -> None:
    planned = _planned(book)
    wanted = book.rules.seconds
    if wanted is None or any(m.code == "E112" for m in report.messages):
        return
    without = [d for d in planned if d.heading.seconds is None and not d.heading.broken and not _timed_part(d, book)]
    if without and len(without) < len(planned):
        report.add(
            "W501",
            without[0].head.place(),
            many=phrase(" ({n} such steps)", n=len(without)) if len(without) > 1 else "",
        )
    repeats = [max(1, book.parts[d.part].repeat) for d in planned]
    needed = sum((d.heading.seconds or 0) * n for d, n in zip(planned, repeats, strict=True))
    if needed > wanted:
        spare = sum(d.heading.seconds or 0 for d in planned if d.heading.optional or book.parts[d.part].optional)
        cure = (
            phrase("Leaving out the optional steps saves {spare}.", spare=duration(spare))
            if spare
            else phrase("Shorten a step, mark one as (optional), or write:  - time: {needed}", needed=duration(needed))
        )
        place = book.settings.written["time"].place()
        report.add("W502", place, needed=duration(needed), over=duration(needed - wanted), cure=cure)


def _timed_part(draft: Draft, book: Draftbook) -> bool:
    return book.parts[draft.part].seconds is not None or draft.kind is Kind.RESOURCES


def _parts_time(book: Draftbook, report: Report) -> None:
    sums = Counter[int]()
    for draft in _planned(book):
        sums[draft.part] += draft.heading.seconds or 0
    for n, needed in sums.items():
        given = book.parts[n].seconds
        if given and needed > given:
            place = book.part_heads[n].place()
            report.add("W504", place, needed=duration(needed), over=duration(needed - given))


def _people(book: Draftbook, report: Report) -> None:
    """W603: so few people that results stay hidden."""
    polls = [d for d in book.drafts if isinstance(d.done.detail, Poll) and not d.settings.has("minimum answers")]
    if polls and book.settings.has("people") and book.rules.people[0] < book.rules.k:
        report.add("W603", book.settings.written["people"].place(), k=book.rules.k)
