"""The backups in a data folder are carried away with it: what must not be in the database must not be in them."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from workshop.hosting.stolen_copy import Finding, StolenCopy
from workshop.util.phrases import marked, phrase
from workshop.util.whole_files import BackupError

INSIDE = marked("In {n} of {all} backups in the data folder: {text}")
SOUND = marked("The backups in the data folder ({n}) hold nothing that the database must not.")
Check = Callable[[StolenCopy], Iterator[Finding]]


def in_backups(loot: StolenCopy, checks: tuple[Check, ...]) -> Iterator[Finding]:
    """What of these checks fails there and not in the database, each sentence once, with how many say it."""
    from workshop.store.backup import copies

    paths = [] if loot.on_postgres else copies(loot.data / "backups")
    known = {finding for check in checks for finding in check(loot)}
    amiss: Counter[Finding] = Counter()
    for path in paths:
        amiss.update({*_amiss(loot, path, checks)} - known)
    for finding, times in amiss.items():
        yield Finding(finding.kind, phrase(INSIDE, n=times, all=len(paths), text=finding.text))
    if paths and not amiss:
        yield Finding("ok", phrase(SOUND, n=len(paths)))


def _amiss(loot: StolenCopy, path: Path, checks: tuple[Check, ...]) -> Iterator[Finding]:
    from workshop.store.backup import open_for_copying

    try:
        with _database(path) as file, open_for_copying(file) as opened, opened.engine.connect() as held:
            inside = StolenCopy(loot.data, loot.key_folder, [], held, loot.today)
            found = [finding for check in checks for finding in check(inside)]
    except (DatabaseError, BackupError, OSError):
        yield Finding("leak", phrase("It cannot be read, so nobody knows what is in it. Delete it."))
        return
    yield from (finding for finding in found if finding.kind != "ok")


@contextmanager
def _database(path: Path) -> Iterator[Path]:
    """As it lies there, or out of its archive for as long as it is read."""
    from workshop.store import archive

    if not archive.is_archive(path):
        yield path
        return
    with archive.unpacked(path, path.parent) as held:
        yield held.database or path
