"""Rehearsals beside a running server, watched from the browser: one at a time, its clients on loopback sockets."""

import logging
from dataclasses import dataclass

from workshop import engine
from workshop.config import WILDCARDS
from workshop.rehearsal.api import Door, Unreachable
from workshop.rehearsal.cast import Plan
from workshop.rehearsal.client import Away
from workshop.rehearsal.rehearse import rehearse
from workshop.rehearsal.report import Report
from workshop.rehearsal.walk import Progress
from workshop.script.model import Script
from workshop.session.errors import Refused

log = logging.getLogger("workshop.rehearsal")
BUSY = "Another rehearsal is running. Please wait until it is over, or stop it."
FAILED = "Something went wrong in the rehearsal itself. The server's log says more."
BEFORE = Progress(0.0, "")
STOPPED = "The rehearsal was stopped before its end, so there is no report."


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

    @property
    def running(self) -> bool:
        return self.report is None and not self.trouble

    def watch(self, progress: Progress) -> None:
        if self.stopping:
            raise Stopped
        self.progress = progress


class Rehearsals:
    """The newest rehearsal of each script of a place. They go with the process; their sessions stay until deleted."""

    def __init__(self) -> None:
        self._runs: dict[tuple[str, str], Run] = {}

    def of(self, place: str, name: str) -> Run | None:
        return self._runs.get((place, name))

    def check_free(self, place: str) -> None:
        """Raises Refused while one of this place is running. Nobody is told of those of others."""
        if any(run.running for (whose, _), run in self._runs.items() if whose == place):
            raise Refused(BUSY, "busy")

    def start(self, door: Door, place: str, name: str, session: str, code: str, script: Script, plan: Plan) -> None:
        """Begin, beside everything else that the server does. Raises Refused."""
        self.check_free(place)
        run = self._runs[place, name] = Run(name, session, plan)
        engine.spawn(self._go, run, door, code, script)

    def stop(self, place: str, name: str) -> None:
        run = self.of(place, name)
        if run:
            run.stopping = True

    def _go(self, run: Run, door: Door, code: str, script: Script) -> None:
        trouble = FAILED
        try:
            run.report = rehearse(door, run.session, code, script, run.plan, run.watch)
        except Stopped:
            trouble = STOPPED
        except (Away, Unreachable) as away:
            trouble = f"The rehearsal could not go on. {away}"
        finally:
            run.trouble = "" if run.report else trouble


def own_url(host: str, port: int) -> str:
    """Where this very server is reached from its own machine, whatever people type."""
    near = "127.0.0.1" if host in WILDCARDS else host
    return f"http://[{near}]:{port}" if ":" in near else f"http://{near}:{port}"
