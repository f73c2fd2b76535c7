"""Rehearsals beside a running server, watched from the browser: one at a time, its clients on loopback sockets.

Each runs at one process; the others hear of it once a second, for whoever watches may be at any of them. That process
alone knows when it is over: who is about to refuse another one asks it.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec

from workshop import engine
from workshop.config import WILDCARDS
from workshop.rehearsal.api import Door, Unreachable
from workshop.rehearsal.cast import Plan
from workshop.rehearsal.progress import Progress
from workshop.rehearsal.report import Report
from workshop.script.model import Script
from workshop.session.errors import Refused
from workshop.sharing.peers import Alone, Peers
from workshop.util.language import marked, said
from workshop.util.phrases import why

log = logging.getLogger("workshop.rehearsal")
BUSY = marked("Another rehearsal is running. Please wait until it is over, or stop it.")
FAILED = marked("Something went wrong in the rehearsal itself. The server's log says more.")
BEFORE = Progress(0.0, "")
GONE = marked("The server that ran it has ended, so there is no report. Start it once more.")
TOLD_EVERY = 1.0  # seconds
SILENCE = 20.0  # seconds without a word from its process, after which it has ended with it
ON_ITS_WAY = 0.2  # seconds for a word to the other processes
PATIENCE = 2.0  # seconds for an answer of theirs
LOOK = 0.02
STOPPED = marked("The rehearsal was stopped before its end, so there is no report.")
BROKEN_OFF = marked("The rehearsal could not go on. %(why)s")
Speak = Callable[[], AbstractContextManager[None]]  # the language of whoever started it


class Stopped(Exception):
    """Somebody pressed Stop."""


@dataclass(slots=True)
class Run:
    """One rehearsal of a script. `trouble` says why it ended without a report."""

    name: str  # the script's
    session: str
    plan: Plan
    progress: Progress = BEFORE
    report: Report | None = None
    trouble: str = ""
    stopping: bool = False
    told_at: float | None = field(default=None, compare=False)  # where another process runs it: its last word
    told_by: str = field(default="", compare=False)
    lost: bool = field(default=False, compare=False)  # given up, since nothing is heard of it any more

    @property
    def running(self) -> bool:
        return self.report is None and not self.trouble

    def look(self, now: float) -> "Run":
        """Itself, with what follows from the silence of its process."""
        if self.running and self.told_at is not None and now - self.told_at > SILENCE:
            self.trouble, self.lost = said(GONE), True
        return self

    def is_older_than(self, known: "Run") -> bool:
        """What was said of this run is no news beside what is known of the newest of its script.

        The end of a run is final: a word from before may come after it. What runs here nobody else knows better.
        """
        if known.session == self.session:
            return not (known.running or known.lost)
        return known.running and (known.told_at is None or not self.running)

    def watch(self, progress: Progress) -> None:
        if self.stopping:
            raise Stopped
        self.progress = progress


class Rehearsals:
    """The newest rehearsal of each script of a place. They go with the process; their sessions stay until deleted."""

    def __init__(self, peers: Peers) -> None:
        self._runs: dict[tuple[str, str], Run] = {}
        self._peers = peers
        peers.hear("rehearsal", self._hear)
        peers.hear("rehearsal asked", self._hear_asked)
        peers.hear("stop rehearsal", self._hear_stop)
        peers.hear("bye", self._hear_bye)

    def of(self, place: str, name: str) -> Run | None:
        run = self._runs.get((place, name))
        return run and run.look(engine.now())

    def check_free(self, place: str) -> None:
        """Raises Refused while one of this place is running. Nobody is told of those of others."""
        self._ask(place)
        self._refuse_second(place)

    def take_turn(self, place: str) -> None:
        """Right before a start: of two who press it in the same moment, at whatever process, the second is refused."""
        after = sorted(run.session for run in self._of(place))
        if not self._peers.once(" ".join(["rehearsal", place, *after]), round(PATIENCE)):
            self._wait(lambda: any(run.running for run in self._of(place)))
            self._refuse_second(place)

    def _refuse_second(self, place: str) -> None:
        if any(run.running for run in self._of(place)):
            raise Refused(BUSY, "busy")

    def _of(self, place: str) -> list[Run]:
        now = engine.now()
        return [run.look(now) for (whose, _), run in self._runs.items() if whose == place]

    def _ask(self, place: str) -> None:
        """Those that run elsewhere, as far as we heard, may be over by now."""
        asked = engine.now()
        doubtful = self._elsewhere(place, asked)
        if doubtful and not self._peers.away:
            self._peers.tell("rehearsal asked", place=place, sessions=doubtful)
            self._wait(lambda: not self._elsewhere(place, asked))

    def _elsewhere(self, place: str, before: float) -> list[str]:
        """Sessions of those that run elsewhere, of which nothing was heard since."""
        there = (run for run in self._of(place) if run.running and run.told_at is not None)
        return [run.session for run in there if (run.told_at or 0.0) <= before]

    def _wait(self, holds: Callable[[], bool]) -> None:
        until = engine.now() + PATIENCE
        while not holds() and engine.now() < until:
            engine.sleep(LOOK)

    def start(
        self, door: Door, place: str, name: str, session: str, code: str, script: Script, plan: Plan,
        speak: Speak,
    ) -> None:  # fmt: skip
        """Begin, beside everything else that the server does. Raises Refused."""
        self._refuse_second(place)
        run = self._runs[place, name] = Run(name, session, plan)
        engine.spawn(self._go, place, run, door, code, script, speak)
        engine.spawn(self._tell_while, place, run)
        if not isinstance(self._peers, Alone):
            engine.sleep(ON_ITS_WAY)  # the page that comes next may be asked of another process

    def stop(self, place: str, name: str) -> None:
        self._peers.tell("stop rehearsal", place=place, name=name)
        self._hear_stop("", {"place": place, "name": name})

    def _tell_while(self, place: str, run: Run) -> None:
        while run.running:
            self._tell(place, run)
            engine.sleep(TOLD_EVERY)

    def _tell(self, place: str, run: Run) -> None:
        self._peers.tell("rehearsal", place=place, run=asdict(run))

    def _hear_asked(self, _process: str, body: dict[str, Any]) -> None:
        for run in self._of(body["place"]):
            if run.told_at is None and run.session in body["sessions"]:
                self._tell(body["place"], run)

    def _hear(self, process: str, body: dict[str, Any]) -> None:
        run = msgspec.convert(body["run"], Run)
        known = self._runs.get((body["place"], run.name))
        if known is None or not run.is_older_than(known):
            run.told_at, run.told_by = engine.now(), process
            self._runs[body["place"], run.name] = run

    def _hear_bye(self, process: str, _body: dict[str, Any]) -> None:
        """What it ran ends with it."""
        for run in self._runs.values():
            if run.told_by == process:
                run.told_at = float("-inf")

    def _hear_stop(self, _process: str, body: dict[str, Any]) -> None:
        run = self.of(body["place"], body["name"])
        if run:
            run.stopping = True

    def _go(self, place: str, run: Run, door: Door, code: str, script: Script, speak: Speak) -> None:
        try:
            with speak():
                self._play(run, door, code, script)
        finally:
            self._tell(place, run)

    def _play(self, run: Run, door: Door, code: str, script: Script) -> None:
        from workshop.rehearsal.client import Away  # a server starts without its clients
        from workshop.rehearsal.rehearse import rehearse

        trouble = said(FAILED)
        try:
            run.report = rehearse(door, run.session, code, script, run.plan, run.watch)
        except Stopped:
            trouble = said(STOPPED)
        except (Away, Unreachable) as away:
            trouble = said(BROKEN_OFF, {"why": why(away, said)})
        finally:
            run.trouble = "" if run.report else trouble


def own_url(host: str, port: int) -> str:
    """Where this very server is reached from its own machine, whatever people type."""
    near = "127.0.0.1" if host in WILDCARDS else host
    return f"http://[{near}]:{port}" if ":" in near else f"http://{near}:{port}"
