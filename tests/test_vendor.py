"""The libraries and fonts in the repository are the ones that were locked, each with its licence."""

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCK = json.loads((ROOT / "static/vendor/vendor.lock").read_text())
FILES = {path: digest for package in LOCK.values() for path, digest in package["files"].items()}


@pytest.mark.parametrize("path", sorted(FILES))
def test_is_the_locked_file(path: str) -> None:
    assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == FILES[path]


@pytest.mark.parametrize("name", sorted(LOCK))
def test_keeps_its_licence(name: str) -> None:
    licences = [path for path in LOCK[name]["files"] if "/LICENSE" in path]
    assert licences, f"{name} is here without its licence"
    assert LOCK[name]["integrity"].startswith("sha512-")


@pytest.mark.parametrize("folder", ["static/vendor", "static/fonts", "tests/vendor"])
def test_nothing_unlocked_lies_beside(folder: str) -> None:
    here = {str(path.relative_to(ROOT)) for path in (ROOT / folder).iterdir()}
    assert here - set(FILES) <= {"static/vendor/vendor.lock"}
