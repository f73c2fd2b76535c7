"""Which results belong to one question, and so tell something by their difference."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from workshop.script.model import Form, Poll, Show, Step
from workshop.session.look_alike import grouping_key
from workshop.session.results import Result, Row
from workshop.session.state import Session

NUMBERS, CHOSEN = {Form.SCALE, Form.NUMBER}, {Form.ONE, Form.SEVERAL}
Of = TypeVar("Of", Row, Result)


def asked_before(session: Session, step: str) -> bool:
    """Whether a result of this question has come out already."""
    return any(True for _ in told_before(session, step))


def is_one_question(session: Session, step_id: str, other: str) -> bool:
    """A step with itself, two of a series, and two that ask for the same with the same answers: put in while it runs,
    a poll is asked again under another id."""
    if step_id == other or not _names(session, step_id).isdisjoint(_names(session, other)):
        return True
    steps = [session.script.step(each) for each in (step_id, other)]
    polls = [step.detail for step in steps if step and isinstance(step.detail, Poll)]
    titles = {_title(step) for step in steps if step}
    return len(polls) == 2 and len(titles) == 1 and _fits_in(*polls)


def _fits_in(one: Poll, other: Poll) -> bool:
    """Whether an answer to the one is an answer to the other: in another order, among more, on a longer scale."""
    if {one.form, other.form} <= NUMBERS:
        return True
    labels = [{grouping_key(choice.label) for choice in poll.choices} for poll in (one, other)]
    fewer, more = sorted(labels, key=len)
    return {one.form, other.form} <= CHOSEN and len(fewer) > 1 and fewer <= more


def _names(session: Session, step_id: str) -> set[object]:
    step = session.script.step(step_id)
    if step is None or not isinstance(step.detail, Poll):
        return set()
    poll = step.detail
    answers = tuple(grouping_key(choice.label) for choice in poll.choices), poll.bins, poll.scale and poll.scale.low
    title = _title(step)
    asked = (
        title,
        poll.form,
        answers,
        poll.scale and poll.scale.high,
        _page(poll),
    )  # what a number counts makes no other question
    # A text that is taken back, or put together with another, makes no other question of a vote on texts.
    on_texts = {(title, poll.form, source) for source in poll.sources}
    return {
        asked,
        *on_texts,
        ("again", first_asked(session, step_id)),
        *([f"series {poll.series}"] if poll.series else []),
    }


def _title(step: Step) -> str:
    """Signs between and behind the words make no other question."""
    return " ".join(re.findall(r"\w+", grouping_key(step.title))) or step.title


def _page(poll: Poll) -> tuple[object, ...]:
    return tuple((grouping_key(question.title), question.poll.form) for question in poll.questions)


def first_asked(session: Session, step_id: str) -> str:
    """The poll that this one asks again, or again of again; itself where it asks anew."""
    seen = {step_id}
    while (step := session.script.step(step_id)) and isinstance(step.detail, Poll) and step.detail.again not in seen:
        if not step.detail.again or session.script.step(step.detail.again) is None:
            break
        step_id = step.detail.again
        seen.add(step_id)
    return step_id


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


def told_before(session: Session, step_id: str) -> Iterator[Result]:
    for step, run in session.polls.items():
        if is_one_question(session, step_id, step):
            results = (*run.earlier, *([run.result] if run.result else []))
            yield from (result for result in results if not result.hidden)


def rows_apart(session: Session, step_id: str, result: Result) -> Result:
    """The result without the statements, or questions of a page, that somebody left out, now or an earlier time: who it
    was nobody knows, so the difference could be the answer of one."""
    before = list(told_before(session, step_id))
    rows = _apart(result.rows, [row for told in before for row in told.rows if row.bars])
    parts = _apart(result.parts, [part for told in before for part in told.parts if not part.hidden])
    return replace(
        result,
        rows=tuple(row if may or not row.bars else Row(row.label, too_alike=True) for row, may in rows),
        parts=tuple(part if may or part.hidden else _held(part) for part, may in parts),
    )


def _held(part: Result) -> Result:
    return Result(hidden=True, k=part.k, label=part.label, too_alike=True)


def _apart(now: Sequence[Of], earlier: Sequence[Of]) -> list[tuple[Of, bool]]:
    """Each with whether it may be told beside what was told of it before."""
    once = {each.label for each in earlier}
    whole = once - {each.label for each in earlier if not each.whole}
    return [(each, each.label not in once or (each.whole and each.label in whole)) for each in now]
