"""What a script or a piece was before each change: kept beside the data, looked at, and gone back to."""

import difflib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workshop.session.errors import Refused
from workshop.util.language import marked
from workshop.util.paths import is_file
from workshop.util.whole_files import replacing

MOST = 100  # of one script; the oldest go first
STAMP = "%Y%m%dT%H%M%S%f"
GONE = marked("This version is not here any more.")


@dataclass(frozen=True, slots=True)
class Version:
    """A text that was replaced at `until`, in UTC; `mark` names it in addresses."""

    mark: str
    until: datetime


class Versions:
    """One folder for each script or piece, one file for each version."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, name: str, raw: str) -> None:
        """Before `raw` is written over. The same text twice in a row is kept once. Raises OSError."""
        known = self.of(name)
        short = hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        if known and known[0].mark.endswith(short):
            return
        path = self.folder / name / f"{datetime.now(UTC).strftime(STAMP)}-{short}.md"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replacing(path) as draft:
            draft.write_bytes(raw.encode("utf-8", "surrogatepass"))
        for old in known[MOST - 1 :]:
            self._path(name, old.mark).unlink(missing_ok=True)

    def of(self, name: str) -> list[Version]:
        """The newest first."""
        folder = self.folder / name
        paths = folder.glob("*.md") if folder.is_dir() else ()
        found = [version for path in paths if (version := _version(path.stem))]
        return sorted(found, key=lambda version: version.mark, reverse=True)

    def raw(self, name: str, mark: str) -> str:
        """The text of a version. Raises Refused where there is none."""
        if _version(mark) is None or not is_file(self._path(name, mark)):
            raise Refused(GONE, "unknown")
        return self._path(name, mark).read_bytes().decode("utf-8", "surrogatepass")

    def delete_all(self, name: str) -> None:
        """For good: what somebody took out of a text shall not stand here for ever. Raises OSError."""
        for version in self.of(name):
            self._path(name, version.mark).unlink(missing_ok=True)

    def _path(self, name: str, mark: str) -> Path:
        return self.folder / name / f"{mark}.md"


def _version(mark: str) -> Version | None:
    stamp, _, short = mark.partition("-")
    if not (len(short) == 12 and short.isalnum()):
        return None
    try:
        return Version(mark, datetime.strptime(stamp, STAMP).replace(tzinfo=UTC))
    except ValueError:
        return None


def differences(before: str, after: str) -> Iterator[tuple[str, str]]:
    """("same" | "gone" | "new" | "far", line): the lines that changed, with two around them."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm="")
    kinds = {"-": "gone", "+": "new", " ": "same", "@": "far"}
    for n, line in enumerate(lines):
        if n > 1:  # the first two name the files
            yield kinds[line[0]], line[1:] if line[0] != "@" else ""
