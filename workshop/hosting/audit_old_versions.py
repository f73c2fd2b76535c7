"""What version 0.1.0 left in a data folder that today's program would not write: each told beside its cure."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from workshop.hosting.audit_words import ALIKE, CAME_LATER, FEW_WRITERS, ONE_MARK, ROUNDED, STILL_BEAR
from workshop.hosting.stolen_copy import Finding, StolenCopy
from workshop.util.phrases import phrase

SMALL = ("5+", "10+", "15+")  # how many answered, as it is told of up to twenty


def left_behind(loot: StolenCopy) -> Iterator[Finding]:
    """One sentence for each kind of thing and each workshop."""
    for title, state in loot.states():
        found = [text for look in (_labels, _readers, _rounding, _differences) if (text := look(state))]
        yield from (Finding("leak", phrase(text, title=title)) for text in found)
    yield from _marks(loot)
    yield from _few(loot)


def _labels(state: dict[str, Any]) -> str:
    if state.get("phase") != "ended" or not any(group.get("topic") for group in _groups(state)):
        return ""
    return STILL_BEAR


def _readers(state: dict[str, Any]) -> str:
    if not any("generation" not in group for group in _groups(state)):
        return ""
    return CAME_LATER


def _groups(state: dict[str, Any]) -> list[dict[str, Any]]:
    runs = state.get("breakouts", {}).values()
    return [group for run in runs for made in (run["groups"], *run.get("earlier", ())) for group in made]


def _rounding(state: dict[str, Any]) -> str:
    results = [result for askings in _askings(state) for result in askings]
    small = [r for r in results if r.get("rounded") and r.get("n_text") in SMALL]
    if not any("%" in bar["text"] for result in small for bar in result.get("bars", ())):
        return ""
    return ROUNDED


def _differences(state: dict[str, Any]) -> str:
    """Today nothing comes out beside a result that is too much like it, and each says that it was looked at."""
    told = ([r for r in askings if "too_alike" not in r and not r.get("hidden")] for askings in _askings(state))
    pairs = (pair for askings in told for pair in combinations(askings, 2))
    if not any(0 < abs((one["n"] or 0) - (other["n"] or 0)) < one["k"] for one, other in pairs):
        return ""
    return ALIKE


def _askings(state: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    for run in state.get("polls", {}).values():
        yield [result for result in (*run.get("earlier", ()), run.get("result")) if result]


def _marks(loot: StolenCopy) -> Iterator[Finding]:
    across = loot.rows("SELECT owner FROM note GROUP BY session, owner HAVING count(DISTINCT step) > 1")
    if across:
        yield Finding("leak", phrase(ONE_MARK, n=len(across)))


def _few(loot: StolenCopy) -> Iterator[Finding]:
    """No leak by itself, for whoever took a text back leaves fewer; but the few that are left have few writers."""
    kinds = "SELECT count(*) FROM shared WHERE sees = 'everyone without names' AND shown = 'shown'"
    few = loot.rows(f"{kinds} GROUP BY session, step, field HAVING count(*) < 3")
    if few:
        yield Finding("knows", phrase(FEW_WRITERS, n=sum(count for (count,) in few)))
