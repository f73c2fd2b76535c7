"""Which groups a breakout goes on from, and who plays which part in a group: read off the session. Pure."""

from collections.abc import Iterator

from workshop.script.model import Breakout, By, GroupWords, Stay, Step, origin_of
from workshop.session.groups_onward import Before, been_at, number_of
from workshop.session.look_alike import grouping_key
from workshop.session.people import Group
from workshop.session.state import BreakoutRun, Session

TOLD_BY_PHONES = (By.ANSWER, By.UNLIKE)  # the screen names nobody of them: who sits together tells an answer


def formed(run: BreakoutRun | None) -> tuple[Group, ...]:
    """The groups that were at work last; proposed ones never were."""
    if run is None:
        return ()
    if run.phase == "proposed":
        return run.earlier[-1] if run.earlier else ()
    return run.groups


def origin(session: Session, breakout: Breakout) -> Breakout:
    """The breakout that made the groups from which these come."""
    return origin_of(breakout, lambda name: _detail(session.script.step(name)))


def _detail(step: Step | None) -> object:
    return step.detail if step else None


def named_on_screen(session: Session, breakout: Breakout) -> bool:
    """Whether the shared screen may say who sits where."""
    return origin(session, breakout).by not in TOLD_BY_PHONES


def before(session: Session, step_id: str, breakout: Breakout) -> Before:
    """The newest groups to go on from: of the step that is named, or of one that went on from it by rotating."""
    steps = [breakout.of, *_rotating(session, breakout.of)] if breakout.by is By.ROTATE else [breakout.of]
    runs = [(session.breakouts[step], step) for step in dict.fromkeys(steps) if step in session.breakouts]
    runs = [(run, step) for run, step in runs if formed(run)]
    if not runs:
        return Before()
    newest = max(runs, key=lambda each: each[0].at)[0]
    since = session.breakouts[breakout.of].at if breakout.of in session.breakouts else 0.0
    times = [formed(run) for run, step in runs if run.at >= since]
    times += [groups for run, step in runs if step != breakout.of for groups in run.earlier]
    return Before(formed(newest), been_at(times))


def _rotating(session: Session, step_id: str) -> Iterator[str]:
    """The steps that go on from the tables of this one, and from theirs."""
    for step in session.script.steps:
        detail = step.detail
        if isinstance(detail, Breakout) and detail.by is By.ROTATE and detail.of == step_id and step.id != step_id:
            yield step.id
            yield from _rotating(session, step.id)


def asks_who_stays(session: Session, step_id: str) -> bool:
    """Whether the groups of this step choose who stays: a step to come goes on from their tables with `stay: one`."""
    try:
        here = session.order.index(step_id)
    except ValueError:
        return False
    ahead = [session.script.step(step) for step in session.order[here:] if step not in session.skipped]
    return any(_goes_on_from(session, step, step_id) for step in ahead if step)


def _goes_on_from(session: Session, step: Step, step_id: str) -> bool:
    detail = step.detail
    if not isinstance(detail, Breakout) or detail.by is not By.ROTATE or detail.stay is not Stay.ONE:
        return False
    if step.id == step_id:  # a part that repeats brings it once more
        part = session.part_of(step_id)
        return part < len(session.script.parts) and session.script.parts[part].repeat != 1
    return step_id == detail.of or step_id in _rotating(session, detail.of)


def roles(breakout: Breakout, group: Group, nth: int) -> dict[str, str]:
    """Person → their role in round `nth` (from 0). Each round everybody takes the next one; where there are more
    people than roles the last role is of several, where there are fewer the last ones are of nobody."""
    number, named = len(group.people), breakout.roles
    if not named:
        return {}
    return {p.id: named[min((place - nth) % number, len(named) - 1)] for place, p in enumerate(group.people)}


def words_for(breakout: Breakout, group: Group) -> tuple[GroupWords, ...]:
    """The words that are for the people of this group alone."""
    topic, number = grouping_key(group.topic), number_of(group)
    return tuple(w for w in breakout.words if (w.number == number if w.number else topic == grouping_key(w.label)))
