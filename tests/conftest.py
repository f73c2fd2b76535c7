"""Fixtures for every test: a real server process, and people who join it."""

import contextlib
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer

from tests.support import compiled, postgres, turns
from tests.support import redis as redis_server
from tests.support.door import Door
from tests.support.people import Client, Console, Phone
from tests.support.server import KEY, Scripts, Server, serving
from tests.support.side_by_side import SideBySide
from tests.support.spread import Spread
from tests.support.warm import Mother, WarmServer

# Six thousand tests are a heap that nobody throws away: looked through again and again, it costs each worker seconds.
gc.disable()

compiled.share()

# `make soak` asks for the long one.
# What lands is not left to luck: the same examples each time, while `make soak` looks for new ones.
settings.register_profile("short", deadline=None, max_examples=60, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=100_000, print_blob=True)
settings.load_profile("short")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SideBySide | None:
    """For whole files (`--dist loadfile`); for all else that of xdist."""
    return SideBySide(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=1000, help="how often the long test of tests/chaos kills a server")


@pytest.fixture(scope="session")
def mother(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mother]:
    """Has loaded Workshop and forks every server of this run."""
    shared = _of_this_run(tmp_path_factory) / "shared"
    shared.mkdir(exist_ok=True)
    loaded = Mother(tmp_path_factory.mktemp("mother"), shared)
    yield loaded
    loaded.leave()


def _of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all its processes."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    """What the server of this file offers. A file that has scripts of its own says so with a fixture of this name."""
    return None


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    """What the server of this file runs; another one has small changes that a test needs."""
    return Server.program


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest,
    mother: Mother,
    tmp_path_factory: pytest.TempPathFactory,
    scripts: Scripts,
    program: tuple[str, ...],
) -> Iterator[Server]:
    """One server for the tests of a file; its log must not hold a traceback, and nothing stalls it for long."""
    with contextlib.ExitStack() as needed:
        one_address = request.node.path.parent.name == "browser"
        made = _server(mother, tmp_path_factory.mktemp("server"), scripts, needed, one_address)
        made.program = program
        needed.enter_context(serving(made))
        yield made
    assert not (long := turns.too_long(made.data)), f"Others waited while the hub computed: {long}"


def _server(mother: Mother, folder: Path, scripts: Scripts, needed: contextlib.ExitStack, one_address: bool) -> Server:
    """One process; or, where WORKSHOP_TEST_SPREAD is set, two over PostgreSQL and Redis that stand for one."""
    if not os.environ.get("WORKSHOP_TEST_SPREAD"):
        return WarmServer(mother, folder, scripts)
    database, cluster = needed.enter_context(postgres.running())
    redis = needed.enter_context(redis_server.running())
    door = Door(folder / "door") if one_address else None
    return Spread(mother, folder, scripts, database, redis.url, cluster, door)


@pytest.fixture
def own_server(mother: Mother, tmp_path: Path, scripts: Scripts) -> Iterator[Server]:
    """A server of this test's own, to be killed and started. It offers what the file's server does."""
    running = WarmServer(mother, tmp_path, scripts).start()
    yield running
    running.stop()


class Hall:
    """A session with people in it. Everybody who came is sent home at the end."""

    def __init__(self, server: Server, script: str) -> None:
        self.server = server
        made = server.create(script)
        self.id, self.code = made["id"], made["code"]
        self.cookies: dict[str, str] = {}
        self._clients: list[Client] = []

    def join(self, *names: str) -> list[Phone]:
        for name in names:
            self.cookies[name] = self.server.join(self.code, name)["cookie"]
        phones = [self.phone(name) for name in names]
        self.server.agree(self.id)
        return phones

    def phone(self, name: str) -> Phone:
        """One more connection of somebody who joined."""
        return self._keep(Phone(self.server, self.id, self.cookies[name]))

    def console(self, **asks: str) -> Console:
        return self._keep(Console(self.server, self.id, **asks))

    def projector(self) -> Client:
        return self._keep(Client(self.server, self.id, "projector", key=KEY))

    def do(self, *commands: str) -> dict:
        answers = [self.server.command(self.id, c) for c in commands]
        assert all(a["status"] == "ok" for a in answers), answers
        self._seen(answers[-1]["v"])
        return answers[-1]

    def go(self, kind: str) -> str:
        """Start if needed and go to the first step of this kind; its id."""
        shown = self.server.show(self.id)
        if shown["phase"] == "lobby":
            self.do("start")
        step = next(s["id"] for s in shown["steps"] if s["kind"] == kind)
        self._seen(self.server.command(self.id, "goto", step=step)["v"])
        return step

    def _seen(self, v: int) -> None:
        """Consoles have what was done: a command says what its sender saw, and too early it would be stale."""
        for client in self._clients:
            if isinstance(client, Console):
                client.until(lambda c: c.stage["v"] >= v or not c.sio.connected)

    def _keep(self, client):
        self._clients.append(client)
        return client

    def home(self) -> None:
        for client in self._clients:
            client.leave()


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "hello")
    yield opened
    opened.home()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the tests measured (`record_property`), in one list at the end."""
    for report in [r for kind in ("passed", "failed") for r in terminalreporter.getreports(kind)]:
        for name, value in report.user_properties if report.when == "call" else ():
            terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {name} {value}")
