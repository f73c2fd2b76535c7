"""A real server process on a free port, with its own data folder; it can be killed and started again."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, TypeVar

import pytest
import requests

LONGEST = 60  # seconds that an answer may take on a machine with far too much to do, as six files to download
KEY = "a-key-for-the-tests-only"
PROGRAMS = Path(__file__).parents[1] / "programs"
IMPATIENT = str(PROGRAMS / "impatient.py")  # tells the room after two seconds that nobody leads
PACKAGED = str(PROGRAMS / "packaged.py")  # its scripts cannot be written over
PATIENT = str(PROGRAMS / "patient.py")  # its Undo lasts a minute
# What a server offers: texts, or files and folders to copy, by their names; a folder as it is; or what Workshop brings.
Scripts = Mapping[str, str | Path] | Path | None


class Server:
    before: tuple[str, ...] = ()  # a command that the server is run under
    program = ("-m", "workshop")

    def __init__(self, data: Path, scripts: Scripts = None, **env: str) -> None:
        self.data = data
        self.port = 0
        self.scripts = _folder(data / "sessions", scripts) if isinstance(scripts, Mapping) else scripts
        self.env = {**os.environ, "WORKSHOP_DATA": str(data / "data"), "WORKSHOP_FACILITATOR_KEY": KEY,
                    "WORKSHOP_KEY_DIR": str(data / "keys"), **env}  # fmt: skip
        if self.scripts:
            self.env["WORKSHOP_SESSIONS"] = str(self.scripts)
        self.log = data / "server.log"

    def start(self) -> "Server":
        """Wait for "Ready."; the same port again after a restart."""
        with self.log.open("ab") as log:
            self.process = self._launch(["serve", "--port", str(self.port)], log)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("Participants: "):
                self.hear(line)
            if line.startswith("Ready."):
                return self
        self.process.wait()
        self._close()
        raise AssertionError(f"The server did not start:\n{self.log.read_text()}")

    def _launch(self, arguments: list[str], log: IO[bytes]) -> Any:
        return subprocess.Popen(
            [*self.before, sys.executable, *self.program, *arguments],
            stdout=subprocess.PIPE, stderr=log, env=self.env, text=True, cwd=self.data,
        )  # fmt: skip

    def hear(self, line: str) -> None:
        self.url = line.split(": ", 1)[1].strip()
        self.port = int(self.url.rsplit(":", 1)[1])

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._close()

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=10)
        self._close()
        return code

    def faults(self) -> list[str]:
        """What the log of a test must not hold: bugs, as Python and as we write them, and anybody's address."""
        signs = ("Traceback", " ERROR ", "client=")
        return [line for line in self.log.read_text().splitlines() if any(sign in line for sign in signs)]

    def loot(self) -> bytes:
        """What a thief of the disk takes: every file of the data folder, and the log."""
        return b"".join(taken(self.data / "data")) + self.log.read_bytes()

    def counted(self) -> list[str]:
        """The lines of `/metrics`, of each of its processes."""
        return self.api("GET", "/../metrics").text.splitlines()

    def _close(self) -> None:
        if self.process.stdout:
            self.process.stdout.close()

    def agree(self, session: str) -> None:
        """Wait until all processes of it know who is here: this one knows by itself."""

    # The API

    def api(self, method: str, path: str, body: Any = None, key: str = KEY) -> requests.Response:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return requests.request(method, f"{self.url}/api{path}", json=body, headers=headers, timeout=LONGEST)

    def create(self, script: str = "hello", rehearsal: bool = False) -> dict[str, Any]:
        made = self.api("POST", "/sessions", {"script": script, "rehearsal": rehearsal})
        assert made.status_code == 201, made.text
        return made.json()

    def command(self, session: str, command: str, **more: Any) -> dict[str, Any]:
        return self.api("POST", f"/sessions/{session}/commands", {"command": command, **more}).json()

    def show(self, session: str) -> dict[str, Any]:
        return self.api("GET", f"/sessions/{session}").json()

    def join(self, code: str, nickname: str) -> dict[str, str]:
        joined = self.api("POST", "/join", {"code": code, "nickname": nickname}, key="")
        assert joined.status_code == 201, joined.text
        return joined.json()


S = TypeVar("S", bound=Server)
ONE_FILE = pytest.mark.skipif(bool(os.environ.get("WORKSHOP_TEST_SPREAD")), reason="looks into the SQLite file")


@contextmanager
def serving(server: S) -> Iterator[S]:
    """It runs, ends as it should, and its log holds no traceback."""
    try:
        yield server.start()
    finally:
        code = server.stop()
    assert code == 0
    assert not server.faults(), server.faults()


def taken(folder: Path) -> Iterator[bytes]:
    """Every file that can be read; what is removed meanwhile was not there."""
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            if path.is_file():
                yield path.read_bytes()


def _folder(folder: Path, scripts: Mapping[str, str | Path]) -> Path:
    folder.mkdir()
    for name, what in scripts.items():
        if isinstance(what, str):
            (folder / name).write_text(what, encoding="utf-8")
        else:
            (shutil.copytree if what.is_dir() else shutil.copy)(what, folder / name)
    return folder
