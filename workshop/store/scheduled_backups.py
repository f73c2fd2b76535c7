"""Backups that the server makes by itself: one every so many hours, of which the newest few are kept."""

import logging
import sqlite3
import time
from pathlib import Path

from workshop import engine as hub
from workshop.store import postgres_copies
from workshop.store.database import Database, StoreUnavailable
from workshop.store.restore import Place, back_up, stamp
from workshop.store.trouble import Trouble
from workshop.util.whole_files import BackupError

log = logging.getLogger("workshop.store")
HOUR, DAY = 3600.0, 86400.0
UPDATES_KEPT = 3
DAMAGED_KEPT = 30 * DAY  # nothing is purged from what cannot be opened, so it must not lie there for ever
FAILED = Trouble(
    "The last backup of the database could not be written.",
    "Look at the backups folder in the data folder: its owner, and the room on its disk. It is tried again.",
    blocks=False,
    title="Everything works, but the newest backup is older than it should be.",
)


class ScheduledBackups:
    """`every` hours (0: never), `keep` of them. `trouble` is set while the last try has failed."""

    def __init__(self, place: Place, url: str, every: int, keep: int) -> None:
        self.place, self._url, self._every, self._keep = place, url, every, keep
        self.trouble: Trouble | None = None

    def last(self) -> float | None:
        """When the newest backup was written, of whichever kind; seconds since 1970."""
        return max((path.stat().st_mtime for path in self._all()), default=None)

    def due(self, patience: float = 0.0) -> bool:
        """Whether the newest one of ours is older than it should be, by `patience` seconds."""
        newest = max((path.stat().st_mtime for path in self._ours()), default=0.0)
        return self._every > 0 and time.time() - newest >= self._every * HOUR + patience

    def run(self, database: Database) -> None:
        """Write one, and remove those that are too many. What goes wrong is told in the log, and in `trouble`."""
        target = self.place.backups / f"auto-{stamp()}.zip"
        try:
            self.place.backups.mkdir(mode=0o700, exist_ok=True)
            if database.engine.dialect.name == "sqlite":
                back_up(self.place, target, database)
            else:
                hub.in_thread(postgres_copies.back_up, self._url, self.place, target)
        except (BackupError, StoreUnavailable, OSError, sqlite3.Error):
            if not self.trouble:
                log.warning("%s %s", FAILED.what, FAILED.cure)
            self.trouble = FAILED
            return
        self.trouble = None
        self.prune()

    def prune(self) -> None:
        """Only what was made by itself goes; what somebody asked for stays until they remove it."""
        for path in [*self._ours()[self._keep :], *self._newest_first("before-update-*.zip")[UPDATES_KEPT:]]:
            path.unlink(missing_ok=True)
        for path in self.place.backups.glob("damaged-*"):
            if time.time() - path.stat().st_mtime > DAMAGED_KEPT:
                path.unlink(missing_ok=True)

    def _ours(self) -> list[Path]:
        return self._newest_first("auto-*.zip")

    def _all(self) -> list[Path]:
        return [path for end in ("zip", "db", "dump") for path in self._newest_first(f"*.{end}")]

    def _newest_first(self, pattern: str) -> list[Path]:
        found = [path for path in self.place.backups.glob(pattern) if not path.name.startswith((".", "damaged-"))]
        return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
