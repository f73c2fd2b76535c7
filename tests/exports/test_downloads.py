"""Downloads of a real server: a process beside it ends with the download that it works for, and they are few."""

import os
import signal
import socket
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.exports.test_memory import crowd
from tests.support.server import KEY
from tests.support.warm import WarmServer
from workshop.exports.worker_process import MOST

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture(scope="module")
def server(mother, tmp_path_factory):
    """It holds a session whose PDF takes some seconds."""
    folder = tmp_path_factory.mktemp("downloads")
    story = crowd(folder / "story", 100)
    with story.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE session SET delete_on = '2999-01-01'")  # the story lies in the past
    story.engine.dispose()
    server = WarmServer(mother, folder, WORKSHOP_DATABASE_URL=f"sqlite:///{story.path}").start()
    server.session = story.id
    yield server
    server.stop()


@contextmanager
def asking(server, fmt):
    """Somebody who asks for the file, and hangs up in the end."""
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        path = f"/api/sessions/{server.session}/export/{fmt}"
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n\r\n".encode())
        yield line


def beside(server) -> set[str]:
    """The processes that the server has started."""
    tasks = Path(f"/proc/{server.process.pid}/task")
    return {child for task in tasks.iterdir() for child in (task / "children").read_text().split()}


def becomes(count, server) -> bool:
    return seen(lambda: len(beside(server)) == count)


def seen(holds, seconds=30.0) -> bool:
    until = time.monotonic() + seconds
    while not (found := holds()) and time.monotonic() < until:
        time.sleep(0.01)
    return found


def program(pid) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def stop(pid, server) -> None:
    """It would not come to an end by itself any more, however quick the machine is."""
    assert seen(lambda: program(pid) != program(server.process.pid))  # before that it holds up its parent, too
    os.kill(int(pid), signal.SIGSTOP)


@pytest.mark.parametrize("fmt", ["pdf", "xlsx"])
def test_whoever_hangs_up_ends_the_process_at_once(server, fmt):
    with asking(server, fmt):
        assert becomes(1, server)
        [child] = beside(server)
        stop(child, server)
    assert becomes(0, server)


def test_two_are_made_at_once_while_the_third_waits_and_the_room_goes_on(server):
    with ExitStack() as askers:
        lines = [askers.enter_context(asking(server, "pdf")) for _ in range(MOST)]
        assert becomes(MOST, server)
        first = beside(server)
        for child in first:
            stop(child, server)
        askers.enter_context(asking(server, "pdf"))  # after them, so it is the one that waits
        assert server.api("GET", f"/sessions/{server.session}").status_code == 200
        assert beside(server) == first
        for line in lines:
            line.close()
        assert seen(lambda: len(beside(server) - first) == 1 and not beside(server) & first)
    assert becomes(0, server)
