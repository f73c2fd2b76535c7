"""The browser's pure modules, run by Node where there is one (the modules need none)."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NODE = shutil.which("node")
PARSE = """
import { readFileSync } from "node:fs";
import { SourceTextModule } from "node:vm";
for (const path of process.argv.slice(1)) {
    try {
        new SourceTextModule(readFileSync(path, "utf8"), { identifier: path });
        console.log(path);
    } catch (error) {
        console.error(error);
        process.exitCode = 1;
    }
}
"""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Node takes a .js file for a module only beside a package.json that says so; ours needs none to be served."""
    shutil.copytree(ROOT / "static/js", tmp_path / "static/js")
    shutil.copytree(ROOT / "static/vendor", tmp_path / "static/vendor")
    shutil.copytree(ROOT / "tests/js", tmp_path / "tests/js")
    line = tmp_path / "static/js/line"
    (line / "socket.js").rename(line / "socket-itself.js")
    shutil.copy(ROOT / "tests/js/socket.js", line)  # a network to be held in the hand
    (tmp_path / "package.json").write_text('{"type": "module"}')
    return tmp_path


@pytest.mark.skipif(NODE is None, reason="Node is not installed; it only runs the tests of the browser's modules")
def test_pure_modules(room: Path) -> None:
    files = sorted(str(path) for path in (room / "tests/js").glob("*.test.js"))
    done = subprocess.run([str(NODE), "--test", *files], cwd=room, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.mark.soak
@pytest.mark.skipif(NODE is None, reason="Node is not installed; it only runs the tests of the browser's modules")
@pytest.mark.parametrize("name", ["faults", "traces"])
def test_a_hundred_thousand_traces(room: Path, name: str, record_property) -> None:
    seed = int(time.time())
    record_property("first seed", seed)
    done = subprocess.run(
        [str(NODE), "--test", f"tests/js/{name}.test.js"], cwd=room, capture_output=True, text=True, timeout=7200,
        env={**os.environ, "RUNS": "100000", "SEED": str(seed)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.mark.skipif(NODE is None, reason="Node is not installed; it only runs the tests of the browser's modules")
def test_every_module_parses(room: Path) -> None:
    files = sorted(str(path) for path in (room / "static/js").rglob("*.js"))
    words = [str(NODE), "--experimental-vm-modules", "--input-type=module", "--eval", PARSE, *files]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.split()) == (0, files), done.stderr
