"""Which step names which other: by an id behind a setting."""

from collections.abc import Iterable
from dataclasses import dataclass

from workshop.util.phrases import phrase

from .drafts import Draft, Draftbook
from .listing import Written
from .model import ONWARD, Breakout, Kind, Poll
from .scanner import Place

ANSWERS = phrase("a poll with ( ) or [ ] answers")
WRITTEN = phrase("a step in which people write")
TEXTS = frozenset({Kind.REFLECT, Kind.WORKSHEET, Kind.BREAKOUT, Kind.TALK})


@dataclass(frozen=True, slots=True)
class Reference:
    """One step naming another by id. `at` is where the id stands in the line."""

    target: str
    name: str
    needs: str
    entry: Written
    owner: Draft | None
    fits: frozenset[Kind]
    earlier: bool = True


def all_references(book: Draftbook) -> Iterable[Reference]:
    for draft in book.drafts:
        settings = draft.settings
        if settings.has("prompt by"):
            kinds = frozenset({Kind.POLL, Kind.CHECK_IN})
            yield Reference(
                settings.get("prompt by", ""), "prompt by", ANSWERS, draft.written("prompt by"), draft, kinds
            )
        if settings.has("from"):
            yield from _from(draft)
        sources: tuple[str, ...] = settings.get("answers from", ())
        for target in sources:
            entry = draft.written("answers from")
            yield Reference(target, "answers from", WRITTEN, entry, draft, TEXTS)
        detail = draft.done.detail
        if isinstance(detail, Poll) and detail.again:
            yield Reference(
                detail.again, "again", phrase("a Poll"), draft.written("again"), draft, frozenset({Kind.POLL})
            )
        if isinstance(detail, Breakout) and detail.of:
            yield _groups(draft, detail)
        for offer, entry in draft.offers:
            every = frozenset(Kind)
            yield Reference(offer.step, "offer", phrase("a step"), entry, draft, every, earlier=False)
            if offer.poll:
                polls = frozenset({Kind.POLL, Kind.CHECK_IN})
                yield Reference(offer.poll, "offer", phrase("a poll"), entry, draft, polls, earlier=False)
    if book.rules.late_until:
        entry = book.settings.written["late joiners"]
        yield Reference(book.rules.late_until, "late joiners", phrase("a step"), entry, None, frozenset(Kind), False)


def _from(draft: Draft) -> Iterable[Reference]:
    entry = draft.written("from")
    if draft.kind is Kind.WALL:
        named: tuple[str, ...] = draft.settings.get("from", ())
        for target in named:
            yield Reference(target, "from", WRITTEN, entry, draft, TEXTS | {Kind.POLL})
        return
    kinds = frozenset({Kind.WORKSHEET, Kind.REFLECT})
    yield Reference(draft.settings.get("from", ""), "from", phrase("a Worksheet or Reflect"), entry, draft, kinds)


def _groups(draft: Draft, detail: Breakout) -> Reference:
    if detail.by in ONWARD:
        return Reference(
            detail.of, "groups", phrase("a Breakout"), draft.written("groups"), draft, frozenset({Kind.BREAKOUT})
        )
    kinds = frozenset({Kind.POLL, Kind.CHECK_IN})
    return Reference(detail.of, "groups", ANSWERS, draft.written("groups"), draft, kinds)


def find(target: str, book: Draftbook) -> Draft | None:
    return next((d for d in book.drafts if d.done.id == target), None)


def place_of(ref: Reference, words: str) -> Place:
    at = ref.entry.line.text.find(words, ref.entry.value_start)
    return ref.entry.line.place(at, at + len(words)) if at >= 0 else ref.entry.place()
