"""Who is in a session, as its consoles are told: whole to one that comes, and from then on what changed."""

from dataclasses import dataclass, field
from typing import Any

from workshop.live.protocol import BesidePeople, PeopleFrame

People = dict[str, dict[str, Any]]


class Everybody(BesidePeople):
    people: list[dict[str, Any]]


@dataclass(slots=True)
class _Told:
    n: int
    people: People
    beside: BesidePeople | None  # None: nothing yet


@dataclass(slots=True)
class PeopleList:
    """What was told of each session. `n` grows with each difference, so that a console notices one that it missed."""

    _told: dict[str, _Told] = field(default_factory=dict)

    def whole(self, session_id: str, everybody: Everybody) -> PeopleFrame:
        """For a console that comes, or missed something. `everybody`: as it is now, used where nobody was told yet."""
        told = self._told.setdefault(session_id, _split(0, everybody))
        return _frame(told, True, list(told.people.values()), [])

    def difference(self, session_id: str, everybody: Everybody) -> PeopleFrame | None:
        """What is another since the last one; None where nothing is."""
        before = self._told.get(session_id, _Told(0, {}, None))
        now = _split(before.n + 1, everybody)
        changed = [person for i, person in now.people.items() if person != before.people.get(i)]
        gone = [i for i in before.people if i not in now.people]
        if not changed and not gone and now.beside == before.beside:
            return None
        self._told[session_id] = now
        return _frame(now, False, changed, gone)

    def forget(self, session_id: str) -> None:
        """Nobody of the team is there: whoever comes is told all."""
        self._told.pop(session_id, None)


def _frame(told: _Told, whole: bool, people: list[dict[str, Any]], gone: list[str]) -> PeopleFrame:
    assert told.beside is not None
    return {"n": told.n, "whole": whole, "people": people, "gone": gone, **told.beside}


def _split(n: int, everybody: Everybody) -> _Told:
    beside: BesidePeople = {
        "look_in": everybody["look_in"], "resting": everybody["resting"], "hands": everybody["hands"],
        "unseen": everybody["unseen"], "seats": everybody["seats"], "left": everybody["left"],
    }  # fmt: skip
    return _Told(n, {person["id"]: person for person in everybody["people"]}, beside)
