"""What a copy leaves behind where the machine went down in the middle of it: a whole database, which no purge opens."""

import re
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

DAY = 86400.0  # seconds; nothing is written for as long
# As `whole_files.beside` names them.
DRAFT = re.compile(r"\..+\.(?:zip|db|dump)\.[0-9a-f]{8}(?:-wal|-shm|-journal)?|\..+\.zip\.dump")
UNPACKED = ".unpacked-"


def remove(folders: Iterable[Path]) -> int:
    """Remove what has lain in these folders since yesterday; how many."""
    found = [path for folder in {*folders} if folder.is_dir() for path in folder.iterdir() if _is_left(path)]
    for path in found:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(found)


def _is_left(path: Path) -> bool:
    named = path.name.startswith(UNPACKED) or DRAFT.fullmatch(path.name)
    with suppress(FileNotFoundError):
        return bool(named) and not path.is_symlink() and time.time() - path.stat().st_mtime > DAY
    return False
