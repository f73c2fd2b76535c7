"""The polls of a session after an event."""

from dataclasses import replace

from workshop.session import events as ev
from workshop.session.events import Event
from workshop.session.gathered import Answer, filled, relabelled
from workshop.session.results import moderated
from workshop.session.state import PollRun, Session


def polls(session: Session, event: Event) -> Session:
    match event:
        case ev.PollOpened(step, epoch, limit_at, at, answers):
            session = _frozen(session, step, answers) if answers else session
            old = session.polls.get(step)
            earlier = (*old.earlier, old.result) if old and old.result else old.earlier if old else ()
            run = PollRun(opened_at=at, epoch=epoch, limit_at=limit_at, earlier=earlier)
            lost = old is not None and old.result is None
            since, time = (old.since, old.time) if old and lost else (epoch, session.time_of(step))
            return replace(session, polls={**session.polls, step: replace(run, since=since, time=time)})
        case ev.PollClosing(step, until):
            return with_poll(session, step, phase="closing", until=until, limit_at=None)
        case ev.PollCounted(step, result):
            return with_poll(session, step, phase="closed", until=None, result=result)
        case ev.PollRevealed(step, at):
            return with_poll(replace(session, shown_at=at), step, phase="revealed", reveal_wanted=False)
        case ev.RevealWanted(step, at):
            return with_poll(replace(session, shown_at=at), step, reveal_wanted=True)
        case ev.SolutionShown(step, at):
            return with_poll(replace(session, shown_at=at), step, solution_shown=True)
        case ev.TextsModerated(step, items, to) if step in session.polls:
            counted = session.polls[step].result
            return with_poll(session, step, result=moderated(counted, items, to)) if counted else session
        case ev.TextsGathered(step, heaps):
            return replace(session, heaps={**session.heaps, step: heaps})
        case ev.TextsTakenDown(answers, answered, heaps):
            return _taken_down(replace(session, heaps=dict(heaps)), dict(answers), dict(answered))
        case _:
            return session


def _frozen(session: Session, step: str, answers: tuple[Answer, ...]) -> Session:
    """The answers that a poll was opened with. Earlier ones stay known: a text of them may be taken back."""
    earlier = (*session.answered.get(step, ()), *session.answers.get(step, ()))
    script, left = filled(session.script, {step: answers}), {i: h for i, h in session.heaps.items() if i != step}
    answered = {**session.answered, step: earlier} if earlier else session.answered
    return replace(
        session, script=script, answers={**session.answers, step: answers}, answered=answered, heaps=left
    )  # fmt: skip


def _taken_down(
    session: Session, answers: dict[str, tuple[Answer, ...]], answered: dict[str, tuple[Answer, ...]]
) -> Session:
    runs = dict(session.polls)
    for step, run in session.polls.items():
        old = (*session.answers.get(step, ()), *session.answered.get(step, ()))
        new = (*answers.get(step, ()), *answered.get(step, ()))
        earlier = tuple(r for r in (relabelled(result, old, new) for result in run.earlier) if r)
        runs[step] = replace(run, result=relabelled(run.result, old, new), earlier=earlier)
    script = filled(session.script, answers)
    return replace(session, script=script, polls=runs, answers=answers, answered=answered)


def with_poll(session: Session, step: str, **changes: object) -> Session:
    run = replace(session.polls[step], **changes)  # type: ignore[arg-type]
    return replace(session, polls={**session.polls, step: run})
