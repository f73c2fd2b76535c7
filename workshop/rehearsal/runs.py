"""Rehearsals beside a running server, watched from the browser: one at a time, its clients on loopback sockets.

Each runs at one process; the others hear of it once a second, for whoever watches may be at any of them.
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

    @property
    def running(self) -> bool:
        return self.report is None and not self.trouble

    def look(self, now: float) -> "Run":
        """Itself, with what follows from the silence of its process."""
        if self.running and self.told_at is not None and now - self.told_at > SILENCE:
            self.trouble = said(GONE)
        return self

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
        peers.hear("stop rehearsal", self._hear_stop)

    def of(self, place: str, name: str) -> Run | None:
        run = self._runs.get((place, name))
        return run and run.look(engine.now())

    def check_free(self, place: str) -> None:
        """Raises Refused while one of this place is running. Nobody is told of those of others."""
        now = engine.now()
        if any(run.look(now).running for (whose, _), run in self._runs.items() if whose == place):
            raise Refused(BUSY, "busy")

    def start(
        self, door: Door, place: str, name: str, session: str, code: str, script: Script, plan: Plan,
        speak: Speak,
    ) -> None:  # fmt: skip
        """Begin, beside everything else that the server does. Raises Refused."""
        self.check_free(place)
        run = self._runs[place, name] = Run(name, session, plan)
        engine.spawn(self._go, run, door, code, script, speak)
        engine.spawn(self._tell_while, place, run)
        if not isinstance(self._peers, Alone):
            engine.sleep(ON_ITS_WAY)  # the page that comes next may be asked of another process

    def stop(self, place: str, name: str) -> None:
        self._peers.tell("stop rehearsal", place=place, name=name)
        self._hear_stop("", {"place": place, "name": name})

    def _tell_while(self, place: str, run: Run) -> None:
        while run.running:
            self._peers.tell("rehearsal", place=place, run=asdict(run))
            engine.sleep(TOLD_EVERY)
        self._peers.tell("rehearsal", place=place, run=asdict(run))

    def _hear(self, _process: str, body: dict[str, Any]) -> None:
        run = msgspec.convert(body["run"], Run)
        run.told_at = engine.now()
        self._runs[body["place"], run.name] = run

    def _hear_stop(self, _process: str, body: dict[str, Any]) -> None:
        run = self.of(body["place"], body["name"])
        if run:
            run.stopping = True

    def _go(self, run: Run, door: Door, code: str, script: Script, speak: Speak) -> None:
        with speak():
            self._play(run, door, code, script)

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
