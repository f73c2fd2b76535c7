"""One file with all that a server is made of: its database, its scripts with their versions, on wish its secrets.

An ordinary zip. `workshop.db` (SQLite) or `workshop.dump` (PostgreSQL), `scripts/…`, `versions/…`,
`places/…`, `shared/…`, `secrets/…`.
"""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from workshop import __version__
from workshop.util.phrases import marked, phrase
from workshop.util.whole_files import BackupError, draft_of, replacing

DATABASE, DUMP = "workshop.db", "workshop.dump"
FOLDERS = ("scripts", "versions", "places", "shared")  # `places`: scripts and versions of all other places
SECRETS = ("secret_key", "facilitator_key")
PACKED = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".mp3", ".mp4", ".m4a", ".ogg", ".webm", ".zip"}
DAMAGED = marked("The file {path} is damaged. Use another backup.")
NOT_OURS = marked("The file {path} is not a backup of Workshop: it holds “{name}”.")


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes into an archive, or came out of one. A database is a file of either kind, or missing."""

    database: Path | None = None
    dump: Path | None = None
    folders: dict[str, Path] = field(default_factory=dict)  # one of FOLDERS → where it is
    secrets: tuple[Path, ...] = ()


def pack(target: Path, parts: Parts) -> None:
    """Write a private archive to `target`, which must not exist."""
    with draft_of(target) as draft, zipfile.ZipFile(draft, "w") as archive:
        about = {"workshop": __version__, "made": datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")}
        archive.writestr("about.json", json.dumps(about, indent=1))
        for name, path in _files(parts):
            _add(archive, name, path)


def _files(parts: Parts) -> Iterator[tuple[str, Path]]:
    if parts.database:
        yield DATABASE, parts.database
    if parts.dump:
        yield DUMP, parts.dump
    for top, folder in parts.folders.items():
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()) and not path.name.startswith("."):
                yield f"{top}/{path.relative_to(folder).as_posix()}", path
    for path in parts.secrets:
        yield f"secrets/{path.name}", path


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    how = zipfile.ZIP_STORED if path.suffix.lower() in PACKED else zipfile.ZIP_DEFLATED
    archive.write(path, name, compress_type=how)


@contextmanager
def unpacked(source: Path, beside: Path) -> Iterator[Parts]:
    """The parts of a backup, in a private folder in `beside` that goes afterwards. A bare database is one part.

    Raises BackupError where the archive is damaged, or holds names that lead elsewhere.
    """
    if not source.is_file():
        raise BackupError(phrase("There is no file {path}.", path=source))
    if not is_archive(source):
        yield Parts(dump=source) if source.suffix == ".dump" else Parts(database=source)
        return
    folder = Path(tempfile.mkdtemp(prefix=".unpacked-", dir=beside))
    try:
        _extract(source, folder)
        yield _found(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_archive(path: Path) -> bool:
    return path.suffix == ".zip" or zipfile.is_zipfile(path)


def holds(path: Path, name: str) -> bool:
    """Whether an archive has this member; False where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return name in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def _extract(source: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            for member in [each for each in archive.infolist() if not each.is_dir()]:
                path = folder / _safe(member.filename, source)
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with archive.open(member) as packed, path.open("wb") as file:
                    shutil.copyfileobj(packed, file)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise BackupError(phrase(DAMAGED, path=source)) from None


def _safe(name: str, source: Path) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise BackupError(phrase(NOT_OURS, path=source, name=name))
    return path


def _found(folder: Path) -> Parts:
    database, dump = folder / DATABASE, folder / DUMP
    return Parts(
        database if database.exists() else None,
        dump if dump.exists() else None,
        {name: folder / name for name in FOLDERS if (folder / name).is_dir()},
        tuple(folder / "secrets" / name for name in SECRETS if (folder / "secrets" / name).is_file()),
    )


def replace_database(path: Path, database: Path) -> None:
    """Write the archive `path` anew with this database; all else in it stays."""
    with zipfile.ZipFile(path) as before, replacing(path) as draft, zipfile.ZipFile(draft, "w") as after:
        _add(after, DATABASE, database)
        for member in [each for each in before.infolist() if each.filename != DATABASE]:
            with before.open(member) as packed, after.open(member, "w") as file:
                shutil.copyfileobj(packed, file)
