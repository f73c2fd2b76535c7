"""Reading scripts from a folder: one snapshot of each file, and nothing outside of the folder."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from .includes import Unopened
from .messages import Report
from .model import Reading, Rules, Script
from .parser import LONGEST_FILE
from .reading import read
from .scanner import Place


def read_file(path: Path, root: Path | None = None) -> Reading:
    """A script from disk. `root` is the folder of the scripts, by default the file's own."""
    folder = path.parent if root is None else root
    try:
        text = _text(path, folder)
    except Unopened as problem:
        return failed(path, problem)
    return read(text, str(path), loader(folder), finder(folder))


def readable(path: Path, root: Path | None = None) -> str:
    """The text of a script; raises Unopened."""
    return _text(path, path.parent if root is None else root)


def failed(path: Path, problem: Unopened) -> Reading:
    report = Report()
    report.add(problem.code, Place(str(path), 1, 1, 1), name=path.name)
    return Reading(Script("", Rules()), tuple(report.messages))


def _text(path: Path, root: Path) -> str:
    try:
        data = _snapshot(path, root)
    except Unopened:
        raise
    except FileNotFoundError:
        raise Unopened("E123") from None
    except (OSError, ValueError, RuntimeError):  # not allowed, or a name no file can have
        raise Unopened("E129") from None
    if len(data) > LONGEST_FILE:
        raise Unopened("E117")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unopened("E120") from None


def _snapshot(path: Path, root: Path) -> bytes:
    """The file's bytes, read once. O_NONBLOCK: opening a pipe must not wait for somebody to write."""
    if not _inside(path, root):
        raise Unopened("E121")
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unopened("E122")
    with os.fdopen(handle, "rb") as file:
        return file.read(LONGEST_FILE + 1)


def _inside(path: Path, root: Path) -> bool:
    """Whether a file lies below the folder after all links are followed."""
    return path.resolve().is_relative_to(root.resolve())


def loader(root: Path) -> Callable[[str], str]:
    """Texts below a folder; raises Unopened for everything else."""
    return lambda name: _text(root / name, root)


def finder(root: Path) -> Callable[[str], bool]:
    """Whether a file is there: exactly this spelling, below the folder, an ordinary file."""

    def exists(name: str) -> bool:
        path = root / name
        try:
            return path.is_file() and _inside(path, root) and path.name in _names_beside(path)
        except (OSError, ValueError, RuntimeError):  # a name no file can have, a link to itself
            return False

    return exists


def _names_beside(path: Path) -> set[str]:
    """Names as they are written on disk; some disks find a file in any spelling."""
    return {entry.name for entry in path.parent.iterdir()}
