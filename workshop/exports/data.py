"""JSON for other programs: `workshop-results/1`, described by schema.json, written while it is sent."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workshop.exports import facts, wording
from workshop.exports.chunks import encoded
from workshop.exports.plain import plain
from workshop.script.model import Poll, Question
from workshop.session.report import Asking, Pool, Report, ReportStep
from workshop.session.results import Bar, Result, Row, asked

OF_A_QUESTION = ("n", "answered", "average", "median", "right", "answers", "texts")
FORMAT = "workshop-results/1"
SCHEMA = Path(__file__).with_name("schema.json")


def chunks(told: Report) -> Iterator[bytes]:
    return encoded(_document(told))


def _document(told: Report) -> Iterator[str]:
    yield f'{{"format": {_json(FORMAT)},\n"session": {_json(facts.session(told))},\n"steps": ['
    for place, step in enumerate(told.steps):
        yield ",\n" if place else "\n"
        yield from _step(step)
    hidden = [{"reason": reason, "steps": steps} for reason, steps in wording.reasons(told)]
    yield f'\n],\n"hidden": {_json(hidden)}}}\n'


def _step(step: ReportStep) -> Iterator[str]:
    """The step's own facts at once, then its texts one by one."""
    own: dict[str, Any] = {
        "number": step.number, "id": step.id, "kind": step.kind.value, "title": step.title,
        "part": step.part, "question": plain(step.html),
        "prompts": [{"label": label, "question": plain(html)} for label, html in step.prompts],
        "reached": step.reached, "planned_seconds": step.planned, "real_seconds": step.real,
        "times": [{"time": c.time, "planned_seconds": c.planned, "real_seconds": c.real} for c in step.comings],
        "form": step.poll.form.value if step.poll else None,
        "results": [_asking(asking, step.poll) for asking in step.askings],
        "wall_of": next(iter(step.walls), None), "walls_of": list(step.walls), "hidden": list(step.hidden),
    }  # fmt: skip
    yield _json(own)[:-1] + ', "shared": ['
    for place, pool in enumerate(step.pools):
        yield ", " if place else ""
        yield from _pool(pool)
    yield "]}"


def _pool(pool: Pool) -> Iterator[str]:
    own = {"field": pool.field, "prompt": pool.prompt, "sees": pool.sees.value, "hidden": pool.hidden or None}
    yield _json(own)[:-1] + ', "texts": ['
    for place, text in enumerate(pool):
        yield ", " if place else ""
        told = {"name": text.name, "text": text.text} if text.name else {"text": text.text}
        yield _json({**told, "me_too": text.others} if text.others else told)
    yield "]}"


def _asking(asking: Asking, poll: Poll | None) -> dict[str, Any]:
    start = {"asked": asking.number, "hidden": asking.hidden or None, "remark": asking.remark or None}
    return {**start, **_result(asking.result, poll)} if asking.result else start


def _result(result: Result, poll: Poll | None) -> dict[str, Any]:
    return {
        "k": result.k, "n": result.n, "answered": result.n_text, "rounded": result.rounded,
        "average": result.average, "median": result.median or None,
        "right": {"answer": poll.right.text, **facts.share(result.right)} if poll and poll.right else None,
        "answers": [_bar(bar) for bar in result.bars],
        "places": [_place(square, count) for square, count in result.spots],
        "texts": list(result.texts),
        "ranks": [{"thing": thing, "mean_place": place} for thing, place in result.ranks],
        "sorted": [{"thing": thing, "bins": [_bar(b) for b in bars]} for thing, bars in result.sorted],
        "rows": [_row(row) for row in result.rows],
        "questions": [_part(part, question) for part, question in asked(result, poll)] if poll else [],
        "movement": {name: facts.share(bar) for name, bar in facts.moved(result)} or None,
    }  # fmt: skip


def _place(square: int, count: int) -> dict[str, int]:
    across, down = facts.place_of(square)
    return {"across": across, "down": down, "count": count}


def _row(row: Row) -> dict[str, Any]:
    return {"thing": row.label, "n": row.n, "average": row.average, "answers": [_bar(bar) for bar in row.bars]}


def _part(part: Result, question: Question) -> dict[str, Any]:
    start = {"question": question.title, "form": question.poll.form.value}
    if part.hidden:
        return {**start, "hidden": wording.kept_back(part, part.k)}
    told = _result(part, question.poll)
    return {**start, "hidden": None, **{name: told[name] for name in OF_A_QUESTION}}


def _bar(bar: Bar) -> dict[str, Any]:
    return {"answer": bar.label, "correct": bar.correct, **facts.share(bar)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
