"""The simulated facilitator's hands: commands, and whether what came of them reached every screen, and how fast."""

import secrets
import time
from typing import Any

from workshop.rehearsal.client import Client, Console, Pass, Projector
from workshop.rehearsal.phone import Phone
from workshop.rehearsal.report import Slowest
from workshop.rehearsal.troupe import Troupe
from workshop.script.model import Script
from workshop.util.phrases import Phrase, ours, phrase


class Moved(Exception):
    """Somebody else moved the session on: go on from there."""


class Conductor:
    """`stages` counts one for every screen and change that should reach it, `arrived` those that did."""

    def __init__(self, entry: Pass, script: Script, troupe: Troupe) -> None:
        self.script, self.troupe = script, troupe
        self.console = Console(phrase("The console"), entry)
        self.projector = Projector(phrase("The shared screen"), entry)
        self.stages = self.arrived = 0
        self.slowest: Slowest | None = None
        self.lost: list[Phrase] = []
        self.errors: list[Phrase] = []
        self._admitted: set[str] = set()

    def come(self) -> None:
        self.console.connect()
        self.projector.connect()

    def go_home(self) -> None:
        self.console.leave()
        self.projector.leave()

    def title(self, step_id: str) -> str:
        step = self.script.step(step_id)
        return step.title if step else step_id

    def screens(self) -> list[Client]:
        return [self.console, self.projector, *self.troupe.inside()]

    def command(self, name: str, **more: Any) -> None:
        """Give a command and wait until every screen has what came of it. Raises Moved, and Away."""
        step, v, screens = self.console.step, self.console.v, self.screens()
        at = time.monotonic()
        answer = self._call(name, **{"from": v}, **more)
        if answer["status"] == "stale":
            self._catch_up(step, answer["v"])
            self.command(name, **more)
        elif answer["status"] != "ok":
            self.errors.append(self._refused(step, name, answer.get("reason", "")))
        elif answer["v"] > v:
            for screen in screens:
                self.reached(screen, answer["v"], name)
            self._measure(name, answer["v"], at, screens)

    def _refused(self, step: str, name: str, why: str) -> Phrase:
        return phrase("“{step}”: {command} was refused. {why}", step=self.title(step), command=name, why=ours(why))

    def _catch_up(self, step: str, v: int) -> None:
        """Somebody came or went while the hand was raised; only where the step is another one it is too late."""
        self.console.until(lambda c: c.v >= v)
        if self.console.step != step or self.console.phase == "ended":
            raise Moved

    def _call(self, name: str, **more: Any) -> dict[str, Any]:
        return self.console.call("command", {"command": name, "id": secrets.token_hex(8), **more})

    def admit(self) -> None:
        """Whoever waits at the door comes in: the simulated ones, and somebody who walks along."""
        for person in self.console.people.get("people", []):
            if person["state"] == "waiting" and person["id"] not in self._admitted:
                self._admitted.add(person["id"])
                self._call("admit", person=person["id"])

    # What came of it

    def reached(self, screen: Client, v: int, command: str) -> None:
        """`command`: what this screen is to show; empty for the last look round."""
        if screen.until(lambda c: c.v >= v or c.away) and screen.away:
            return  # left meanwhile; they get the newest when they are back
        self.stages += 1
        if screen.v >= v:
            self.arrived += 1
        else:
            self.lost.append(_unseen(screen, v, command))

    def _measure(self, name: str, v: int, at: float, screens: list[Client]) -> None:
        steady = [s for s in screens if not (isinstance(s, Phone) and s.behaviour.drops)]
        took = max((when - at for s in steady if (when := s.when(v)) is not None), default=0.0)
        if self.slowest is None or took > self.slowest.seconds:
            self.slowest = Slowest(self.title(self.console.step), name, took)


def _unseen(screen: Client, v: int, command: str) -> Phrase:
    if command:
        return phrase(
            "{name} did not get what came of {command} (version {v}).", name=screen.name, command=command, v=v
        )
    return phrase("{name} did not get the last version, {v}.", name=screen.name, v=v)
