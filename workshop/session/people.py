"""Whom a session knows: persons, members of the team, and groups of those who work together."""

import re
import unicodedata
from dataclasses import dataclass, field, replace


def name_order(name: str) -> list[str | int]:
    """A key to sort names by, as one looks for them: “Guest 2” before “Guest 10”, “Émile” among those with an E."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return [int(piece) if n % 2 else piece for n, piece in enumerate(re.split(r"(\d+)", plain))]


def by_name(person: "Person") -> list[str | int]:
    return name_order(person.name)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the session knows them: an id and the name they gave."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team beside the facilitator. `role`: lead, support or moderator."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Group:
    """People who work together on one step. `id` is unlike that of every other group of the step."""

    id: str
    room: str
    people: tuple[Person, ...]
    topic: str = ""
    generation: int = 0  # rises whenever somebody comes in, however they came
    since: dict[str, int] = field(default_factory=dict)  # person → the generation they came with, where not the first
    stays: str = ""  # who stays at this table while the others go on, by id

    def has(self, person_id: str) -> bool:
        return any(p.id == person_id for p in self.people)

    def since_of(self, person_id: str) -> int:
        """The first generation whose texts this person reads: what was written before was for those here then."""
        return self.since.get(person_id, 0)

    def without(self, person_id: str) -> "Group":
        since = {person: first for person, first in self.since.items() if person != person_id}
        people = tuple(p for p in self.people if p.id != person_id)
        return replace(self, people=people, since=since, stays="" if self.stays == person_id else self.stays)

    def joined_by(self, person: Person) -> "Group":
        """With this person, who reads what is written from now on."""
        now = self.generation + 1
        people = (*(p for p in self.people if p.id != person.id), person)
        return replace(self, people=people, generation=now, since={**self.since, person.id: now})
