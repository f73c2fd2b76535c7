"""`workshop serve --processes N`: one parent that serves nobody, and N servers behind one port.

The kernel spreads connections over them. One that dies is started again; SIGHUP starts them anew one after the other,
so that a new version or setting comes in while workshops run.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

import click

from workshop.config import Settings
from workshop.util.phrases import phrase

log = logging.getLogger("workshop.processes")
READY = "Ready."
STOP = frozenset((signal.SIGTERM, signal.SIGINT))
OUR_MARK = "ONE_OF_SEVERAL_SERVERS"  # in the environment of each: they share the port
GRACE = 10.0  # seconds for one to end
REST = 1.0  # seconds before one that died is started again
NEEDS = phrase(
    "Several processes need PostgreSQL and Redis, so that they know of one another: set WORKSHOP_DATABASE_URL and "
    "WORKSHOP_REDIS_URL, or serve with one process. docs/hosting.md has both set-ups."
)


class CannotShare(Exception):
    """The settings are for one process; the text says what to do."""


def is_one_of_several() -> bool:
    return OUR_MARK in os.environ


class One:
    """One of the servers. `speaks`: what it prints before it is ready is what the host reads."""

    def __init__(self, command: Sequence[str], n: int, speaks: bool) -> None:
        own = {OUR_MARK: str(n), **({"WORKSHOP_BACKUP_EVERY": "0"} if n else {})}  # the first makes the backups
        environment = {**os.environ, **own}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)  # noqa: S603
        self.settled = threading.Event()  # it takes connections, or has ended
        threading.Thread(target=self._read, args=(speaks,), daemon=True).start()

    def _read(self, speaks: bool) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.strip() == READY:
                self.settled.set()
            elif speaks and not self.settled.is_set():
                click.echo(line.rstrip("\n"))
        self.process.wait()
        self.settled.set()

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def end(self, until: float) -> None:
        """It was asked to by now; whoever does not is made to."""
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Fleet:
    """The servers, and what happens to them until SIGTERM."""

    def __init__(self, settings: Settings, arguments: Sequence[str]) -> None:
        if not settings.keys_in_redis:
            raise CannotShare(NEEDS)
        self._held = _hold(settings.host, settings.port)
        port = self._held.getsockname()[1]
        self._command = [sys.executable, "-m", "workshop", "serve", *arguments, "--processes", "1", "--port", str(port)]
        self._many = settings.processes
        self._running: list[One] = []
        self._asked: set[int] = set()
        self._called = threading.Event()

    def run(self) -> None:
        """Until SIGTERM. The exit code of the first one, where that cannot start: it has said why."""
        for number in (*STOP, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        try:
            self._start_all()
            while not self._stopping:
                self._called.wait(REST)
                self._called.clear()
                if signal.SIGHUP in self._asked:
                    self._renew_all()
                self._bring_back()
        finally:
            self._end(self._running)
            self._held.close()

    @property
    def _stopping(self) -> bool:
        return not self._asked.isdisjoint(STOP)

    def _on_signal(self, number: int, _frame: object) -> None:
        self._asked.add(number)
        self._called.set()

    def _start_all(self) -> None:
        """One after the other: the first brings the database up to date."""
        for n in range(self._many):
            self._running.append(One(self._command, n, speaks=n == 0))
            self._wait_for(self._running[n])
            if self._running[n].ended and not self._stopping:
                raise click.exceptions.Exit(1)
        if not self._stopping:
            click.echo(READY)

    def _wait_for(self, one: One) -> None:
        while not one.settled.wait(0.1) and not self._stopping:
            pass

    def _bring_back(self) -> None:
        for n, each in enumerate(self._running):
            if each.ended and not self._stopping:
                log.warning("A server of %d ended (%s) and is started again.", self._many, each.process.returncode)
                self._running[n] = One(self._command, n, speaks=False)

    def _renew_all(self) -> None:
        """People of the one that goes come over to the others by themselves."""
        self._asked.discard(signal.SIGHUP)
        for n, each in enumerate(self._running):
            self._end([each])
            self._running[n] = One(self._command, n, speaks=False)
            self._wait_for(self._running[n])

    def _end(self, servers: Sequence[One]) -> None:
        for each in servers:
            if not each.ended:
                each.process.terminate()
        until = time.monotonic() + GRACE
        for each in servers:
            each.end(until)


def _hold(host: str, port: int) -> socket.socket:
    """The port, taken and not listened on: no other program comes between while one of ours starts anew."""
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    held = socket.socket(family, kind)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        held.bind(address)
    except OSError as error:
        raise CannotShare(
            phrase("{host} port {port} cannot be served: {why}.", host=host, port=port, why=error.strerror)
        ) from None
    return held
