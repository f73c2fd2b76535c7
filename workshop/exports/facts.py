"""The session as rows of figures, the same for CSV, spreadsheets and JSON. No number that may not be told."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import chain, groupby
from typing import Any

from workshop.exports import wording
from workshop.script.model import Poll, Question
from workshop.session.report import Asking, Report, ReportStep
from workshop.session.results import Bar, Result, Row, asked
from workshop.session.spots import SQUARES


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of results.csv; docs/exports.md and dictionary.csv say what each column means."""

    number: int
    step: str
    kind: str
    title: str
    asked: int
    measure: str
    thing: str = ""
    answer: str = ""
    correct: str = ""
    count: int | None = None
    percent: int | None = None
    share: str = ""
    value: float | None = None
    n: int | None = None
    answered: str = ""
    k: int | None = None
    reason: str = ""


def session(told: Report) -> dict[str, str | int | bool | None]:
    """What the downloads say about the session as a whole."""
    return {
        "id": told.id, "title": told.title, "day": told.day.isoformat(), "language": told.language,
        "phase": told.phase, "end_settled": told.settled, "rehearsal": told.rehearsal, "sensitive": told.sensitive,
        "joined": told.joined, "left": told.left or None, "k": told.k,
        "delete_on": told.delete_on.isoformat() if told.delete_on else None,
    }  # fmt: skip


def figures(told: Report) -> Iterator[Figure]:
    """One row for each number or word that may be told, step by step."""
    for step in told.steps:
        for asking in step.askings:
            yield from _asking(step, asking)


def _asking(step: ReportStep, asking: Asking) -> Iterator[Figure]:
    start = (step.number, step.id, step.kind.value, step.title, asking.number)
    result = asking.result
    if result is None:
        yield Figure(*start, "hidden", reason=asking.hidden)
        return
    parts = asked(result, step.poll) if step.poll else ()
    told = (measures(result, step.poll), *(_part(part, question) for part, question in parts))
    for measure, more in chain.from_iterable(told):
        bare = Figure(*start, measure, n=result.n, answered=result.n_text, k=result.k, reason=asking.remark)
        yield replace(bare, **more)


def measures(result: Result, poll: Poll | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    for bar in result.bars:
        yield (
            "answer",
            {"answer": wording.answer(poll, bar.label), "correct": "yes" if bar.correct else "", **share(bar)},
        )
    yield from _places(result)
    for text in result.texts:
        yield "text", {"answer": text}
    for thing, place in result.ranks:
        yield "mean place", {"thing": thing, "value": place}
    for thing, bars in result.sorted:
        for bar in bars:
            yield "sorted", {"thing": thing, "answer": bar.label, **share(bar)}
    for row in result.rows:
        yield from _statement(row, result.k)
    yield from _middle(result)
    if poll and poll.right:
        yield "right answer", {"answer": poll.right.text, "correct": "yes", **share(result.right)}
    for name, bar in moved(result):
        yield "movement", {"answer": name, **share(bar)}
    if not tells(result) and not result.parts:
        yield "empty", {}


def place_of(square: int) -> tuple[int, int]:
    """From the left and from the top, each from 1."""
    return square % SQUARES + 1, square // SQUARES + 1


def tells(result: Result) -> bool:
    """Whether there is anything in it, or in one of its parts."""
    own = result.bars or result.texts or result.ranks or result.sorted or result.rows
    return bool(own or any(not part.hidden and tells(part) for part in result.parts))


def _places(result: Result) -> Iterator[tuple[str, dict[str, Any]]]:
    for square, count in result.spots:
        across, down = place_of(square)
        yield "place", {"answer": f"{across}/{down}", "count": count}


def _part(part: Result, question: Question) -> Iterator[tuple[str, dict[str, Any]]]:
    """A question of a page: its rows are those of a poll, and say which question they are of."""
    of = {"thing": question.title, "n": part.n, "answered": part.n_text}
    if part.hidden:
        reason = wording.kept_back(part, part.k)
        yield "hidden", {**of, "n": None, "answered": "", "reason": reason}
        return
    for measure, more in measures(part, question.poll):
        yield measure, {**more, **of}


def _middle(result: Result) -> Iterator[tuple[str, dict[str, Any]]]:
    if result.average is not None:
        yield "average", {"value": result.average}
    if result.median:
        yield "median", {"answer": result.median}


def _statement(row: Row, k: int) -> Iterator[tuple[str, dict[str, Any]]]:
    if not row.bars:
        yield "hidden", {"thing": row.label, "n": None, "answered": "", "reason": wording.kept_back(row, k)}
        return
    for bar in row.bars:
        yield "answer", {"thing": row.label, "answer": bar.label, "n": row.n, **share(bar)}
    if row.average is not None:
        yield "average", {"thing": row.label, "n": row.n, "value": row.average}


def words(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Each word and how often it came, in the order of the alphabet; capitals make no difference."""
    same = groupby(sorted(texts, key=str.lower), key=str.lower)
    return [(all_[0], len(all_)) for _, group in same if (all_ := list(group))]


def moved(result: Result) -> tuple[tuple[str, Bar], ...]:
    moved = result.movement
    return (("higher", moved.up), ("same", moved.same), ("lower", moved.down)) if moved else ()


def share(bar: Bar | None) -> dict[str, int | str | None]:
    """`percent` only where it is one: "under 10 %" is a text, not a number."""
    if bar is None:
        return {"count": None, "percent": None, "share": ""}
    told = f"{bar.percent} %" == bar.text
    return {"count": bar.count, "percent": bar.percent if told else None, "share": bar.text}


def times(told: Report) -> Iterator[dict[str, str | int | None]]:
    for step in told.steps:
        for coming in step.comings:
            yield {
                "number": step.number, "step": step.id, "kind": step.kind.value, "part": step.part,
                "title": step.title, "time": coming.time, "planned_seconds": coming.planned,
                "real_seconds": coming.real, "reached": "yes" if coming.reached else "no",
            }  # fmt: skip


def reflections(told: Report) -> Iterator[dict[str, str | int | None]]:
    """One row for each text, and one for each pool that is kept back, with the reason."""
    for step in told.steps:
        for pool in step.pools:
            start: dict[str, str | int | None] = {
                "number": step.number, "step": step.id, "title": step.title, "field": pool.field,
                "prompt": pool.prompt, "sees": pool.sees.value,
            }  # fmt: skip
            if pool.hidden:
                yield {**start, "name": "", "text": "", "me_too": None, "reason": pool.hidden}
            for text in pool:
                yield {**start, "name": text.name, "text": text.text, "me_too": text.others or None, "reason": ""}


def as_row(figure: Figure) -> dict[str, str | int | float | None]:
    return asdict(figure)
