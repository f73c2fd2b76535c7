"""Backups that the server makes by itself: one every so many hours, of which the newest few are kept."""

import fcntl
import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workshop import engine as hub
from workshop.store import postgres_copies
from workshop.store.database import Database, StoreUnavailable
from workshop.store.restore import Place, back_up, stamp
from workshop.store.trouble import Trouble
from workshop.util.whole_files import BackupError

log = logging.getLogger("workshop.store")
HOUR, DAY = 3600.0, 86400.0
OURS = "auto-*.zip"
UPDATES_KEPT = 3
LOCK = ".making"  # an empty file
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
        return max((at for end in ("zip", "db", "dump") for at in self._times(f"*.{end}").values()), default=None)

    def due(self, patience: float = 0.0) -> bool:
        """Whether the newest one of ours is older than it should be, by `patience` seconds."""
        newest = max(self._times(OURS).values(), default=0.0)
        return self._every > 0 and time.time() - newest >= self._every * HOUR + patience

    def run(self, database: Database) -> None:
        """Write one, and remove those that are too many. What goes wrong is told in the log, and in `trouble`.

        Of several servers of one folder, whose hours are over in the same moment, one does.
        """
        try:
            self.place.backups.mkdir(mode=0o700, exist_ok=True)
            with self._alone() as first:
                if first:
                    self._write(database)
        except (BackupError, StoreUnavailable, OSError, sqlite3.Error):
            if not self.trouble:
                log.warning("%s %s", FAILED.what, FAILED.cure)
            self.trouble = FAILED
            return
        self.trouble = None
        self.prune()

    def _write(self, database: Database) -> None:
        target = self.place.backups / f"auto-{stamp()}.zip"
        if database.engine.dialect.name == "sqlite":
            back_up(self.place, target, database)
        else:
            hub.in_thread(postgres_copies.back_up, self._url, self.place, target)

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """False while another server makes one."""
        handle = os.open(self.place.backups / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield _is_first(handle)
        finally:
            os.close(handle)  # which lets go of the lock

    def prune(self) -> None:
        """Only what was made by itself goes; what somebody asked for stays until they remove it."""
        updates = self._newest_first("before-update-*.zip")
        for path in [*self._newest_first(OURS)[self._keep :], *updates[UPDATES_KEPT:]]:
            path.unlink(missing_ok=True)
        for path in self.place.backups.glob("damaged-*"):
            if time.time() - path.stat().st_mtime > DAMAGED_KEPT:
                path.unlink(missing_ok=True)

    def _newest_first(self, pattern: str) -> list[Path]:
        times = self._times(pattern)
        return sorted(times, key=times.__getitem__, reverse=True)

    def _times(self, pattern: str) -> dict[Path, float]:
        """When each was written. Another server may remove some beside us."""
        found: dict[Path, float] = {}
        for path in self.place.backups.glob(pattern):
            if not path.name.startswith((".", "damaged-")):
                with suppress(FileNotFoundError):
                    found[path] = path.stat().st_mtime
        return found


def _is_first(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
