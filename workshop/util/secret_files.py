"""Small secrets on disk, and the folder in memory for the keys of running polls."""

import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

_IN_MEMORY = {"tmpfs", "ramfs"}


def kept_secret(path: Path, size: int) -> str:
    """The secret in `path`; made from `size` random bytes at the first call. Safe between processes."""
    if not path.exists():
        _make_once(path, secrets.token_urlsafe(size))
    path.chmod(0o600)
    return path.read_text(encoding="utf-8").strip()


def _make_once(path: Path, text: str) -> None:
    """Linking a finished file lets the first of several processes win, and no one reads half a secret."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first; its secret is the one
    finally:
        draft.unlink()


def write_private(path: Path, text: str) -> None:
    """Write `text` to a file that only we can read, whole or not at all. Raises OSError."""
    write_private_bytes(path, f"{text}\n".encode())


def write_private_bytes(path: Path, content: bytes) -> None:
    """The same for any content."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def memory_folder(data: Path) -> Path | None:
    """A private folder in memory for this data folder, made if needed; None where there is none."""
    return next((path for path in _candidates(data) if make_private(path) and in_memory(path)), None)


def _candidates(data: Path) -> Iterator[Path]:
    """The name holds a hash of the data folder's path, so that two servers never share keys."""
    uid = os.getuid()
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    runtime = Path(f"/run/user/{uid}")
    if runtime.is_dir():
        yield runtime / f"workshop-{name}"
    if Path("/dev/shm").is_dir():  # noqa: S108 - the folder below it is made 0700 and checked
        yield Path(f"/dev/shm/workshop-{uid}-{name}")  # noqa: S108


def make_private(path: Path) -> bool:
    """Make `path` a folder that only we can enter; False if it cannot be, or is someone else's."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = path.lstat()  # not stat: another's symbolic link must not lead us elsewhere
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            return False
        path.chmod(0o700)
        return os.access(path, os.W_OK)
    except OSError:
        return False


def in_memory(path: Path) -> bool:
    """Whether `path` lies on a file system that a power cut empties."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    real = str(path.resolve())
    kinds = dict(_mount(line) for line in mounts)
    under = [point for point in kinds if real == point or real.startswith(point.rstrip("/") + "/")]
    return kinds[max(under, key=len)] in _IN_MEMORY if under else False


def _mount(line: str) -> tuple[str, str]:
    """Mount point and file system of a line of mountinfo, where spaces are written as octal codes."""
    left, _, right = line.partition(" - ")
    point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), left.split()[4])
    return point, right.split()[0]
