"""What a changed script would do to a session that runs: step by step in plain words, and the session's new plan."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from workshop.script.model import (
    Breakout,
    Detail,
    Poll,
    Reflect,
    Script,
    Slide,
    Step,
    Wall,
    Worksheet,
)  # fmt: skip
from workshop.session.errors import Refused
from workshop.session.gathered import filled
from workshop.session.note_rules import takes_notes
from workshop.session.script_diff import alike, respelled, same
from workshop.session.state import Session
from workshop.session.versions import renamed

COMES = "comes as written"
LEAVES = "leaves the plan"
PASSED = "comes as written, but before the step you are at: choose it in the plan to show it"
SPELLING = "open now: the new spelling is taken"
OPEN = "open now: stays as it is, for only spelling may change"
SEEN = "already seen: stays as it was"
FATES = (COMES, LEAVES, PASSED, SPELLING, OPEN, SEEN)
WHATS = ("new", "removed", "changed", "moved")
ABOUT = ("kind", "title", "time", "text", "answers", "prompts", "notes for the team", "settings")


@dataclass(frozen=True, slots=True)
class Change:
    """One step: new, removed, changed or moved; `about`: what changed in it; `fate`: what will happen."""

    step: Step
    what: str
    fate: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """`needed`: earlier versions to keep, `kept`: step id → its place among them, `names`: new id → old id."""

    script: Script
    order: tuple[str, ...]
    kept: dict[str, int]
    needed: tuple[int, ...]
    names: dict[str, str]
    changes: tuple[Change, ...]
    reasons: tuple[Refused, ...]  # why it cannot be applied


def plan(session: Session, written: Script) -> Plan:
    names = _names(session, written)
    script = filled(renamed(written, names), session.answers)
    kept = _kept(session, script)
    needed = tuple(sorted({0, *kept.values()}))
    order = _order(session, script)
    return Plan(
        script, order, {step: needed.index(n) for step, n in kept.items()}, needed, names,
        tuple(_changes(session, script, order, kept)), tuple(_reasons(session, script)),
    )  # fmt: skip


def seen(session: Session) -> set[str]:
    return {visit.step for visit in session.visits}


def made(session: Session) -> set[str]:
    """Ids of the steps that were written live."""
    return {step for step, text in session.inserted if text}


def _names(session: Session, written: Script) -> dict[str, str]:
    """New id → old id, where a title was spelled anew and nothing refers to the id that came with it."""
    known = {s.id for s in written.steps} | made(session)
    lost = [s for s in session.script.steps if s.id not in known]
    fresh = [s for s in written.steps if session.script.step(s.id) is None and s.id not in _referred(written)]
    names: dict[str, str] = {}
    for old in lost:
        match = next((s for s in fresh if s.kind is old.kind and s.id not in names and alike(old.title, s.title)), None)
        if match:
            names[match.id] = old.id
    return names


def _referred(script: Script) -> set[str]:
    found = {script.rules.late_until}
    for step in script.steps:
        found |= {offer.step for offer in step.offers} | {offer.poll for offer in step.offers}
        match step.detail:
            case Wall(sources=several) | Poll(sources=several):
                found |= set(several)
            case Reflect(prompt_by=of) | Worksheet(carries_on=of) | Breakout(of=of):
                found.add(of)
            case _:
                pass
    return found


def _kept(session: Session, script: Script) -> dict[str, int]:
    """What people have seen stays from the version they saw; the newest so far where no other is named."""
    newest = len(session.versions) - 1
    stays = [i for i in seen(session) - made(session) if not _taken(session, script, i)]
    return {step: session.seen_version.get(step, newest) for step in sorted(stays)}


def _taken(session: Session, script: Script, step_id: str) -> bool:
    old, new = session.script.step(step_id), script.step(step_id)
    if old is None or new is None:
        return False
    return same(old, new) or (step_id == session.current and respelled(old, new, session.polls.get(step_id)))


def _order(session: Session, script: Script) -> tuple[str, ...]:
    """What was seen or inserted stays in its order; each step to come follows what it follows in the script."""
    drawer = {s.id for s in script.drawer}
    inserted = {step for step, text in session.inserted if text or step in drawer}
    order = [i for i in session.order if i in seen(session) or i in inserted]
    place = 0
    for step in script.planned:
        if step.id not in order:
            order.insert(place, step.id)
        place = max(place, order.index(step.id) + 1)
        while place < len(order) and order[place] in inserted:
            place += 1
    return tuple(order)


# What is told


def _changes(session: Session, script: Script, order: tuple[str, ...], kept: dict[str, int]) -> Iterator[Change]:
    here = order.index(session.current) if session.current in order else -1
    moved = _moved(session.order, order)
    own = made(session)
    for step in sorted(script.steps, key=lambda s: order.index(s.id) if s.id in order else len(order)):
        old = session.script.step(step.id)
        passed = step.id in order and order.index(step.id) < here
        if step.id in own:
            continue
        if old is None:
            yield Change(step, "new", PASSED if passed else COMES)
        elif about := differences(old, step):
            yield Change(step, "changed", _fate(session, step.id, kept, passed), about)
        elif step.id in moved and step.id not in seen(session):
            yield Change(step, "moved", PASSED if passed else COMES)
    for old in session.script.steps:
        if script.step(old.id) is None and old.id not in own:
            yield Change(old, "removed", _fate(session, old.id, kept, False, LEAVES))


def _fate(session: Session, step_id: str, kept: dict[str, int], passed: bool, otherwise: str = COMES) -> str:
    if step_id == session.current:
        return OPEN if step_id in kept else SPELLING
    if step_id in seen(session):
        return SEEN
    return PASSED if passed else otherwise


def _moved(before: tuple[str, ...], after: tuple[str, ...]) -> set[str]:
    """Steps that stand elsewhere among those of both orders."""
    old, new = [i for i in before if i in after], [i for i in after if i in before]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return set(new) - {i for block in blocks for i in new[block.b : block.b + block.size]}


def differences(old: Step, new: Step) -> tuple[str, ...]:
    """In which respects a step is another one, for people to read."""
    pairs = (
        ("kind", old.kind, new.kind),
        ("title", old.title, new.title),
        ("time", old.seconds, new.seconds),
        ("text", (old.html, old.heads_up), (new.html, new.heads_up)),
        ("answers", _answers(old.detail), _answers(new.detail)),
        ("prompts", _prompts(old.detail), _prompts(new.detail)),
        ("notes for the team", (old.notes, old.lead, old.materials), (new.notes, new.lead, new.materials)),
        ("settings", _settings(old), _settings(new)),
    )
    return tuple(name for name, one, other in pairs if one != other)


def _answers(detail: Detail) -> object:
    return (
        (detail.choices, detail.scale, detail.number, detail.bins, detail.questions, detail.ground)
        if isinstance(detail, Poll)
        else None
    )


def _prompts(detail: Detail) -> object:
    return [getattr(detail, name, ()) for name in ("variants", "items", "topics", "rounds", "words", "roles", "pieces")]


def _settings(step: Step) -> object:
    blank: dict[type, dict[str, object]] = {
        Poll: {"choices": (), "scale": None, "number": None, "bins": (), "questions": (), "ground": None},
        Reflect: {"variants": ()}, Worksheet: {"items": ()},
        Breakout: {"topics": (), "rounds": (), "words": (), "roles": ()}, Slide: {"pieces": ()},
    }  # fmt: skip
    detail = replace(step.detail, **blank.get(type(step.detail), {}))  # type: ignore[arg-type]
    return (detail, step.optional, step.if_needed, step.offers, step.show_on)


# Why it cannot be


def _reasons(session: Session, script: Script) -> Iterator[Refused]:
    if not script.planned and not session.visits:
        yield Refused("This script has no steps to run.")
    own = made(session)
    for step in script.steps:
        if step.id in own:
            yield Refused(
                "A step that was written live has the id “%(id)s” already. Give “%(title)s” another id.",
                id=step.id, title=step.title,
            )  # fmt: skip
        elif step.id not in seen(session):
            yield from _promises(session, step)
    yield from _sooner(session, script)


def _promises(session: Session, step: Step) -> Iterator[Refused]:
    """A step to come may not break what people were told before they answered."""
    match step.detail:
        case Wall(sources=sources, k=k) if k < (least := _least(session, seen(session) & {*sources})):
            yield Refused(
                "“%(title)s” would hang texts of fewer than %(least)s people, and they wrote with another promise. "
                "Write there:  - minimum answers: %(least)s",
                title=step.title, least=least,
            )  # fmt: skip
        case Poll(series=series) as poll if series:
            asked = [s.detail for s in session.script.steps if s.id in seen(session) and isinstance(s.detail, Poll)]
            if any(p.series == series and _answers(p) != _answers(poll) for p in asked):
                yield Refused(
                    "“%(title)s” belongs to a series that was asked with other answers. "
                    "Leave the answers of the series as they were, or give it another series.",
                    title=step.title,
                )
        case Poll(again=named) as poll if named and named in seen(session):
            before = session.script.step(named)
            if before and isinstance(before.detail, Poll) and _answers(before.detail) != _answers(poll):
                yield Refused(
                    "“%(title)s” asks again what was asked with other answers. Leave them as they were.",
                    title=step.title,
                )
        case _:
            pass


def _sooner(session: Session, script: Script) -> Iterator[Refused]:
    """What was written for a wall of many may not come out among fewer, because that wall is gone or has another."""
    shown = seen(session) | made(session)
    stays = tuple(step for step in map(session.script.step, sorted(shown)) if step)
    later = replace(session.script, steps=(*stays, *(step for step in script.steps if step.id not in shown)))
    for step in stays:
        least = session.script.k_of(step)
        if takes_notes(step) and later.k_of(step) < least:
            yield Refused(
                "What people wrote on “%(title)s” was to show once %(least)s had written there. "
                "Keep a Wall of it, with:  - minimum answers: %(least)s",
                title=step.title, least=least,
            )  # fmt: skip


def _least(session: Session, sources: set[str]) -> int:
    """What people were promised when they wrote on these steps; 0 where they wrote on none."""
    steps = [step for step in map(session.script.step, sources) if step]
    return max((session.script.k_of(step) for step in steps), default=0)
