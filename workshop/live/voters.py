"""Who has answered which asking of a question, for as long as two of its results could be compared.

One result less another is the answer of those who gave only one of them: so they come out only where those are nobody,
or enough. In the memory of the servers alone: what is not known any more is taken for too alike. Where several
processes serve, each knows those who answered at it, and hears of the others when a question closes.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from workshop.session import comparable
from workshop.session.one_question import Asked, is_one
from workshop.session.remainders import isolates
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
        """The result as it may be told beside the earlier ones of its questions. `votes`: how many it is made of."""
        if result.hidden:
            return result
        now, held = self._of(session, step, votes), set()
        here: list[tuple[Asked, Known, int]] = []  # a page may ask twice
        for asked, whole in comparable.told_in(session, step, result):
            known = now if whole else None
            before = [(who, k) for other, who, k in (*self._told_of(session), *here) if is_one(session, asked, other)]
            if _tells_of_few(before, known, result.k):
                held.add(asked.label)
            else:
                here.append((asked, known, result.k))
        return comparable.kept_from(result, held)

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

    def _told_of(self, session: Session) -> Iterator[tuple[Asked, Known, int]]:
        """Every question of which something came out, with those whose answers it tells, and the k that they read."""
        for step in session.polls:
            results = comparable.told_of(session, step)
            known = [who for _, who in sorted(self._told.get((session.id, step), {}).items())]
            known = known if len(known) == len(results) else [None] * len(results)
            for result, who in zip(results, known, strict=True):
                for asked, whole in comparable.told_in(session, step, result):
                    yield asked, who if whole else None, result.k

    def _lacks_earlier(self, session: Session, step: str) -> bool:
        return any(
            len(comparable.told_of(session, other)) > len(self._told.get((session.id, other), {}))
            for other in comparable.told_alike(session, step)
        )

    def _of(self, session: Session, step: str, votes: int) -> Known:
        people = frozenset(self._asked.get((session.id, step, session.polls[step].epoch), ()))
        return people if len(people) == votes else None

    def forget(self, session_id: str) -> None:
        self._asked = {key: people for key, people in self._asked.items() if key[0] != session_id}
        self._told = {key: known for key, known in self._told.items() if key[0] != session_id}
        self._shared = {asking for asking in self._shared if asking[0] != session_id}


def _tells_of_few(before: Collection[tuple[Known, int]], now: Known, k: int) -> bool:
    """`before`: with what number each of them was promised; the largest holds for all."""
    if not before:
        return False
    people = [who for who, _ in before]
    return (
        now is None
        or None in people
        or isolates([p for p in people if p is not None], now, max(k, *(n for _, n in before)))
    )
