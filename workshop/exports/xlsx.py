"""A spreadsheet: an overview, the times, a sheet for each step. Made by `sheets` in a process of its own."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from workshop.exports import facts, wording
from workshop.exports.aside import through
from workshop.exports.missing import need
from workshop.exports.pieces import encoded
from workshop.gathered import Asking, Gathered, GatheredStep

OF = {"movement": "since the first time", "mean place": "mean place"}


def chunks(told: Gathered) -> Iterator[bytes]:
    need("xlsxwriter", "A spreadsheet", "xlsx")
    return through("workshop.exports.sheets", encoded(_lines(told)))


def _lines(told: Gathered) -> Iterator[str]:
    """As `sheets` reads them."""
    yield from _page("Overview", _overview(told))
    yield from _page("Timing", _timing(told))
    for step in (s for s in told.steps if s.tells):
        yield from _page(f"{step.number} {step.title}", _step(told, step))


def _page(title: str, rows: Iterable[list[Any]]) -> Iterator[str]:
    yield json.dumps({"sheet": _sheet_name(title)}) + "\n"
    for row in rows:
        cells = [{"percent": cell} if isinstance(cell, Percent) else cell for cell in row]
        yield json.dumps({"row": cells, "bold": bool(row) and isinstance(row[0], Head)}) + "\n"


class Head(str):
    """The first cell of a heading row: all of it is bold."""


class Percent(int):
    """A whole percent, shown as one."""


def _sheet_name(title: str) -> str:
    """Up to 31 letters, without what spreadsheets refuse. The step's number in front keeps names apart."""
    return "".join(" " if c in "[]:*?/\\'" or ord(c) < 32 else c for c in title)[:31].strip()


def _overview(told: Gathered) -> Iterator[list[Any]]:
    yield [Head(told.title)]
    for name, value in facts.session(told).items():
        yield [name.replace("_", " "), ("yes" if value else "no") if isinstance(value, bool) else value]
    yield []
    yield [Head("What stayed hidden, and why"), "Steps"]
    for reason, titles in wording.reasons(told):
        yield [reason, *titles]


def _timing(told: Gathered) -> Iterator[list[Any]]:
    yield [Head("Step"), "Kind", "Planned minutes", "Real minutes", "Reached"]
    for step in told.steps:
        times = [round(t / 60, 2) if t is not None else None for t in (step.planned, step.real)]
        yield [step.title, wording.KINDS[step.kind.value], *times, "yes" if step.reached else "no"]


def _step(told: Gathered, step: GatheredStep) -> Iterator[list[Any]]:
    yield [Head(step.title), wording.KINDS[step.kind.value]]
    for asking in step.askings:
        yield from _asking(step, asking)
    if step.wall:
        source = told.step(step.wall)
        yield ["The texts that hung here are on the sheet of", source.title if source else step.wall]
    yield from _sheet(step)
    for pool in step.pools:
        if step.sheet and pool.sees == "everyone with names":
            continue
        yield []
        yield [Head(wording.SHARED[pool.sees.value]), *([pool.prompt] if pool.prompt else [])]
        yield from ([[pool.hidden]] if pool.hidden else ([t.text, t.name] for t in pool))
    yield from ([reason] for reason in step.hidden)


def _asking(step: GatheredStep, asking: Asking) -> Iterator[list[Any]]:
    yield []
    if len(step.askings) > 1:
        yield [Head(f"Asked for the {wording.nth(asking.number)} time")]
    if asking.result is None:
        yield [asking.hidden]
        return
    yield ["Answered", asking.result.n if asking.result.n is not None else asking.result.n_text]
    yield [Head("Answer"), "Of", "People", "Share", "Value"]
    for name, more in facts.measures(asking.result):
        percent = more.get("percent")
        share = Percent(percent) if percent is not None else more.get("share")
        label = more.get("answer") or more.get("thing") or name
        of = more.get("thing") if name == "sorted" else OF.get(name)
        yield [label, of, more.get("count"), share, more.get("value")]
    yield from [[asking.remark]] if asking.remark else []


def _sheet(step: GatheredStep) -> Iterator[list[Any]]:
    if step.sheet:
        yield []
        yield [Head("Shared with names"), *step.sheet.prompts]
        for row in step.sheet:
            yield [row.name, *("\n\n".join(texts) for texts in row.cells)]
