"""Which results belong to one question, and so tell something by their difference."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from workshop.script.model import Poll, Show
from workshop.session.one_question import Asked, asked_in, is_one
from workshop.session.results import Result, Row
from workshop.session.state import Session


def asked_before(session: Session, step: str) -> bool:
    """Whether a result of a question of this step has come out already."""
    return any(True for _ in told_alike(session, step))


def told_alike(session: Session, step: str) -> Iterator[str]:
    """Steps of which something has come out, and of which one question is one of this step's."""
    own = [*asked_in(session, step)]
    told = (other for other in session.polls if told_of(session, other))
    return (i for i in told if any(is_one(session, asked, each) for asked in asked_in(session, i) for each in own))


def is_one_question(session: Session, step: str, other: str) -> bool:
    """Whether the two steps have one in common."""
    own = [*asked_in(session, step)]
    return any(is_one(session, asked, each) for asked in asked_in(session, other) for each in own)


def told_of(session: Session, step: str) -> list[Result]:
    """What has come out of this step, the oldest first."""
    run = session.polls[step]
    return [result for result in (*run.earlier, *([run.result] if run.result else [])) if not result.hidden]


def told_in(session: Session, step: str, result: Result) -> Iterator[tuple[Asked, bool]]:
    """Of what a result tells, and whether all who answered the step answered that: who left it out nobody knows."""
    own = [*((row.label, row.whole) for row in result.rows if row.bars),
           *((part.label, part.whole) for part in result.parts if not part.hidden)]  # fmt: skip
    told = {"": True, **dict(own)}
    return ((asked, told[asked.label]) for asked in asked_in(session, step) if asked.label in told)


def kept_from(result: Result, labels: Collection[str]) -> Result:
    """The result without what stands under these labels, so that no difference is the answer of one."""
    told = {row.label for row in result.rows if row.bars} | {part.label for part in result.parts if not part.hidden}
    if "" in labels or (told and told <= {*labels}):
        return Result(hidden=True, k=result.k, too_alike=True)
    rows = (Row(row.label, too_alike=True) if row.bars and row.label in labels else row for row in result.rows)
    parts = (_held(part) if not part.hidden and part.label in labels else part for part in result.parts)
    return replace(result, rows=tuple(rows), parts=tuple(parts))


def _held(part: Result) -> Result:
    return Result(hidden=True, k=part.k, label=part.label, too_alike=True)


def earlier_askings(session: Session, step_id: str, for_team: bool) -> tuple[Result, ...]:
    """What came of the poll that is asked again here, the oldest first; nothing that is kept from these eyes."""
    step = session.script.step(step_id)
    named = step.detail.again if step and isinstance(step.detail, Poll) else ""
    before, run = session.script.step(named) if named else None, session.polls.get(named)
    if before is None or run is None or not isinstance(before.detail, Poll):
        return ()
    kept = before.detail.results is Show.NEVER or (before.detail.results is Show.FACILITATORS and not for_team)
    own = () if kept else (*run.earlier, *([run.result] if run.result else ()))
    return (*earlier_askings(session, named, for_team), *(result for result in own if not result.hidden))


def moves_openly(session: Session, step_id: str) -> bool:
    """Whether how many moved may be told: beside the new result it tells the earlier ones of the series, which may be
    for fewer eyes, or of more people."""
    step = session.script.step(step_id)
    if step is None or not isinstance(step.detail, Poll):
        return True
    own = step.detail
    asked = [each.detail for i in session.polls if i != step_id and (each := session.script.step(i))]
    earlier = [poll for poll in asked if isinstance(poll, Poll) and own.series and poll.series == own.series]
    return all(_width(poll) >= _width(own) and poll.k <= own.k for poll in earlier)


def _width(poll: Poll) -> int:
    """By how many its result may be seen: nobody, those who lead, everyone."""
    return {Show.NEVER: 0, Show.FACILITATORS: 1}.get(poll.results, 2)
