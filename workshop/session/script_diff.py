"""Whether a step is spelled anew only: the words may differ, what is asked, promised and stored may not."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from workshop.script.model import (
    Axis,
    Breakout,
    Choice,
    Detail,
    Field,
    Grid,
    Poll,
    Prose,
    Question,
    Reflect,
    Scale,
    Slide,
    Step,
    Tick,
    Worksheet,
)  # fmt: skip
from workshop.session.state import PollRun

ALIKE = 0.6


def same(old: Step, new: Step) -> bool:
    """Nothing that anyone sees is different; where it stands in the file does not count."""
    return _placeless(old) == _placeless(new)


def respelled(old: Step, new: Step, run: PollRun | None) -> bool:
    """Whether the step that is on right now may take the new words. `run`: its poll, once it was asked."""
    if _bare(old) != _bare(new):
        return False
    if not isinstance(old.detail, Poll) or not isinstance(new.detail, Poll) or run is None:
        return True
    # Results and placements hold the labels as they were; votes hold only the place of an answer.
    fixed = old.detail.decides_groups or run.earlier or run.phase not in ("open", "closing")
    return old.detail == new.detail if fixed else _reads_alike(_labels(old.detail), _labels(new.detail))


def alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio() >= ALIKE


def _reads_alike(old: Sequence[str], new: Sequence[str]) -> bool:
    """Every answer is still the same one: none has changed its place or its meaning under a vote."""
    kept = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    return all(alike(a, b) and b.casefold() not in {o.casefold() for o in old if o != a} for a, b in kept)


def _labels(poll: Poll) -> list[str]:
    ends = [poll.scale.low_label, poll.scale.high_label] if poll.scale else []
    unit = [poll.number.unit] if poll.number else []
    asked = [label for each in poll.questions for label in (each.title, *_labels(each.poll))]
    return [*(c.label for c in poll.choices), *poll.bins, *ends, *unit, *asked]


def _placeless(step: Step) -> Step:
    return replace(step, line=0, path="", part=0)


def _bare(step: Step) -> Step:
    """Without its words, and without what only the team reads."""
    wordless = replace(_placeless(step), title="", html="", heads_up="", notes=(), lead="", materials="", offers=())
    return replace(wordless, detail=_bare_detail(step.detail))


def _bare_detail(detail: Detail) -> Detail:
    match detail:
        case Poll():
            return _bare_poll(detail)
        case Reflect(variants=variants):
            return replace(detail, variants=tuple(replace(v, html="") for v in variants))
        case Worksheet(items=items):
            return replace(detail, items=tuple(map(_bare_item, items)))
        case Breakout(rounds=rounds, words=words):
            bare = tuple(replace(w, label=w.label if not w.number else "", html="") for w in words)
            unnamed = ("",) * len(detail.roles)
            return replace(
                detail, rounds=tuple(replace(r, title="", html="") for r in rounds), words=bare, roles=unnamed
            )  # fmt: skip
        case Slide(pieces=pieces):
            return replace(detail, pieces=("",) * len(pieces))
        case _:
            return detail


def _bare_poll(poll: Poll) -> Poll:
    scale, grid = poll.scale, poll.grid
    return replace(
        poll,
        choices=tuple(Choice("", correct=c.correct) for c in poll.choices),
        bins=("",) * len(poll.bins),
        scale=Scale(scale.low, scale.high) if scale else None,
        number=poll.number and replace(poll.number, unit=""),
        ground=poll.ground and replace(poll.ground, alt=""),
        grid=grid and Grid(_wordless(grid.across), _wordless(grid.up)),
        questions=tuple(Question("", _bare_poll(question.poll)) for question in poll.questions),
    )


def _wordless(axis: Axis) -> Axis:
    return Axis("", ("",) * len(axis.words))


def _bare_item(item: Prose | Field | Tick) -> Prose | Field | Tick:
    match item:
        case Prose():
            return Prose("")
        case Field():
            return replace(item, before="", after="")
        case Tick():
            return replace(item, label="")
