"""One script, several sessions: the same poll side by side, only where every session may tell its result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from workshop.exports.facts import tells
from workshop.script.model import Poll
from workshop.session.report import Report, ReportStep
from workshop.session.results import Result


@dataclass(frozen=True, slots=True)
class Row:
    """A poll or check-in as each session answered it, oldest first: (day, result)."""

    id: str
    title: str
    poll: Poll
    results: tuple[tuple[date, Result], ...]


@dataclass(frozen=True, slots=True)
class Across:
    """`hidden`: titles of polls that are left out, since one of the sessions may not tell its result."""

    title: str
    days: tuple[date, ...]
    rows: tuple[Row, ...]
    hidden: tuple[str, ...]


def compare(sessions: Sequence[Report]) -> Across:
    """Lay the sessions of one script beside each other. Rehearsals and sessions that are not over are left out.

    A row needs the same question, by id and by its answers, in two sessions or more. If one of them keeps
    its result back, the whole row is: a gap would say who was too few. So it is with each statement of a page.
    """
    told = sorted((s for s in sessions if not s.rehearsal and s.phase == "ended"), key=lambda s: s.day)
    rows, hidden = [], []
    for step in _asked(told):
        asked = [(s.day, same) for s in told if (same := _same(s, step))]
        if step.poll is None or len(asked) < 2:
            continue
        results = [(day, other.askings[-1].result) for day, other in asked]
        known, untold = _without_gaps([(day, result) for day, result in results if result is not None])
        if len(known) == len(results):
            rows.append(Row(step.id, step.title, _asked_of(step.poll, untold), known))
            hidden += [f"{step.title}: {label}" for label in untold]
        else:
            hidden.append(step.title)
    return Across(told[-1].title if told else "", tuple(s.day for s in told), tuple(rows), tuple(hidden))


def _asked(told: Sequence[Report]) -> Iterator[ReportStep]:
    """Every question as the newest session that came to it asked it, in the order of the newest script."""
    newest = [*reversed(told)]
    for step_id in dict.fromkeys(step.id for session in newest for step in session.steps):
        here = (step for session in newest if (step := session.step(step_id)) and step.askings)
        yield from islice(here, 1)


def _same(session: Report, step: ReportStep) -> ReportStep | None:
    """The step in another session, where it was asked there in the same form with the same answers."""
    other = session.step(step.id)
    if other is None or other.poll is None or step.poll is None or not other.askings:
        return None
    return other if _question(other.poll) == _question(step.poll) else None


def _without_gaps(results: Sequence[tuple[date, Result]]) -> tuple[tuple[tuple[date, Result], ...], list[str]]:
    """Those that tell something, without the statements that one of them keeps back; and these statements."""
    rows = [row.label for _, result in results for row in result.rows if not row.bars]
    parts = [part.label for _, result in results for part in result.parts if part.hidden]
    untold = list(dict.fromkeys([*rows, *parts]))
    kept = ((day, _without(untold, result)) for day, result in results)
    return tuple((day, result) for day, result in kept if tells(result)), untold


def _asked_of(poll: Poll, untold: Sequence[str]) -> Poll:
    """The questions of which something is told, as the results have them."""
    return replace(poll, questions=tuple(question for question in poll.questions if question.title not in untold))


def _without(labels: Sequence[str], result: Result) -> Result:
    return replace(
        result,
        rows=tuple(row for row in result.rows if row.label not in labels),
        parts=tuple(part for part in result.parts if part.label not in labels),
    )


def _question(poll: Poll) -> tuple[object, ...]:
    return poll.form, poll.choices, poll.scale, poll.number, poll.bins, poll.right, poll.questions, poll.ground
