"""Sign-ins that were ended. A copy of their cookie opens nothing, also after a restart."""

from datetime import date, timedelta
from pathlib import Path
from threading import Lock

from workshop.store.places import hash_of
from workshop.util.whole_files import replacing


class SignedOut:
    """One line each in a file: the day, and a hash of the sign-in's random name, kept as long as a cookie could be."""

    def __init__(self, path: Path, days: int) -> None:
        self._path, self._days = path, days
        self._lock = Lock()
        self._ended = self._read()

    def __contains__(self, name: str) -> bool:
        return hash_of(name).hex() in self._ended

    def end(self, mark: str) -> None:
        """From now on this sign-in is none; `mark`: the hash of its name. Raises OSError where it cannot be kept."""
        with self._lock:
            self._ended[mark] = date.today()
            first = date.today() - timedelta(days=self._days)
            self._ended = {each: day for each, day in self._ended.items() if day >= first}
            lines = [f"{day.isoformat()} {each}\n" for each, day in self._ended.items()]
            with replacing(self._path) as draft:  # other processes may write theirs in this moment
                draft.write_text("".join(lines))

    def _read(self) -> dict[str, date]:
        lines = self._path.read_text().splitlines() if self._path.is_file() else []
        halves = (line.partition(" ") for line in lines)
        return {each: date.fromisoformat(day) for day, _, each in halves}
