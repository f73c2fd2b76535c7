"""Results that everybody was shown: what may still be told, after the end, to those who were in the room."""

from dataclasses import dataclass, replace

from workshop.script.model import Form, Poll, Step
from workshop.session.results import Result, asked
from workshop.session.state import Session
from workshop.session.step_views import poll_view, public


@dataclass(frozen=True, slots=True)
class Told:
    """A question, and its result as every phone showed it."""

    step: Step
    poll: Poll
    result: Result


def told_to_room(session: Session) -> list[Told]:
    """In running order; nothing before the end.

    A phone's own view decides (`poll_view`): what was not shown to the room is not told later either. What people
    wrote, words too, and questions made of such texts, are left out: they belong to the moment; so it was promised.
    """
    if session.phase != "ended":
        return []
    steps = [step for step in map(session.script.step, session.order) if step]
    return [told for step in steps if (told := _told(session, step))]


def _told(session: Session, step: Step) -> Told | None:
    view, poll = poll_view(session, step, "participant"), step.detail
    if view is None or view.result is None or view.result.hidden:
        return None
    if not isinstance(poll, Poll) or poll.sources or poll.form in (Form.TEXT, Form.WORDS):
        return None
    moved = view.result.movement if poll.compare else None
    shown = public(step, view.solution)
    assert isinstance(shown.detail, Poll)
    return _without_words(Told(shown, shown.detail, replace(view.result, texts=(), movement=moved)))


def _without_words(told: Told) -> Told | None:
    """Of a page only the questions that take none."""
    if told.poll.form is not Form.PAGE:
        return told
    kept = [pair for pair in asked(told.result, told.poll) if pair[1].poll.form not in (Form.TEXT, Form.WORDS)]
    poll = replace(told.poll, questions=tuple(question for _, question in kept))
    result = replace(told.result, parts=tuple(replace(part, texts=()) for part, _ in kept))
    return Told(replace(told.step, detail=poll), poll, result) if kept else None
