"""What lies in the kernel is unread too: whoever says that they are there and takes nothing goes; the slow stay."""

import socket
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import engineio
import pytest

from tests.transport.line import frame
from tests.transport.test_cut import hub_socket
from workshop.transport import sockets
from workshop.transport.frames import FrameReader
from workshop.transport.limits import KERNEL_BYTES, UNSENT_SECONDS
from workshop.transport.sockets import GuardedSocket
from workshop.transport.untaken import taken
from workshop.transport.websocket import Websocket

STAGE = b"x" * 800
LITTLE = KERNEL_BYTES // 4  # the kernel takes all of it from us, so that nothing waits in a queue of ours


def stock_socket(end: socket.socket) -> tuple[GuardedSocket, Any]:
    server: Any = engineio.Server(async_mode="threading", monitor_clients=False)
    _, guard = hub_socket(end)
    server.guard = guard
    one = GuardedSocket(server, "sid")
    one.websocket = Websocket(one._websocket_handler, server)
    one.websocket.line, one.websocket._reader = end, FrameReader(one.spend)
    return one, guard


def write_hub(one: Any) -> None:
    one.write(STAGE)


def write_stock(one: Any) -> None:
    one.websocket._send(STAGE)


def pong_hub(one: Any, theirs: socket.socket) -> None:
    theirs.sendall(frame(b"3"))
    one.line.settimeout(5)
    one._hear(one.line.recv(100))
    one.line.setblocking(False)


def pong_stock(one: Any, theirs: socket.socket) -> None:
    theirs.sendall(frame(b"3"))
    one.receive(engineio.packet.Packet(encoded_packet=one.websocket.wait()))


WAYS = {"hub": (hub_socket, write_hub, pong_hub), "stock": (stock_socket, write_stock, pong_stock)}


class Slow:
    """Both ends of a connection on whose other side somebody reads little, or nothing."""

    def __init__(self, way: str) -> None:
        make, self._write, self._pong = WAYS[way]
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.theirs = socket.socket()
            self.theirs.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)  # later it may offer more before
            self.theirs.connect(listener.getsockname())
            ours, _ = listener.accept()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)
        self.ours, (self.one, self.guard) = ours, make(ours)
        self.one.bucket = SimpleNamespace(spend=lambda: True)

    def write(self) -> None:
        for _ in range(LITTLE // len(STAGE)):
            self._write(self.one)

    def is_full(self) -> None:
        """Their kernel has taken all that it will, and told ours."""
        before = None
        while (now := taken(self.ours)) != before:
            before = now
            time.sleep(0.3)

    def pong(self) -> bool:
        """Whether the guard has an eye on them since."""
        self._pong(self.one, self.theirs)
        return self.one in self.guard.behind

    def read(self, size: int) -> None:
        self.theirs.settimeout(20)
        while size > 0:
            size -= len(self.theirs.recv(min(size, 65536)))


@pytest.fixture(params=WAYS)
def slow(request: pytest.FixtureRequest) -> Iterator[Slow]:
    both = Slow(request.param)
    yield both
    both.theirs.close()
    both.ours.close()


def test_whoever_answers_pings_and_takes_nothing_goes(slow: Slow) -> None:
    for _ in range(3):  # of the four that the kernel takes from us
        slow.write()
    slow.is_full()
    before = time.monotonic()
    assert slow.pong()  # from here on it counts, and not from the next look
    after = time.monotonic()
    assert slow.one.overdue(before + UNSENT_SECONDS) == ""
    slow.write()  # more of it is no reason to wait on
    slow.is_full()
    assert slow.pong()
    assert slow.one.overdue(after + UNSENT_SECONDS + 0.001) == "slow_reader"


def test_whoever_takes_a_little_now_and_then_stays(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    """A phone at the edge of the network: always far behind, and always going on."""
    now, behind = 1000.0, 0
    monkeypatch.setattr(sockets, "time", SimpleNamespace(monotonic=lambda: now))
    for _ in range(6):
        slow.write()
        behind += LITTLE // len(STAGE) * len(STAGE)
        assert slow.pong()
        assert slow.one.overdue(now) == ""
        slow.read(20_000)
        behind -= 20_000
        now += UNSENT_SECONDS - 1
    slow.read(behind)
    assert slow.one.overdue(now) == ""


def test_whoever_has_read_all_is_looked_at_no_more(slow: Slow) -> None:
    assert not slow.pong()
    slow.write()
    assert slow.pong()
    slow.read(LITTLE // len(STAGE) * len(STAGE))
    until = time.monotonic() + 20
    while slow.guard.behind and time.monotonic() < until:  # until their kernel has told ours
        assert slow.one.overdue(time.monotonic()) == ""
    assert slow.one._untaken is None
    assert not slow.pong()
    assert slow.one.overdue(time.monotonic() + 10 * UNSENT_SECONDS) == ""
