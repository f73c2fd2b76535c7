"""A server for those who kill it often: forked from a process that has loaded everything already."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.support.server import Server

MOTHER = Path(__file__).parents[1] / "programs" / "mother.py"


class WarmServer(Server):
    """Started within tenths of a second. `leave` at the end."""

    def __init__(self, data: Path, **env: str) -> None:
        super().__init__(data, **env)
        with self.log.open("ab") as log:
            self._mother = subprocess.Popen(
                [sys.executable, str(MOTHER)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=self.env, text=True, cwd=data,
            )  # fmt: skip

    def start(self) -> "WarmServer":
        assert self._mother.stdin is not None
        self._mother.stdin.write(f"serve --port {self.port}\n")
        self._mother.stdin.flush()
        self.pid = int(self._line("Process: "))
        self.url = self._line("Participants: ")
        self.port = int(self.url.rsplit(":", 1)[1])
        self._line("Ready.")
        return self

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self._line("Ended: ")

    def stop(self) -> int:
        os.kill(self.pid, signal.SIGTERM)
        return os.waitstatus_to_exitcode(int(self._line("Ended: ")))

    def leave(self) -> None:
        """After the last server has ended."""
        self._mother.communicate(timeout=20)

    def _line(self, start: str) -> str:
        assert self._mother.stdout is not None
        for line in self._mother.stdout:
            if line.startswith(start):
                return line[len(start) :].strip()
        raise AssertionError(f"The server has gone:\n{self.log.read_text()}")
