"""Steps that name other steps: do they exist, do they fit, and what follows from it."""

from collections.abc import Iterable
from dataclasses import replace

from workshop.util.phrases import phrase

from .asked_again import again, series
from .breakouts import check as check_breakouts
from .drafts import Draft, Draftbook, labels_of
from .listing import insert
from .messages import Report
from .model import Breakout, By, Fix, Form, Kind, Poll, Sees, Talk
from .named import Reference, all_references, find, place_of
from .scanner import Place
from .settings import KIND_NAMES
from .words import fold, nearest, slug

NO_IDS = phrase("Write the id of the step you mean under its heading, and the same id here.")
PUBLIC = {sees for sees in Sees if sees.for_all}


def check(book: Draftbook, report: Report) -> None:
    _duplicates(book, report)
    good = [ref for ref in all_references(book) if _resolved(ref, book, report)]
    _need_ids(good, book, report)
    series(book, report)
    again(good, book, report)
    for ref in good:
        _meaning(ref, book, report)
    _promise_of_groups(good, book, report)
    check_breakouts(book, report)


def _duplicates(book: Draftbook, report: Report) -> None:
    first: dict[str, int] = {}
    ids = {d.done.id for d in book.drafts}
    for draft in book.drafts:
        if not draft.settings.has("id"):
            continue
        name = draft.done.id
        if name in first:
            free = next(f"{name}-{n}" for n in range(2, len(ids) + 3) if f"{name}-{n}" not in ids)
            report.add("E301", draft.written("id").place(), id=name, first=first[name], free=free)
        first.setdefault(name, draft.written("id").line.number)


def _resolved(ref: Reference, book: Draftbook, report: Report) -> bool:
    target = find(ref.target, book)
    place = place_of(ref, ref.target)
    if target is None:
        _unknown_id(ref, book, report)
        return False
    words: dict[str, object] = {"id": ref.target, "line": target.head.number, "name": ref.name}
    if target.heading.broken:
        return False
    if target.kind not in ref.fits:
        report.add("E305", place, kind=KIND_NAMES[target.kind], needs=ref.needs, **words)
        return False
    drafts = book.drafts
    if ref.earlier and ref.owner and drafts.index(target) >= drafts.index(ref.owner):
        report.add("E307", place, **words)
        return False
    return True


def _unknown_id(ref: Reference, book: Draftbook, report: Report) -> None:
    if any(slug(d.written("id").value) == ref.target for d in book.drafts if "id" in d.settings.written):
        return  # that id cannot be read, which was said there
    near = nearest(ref.target, [d.done.id for d in book.drafts])
    meant = find(near, book) if near else None
    if meant is None:
        ids = ", ".join(d.done.id for d in book.drafts[:12] if d is not ref.owner)
        report.add(
            "E302",
            place_of(ref, ref.target),
            id=ref.target,
            near=phrase("Write one of: {ids}.", ids=ids) if ids else NO_IDS,
        )
        return
    line, start = ref.entry.line, place_of(ref, ref.target).column - 1
    raw = line.raw[:start] + str(near) + line.raw[start + len(ref.target) :]
    hint = phrase('Did you mean "{near}" (line {line})?', near=near, line=meant.head.number)
    report.add("E302", place_of(ref, ref.target), Fix(line.number, line.number, raw), id=ref.target, near=hint)


def _need_ids(references: Iterable[Reference], book: Draftbook, report: Report) -> None:
    """E303, once for each step that others name by its title."""
    told: set[str] = set()
    for ref in references:
        target = find(ref.target, book)
        if target is None or "id" in target.settings.written or ref.target in told:
            continue
        told.add(ref.target)
        fix = insert(target.head, target.settings, f"id: {ref.target}")
        report.add("E303", target.head.place(), fix, line=ref.entry.line.number, id=ref.target)


def _meaning(ref: Reference, book: Draftbook, report: Report) -> None:
    target = find(ref.target, book)
    assert target is not None
    if ref.name == "answers from" or (ref.name == "from" and ref.owner and ref.owner.kind is Kind.WALL):
        _wall(ref, target, report)
    elif ref.name in ("prompt by", "groups") and isinstance(target.done.detail, Poll):
        if not target.done.detail.choices or target.done.detail.form not in (Form.ONE, Form.SEVERAL):
            _without_labels(ref, target, report)
        elif ref.name == "prompt by" and ref.owner:
            _variants(ref.owner, target, report)
    elif ref.name == "offer" and target.kind in (Kind.POLL, Kind.CHECK_IN):
        _offer_labels(ref, target, report)


def _without_labels(ref: Reference, target: Draft, report: Report) -> None:
    if report.has("E220", target.head.path, target.head.number, target.head.number):
        return
    words: dict[str, object] = {"id": ref.target, "line": target.head.number, "name": ref.name}
    report.add(
        "E305",
        place_of(ref, ref.target),
        kind=phrase("{kind} without them", kind=KIND_NAMES[target.kind]),
        needs=ref.needs,
        **words,
    )


def _variants(owner: Draft, target: Draft, report: Report) -> None:
    labels = labels_of(target)
    met: set[str] = set()
    for sub in owner.subs:
        near = fold(sub.label) if fold(sub.label) in labels else nearest(sub.label, labels)
        if fold(sub.label) not in labels:
            _wrong_label(sub.label, sub.head.place(sub.at, sub.at + len(sub.label)), target, near, report)
        met.add(near or "")
    missing = [label.lower() for key, label in labels.items() if key not in met]
    if not owner.subs:
        report.add("E254", owner.written("prompt by").place(), label=next(iter(labels.values())))
    elif missing:
        report.add("W306", owner.head.place(), labels=", ".join(missing))


def _wrong_label(label: str, place: Place, target: Draft, near: str | None, report: Report) -> None:
    words = {"label": label, "id": target.done.id}
    if near:
        report.add("E306.near", place, near=near.lower(), **words)
    else:
        report.add("E306", place, labels=", ".join(labels_of(target).values()), **words)


def _offer_labels(ref: Reference, target: Draft, report: Report) -> None:
    offers = ref.owner.offers if ref.owner else []
    offer = next((o for o, entry in offers if entry is ref.entry and o.poll == ref.target), None)
    if offer and getattr(target.done.detail, "form", None) in (Form.ROWS, Form.NUMBER, Form.PAGE, Form.SPOT):
        _without_labels(ref, target, report)
        return
    labels = labels_of(target)
    for label in offer.labels if offer else ():
        if fold(label) not in labels:
            _wrong_label(label, place_of(ref, label), target, nearest(label, labels), report)


def _wall(ref: Reference, target: Draft, report: Report) -> None:
    """E252: a wall shows only what people wrote for everyone."""
    detail = target.done.detail
    if isinstance(detail, (Poll, Talk)):
        if isinstance(detail, Poll) and detail.form not in (Form.TEXT, Form.WORDS):
            words: dict[str, object] = {"id": ref.target, "line": target.head.number, "name": "from"}
            report.add("E305", place_of(ref, ref.target), kind=phrase("Poll without texts"), needs=ref.needs, **words)
        return
    sees = detail.notes if isinstance(detail, Breakout) else getattr(detail, "sees", ())
    if not PUBLIC & set(sees) and not report.has("E210", target.head.path, target.head.number, target.promise_line()):
        promise = ", ".join(sees) or phrase("nothing is kept")
        report.add("E252", place_of(ref, ref.target), line=target.promise_line(), promise=promise)


def _promise_of_groups(references: Iterable[Reference], book: Draftbook, report: Report) -> None:
    """W604: groups by an answer tell the group something, so the poll must say so beforehand."""
    for ref in references:
        owner = ref.owner.done.detail if ref.owner else None
        target = find(ref.target, book)
        if target is None or not isinstance(owner, Breakout) or owner.by not in (By.ANSWER, By.UNLIKE):
            continue
        if isinstance(target.done.detail, Poll):
            target.step = replace(target.done, detail=replace(target.done.detail, decides_groups=True))
            report.add("W604", place_of(ref, ref.target), line=target.head.number)
