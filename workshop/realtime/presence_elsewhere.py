"""Who sits at other processes, as they tell it: in memory, and believed for fifteen seconds."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

BELIEVED = 15.0  # a process tells its people every five seconds; one that died tells nothing


@dataclass(frozen=True, slots=True)
class Desk:
    """A console at another process: what it is, and whose place in the team (empty: the facilitator's)."""

    role: str
    audience: str
    member: str = ""


@dataclass(slots=True)
class Told:
    """What one process said of one session. `people`: id → in, waiting or out."""

    people: dict[str, str]
    desks: list[Desk]
    at: float = field(default_factory=time.monotonic)

    @property
    def believed(self) -> bool:
        return time.monotonic() - self.at < BELIEVED


@dataclass(slots=True)
class Elsewhere:
    """Session → process → what it told. Empty for ever where one process serves alone."""

    _told: dict[str, dict[str, Told]] = field(default_factory=dict)

    def people(self, session_id: str) -> set[str]:
        return {person for told in self._of(session_id) for person in told.people}

    def at(self, process: str, session_id: str) -> set[str]:
        """Those who sit at this one."""
        told = self._told.get(session_id, {}).get(process)
        return set(told.people) if told and told.believed else set()

    def outside(self, session_id: str) -> set[str]:
        """Who waits at the door, or was removed."""
        return {person for told in self._of(session_id) for person, state in told.people.items() if state != "in"}

    def desks(self, session_id: str) -> list[Desk]:
        return [desk for told in self._of(session_id) for desk in told.desks]

    def has(self, session_id: str, person_id: str) -> bool:
        return any(person_id in told.people for told in self._of(session_id))

    def _of(self, session_id: str) -> Iterator[Told]:
        return (told for told in self._told.get(session_id, {}).values() if told.believed)

    def hear(self, process: str, session_id: str, told: Told) -> None:
        """All of this session that sits there now."""
        if told.people or told.desks:
            self._told.setdefault(session_id, {})[process] = told
        else:
            self._drop(session_id, [process])

    def moved(
        self, process: str, session_id: str, people: Mapping[str, str], gone: Iterable[str], desks: list[Desk]
    ) -> None:
        """Who came there, or is in another state, and who went since it told the last time."""
        before = self._told.get(session_id, {}).get(process) or Told({}, [])
        left = set(gone)
        now = {person: state for person, state in before.people.items() if person not in left} | dict(people)
        self.hear(process, session_id, Told(now, desks, before.at))  # anew: with threads, somebody may be reading it

    def lost(self, process: str = "") -> dict[str, set[str]]:
        """Forget a process that left; without a name, those that were silent for too long. Session → who sat there."""
        found: dict[str, set[str]] = {}
        for session_id, processes in list(self._told.items()):
            gone = [name for name, told in processes.items() if name == process or not told.believed]
            if gone:
                found[session_id] = {person for name in gone for person in processes[name].people}
                self._drop(session_id, gone)
        return found

    def _drop(self, session_id: str, processes: Iterable[str]) -> None:
        kept = self._told.get(session_id, {})
        for process in processes:
            kept.pop(process, None)
        if not kept:
            self._told.pop(session_id, None)

    def forget(self, session_id: str) -> None:
        self._told.pop(session_id, None)
