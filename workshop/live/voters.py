"""Who has answered which asking of a question, for as long as two of its results could be compared.

One result less another is the answer of those who gave only one of them: so they come out only where those are nobody,
or enough. In the memory of the servers alone: what is not known any more is taken for too alike. Where several
processes serve, each knows those who answered at it, and hears of the others when a question closes.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from workshop.session import comparable
from workshop.session.results import Result
from workshop.session.state import Session

Asking = tuple[str, str, int]  # session, step, epoch
Known = frozenset[str] | None  # ids of those whose answers a result is made of; None: a restart has lost it


@dataclass(slots=True)
class Voters:
    """`tell_late`: tells other processes that somebody answered after they were told who did; None: there are none."""

    tell_late: Callable[[str, str, int], None] | None = None
    _asked: dict[Asking, set[str]] = field(default_factory=dict)
    _told: dict[tuple[str, str], dict[int, Known]] = field(default_factory=dict)  # by epoch
    _shared: set[Asking] = field(default_factory=set)  # of which the other processes were told

    def heard(self, session: Session, step: str, epoch: int, person: str, kept: bool, passed: bool) -> None:
        """Remember that this person answered, where the answer was `kept`, and not what it was."""
        if not kept:
            return
        asking = (session.id, step, epoch)
        people = self._asked.setdefault(asking, set())
        people.discard(person) if passed else people.add(person)
        if self.tell_late and asking in self._shared:
            self.tell_late(*asking)

    def share(self, session_id: str, step: str, epoch: int) -> set[str]:
        """Who answered this asking, as far as this process heard, for the others."""
        self._shared.add((session_id, step, epoch))
        return set(self._asked.get((session_id, step, epoch), ()))

    def add(self, session_id: str, step: str, epoch: int, people: set[str]) -> None:
        """Who answered it at another process."""
        self._asked.setdefault((session_id, step, epoch), set()).update(people)

    def apart(self, session: Session, step: str, result: Result, votes: int) -> Result:
        """The result as it may be told beside the earlier ones of this question. `votes`: how many it is made of."""
        before, now = self._before(session, step), self._of(session, step, votes)
        k = max(result.k, *(told.k for told in comparable.told_before(session, step)), 0)  # as any of them promised
        if result.hidden or not (
            self._lacks_earlier(session, step) or any(_too_alike(now, then, k) for then in before)
        ):
            return comparable.rows_apart(session, step, result)
        return Result(hidden=True, k=result.k, too_alike=True)

    def lacks(self, session: Session, step: str, result: Result, votes: int) -> bool:
        """Whether other processes may know what is needed to tell this result, or to compare later ones with it."""
        if self.tell_late is None or result.hidden:
            return False
        return self._of(session, step, votes) is None or self._lacks_earlier(session, step)

    def told(self, session: Session, step: str, votes: int) -> None:
        """A result came out: later ones are compared with it."""
        self.told_elsewhere(session.id, step, session.polls[step].epoch, self._of(session, step, votes))

    def told_elsewhere(self, session_id: str, step: str, epoch: int, known: Collection[str] | None) -> None:
        """It came out at another process, which knows whose answers it is made of, or that nobody does."""
        self._told.setdefault((session_id, step), {})[epoch] = None if known is None else frozenset(known)

    def of_result(self, session_id: str, step: str, epoch: int) -> Known:
        """Whose answers a result that came out here is made of."""
        return self._told.get((session_id, step), {}).get(epoch)

    def _before(self, session: Session, step: str) -> list[Known]:
        return [
            known
            for (session_id, other), told in self._told.items()
            if session_id == session.id and comparable.is_one_question(session, step, other)
            for known in told.values()
        ]

    def _lacks_earlier(self, session: Session, step: str) -> bool:
        return len(self._before(session, step)) < sum(1 for _ in comparable.told_before(session, step))

    def _of(self, session: Session, step: str, votes: int) -> Known:
        people = frozenset(self._asked.get((session.id, step, session.polls[step].epoch), ()))
        return people if len(people) == votes else None

    def forget(self, session_id: str) -> None:
        self._asked = {key: people for key, people in self._asked.items() if key[0] != session_id}
        self._told = {key: known for key, known in self._told.items() if key[0] != session_id}
        self._shared = {asking for asking in self._shared if asking[0] != session_id}


def _too_alike(one: Known, other: Known, k: int) -> bool:
    if one is None or other is None:
        return True
    return any(0 < len(missing) < k for missing in (one - other, other - one))
