"""What is different between two versions of a script, in plain words: step by step, for who does not read lines."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workshop.authoring.cards.listed import who_reads
from workshop.script.model import Breakout, Poll, Reflect, Script, Slide, Step, Worksheet
from workshop.session.script_diff import alike
from workshop.util.language import kind_said, marked, said
from workshop.util.spans import span_said

RENAMED_ALL = marked("The workshop is called “%(now)s” instead of “%(was)s”.")
INVITATION = marked("The words of the invitation are different.")
RULES = marked("The settings of the whole workshop are different.")
PART_NEW, PART_GONE = marked("Part “%(title)s” is new."), marked("Part “%(title)s” is gone.")
NEW, GONE = marked("Step “%(title)s” is new."), marked("Step “%(title)s” is gone.")
RENAMED = marked("Step “%(was)s” is called “%(title)s” now.")
KIND = marked("Step “%(title)s” is of another kind: %(now)s instead of %(was)s.")
LONGER = marked("Step “%(title)s” is %(now)s instead of %(was)s.")
LENGTH_NEW = marked("Step “%(title)s” has a length now: %(now)s.")
LENGTH_GONE = marked("Step “%(title)s” has no length any more; it was %(was)s.")
MOVED = marked("Step “%(title)s” stands at another place.")
MAY_GO, STAYS = marked("Step “%(title)s” may be left out now."), marked("Step “%(title)s” is not left out any more.")
WAITS = marked("Step “%(title)s” waits until it is needed now.")
PLANNED = marked("Step “%(title)s” is in the plan now, and no longer waits until it is needed.")
READERS = marked("In step “%(title)s” others read it: “%(now)s” instead of “%(was)s”.")
ANSWERS = marked("Step “%(title)s” has other answers.")
TEXT = marked("What people read in step “%(title)s” is different.")
NOTES = marked("What only the team reads in step “%(title)s” is different.")
SETTINGS = marked("Step “%(title)s” has other settings.")
NOTHING = marked("No step is different: only comments, blank lines or the way of writing are.")
Pair = tuple[Step, Step]


def plain_differences(before: Script, after: Script) -> list[str]:
    """Sentences in the language that is spoken now, in the order of the plan."""
    return [*_whole(before, after), *_steps(before, after)] or [said(NOTHING)]


def _whole(before: Script, after: Script) -> Iterator[str]:
    if before.title != after.title:
        yield said(RENAMED_ALL, {"was": before.title, "now": after.title})
    if before.html != after.html:
        yield said(INVITATION)
    if before.rules != after.rules:
        yield said(RULES)
    old, new = ([part.title for part in script.parts if part.title] for script in (before, after))
    yield from (said(PART_GONE, {"title": title}) for title in old if title not in new)
    yield from (said(PART_NEW, {"title": title}) for title in new if title not in old)


def _steps(before: Script, after: Script) -> Iterator[str]:
    pairs = _pairs(before.steps, after.steps)
    old = {id(one): other for one, other in pairs}
    stay = _in_order([before.steps.index(one) for one in _followed(pairs, after.steps)])
    for step in before.steps:
        if id(step) not in old:
            yield said(GONE, {"title": step.title})
    was = {id(other): one for one, other in pairs}
    for step in after.steps:
        if id(step) not in was:
            yield said(NEW, {"title": step.title})
            continue
        if before.steps.index(was[id(step)]) not in stay:
            yield said(MOVED, {"title": step.title})
        yield from _of_step(was[id(step)], step)


def _pairs(before: Sequence[Step], after: Sequence[Step]) -> list[Pair]:
    """Which step is which: by its id; else by a title or a content that is nearly the same."""
    by_id = {step.id: step for step in before}
    pairs = [(by_id[step.id], step) for step in after if step.id in by_id]
    used = {step.id for _, step in pairs}
    left = [step for step in before if step.id not in used]
    for step in (step for step in after if step.id not in used):
        same = next((one for one in left if _same_content(one, step)), None)
        same = same or next((one for one in left if one.kind is step.kind and alike(one.title, step.title)), None)
        if same:
            left.remove(same)
            pairs.append((same, step))
    return pairs


def _same_content(one: Step, other: Step) -> bool:
    return bool(one.html) and (one.kind, one.html, one.detail) == (other.kind, other.html, other.detail)


def _followed(pairs: Sequence[Pair], after: Sequence[Step]) -> list[Step]:
    """The old steps in the order of the new ones."""
    was = {id(other): one for one, other in pairs}
    return [was[id(step)] for step in after if id(step) in was]


def _in_order(places: Sequence[int]) -> set[int]:
    """The longest row of them that only grows: those did not move."""
    best: list[list[int]] = []
    for n, place in enumerate(places):
        rows = [best[m] for m in range(n) if places[m] < place]
        best.append([*_longest(rows), place])
    return set(_longest(best))


def _longest(rows: list[list[int]]) -> list[int]:
    return max(rows, key=lambda row: len(row), default=[])


def _of_step(old: Step, new: Step) -> Iterator[str]:
    named = {"title": new.title}
    if old.title != new.title:
        yield said(RENAMED, {"was": old.title, **named})
    if old.kind is not new.kind:
        yield said(KIND, {"was": kind_said(old.kind.value), "now": kind_said(new.kind.value), **named})
    yield from _times(old, new)
    if old.kind is new.kind and who_reads(old) != who_reads(new):
        yield said(READERS, {"was": said(who_reads(old)), "now": said(who_reads(new)), **named})
    if _answers(old) != _answers(new):
        yield said(ANSWERS, named)
    if (old.html, _words(old)) != (new.html, _words(new)):
        yield said(TEXT, named)
    if old.notes != new.notes:
        yield said(NOTES, named)
    if old.kind is new.kind and _settings(old) != _settings(new):
        yield said(SETTINGS, named)


def _times(old: Step, new: Step) -> Iterator[str]:
    was, now = (span_said(step.seconds or 0, hours=True) for step in (old, new))
    told = {"title": new.title, "was": was, "now": now}
    if old.seconds != new.seconds:
        yield said(LONGER if old.seconds and new.seconds else LENGTH_NEW if new.seconds else LENGTH_GONE, told)
    if old.optional != new.optional:
        yield said(MAY_GO if new.optional else STAYS, told)
    if old.if_needed != new.if_needed:
        yield said(WAITS if new.if_needed else PLANNED, told)


def _answers(step: Step) -> object:
    detail = step.detail
    return (
        (detail.choices, detail.scale, detail.number, detail.bins, detail.questions, detail.ground)
        if isinstance(detail, Poll)
        else ()
    )


def _words(step: Step) -> object:
    """What people read beside the text of the step itself."""
    match step.detail:
        case Slide(pieces=words) | Worksheet(items=words) | Reflect(variants=words):
            return words
        case Breakout():
            return step.detail.rounds, step.detail.words, step.detail.roles
    return ()


def _settings(step: Step) -> object:
    """All that is neither words nor time nor told by another sentence."""
    detail = step.detail
    match detail:
        case Poll():
            detail = replace(detail, choices=(), scale=None, number=None, bins=(), grid=None, questions=(), ground=None)
        case Slide():
            detail = replace(detail, pieces=())
        case Worksheet():
            detail = replace(detail, items=(), sees=())
        case Reflect():
            detail = replace(detail, variants=(), sees=())
        case Breakout():
            detail = replace(detail, rounds=(), words=(), roles=(), notes=())
    return detail, step.lead, step.materials, step.offers, step.show_on, step.heads_up
