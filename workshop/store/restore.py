"""Bring back what a backup holds, over whatever is there: a sound database, a damaged one, or none.

Nothing that was there is thrown away, and nothing is changed before the backup has shown to be sound.
"""

import secrets
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from workshop import engine as hub
from workshop.config import Settings
from workshop.store import archive, backup
from workshop.store.archive import Parts
from workshop.store.backup import alone, check, copies, copy_into, damage, purge
from workshop.store.claim import Taken, lock
from workshop.store.database import Database
from workshop.util.paths import called
from workshop.util.phrases import Phrase, joined, marked, phrase
from workshop.util.whole_files import BackupError, beside, put_in_place, replacing

RUNNING = phrase("The server is running. Stop it first, then restore.")
OTHER_KIND = phrase(
    "This backup is of PostgreSQL. Set WORKSHOP_DATABASE_URL to the address of a PostgreSQL database, then restore."
)


NOT_COPIED = marked("{path} could not be copied ({why}). Nothing was changed.")
ANOTHER = marked("Use another backup: {path}")
NONE_HERE = marked("Use another backup: there is none in {path}")
NOT_KEPT = marked("What is there now could not be kept in {path} ({why}). Nothing was changed.")
AMISS_AT_START = {
    "damaged": marked("The database {path} is damaged."),
    "not ours": marked("The database {path} is empty or not a database of Workshop."),
}
BRING_BACK = phrase("Bring back the newest backup with:")
KEPT_ELSEWHERE = marked("There is no backup in {folder}. If you keep one elsewhere: {command}")
KEPT_BESIDE = phrase("The damaged file is kept beside it.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server keeps what is its own."""

    database: Path
    data: Path
    scripts: Path

    @classmethod
    def of(cls, settings: Settings) -> "Place":
        """With PostgreSQL the file of the database is one that never comes to be."""
        scheme, _, rest = settings.database_url.partition(":///")
        database = Path(rest) if scheme == "sqlite" else settings.data / "workshop.db"
        return cls(database, settings.data, settings.sessions)

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def versions(self) -> Path:
        return self.data / "versions"

    def parts(self) -> dict[str, Path]:
        beside = {name: self.data / name for name in archive.FOLDERS if name != "scripts"}
        return {"scripts": self.scripts, **beside}


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and where that lies which was there before."""

    database: bool
    scripts: int
    secrets: int
    kept: Path | None = None
    damaged: Path | None = None


def restore(source: Path, place: Place, today: date | None = None) -> Restored:
    """Put what the backup `source` holds in its place. Raises BackupError; then nothing was changed.

    Sessions get new epochs, so that browsers take the older state; what is due is purged. Scripts that the backup
    does not hold stay.
    """
    with _unpacked(source, place) as held, _nobody_else(place.database):
        if held.dump:
            raise BackupError(OTHER_KIND)
        draft = _ready(held.database, place, today or date.today()) if held.database else None
        try:
            kept, damaged = set_aside(place, bool(draft))
            if draft:
                put_in_place(draft, place.database)
        finally:
            if draft:
                _remove(draft)
        scripts = put_back(held, place)
        return Restored(bool(draft), scripts, put_secrets(held, place), kept, damaged)


@contextmanager
def _unpacked(source: Path, place: Place) -> Iterator[Parts]:
    place.database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.unpacked(source, place.data) as held:
        yield held


@contextmanager
def _nobody_else(database: Path) -> Iterator[None]:
    """No server has the database, and none can start while this lasts."""
    try:
        held = lock(database)
    except Taken:
        raise BackupError(RUNNING) from None
    try:
        if database.exists() and not alone(database):
            raise BackupError(RUNNING)
        yield
    finally:
        held.close()


def _ready(source: Path, place: Place, today: date) -> Path:
    """A draft beside the database, checked and brought up to date, that has only to be put in its place."""
    _refuse_unsound(source, place)
    draft = beside(place.database)
    try:
        copy_into(source, draft)
        _new_epochs(draft)
        with backup.open_to_change(draft) as made:
            if made.write(lambda conn: purge(conn, today, None)):
                made.tidy()
            made.checkpoint()
    except sqlite3.Error as error:
        _remove(draft)
        raise BackupError(phrase(NOT_COPIED, path=source, why=error)) from None
    except BaseException:
        _remove(draft)
        raise
    return draft


def _refuse_unsound(source: Path, place: Place) -> None:
    try:
        check(source)
    except BackupError as error:
        other = newest(place, but=source)
        cure = phrase(ANOTHER, path=other) if other else phrase(NONE_HERE, path=place.backups)
        raise BackupError(joined(error.args[0], cure)) from None


def _new_epochs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as held, held:
        for (session,) in held.execute("SELECT id FROM session").fetchall():
            held.execute("UPDATE session SET epoch = ? WHERE id = ?", (secrets.token_hex(8), session))


def _remove(draft: Path) -> None:
    for path in _with_wal(draft):
        path.unlink(missing_ok=True)


# What was there before


def set_aside(place: Place, database: bool) -> tuple[Path | None, Path | None]:
    """Where what is there is kept now: (an archive of all that is sound, the file of a damaged database)."""
    place.backups.mkdir(mode=0o700, exist_ok=True)
    amiss = place.database.exists() and database and damage(place.database)
    sound = place.database if place.database.exists() and not amiss else None
    parts = {name: folder for name, folder in place.parts().items() if folder.is_dir()}
    kept = place.backups / f"before-restore-{_now()}.zip" if sound or any(map(_any_file, parts.values())) else None
    if kept:
        _keep(kept, sound, parts)
    damaged = _move_away(place) if amiss else None
    if database:
        _remove(place.database)
    return kept, damaged


def _any_file(folder: Path) -> bool:
    return any(path.is_file() for path in folder.rglob("*"))


def _keep(kept: Path, database: Path | None, folders: dict[str, Path]) -> None:
    copy = beside(kept) if database else None
    try:
        if database and copy:
            copy_into(database, copy)
        archive.pack(kept, Parts(copy, None, folders))
    except (sqlite3.Error, OSError) as error:
        raise BackupError(phrase(NOT_KEPT, path=kept, why=error)) from None
    finally:
        if copy:
            copy.unlink(missing_ok=True)


def _move_away(place: Place) -> Path:
    """As it is, byte by byte: somebody may know how to rescue more from it."""
    damaged = place.backups / f"damaged-{_now()}.db"
    for path, to in zip(_with_wal(place.database), _with_wal(damaged), strict=True):
        if path.exists():
            shutil.move(path, to)
    return damaged


def _with_wal(path: Path) -> list[Path]:
    return [path.with_name(path.name + end) for end in ("", "-wal", "-shm")]


def _now() -> str:
    return f"{datetime.now(UTC).astimezone():%Y-%m-%d-%H%M%S}-{secrets.token_hex(2)}"


# Scripts and secrets


def put_back(held: Parts, place: Place) -> int:
    """The scripts and their versions into their folders; how many scripts."""
    for name, folder in held.folders.items():
        to = place.parts()[name]
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            _put(path, to / path.relative_to(folder))
    return len(list(held.folders["scripts"].glob("*.md"))) if "scripts" in held.folders else 0


def put_secrets(held: Parts, place: Place) -> int:
    for path in held.secrets:
        _put(path, place.data / path.name)
    return len(held.secrets)


def _put(path: Path, to: Path) -> None:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replacing(to) as draft:
        shutil.copyfile(path, draft)


# For a start that cannot go on


def refuse_damaged(place: Place) -> None:
    """Raise BackupError where the database is there and is no sound one of ours: its text has the cure."""
    if not place.database.exists():
        return
    amiss = damage(place.database)
    if not amiss:
        return
    found = newest(place)
    where = "" if place.data == Path("data").absolute() else f" --data {shlex.quote(str(place.data))}"
    command = f"{called()} restore {shlex.quote(str(found)) if found else 'FILE'}{where}"
    what = phrase(AMISS_AT_START[amiss], path=place.database)
    if found:
        places = {"what": what, "first": BRING_BACK, "command": command, "last": KEPT_BESIDE}
        raise BackupError(Phrase("{what} {first}\n\n  {command}\n\n{last}", places))
    first = phrase(KEPT_ELSEWHERE, folder=place.backups, command=command)
    anew = phrase("To begin anew, move {path} away.", path=place.database)
    raise BackupError(Phrase("{what} {first}\n{anew}", {"what": what, "first": first, "anew": anew}))


def newest(place: Place, but: Path | None = None) -> Path | None:
    """The newest backup that can be restored. As a path from here where it lies below."""
    for path in copies(place.backups):
        if path != but and not path.name.startswith("damaged-") and _restorable(path, place):
            here = Path.cwd()
            return path.relative_to(here) if path.is_relative_to(here) else path
    return None


def _restorable(path: Path, place: Place) -> bool:
    try:
        with archive.unpacked(path, place.data) as held:
            return held.database is not None and not damage(held.database)
    except (BackupError, OSError):
        return False


def back_up(place: Place, target: Path, database: Database, with_secrets: bool = False) -> None:
    """An archive of everything, also while the server runs on `database`."""
    copy = beside(target)
    try:
        backup.backup(database, copy)
        found = tuple(place.data / name for name in archive.SECRETS if (place.data / name).is_file())
        hub.in_thread(archive.pack, target, Parts(copy, None, place.parts(), found if with_secrets else ()))
    finally:
        copy.unlink(missing_ok=True)


def stamp() -> str:
    return f"{datetime.now(UTC).astimezone():%Y-%m-%d-%H%M%S}"
