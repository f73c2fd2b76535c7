"""A server whose hub is watched: what stalls everybody for longer than 50 ms of computing is known, and where."""

from pathlib import Path

from tests.support.server import PROGRAMS, Scripts, Server


class Watched(Server):
    def __init__(self, data: Path, scripts: Scripts = None, **env: str) -> None:
        super().__init__(data, scripts, **env)
        self._file = data / "stalls"
        self.program = (str(PROGRAMS / "watched.py"), str(self._file))

    def stalls(self) -> list[str]:
        """A line for each turn of the hub that was too long, since the last time that this was asked."""
        found = self._file.read_text().splitlines() if self._file.exists() else []
        self._file.write_text("")
        return found

    def compute(self) -> None:
        """Make the hub stall, so that a test can see that it would be seen."""
        Path(f"{self._file}.compute").touch()
