"""Servers forked from a process that has loaded everything already: for a file's server, and for who kills it often."""

import json
import os
import select
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from tests.support.server import Scripts, Server

MOTHER = Path(__file__).parents[1] / "programs" / "mother.py"


class Mother:
    """One per process of pytest. `leave` at the end, after the last of its servers.

    `shared`: a folder for what is worked out once in this run, by whichever server needs it first.
    """

    def __init__(self, folder: Path, shared: Path) -> None:
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.log = folder / "mother.log"
        with theirs, self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(MOTHER), str(theirs.fileno()), str(shared)],
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
            )  # fmt: skip

    def fork(self, program: tuple[str, ...], arguments: list[str], server: Server, log: IO[bytes]) -> "Forked":
        output, output_of_child = os.pipe()
        end, end_of_child = os.pipe()
        asked = {"program": program[-1], "arguments": arguments, "folder": str(server.data), "env": server.env}
        try:
            socket.send_fds(self._channel, [json.dumps(asked).encode()], [output_of_child, log.fileno(), end_of_child])
        except OSError as error:
            raise AssertionError(f"The mother has gone:\n{self.log.read_text()}") from error
        finally:
            os.close(output_of_child)
            os.close(end_of_child)
        return Forked(output, end)

    def leave(self) -> None:
        self._channel.close()
        assert self._process.wait(20) == 0, self.log.read_text()


class Forked:
    """What a test needs of a `Popen`, for a process that is no child of ours."""

    def __init__(self, output: int, end: int) -> None:
        self.stdout = os.fdopen(output, "r", encoding="utf-8")
        self._end = os.fdopen(end, "r", encoding="utf-8")
        self.pid = int(self._end.readline())
        self.returncode: int | None = None

    def __del__(self) -> None:
        """Whoever forgets it leaves nothing open."""
        self.stdout.close()
        self._end.close()

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._end], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._end], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("workshop", timeout or 0)
            self.returncode = int(self._end.readline())
            self._end.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


class WarmServer(Server):
    """Started within tenths of a second; where WORKSHOP_ASYNC_MODE is another engine, by itself, as a server is."""

    def __init__(self, mother: Mother, data: Path, scripts: Scripts = None, **env: str) -> None:
        super().__init__(data, scripts, **env)
        self.mother = mother

    def _launch(self, arguments: list[str], log: IO[bytes]) -> Any:
        if self.env.get("WORKSHOP_ASYNC_MODE", "eventlet") != "eventlet":
            return super()._launch(arguments, log)
        return self.mother.fork(self.program, arguments, self, log)
