"""Who has answered which asking of a question, for as long as two of its results could be compared.

One result less another is the answer of those who gave only one of them: so they come out only where those are nobody,
or enough. In the memory of the server alone: what is not known any more is taken for too alike.
"""

from dataclasses import dataclass, field

from workshop.session import comparable
from workshop.session.results import Result
from workshop.session.state import Session

Known = frozenset[str] | None  # ids of those whose answers a result is made of; None: a restart has lost it


@dataclass(slots=True)
class Voters:
    _asked: dict[tuple[str, str, int], set[str]] = field(default_factory=dict)
    _told: dict[tuple[str, str], list[Known]] = field(default_factory=dict)

    def heard(self, session: Session, step: str, epoch: int, person: str, kept: bool, passed: bool) -> None:
        """Remember that this person answered, where the answer was `kept`, and not what it was."""
        if not kept:
            return
        people = self._asked.setdefault((session.id, step, epoch), set())
        people.discard(person) if passed else people.add(person)

    def of(self, session_id: str, step: str, epoch: int) -> set[str]:
        """Who answered this asking, as far as this process heard."""
        return set(self._asked.get((session_id, step, epoch), ()))

    def add(self, session_id: str, step: str, epoch: int, people: set[str]) -> None:
        """Who answered it at another process."""
        self._asked.setdefault((session_id, step, epoch), set()).update(people)

    def apart(self, session: Session, step: str, result: Result, votes: int) -> Result:
        """The result as it may be told beside the earlier ones of this question. `votes`: how many it is made of."""
        before = [known for told in self._of_question(session, step) for known in self._told[told]]
        now = self._of(session, step, votes)
        unknown = len(before) < sum(1 for _ in comparable.told_before(session, step))
        if result.hidden or not (unknown or any(_too_alike(now, then, result.k) for then in before)):
            return comparable.rows_apart(session, step, result)
        return Result(hidden=True, k=result.k, too_alike=True)

    def told(self, session: Session, step: str, votes: int) -> None:
        """A result came out: later ones are compared with it."""
        self._told.setdefault((session.id, step), []).append(self._of(session, step, votes))

    def _of_question(self, session: Session, step: str) -> list[tuple[str, str]]:
        return [
            told for told in self._told if told[0] == session.id and comparable.is_one_question(session, step, told[1])
        ]

    def _of(self, session: Session, step: str, votes: int) -> Known:
        people = frozenset(self._asked.get((session.id, step, session.polls[step].epoch), ()))
        return people if len(people) == votes else None

    def forget(self, session_id: str) -> None:
        self._asked = {key: people for key, people in self._asked.items() if key[0] != session_id}
        self._told = {key: known for key, known in self._told.items() if key[0] != session_id}


def _too_alike(one: Known, other: Known, k: int) -> bool:
    if one is None or other is None:
        return True
    return any(0 < len(missing) < k for missing in (one - other, other - one))
