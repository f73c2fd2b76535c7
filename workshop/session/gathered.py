"""Texts that people wrote as the answers of a poll: gathered by the team beforehand, frozen when the poll opens."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workshop.script.model import Choice, Form, Poll, Script, Step
from workshop.session.look_alike import grouping_key, in_one_spelling
from workshop.session.results import Result

MOST = 60  # answers: so many fit on a ballot
LONGEST = 300
TAKEN_BACK = "(taken back)"
Texts = Sequence[tuple[str, str]]  # (id of the shared copy, its words)


@dataclass(frozen=True, slots=True)
class Heap:
    """Texts that say the same, by their ids. `name`: the team's words for them; empty: those of the first text.

    `of`: texts that say just what the name says, here or elsewhere. It stands for as long as one of them hangs.
    """

    id: str
    name: str = ""
    items: tuple[str, ...] = ()
    of: tuple[str, ...] = ()

    def called(self, hanging: Collection[str]) -> str:
        """The name, unless it is the words of somebody who has taken them back."""
        return self.name if _stands(self.of, hanging) else ""


@dataclass(frozen=True, slots=True)
class Heaps:
    """What was gathered for one poll, and how it was before the last change."""

    now: tuple[Heap, ...] = ()
    before: tuple[Heap, ...] = ()

    def without(self, hanging: Collection[str]) -> "Heaps":
        """With no name that is the words of somebody who has taken them back."""
        now, before = (
            tuple(each if _stands(each.of, hanging) else replace(each, name="", of=()) for each in heaps)
            for heaps in (self.now, self.before)
        )
        return Heaps(now, before)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, and the texts it stands for. `named`: its label is a heap's name; `of`: as of the heap."""

    label: str
    items: tuple[str, ...] = ()
    named: bool = False
    of: tuple[str, ...] = ()


def moved(heaps: Heaps, items: Sequence[str], heap: str, name: str, texts: Texts = ()) -> Heaps:
    """With `items` on this heap: one of those there are, a `new` one, or none (empty).

    Where some of them lie on one heap and the others alone, that heap grows: so do ticks what a drag onto it does.
    """
    if heap == "new":
        heap = _growing(heaps.now, set(items)) or "new"
    of = _saying(name, texts)
    taken = [replace(each, items=tuple(i for i in each.items if i not in items)) for each in heaps.now]
    if heap == "new":
        number = 1 + max((int(each.id[1:]) for each in (*heaps.now, *heaps.before)), default=0)
        taken.append(Heap(f"h{number}", name, tuple(dict.fromkeys(items)), of))
    elif heap:
        taken = [_grown(each, items, name, of) if each.id == heap else each for each in taken]
    return Heaps(tuple(each for each in taken if len(each.items) > 1 or (each.items and each.name)), heaps.now)


def _growing(heaps: Sequence[Heap], items: set[str]) -> str:
    touched = [each for each in heaps if items & set(each.items)]
    return touched[0].id if len(touched) == 1 and not items <= set(touched[0].items) else ""


def _grown(heap: Heap, items: Sequence[str], name: str, of: tuple[str, ...]) -> Heap:
    grown = replace(heap, items=(*heap.items, *dict.fromkeys(items)))
    return replace(grown, name=name, of=of) if name else grown


def answers(heaps: Heaps, texts: Texts) -> tuple[Answer, ...]:
    """What the room votes on: the heaps first, then what lies alone. What looks alike is one answer."""
    words = dict(texts)
    heaped = [(each, tuple(i for i in each.items if i in words)) for each in heaps.now]
    found = [_answer(each, items, words) for each, items in heaped if items]
    lying = {item for answer in found for item in answer.items}
    alone: dict[str, list[str]] = {}
    for item, text in texts:
        if item not in lying:
            alone.setdefault(grouping_key(text), []).append(item)
    return (*found, *(Answer(_short(_spelled(items, words)), tuple(items)) for items in alone.values()))


def _spelled(items: list[str], words: Mapping[str, str]) -> str:
    """As most of them are."""
    return in_one_spelling(words[item] for item in items)[0]


def _answer(heap: Heap, items: tuple[str, ...], words: Mapping[str, str]) -> Answer:
    name = heap.called(words)
    of = tuple(dict.fromkeys((*heap.of, *_saying(name, tuple(words.items()))))) if name else ()
    return Answer(_short(name or words[items[0]]), items, bool(name), of)


def _saying(name: str, texts: Texts) -> tuple[str, ...]:
    return tuple(item for item, text in texts if name and grouping_key(text) == grouping_key(name))


def _stands(of: Collection[str], hanging: Collection[str]) -> bool:
    return not of or any(item in hanging for item in of)


def without(frozen: Iterable[Answer], hanging: Mapping[str, str]) -> tuple[Answer, ...]:
    """The same answers, where only `hanging` (id → words) may still be read: none moves, for votes hold places."""
    return tuple(_still(answer, tuple(i for i in answer.items if i in hanging), hanging) for answer in frozen)


def _still(answer: Answer, items: tuple[str, ...], hanging: Mapping[str, str]) -> Answer:
    if _stands(answer.of, hanging) if answer.named else items == answer.items:
        return replace(answer, items=items)
    return Answer(_short(hanging[items[0]]) if items else TAKEN_BACK, items)


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


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
