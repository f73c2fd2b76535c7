"""What a session was in a few lines: who came, how long it took, how the inside changed. On top of every report."""

from collections.abc import Iterator

from workshop.exports import in_words, wording
from workshop.session.report import Report, ReportStep
from workshop.session.results import Result
from workshop.util.language import apart, figure, long_date, marked, said
from workshop.util.language import told as share_said

TOOK = marked("It took %(real)s; planned were %(planned)s")
CHANGED = marked("How the inside changed: %(title)s – %(change)s")
FROM_TO = marked("from %(first)s to %(last)s on average")
MOVED = marked("%(up)s higher than the first time, %(same)s the same, %(down)s lower")
NOT_TOLD = marked("kept back to protect the few")


def lines(told: Report) -> Iterator[str]:
    """One sentence each, for people who open the report to see how it went."""
    yield wording.came(told)
    if told.real:
        yield said(TOOK, {"real": _about(told.real), "planned": wording.minutes(told.planned)})
    yield from (said(CHANGED, {"title": title, "change": change}) for title, change in changes(told))


def _about(seconds: int) -> str:
    """Nobody wants the seconds of an evening."""
    return wording.minutes(seconds if seconds < 60 else 60 * round(seconds / 60))


def changes(told: Report) -> Iterator[tuple[str, str]]:
    """The first question of each series that was asked again, and what became of it by its last time."""
    series: dict[str, list[ReportStep]] = {}
    for step in told.steps:
        if step.poll and step.poll.series and step.poll.compare and any(visit.reached for visit in step.comings):
            series.setdefault(step.poll.series, []).append(step)
    for steps in series.values():
        if len(steps) > 1:
            yield steps[0].title, _change(_last(steps[0], first=True), _last(steps[-1]))


def _last(step: ReportStep, first: bool = False) -> Result | None:
    results = [asking.result for asking in step.askings if asking.result]
    return results[0 if first else -1] if results else None


def _change(first: Result | None, last: Result | None) -> str:
    if first is None or last is None:
        return said(NOT_TOLD)
    if first.average is not None and last.average is not None:
        return said(FROM_TO, {"first": figure(first.average), "last": figure(last.average)})
    if moved := last.movement:
        sizes = {"up": moved.up, "same": moved.same, "down": moved.down}
        return said(MOVED, {name: share_said(bar.text, bar.count is None) for name, bar in sizes.items()})
    return said(NOT_TOLD)


def record(told: Report) -> str:
    """For the facilitator's own files: day, numbers, steps and results; no text and no name of anybody."""
    head = "\n".join([told.title, long_date(told.day), *lines(told)])
    return "\n\n".join([head, *(block for step in told.steps if (block := _block(step)))])


def _block(step: ReportStep) -> str:
    """A step that took place, with how long it took and what was answered in numbers."""
    if not step.reached:
        return ""
    found = [f"{apart(step.title)} · {wording.kind(step)} · {wording.minutes(step.real)}"]
    for asking in step.askings:
        numbers = in_words.without_texts(asking.result) if asking.result else None
        found += list(in_words.lines(step.poll, numbers)) if numbers and step.poll else [asking.hidden]
    return "\n".join(line for line in found if line)
