"""Files that are whole or not there: written beside, synced, then put in their place."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop.util.phrases import phrase


class BackupError(Exception):
    """A copy cannot be made or used; the text says why and what to do."""


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """An empty private file beside `target`, which must not exist. It gets that name where all goes well."""
    if target.exists():
        raise BackupError(phrase("There is a file {path} already. Name another.", path=target))
    with replacing(target) as draft:
        yield draft


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """The same for a target that may exist, and is replaced."""
    draft = beside(target)
    try:
        make_empty(draft)
        yield draft
        put_in_place(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def make_empty(draft: Path) -> None:
    """SQLite fills an empty file, and leaves it as private as it was."""
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}")


def put_in_place(draft: Path, target: Path) -> None:
    """Only what is safely on the disk gets its name."""
    _sync(draft)
    draft.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
