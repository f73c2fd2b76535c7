"""How much one person may send, over all their connections and over HTTP, and how many connections they may hold."""

from dataclasses import dataclass, field
from typing import Any

from workshop.transport.limits import PEOPLE, PERSON_BURST, PERSON_RATE, SOCKETS, Bucket


@dataclass(slots=True)
class Person:
    bucket: Bucket = field(default_factory=lambda: Bucket(PERSON_RATE, PERSON_BURST))
    sockets: dict[Any, None] = field(default_factory=dict)  # the oldest first


class People:
    """By a key that the server made, never by what a client says."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}
        self._look_at = PEOPLE

    def of(self, key: str) -> Person:
        if key not in self._people and len(self._people) >= self._look_at:
            self._forget_quiet_ones()
        return self._people.setdefault(key, Person())

    def add(self, key: str, one: Any) -> Any:
        """`one` is a connection of this person; their oldest, where that is one too many."""
        sockets = self.of(key).sockets
        sockets[one] = None
        return next(iter(sockets)) if len(sockets) > SOCKETS else None

    def remove(self, key: str, one: Any) -> None:
        if person := self._people.get(key):
            person.sockets.pop(one, None)
            if not person.sockets and person.bucket.is_full():
                del self._people[key]

    def _forget_quiet_ones(self) -> None:
        """Whoever has no connection and a full bucket would be given the same one again.

        Next when they are twice as many: where all are connected, each who comes would else be looked for among all.
        """
        for key in [k for k, p in list(self._people.items()) if not p.sockets and p.bucket.is_full()]:
            self._people.pop(key, None)
        self._look_at = max(PEOPLE, 2 * len(self._people))

    def __len__(self) -> int:
        return len(self._people)
