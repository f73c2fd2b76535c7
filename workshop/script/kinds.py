"""Each kind of step: which lines are answers in it, and its details from settings and body."""

from collections.abc import Callable, Sequence

from workshop.util.phrases import phrase

from . import markup
from .answer_values import Answer
from .body import answer_mark, rank_mark, source_of
from .breakouts import breakout
from .drafts import Draft
from .group_values import Groups
from .listing import Settings
from .messages import Report
from .model import (
    By,
    Detail,
    Form,
    Kind,
    Pause,
    Reflect,
    Resources,
    Rules,
    Seed,
    Sees,
    Slide,
    Talk,
    Variant,
    Wall,
)
from .polls import poll
from .rules import minimum
from .scanner import Line
from .settings import KIND_NAMES
from .words import fold
from .worksheets import waiting, worksheet

NEEDED = {
    Kind.BREAKOUT: ("groups", "pairs"),
    Kind.CHECK_IN: ("series", "inside"),
    Kind.WALL: ("from", "my-step"),
}


def answers_in(kind: Kind, settings: Settings, lines: Sequence[Line]) -> Callable[[Line], str]:
    """Which list lines of this body are answers: gives "(", "[", "1", or nothing."""
    if kind in (Kind.POLL, Kind.CHECK_IN):
        return _poll_answers(kind, settings, lines)
    if kind is Kind.WORKSHEET:
        return lambda line: "[" if answer_mark(line) == "[" else ""
    groups = settings.maybe("groups", Groups)
    if kind is Kind.BREAKOUT and groups and groups.by is By.CHOICE:
        return lambda line: "(" if answer_mark(line) == "(" else ""
    return lambda line: ""


def _poll_answers(kind: Kind, settings: Settings, lines: Sequence[Line]) -> Callable[[Line], str]:
    answer = settings.maybe("answer", Answer)
    if any(answer_mark(line) for line in lines):
        return answer_mark
    if answer is None or answer.lists or (answer.form is Form.SCALE and kind is Kind.POLL):
        return rank_mark
    return lambda line: ""


def misplaced_answers(draft: Draft, report: Report) -> None:
    """E223: ( ) or [ ] where nobody can choose."""
    line = next((line for line in draft.body.text_lines if answer_mark(line)), None)
    if line is None or draft.heading.broken:
        return
    mark = "( )" if answer_mark(line) == "(" else "[ ]"
    name = KIND_NAMES[draft.kind]
    report.add(
        "E223",
        line.place(),
        scope="Resources" if draft.kind is Kind.RESOURCES else phrase("A {kind}", kind=name),
        mark=mark,
    )


def detail(draft: Draft, rules: Rules, report: Report) -> tuple[str, Detail]:
    """The public text and the details of a step."""
    _needed(draft, report)
    misplaced_answers(draft, report)
    if draft.kind is Kind.WORKSHEET:
        return worksheet(draft, rules, report)
    return draft.body.html, _detail(draft, rules, report)


def _needed(draft: Draft, report: Report) -> None:
    name, example = NEEDED.get(draft.kind, ("", ""))
    if name and name not in draft.settings.written and not draft.heading.broken:
        report.add("E204", draft.head.place(), kind=KIND_NAMES[draft.kind], name=name, example=example)


def _detail(draft: Draft, rules: Rules, report: Report) -> Detail:
    settings = draft.settings
    match draft.kind:
        case Kind.POLL | Kind.CHECK_IN:
            return poll(draft, rules, report)
        case Kind.REFLECT:
            return _reflect(draft, rules, report)
        case Kind.BREAKOUT:
            return breakout(draft, rules, report)
        case Kind.TALK:
            return Talk(settings.get("hands", True), settings.get("type instead", True))
        case Kind.WALL:
            minimum(settings, rules.sensitive, report, rules.k)
            named: tuple[str, ...] = settings.get("from", ("",))
            return Wall(named[0], settings.get("minimum answers", rules.k), more=named[1:])
        case Kind.PAUSE | Kind.BREAK:
            return _pause(settings)
        case Kind.SEED:
            return Seed(settings.get("remind", (7, 30)))
        case Kind.RESOURCES:
            return Resources(settings.get("available", "from the start") == "from the start")
    return _slide(draft)


def _slide(draft: Draft) -> Slide:
    one_by_one = draft.settings.get("reveal", "all") == "one by one"
    return Slide(one_by_one, _pieces(draft) if one_by_one else ())


def _pieces(draft: Draft) -> tuple[str, ...]:
    """Quotes and sounds are pieces of their own."""
    found: list[str] = []
    pending: list[Line] = []
    for block in draft.body.blocks:
        if block.what == "text":
            pending += block.lines
        elif block.what in ("quote", "media"):
            found += [*markup.pieces(source_of(pending)), block.html]
            pending = []
    return (*found, *markup.pieces(source_of(pending)))


def _pause(settings: Settings) -> Pause:
    rhythm = settings.get("breathing", (0, 0, 0, 0))
    return Pause(rhythm if any(rhythm) else None, settings.get("sound", False), settings.get("bell", False))


def _reflect(draft: Draft, rules: Rules, report: Report) -> Reflect:
    settings = draft.settings
    sees = settings.get("who sees this", (Sees.ONLY_ME,))
    shared = bool(set(sees) - {Sees.ONLY_ME})
    return Reflect(
        sees=sees,
        prompt_by=settings.get("prompt by", ""),
        variants=_variants(draft, report),
        pause_seconds=settings.get("pause before sending", waiting(sees, rules)),
        words=settings.maybe("words", int),
        moderate=settings.get("moderate", rules.sensitive and shared),
    )


def _variants(draft: Draft, report: Report) -> tuple[Variant, ...]:
    seen: dict[str, int] = {}
    for sub in draft.subs:
        if fold(sub.label) in seen:
            first = seen[fold(sub.label)]
            report.add("E308", sub.head.place(sub.at, None), label=sub.label, first=first)
        seen.setdefault(fold(sub.label), sub.head.number)
    return tuple(Variant(sub.label, sub.body.html) for sub in draft.subs if sub.what == "for")
