"""Breakout: from settings, topics, rounds and words for one group to a `Breakout`."""

import re

from workshop.util.phrases import phrase

from .drafts import Draft, Draftbook, Sub
from .group_values import Groups
from .messages import Report
from .model import Breakout, By, GroupWords, Leftover, Round, Rules, Stay, origin_of
from .words import duration, fold


def breakout(draft: Draft, rules: Rules, report: Report) -> Breakout:
    settings = draft.settings
    groups = settings.get("groups", Groups(By.SIZE))
    rounds = tuple(Round(s.label, s.seconds, s.body.html) for s in draft.subs if s.what == "round")
    topics = tuple(item.label for item in draft.body.items)
    if groups.by is By.CHOICE and len(topics) < 2:
        report.add("E253", draft.written("groups").place())
    if settings.has("stay") and groups.by is not By.ROTATE:
        report.add("E255", draft.written("stay").name_place())
    _rounds_fit(draft, rounds, report)
    return Breakout(
        by=groups.by,
        n=groups.n,
        of=groups.of,
        topics=topics,
        leftover=Leftover(settings.get("leftover", "bigger group")),
        mix=settings.get("mix", "new faces"),
        rooms=settings.get("rooms", rules.rooms),
        notes=settings.get("notes", ()),
        on_your_own=settings.get("on your own", True),
        end=settings.get("end", "by hand"),
        size=settings.maybe("size", int),
        rounds=rounds,
        roles=settings.get("roles", ()),
        stay=Stay(settings.get("stay", "nobody")),
        words=tuple(GroupWords(_number(sub), sub.label, sub.body.html) for sub in _for_groups(draft)),
    )


def _rounds_fit(draft: Draft, rounds: tuple[Round, ...], report: Report) -> None:
    needed = sum(r.seconds or 0 for r in rounds)
    given = draft.heading.seconds
    if given and needed > given:
        report.add("W505", draft.head.place(), needed=duration(needed), over=duration(needed - given))


def _for_groups(draft: Draft) -> list[Sub]:
    return [sub for sub in draft.subs if sub.what.startswith("group") or sub.what == "for group"]


def _number(sub: Sub) -> int:
    found = re.search(r"\d+", sub.what)
    return int(found[0]) if found else 0


# Across steps


def check(book: Draftbook, report: Report) -> None:
    """What must fit the groups of an earlier breakout, once all ids are known."""
    for draft in book.drafts:
        detail = draft.done.detail
        if not isinstance(detail, Breakout):
            continue
        origin = origin_of(detail, lambda name: _detail(book, name))
        if detail.by in (By.MERGE, By.ROTATE) and origin.by is By.ANSWER:
            report.add("E256", draft.written("groups").place(), of=detail.of)
        _words_fit(draft, detail, origin, book, report)


def _detail(book: Draftbook, name: str) -> object:
    return next((d.done.detail for d in book.drafts if d.done.id == name), None)


def _words_fit(draft: Draft, detail: Breakout, origin: Breakout, book: Draftbook, report: Report) -> None:
    """E257 and E308: words for a group that there is none of, or twice."""
    topics = {fold(topic) for topic in origin.topics} if origin.by is By.CHOICE and detail.by is not By.MERGE else set()
    most = _most(detail, origin, book.rules.people[1])
    seen: dict[object, int] = {}
    for sub in _for_groups(draft):
        number = _number(sub)
        key: object = number or fold(sub.label)
        if key in seen:
            report.add("E308", sub.head.place(), label=sub.head.content, first=seen[key])
        seen.setdefault(key, sub.head.number)
        if (number > most or (topics and number)) or (not number and fold(sub.label) not in topics):
            report.add(
                "E257", sub.head.place(), label=sub.head.content, cure=_possible(origin if topics else None, most)
            )


def _possible(by_topic: Breakout | None, most: int) -> str:
    if by_topic:
        return phrase("Possible: {labels}.", labels=", ".join(by_topic.topics))
    if most:
        return phrase("Possible: #### Group 1: to #### Group {most}:.", most=most)
    return phrase("Here everybody reads the same words.")


def _most(detail: Breakout, origin: Breakout, people: int) -> int:
    """How many groups there may be, of as many people as are expected."""
    match origin.by:
        case By.SOLO:
            return 0
        case By.COUNT:
            most = origin.n
        case By.SIZE:
            most = max(1, people // origin.n)
        case _:
            most = max(1, people // 2)
    return -(-most // 2) if detail.by is By.MERGE else most
