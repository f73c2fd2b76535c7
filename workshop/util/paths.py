"""Where the bundled folders are: inside an installed wheel, or beside the package in a checkout."""

import os
import shlex
import shutil
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def bundled(name: str) -> Path:
    """The folder `name` (templates, static, sessions) that came with this copy of Workshop."""
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def called() -> str:
    """What to type for our own command: its name where the shell finds this copy by it, else its path."""
    own = Path(sys.argv[0])
    found = shutil.which("workshop")
    if own.name != "workshop" or (found and os.path.realpath(found) == os.path.realpath(own)):
        return "workshop"
    return shlex.quote(str(own))


def is_file(path: Path) -> bool:
    """False too for a name that no file can have, such as one that is too long."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """The same of a folder."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
