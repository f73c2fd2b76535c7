"""Whom "my group" means: the people of a group as they are when a text is written, wherever the group was made."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from workshop.script.model import Sees, Step
from workshop.session.group_chain import formed
from workshop.session.note_rules import field_names, promised
from workshop.session.people import Group
from workshop.session.state import Session


@dataclass(frozen=True, slots=True)
class Circle:
    """The group that reads what its people write on one step. `key`: under which the copies are kept."""

    key: str
    group: Group


def is_for_groups(step: Step) -> bool:
    """Whether somebody may write to their group on this step."""
    return any(Sees.MY_GROUP in promised(step, field) for field in field_names(step))


def circle_of(session: Session, step_id: str, person_id: str) -> Circle | None:
    """Where the step makes groups, theirs; elsewhere the one of the last groups that were at work. None: they are in
    none, or it may still be dealt anew."""
    own = session.breakouts.get(step_id)
    breakout, groups = (step_id, formed(own)) if own else _last_at_work(session)
    if own and own.phase == "proposed":
        return None
    return next((_circle(step_id, breakout, group) for group in groups if group.has(person_id)), None)


def circle_written_for(session: Session, step_id: str, person_id: str, key: object) -> Circle | None:
    """The group of this key, if they are in it, or were when others were made: a text may arrive late."""
    known = (_circle(step_id, breakout, group) for breakout, group in _of_all_times(session, step_id))
    return next((circle for circle in known if circle.key == key and circle.group.has(person_id)), None)


def _of_all_times(session: Session, step_id: str) -> Iterator[tuple[str, Group]]:
    runs = {step_id: session.breakouts[step_id]} if step_id in session.breakouts else session.breakouts
    for breakout, run in runs.items():
        for groups in (*run.earlier, () if run.phase == "proposed" else run.groups):
            yield from ((breakout, group) for group in groups)


def _last_at_work(session: Session) -> tuple[str, tuple[Group, ...]]:
    for visit in reversed(session.visits):
        groups = formed(session.breakouts.get(visit.step))
        if groups:
            return visit.step, groups
    return "", ()


def _circle(step_id: str, breakout: str, group: Group) -> Circle:
    """The groups of two breakouts have the same ids, so beside another step's texts stands where they were made."""
    apart = json.dumps([breakout, group.id]).encode()
    return Circle(group.id if breakout == step_id else sha256(apart).hexdigest()[:16], group)
