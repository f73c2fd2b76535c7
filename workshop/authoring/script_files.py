"""The files of scripts as an editor handles them: one snapshot, written back without touching other lines."""

import difflib
import hashlib
import os
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from workshop.script.files import readable
from workshop.script.scanner import split
from workshop.script.words import slug, unused

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it lies on disk. `text` has plain line ends and no BOM; `mark` is its SHA-256."""

    raw: str
    mark: str

    @property
    def text(self) -> str:
        return "\n".join(line for line, _ in split(self.raw.removeprefix(BOM)))


def opened(path: Path, root: Path) -> Opened:
    """Raises Unopened for what cannot be read as a script."""
    raw = readable(path, root)
    return Opened(raw, mark(raw))


def mark(raw: str) -> str:
    return hashlib.sha256(raw.encode()).hexdigest()


def mark_with_pieces(path: Path, root: Path) -> str:
    """Changes with the file and with every piece that it may include. Raises Unopened."""
    pieces = sorted(p for p in root.rglob("_*.md") if p.is_file())
    return mark("\0".join([opened(path, root).raw, *(f"{p}{p.stat().st_mtime_ns}" for p in pieces)]))


def woven(old: str, text: str) -> str:
    """`text` with the BOM and the line ends that `old` has; a line that is the same stays so byte for byte."""
    before = split(old.removeprefix(BOM))
    endings = Counter(ending for _, ending in before if ending)
    usual = endings.most_common(1)[0][0] if endings else "\n"
    lines = [line for line, _ in split(text.removeprefix(BOM))]
    kept = _kept(before, lines) if len(endings) > 1 else {}
    ended = [line + (kept.get(n) or usual) for n, line in enumerate(lines[:-1])]
    return (BOM if old.startswith(BOM) else "") + "".join([*ended, lines[-1]])


def _kept(before: list[tuple[str, str]], lines: list[str]) -> dict[int, str]:
    """Line number → the ending it had, in a file that mixes several."""
    match = difflib.SequenceMatcher(None, [line for line, _ in before], lines, autojunk=False)
    return {b + n: before[a + n][1] for a, b, size in match.get_matching_blocks() for n in range(size)}


def write(path: Path, raw: str) -> None:
    """All or nothing: a crash leaves the old file or the new one."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(raw.encode())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def is_plain(name: str) -> bool:
    """A name of one file in the folder itself, not hidden, and no piece to include."""
    return bool(name) and name == Path(name).name and "\\" not in name and "\0" not in name and name[0] not in "._"


def free_name(wanted: str, folder: Path) -> str:
    """A name for a new file: small letters, digits and hyphens, and not taken in any spelling."""
    taken: Iterable[str] = (p.stem.lower() for p in folder.iterdir())
    return unused(slug(wanted) or "workshop", {*taken, "new", "upload"})


def free_piece(wanted: str, folder: Path) -> str:
    """The same for a piece: its name begins with `_`."""
    taken: Iterable[str] = (p.stem.lower().lstrip("_") for p in folder.glob("_*.md"))
    return f"_{unused(slug(wanted) or 'piece', {*taken})}"
