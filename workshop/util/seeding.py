"""A folder of one's own that begins as a copy of a shipped one, whole or not at all."""

import errno
import secrets
import shutil
from pathlib import Path


def seeded(folder: Path, source: Path) -> Path:
    """`folder`, filled from `source` where it is not there yet. What is removed from it later stays removed."""
    if folder.is_dir():
        return folder
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        shutil.copytree(source, draft, ignore=shutil.ignore_patterns(".*", "README.md"), copy_function=shutil.copyfile)
        for path in (draft, *draft.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)  # whatever the shipped ones may be
        _take_its_name(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _take_its_name(draft: Path, folder: Path) -> None:
    try:
        draft.rename(folder)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):  # another process was first
            raise
