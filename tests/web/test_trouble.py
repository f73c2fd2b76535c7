"""A disk that is full or read-only, keys that cannot be kept: said in the log once, to monitors, and on the console."""

import contextlib
import os
import subprocess
import time

import pytest
import requests

from tests.support.people import Console, Phone
from tests.support.server import serving
from tests.support.warm import WarmServer

SOON = 5.0  # seconds within which all is well again


@contextlib.contextmanager
def small_disk(folder, megabytes=3):
    """A disk of its own; skipped where one may not mount it."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "workshop-test", folder])
    if done.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture(scope="module")
def server(mother, tmp_path_factory):
    if os.getuid() != 0:
        pytest.skip("only root can mount a disk")
    base = tmp_path_factory.mktemp("server")
    with small_disk(base / "data"), small_disk(base / "keys", 1), serving(WarmServer(mother, base)) as running:
        yield running


@pytest.fixture
def console(server):
    made = server.create("hello")
    console = Console(server, made["id"])
    console.code, console.session = made["code"], made["id"]
    yield console
    console.leave()


def full(disk):
    """A file that takes what is left; the value frees it."""
    path = disk / "ballast"
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass
    return path.unlink


def read_only(disk):
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    return lambda: subprocess.run(["mount", "-o", "remount,rw", disk], check=True)


def ready(server):
    return requests.get(f"{server.url}/health/ready", timeout=20)


def wait(seen, seconds=20.0):
    until = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


def board(console, part="keys"):
    return next((body.get(part, "") for event, body in reversed(console.heard) if event == "board"), "")


class TestADisk:
    def test_that_takes_nothing_is_named_and_healed(self, server, console):
        says = "The disk with the database is full."
        person = Phone(server, console.session, server.join(console.code, "Ann")["cookie"])
        seen = len(server.log.read_text().splitlines())
        heal = full(server.data / "data")
        try:
            wait(lambda: ready(server).status_code == 503)
            assert says in ready(server).json()["message"]
            assert "Nothing can be saved just now." in ready(server).json()["message"]
            assert requests.get(f"{server.url}/health/live", timeout=5).ok
            assert console.command("start")["status"] in ("later", "refused")
            console.until(lambda c: says in board(c), 20)
        finally:
            heal()
        wait(lambda: ready(server).ok, SOON)
        console.until(lambda c: says not in board(c), 20)
        assert console.command("start")["status"] == "ok"
        person.until(lambda c: c.stage.get("step"))
        person.leave()
        lines = server.log.read_text().splitlines()[seen:]
        assert [says in line for line in lines].count(True) == 1
        assert any("can be written to again" in line for line in lines)


class TestKeys:
    @pytest.mark.parametrize("amiss", [read_only, full])
    def test_that_cannot_be_kept_close_the_polls_and_nothing_else(self, server, console, amiss):
        session = console.session
        poll = next(step["id"] for step in server.show(session)["steps"] if step["kind"] == "poll")
        server.command(session, "start")
        server.command(session, "goto", step=poll)
        heal = amiss(server.data / "keys")
        try:
            answer = server.command(session, "open")
            assert (answer["status"], "Polls and check-ins cannot be opened" in answer["reason"]) == ("refused", True)
            assert ready(server).status_code == 503
            console.until(lambda c: "Polls and check-ins cannot be opened" in board(c), 20)
            assert server.command(session, "next")["status"] == "ok"
            wait(lambda: "Polls and check-ins cannot be opened" in server.log.read_text())
        finally:
            heal()
        assert ready(server).ok
        server.command(session, "goto", step=poll)
        assert server.command(session, "open")["status"] == "ok"
