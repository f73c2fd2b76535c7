"""A server of the rehearsal's own: on a free port, with a data folder that is gone afterwards."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop.rehearsal.api import Door
from workshop.util.language import marked, said

PATIENCE = 5.0
FAILURE = marked("The server's log holds a failure: %(line)s")


class NotStarted(Exception):
    """The server did not come up; the text is what it said last."""


@dataclass(frozen=True, slots=True)
class OwnServer:
    door: Door
    log: Path

    def failures(self) -> list[str]:
        """What went wrong inside, by the last line of each traceback."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        starts = [n for n, line in enumerate(lines) if line.startswith("Traceback")]
        ends = (next((line for line in lines[n + 1 :] if line and line[0] != " "), "") for n in starts)
        return [said(FAILURE, {"line": line}) for line in ends]


@contextmanager
def own_server(sessions: Path) -> Iterator[OwnServer]:
    """The server while the block runs. Nothing of the caller's settings or data is touched."""
    with TemporaryDirectory(prefix="workshop-rehearsal-") as folder:
        key, log = secrets.token_urlsafe(16), Path(folder) / "server.log"
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that the server ends with us
        process = _start(Path(folder), sessions, key, log)
        try:
            yield OwnServer(Door(_address(process, log), key), log)
        finally:
            _stop(process)


def _start(folder: Path, sessions: Path, key: str, log: Path) -> subprocess.Popen[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")}
    env |= {"WORKSHOP_FACILITATOR_KEY": key, "WORKSHOP_SESSIONS": str(sessions.absolute())}
    env |= {"WORKSHOP_DATA": str(folder / "data"), "WORKSHOP_KEY_DIR": str(folder / "keys")}
    with log.open("wb") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "workshop", "serve", "--host", "127.0.0.1", "--port", "0"],
            stdout=subprocess.PIPE, stderr=errors, env=env, text=True, cwd=folder,
        )  # fmt: skip


def _address(process: subprocess.Popen[str], log: Path) -> str:
    """What the server prints before it is ready. Raises NotStarted."""
    assert process.stdout is not None
    url = ""
    for line in process.stdout:
        if line.startswith("Participants: "):
            url = line.partition(": ")[2].strip()
        if line.startswith("Ready."):
            return url
    words = log.read_text(encoding="utf-8", errors="replace").splitlines()
    raise NotStarted("\n".join(words[-3:]) or said("The server ended without a word."))


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()
