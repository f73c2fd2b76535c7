"""Which results belong to one question, and so tell something by their difference."""

from collections.abc import Iterator

from workshop.script.model import Poll
from workshop.session.results import Result
from workshop.session.state import Session


def asked_before(session: Session, step: str) -> bool:
    """Whether a result of this question has come out already."""
    return any(True for _ in told_before(session, step))


def question(session: Session, step_id: str) -> str:
    """The name under which results are comparable: a series, or the step itself."""
    step = session.script.step(step_id)
    series = step.detail.series if step and isinstance(step.detail, Poll) else ""
    return f"series {series}" if series else step_id


def told_before(session: Session, step_id: str) -> Iterator[Result]:
    asked = question(session, step_id)
    for step, run in session.polls.items():
        if question(session, step) == asked:
            results = (*run.earlier, *([run.result] if run.result else []))
            yield from (result for result in results if not result.hidden)
