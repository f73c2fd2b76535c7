"""Who is in a session, as its consoles are told: whole to one that comes, and from then on what changed."""

from dataclasses import dataclass, field
from typing import Any

People = dict[str, dict[str, Any]]


@dataclass(slots=True)
class _Told:
    n: int
    people: People
    beside: dict[str, Any]


@dataclass(slots=True)
class PeopleList:
    """What was told of each session. `n` grows with each difference, so that a console notices one that it missed."""

    _told: dict[str, _Told] = field(default_factory=dict)

    def whole(self, session_id: str, everybody: dict[str, Any]) -> dict[str, Any]:
        """For a console that comes, or missed something. `everybody`: as it is now, used where nobody was told yet."""
        told = self._told.setdefault(session_id, _split(0, everybody))
        return {"n": told.n, "whole": True, "people": list(told.people.values()), "gone": [], **told.beside}

    def difference(self, session_id: str, everybody: dict[str, Any]) -> dict[str, Any] | None:
        """What is another since the last one; None where nothing is."""
        before = self._told.get(session_id, _Told(0, {}, {}))
        now = _split(before.n + 1, everybody)
        changed = [person for i, person in now.people.items() if person != before.people.get(i)]
        gone = [i for i in before.people if i not in now.people]
        if not changed and not gone and now.beside == before.beside:
            return None
        self._told[session_id] = now
        return {"n": now.n, "whole": False, "people": changed, "gone": gone, **now.beside}

    def forget(self, session_id: str) -> None:
        """Nobody of the team is there: whoever comes is told all."""
        self._told.pop(session_id, None)


def _split(n: int, everybody: dict[str, Any]) -> _Told:
    beside = {name: value for name, value in everybody.items() if name != "people"}
    return _Told(n, {person["id"]: person for person in everybody["people"]}, beside)
