"""What takes long to make and is the same at every start, kept in the data folder: compiled templates and
catalogues, and the pages' files in their smallest form.

Templates become code that is run, so a file counts only with the seal of this server's own key: whoever can write
there brings nothing in. What is missing, damaged or of other sources is made anew, as it would be without this.
"""

import hashlib
import hmac
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from workshop.util.secret_files import make_private, write_private_bytes

PACKAGE = Path(__file__).resolve().parents[1]
MAKERS = ("jinja2", "babel")


class Prepared:
    """Sealed files in a folder of its own below `folder`, for exactly this code and these libraries."""

    def __init__(self, folder: Path, key: str) -> None:
        self._above, self._key = folder, hashlib.sha256(f"prepared {key}".encode()).digest()
        self.folder = folder / _mark()
        self._usable = make_private(folder) and make_private(self.folder)

    def get(self, name: str) -> bytes | None:
        try:
            held = self._path(name).read_bytes()
        except OSError:
            return None
        seal, content = held[:32], held[32:]
        return content if hmac.compare_digest(seal, self._seal(name, content)) else None

    def put(self, name: str, content: bytes) -> None:
        """Where it cannot be written it is made anew the next time; a full disk is told of elsewhere."""
        if self._usable:
            with suppress(OSError):
                write_private_bytes(self._path(name), self._seal(name, content) + content)

    def forget_others(self) -> None:
        """What earlier versions kept."""
        if self._usable:
            for other in self._above.iterdir():
                if other != self.folder:
                    shutil.rmtree(other, ignore_errors=True)

    def _path(self, name: str) -> Path:
        return self.folder / hashlib.sha256(name.encode()).hexdigest()[:40]

    def _seal(self, name: str, content: bytes) -> bytes:
        return hmac.digest(self._key, name.encode() + b"\0" + content, "sha256")


class Templates(BytecodeCache):
    """Jinja's own place for what templates become. Where the server stands under a path they become something else."""

    def __init__(self, kept: Prepared) -> None:
        self._kept = kept

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"template {name} {filename}"

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        return super().get_bucket(environment, f"{name} {environment.finalize is not None}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        content = self._kept.get(bucket.key)
        if content is not None:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept.put(bucket.key, bucket.bytecode_to_string())


def _mark() -> str:
    """Of all of our code, which says what a template becomes, and of the libraries that make it."""
    lines = [*_code(), sys.version, *(f"{name} {version(name)}" for name in MAKERS)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _code() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        found = path.stat()
        yield f"{path} {found.st_size} {found.st_mtime_ns}"
