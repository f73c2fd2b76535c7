"""Processes that tell one another in one test: at once, or as late as the test likes."""

import json
from collections.abc import Callable
from typing import Any

from workshop.sharing.peers import Hear


class Wire:
    """`peer(name)` is one process of it. What is told while `held` waits until it is `released`."""

    def __init__(self) -> None:
        self.peers: list[Peer] = []
        self.held: list[tuple[Peer, str, str]] | None = None
        self.marks: set[str] = set()

    def peer(self, name: str) -> "Peer":
        self.peers.append(Peer(self, name))
        return self.peers[-1]

    def hold(self) -> None:
        self.held = []

    def release(self) -> None:
        waiting, self.held = self.held or [], None
        for word in waiting:
            self.carry(*word)

    def carry(self, by: "Peer", kind: str, told: str) -> None:
        if self.held is not None:
            self.held.append((by, kind, told))
            return
        for other in self.peers:
            if other is not by:
                for hear in other.ears.get(kind, ()):
                    hear(by.name, json.loads(told))


class Peer:
    away = False

    def __init__(self, wire: Wire, name: str) -> None:
        self.wire, self.name = wire, name
        self.ears: dict[str, list[Hear]] = {}

    def hear(self, kind: str, by: Hear) -> None:
        self.ears.setdefault(kind, []).append(by)

    def tell(self, kind: str, **body: Any) -> None:
        self.wire.carry(self, kind, json.dumps(body))

    def once(self, mark: str, seconds: int) -> bool:
        new = mark not in self.wire.marks
        self.wire.marks.add(mark)
        return new

    def start(self, came_back: Callable[[], None]) -> None:
        came_back()

    def stop(self) -> None:
        """Nothing of it is kept."""
