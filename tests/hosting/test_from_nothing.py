"""From an empty folder and the built wheel: install, serve, write a script, run it, back up, wipe, restore."""

import shutil
import site
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server import Server
from tests.support.signed_in import signed_in

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel in an environment of its own, with the packages that the lock brought to this one."""
    place = tmp_path_factory.mktemp("from-nothing")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(place)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place / "venv"], check=True, timeout=60)
    python = place / "venv/bin/python"
    wheel = next(place.glob("workshop_live-*.whl"))
    pip = [sys.executable, "-m", "pip", "--python", python, "--quiet", "install", "--no-deps", "--no-index", wheel]
    done = subprocess.run(pip, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    library = next((place / "venv/lib").glob("python*/site-packages"))
    (library / "zz_packages.pth").write_text("\n".join(site.getsitepackages()))
    return place


class Installed(Server):
    """The server of the wheel, run far from the checkout."""

    def __init__(self, place: Path, data: Path) -> None:
        super().__init__(data)
        self.program = ("-P", "-m", "workshop")
        self.python = place / "venv/bin/python"
        self.env.pop("PYTHONPATH", None)

    def start(self) -> "Installed":
        here, sys.executable = sys.executable, str(self.python)
        try:
            super().start()
        finally:
            sys.executable = here
        return self

    def workshop(self, *args: str) -> str:
        command = [self.python.with_name("workshop"), *args]
        done = subprocess.run(command, capture_output=True, text=True, env=self.env, cwd=self.data, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout


def content(server, session):
    """What somebody would miss: scripts with media, the session, what was answered."""
    scripts = server.data / "data/scripts"
    files = {p.relative_to(scripts).as_posix(): p.read_bytes() for p in scripts.rglob("*") if p.is_file()}
    return files, server.api("GET", f"/sessions/{session}/results").json(), server.show(session)["phase"]


@pytest.fixture
def server(installed, tmp_path):
    running = Installed(installed, tmp_path).start()
    yield running
    assert running.stop() == 0
    assert running.faults() == []


@pytest.mark.soak
def test_all_the_way_round(installed, server, tmp_path):
    inside = subprocess.run(
        [server.python, "-P", "-c", "import workshop; print(workshop.__file__)"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    ).stdout
    assert inside.startswith(str(installed)), inside

    browser = signed_in(server)
    form = {"title": "Our own evening", "people": "2-20", "sample": "hello"}
    made = browser.post(f"{server.url}/host/scripts/new", data=form)
    assert made.url.endswith("/host/scripts/our-own-evening/edit"), made.text[-600:]
    (server.data / "data/scripts/media").mkdir(exist_ok=True)
    (server.data / "data/scripts/media/sea.txt").write_text("the sea")

    session = server.create("our-own-evening")
    server.join(session["code"], "Ann")
    assert server.command(session["id"], "start")["status"] == "ok"
    assert server.command(session["id"], "end")["status"] == "ok"
    before = content(server, session["id"])
    assert "media/sea.txt" in before[0]
    server.workshop("backup", "--to", str(tmp_path / "kept.zip"), "--with-secrets")
    server.stop()

    shutil.rmtree(tmp_path / "data")
    server.workshop("restore", str(tmp_path / "kept.zip"))
    server.start()
    after = content(server, session["id"])
    assert (after[0], after[2]) == (before[0], before[2])
    assert after[1]["steps"] == before[1]["steps"]
    assert signed_in(server).get(f"{server.url}/host/scripts/our-own-evening/edit").ok
