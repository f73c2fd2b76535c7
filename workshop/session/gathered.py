"""Texts that people wrote as the answers of a poll: gathered by the team beforehand, frozen when the poll opens."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workshop.script.model import Choice, Form, Poll, Script, Step
from workshop.session.results import Result

MOST = 60  # answers: so many fit on a ballot
LONGEST = 300
TAKEN_BACK = "(taken back)"
Texts = Sequence[tuple[str, str]]  # (id of the shared copy, its words)


@dataclass(frozen=True, slots=True)
class Heap:
    """Texts that say the same, by their ids. `name`: the team's words for them; empty: those of the first text."""

    id: str
    name: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heaps:
    """What was gathered for one poll, and how it was before the last change."""

    now: tuple[Heap, ...] = ()
    before: tuple[Heap, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, and the texts it stands for. `named`: its label is the team's, not anybody's text."""

    label: str
    items: tuple[str, ...] = ()
    named: bool = False


def moved(heaps: Heaps, items: Sequence[str], heap: str, name: str) -> Heaps:
    """With `items` on this heap: one of those there are, a `new` one, or none (empty)."""
    taken = [replace(each, items=tuple(i for i in each.items if i not in items)) for each in heaps.now]
    if heap == "new":
        number = 1 + max((int(each.id[1:]) for each in (*heaps.now, *heaps.before)), default=0)
        taken.append(Heap(f"h{number}", name, tuple(dict.fromkeys(items))))
    elif heap:
        grown = [
            replace(h, items=(*h.items, *dict.fromkeys(items)), name=name or h.name) for h in taken if h.id == heap
        ]
        taken = [grown[0] if each.id == heap else each for each in taken]
    return Heaps(tuple(each for each in taken if len(each.items) > 1 or (each.items and each.name)), heaps.now)


def answers(heaps: Heaps, texts: Texts) -> tuple[Answer, ...]:
    """What the room votes on: the heaps first, then what lies alone. Equal words are one answer."""
    words = dict(texts)
    piles = [(each.name, tuple(i for i in each.items if i in words)) for each in heaps.now]
    found = [_answer(name, items, words) for name, items in piles if items]
    lying = {item for answer in found for item in answer.items}
    alone: dict[str, list[str]] = {}
    for item, text in texts:
        if item not in lying:
            alone.setdefault(_folded(text), []).append(item)
    return (*found, *(Answer(_short(words[items[0]]), tuple(items)) for items in alone.values()))


def _answer(name: str, items: tuple[str, ...], words: Mapping[str, str]) -> Answer:
    own = bool(name) and _folded(name) not in {_folded(words[item]) for item in items}
    return Answer(_short(name or words[items[0]]), items, own)


def without(frozen: Iterable[Answer], hanging: Mapping[str, str]) -> tuple[Answer, ...]:
    """The same answers, where only `hanging` (id → words) may still be read: none moves, for votes hold places."""
    return tuple(_still(answer, tuple(i for i in answer.items if i in hanging), hanging) for answer in frozen)


def _still(answer: Answer, items: tuple[str, ...], hanging: Mapping[str, str]) -> Answer:
    if items == answer.items:
        return answer
    label = answer.label if answer.named else _short(hanging[items[0]]) if items else TAKEN_BACK
    return replace(answer, label=label, items=items)


def relabelled(result: Result | None, old: Sequence[Answer], new: Sequence[Answer]) -> Result | None:
    """A result under the labels that may still be read."""
    names = {a.label: b.label for a, b in zip(old, new, strict=True)}
    if result is None:
        return None
    bars = tuple(replace(bar, label=names.get(bar.label, bar.label)) for bar in result.bars)
    return replace(result, bars=bars, ranks=tuple((names.get(label, label), place) for label, place in result.ranks))


def filled(script: Script, frozen: Mapping[str, Collection[Answer]]) -> Script:
    """The script with the answers of its polls that take them from texts."""
    if not frozen:
        return script
    return replace(script, steps=tuple(filled_step(step, frozen.get(step.id, ())) for step in script.steps))


def filled_step(step: Step, frozen: Collection[Answer]) -> Step:
    poll = step.detail
    if not frozen or not isinstance(poll, Poll) or not poll.sources:
        return step
    most = min(poll.most, len(frozen)) if poll.form is Form.SEVERAL else poll.most
    least = min(poll.least, most) if poll.form is Form.SEVERAL else poll.least
    choices = tuple(Choice(answer.label) for answer in frozen)
    return replace(step, detail=replace(poll, choices=choices, most=most, least=least))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
