"""The guard with a clock in it: deadlines, crowds of newcomers, readers who do not read, requests that never end."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import requests
from websocket import ABNF

from tests.conftest import Hall
from tests.support.server import Server
from tests.transport.line import Line, counts, frame, head
from workshop.transport.limits import CONNECT_SECONDS

MODES = ("eventlet", "gevent", "threading")
PIPELINED = 5000


@pytest.fixture(scope="module", params=MODES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("server"), WORKSHOP_ASYNC_MODE=request.param).start()
    yield running
    assert running.stop() == 0
    assert running.faults() == [], running.log.read_text()


@pytest.fixture
def hall(server: Server) -> Hall:
    opened = Hall(server, "team-look-back")
    opened.join("Eve")
    opened.home()
    return opened


def since(server: Server, before: dict[str, int]) -> dict[str, int]:
    after = counts(server)
    return {reason: after[reason] - before[reason] for reason in after if after[reason] != before[reason]}


def pipelined(server: Server, times: int) -> bytes:
    host = server.url.partition("//")[2]
    return f"GET /health/live HTTP/1.1\r\nHost: {host}\r\n\r\n".encode() * times


class Answers:
    """Counts what a line is answered, while it comes."""

    def __init__(self, line: Line) -> None:
        self.count, self._line = 0, line
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        with suppress(OSError):
            while got := self._line.socket.recv(65536):
                self.count += got.count(b"HTTP/1.1 200")

    def begun(self) -> None:
        until = time.monotonic() + 20
        while not self.count:
            assert time.monotonic() < until
            time.sleep(0.001)


class TestDeadlines:
    """All of them run at once, so that the test takes as long as the longest."""

    def test_whoever_says_nothing_or_half_of_it_goes(self, server: Server, hall: Hall):
        before, begin = counts(server), time.monotonic()
        with ExitStack() as stack:
            silent = stack.enter_context(Line(server))
            refused = stack.enter_context(Line(server))
            refused.say('40{"proto":1,"session":"nowhere"}')
            left = stack.enter_context(Line(server, hall.cookies["Eve"]))
            left.come_in(hall.id)
            left.say("41")
            slow_head = stack.enter_context(Line(server, upgrade=False))
            slow_head.send(b"GET / HTTP/1.1\r\n")
            in_pieces = stack.enter_context(Line(server, hall.cookies["Eve"]))
            in_pieces.come_in(hall.id)
            in_pieces.send(frame(b"42", final=False))
            for line in (silent, refused, left):
                assert line.is_cut(within=20)
            assert time.monotonic() - begin > 4, "nobody had time to begin"
            drip(slow_head, b"X-A: b\r\n", 0.5)
            drip(in_pieces, frame(b"", ABNF.OPCODE_CONT, final=False), 3)  # as few as may be
        assert since(server, before) == {"never_connected": 3, "slow_request": 1, "half_frame": 1}

    def test_whoever_spoke_while_the_server_was_held_up_was_in_time(self, server: Server, hall: Hall):
        with Line(server, hall.cookies["Eve"]) as late:
            server.process.send_signal(signal.SIGSTOP)
            try:
                late.say(f'40{{"proto":1,"session":"{hall.id}","as":"participant"}}')
                time.sleep(CONNECT_SECONDS + 1)  # for as long as nobody may be silent
            finally:
                server.process.send_signal(signal.SIGCONT)
            late.until('42["hello"')


def drip(line: Line, data: bytes, every: float) -> None:
    """A little now and then is no reason to wait on: it is cut all the same."""
    until = time.monotonic() + 60
    while not line.is_cut(within=every):
        assert time.monotonic() < until, "it may go on for ever"
        with suppress(OSError):
            line.send(data)


class TestUpgrades:
    @pytest.mark.parametrize("missing", ["Connection", "Sec_WebSocket_Version", "Sec_WebSocket_Key"])
    def test_one_that_no_browser_asks_for_is_refused(self, server: Server, missing: str):
        with Line(server, upgrade=False) as line:
            line.send(head(server, **{missing: None}))
            assert line.socket.recv(4096).startswith(b"HTTP/1.1 400")

    def test_polling_is_refused(self, server: Server):
        with Line(server, upgrade=False) as line:
            line.send(
                head(server, Upgrade=None, Connection="close").replace(b"transport=websocket", b"transport=polling")
            )
            assert line.socket.recv(4096).startswith(b"HTTP/1.1 400")

    def test_compression_is_not_agreed_on(self, server: Server):
        with Line(server, upgrade=False) as line:
            line.send(head(server, Sec_WebSocket_Extensions="permessage-deflate"))
            assert b"permessage" not in line.socket.recv(4096)

    def test_words_that_come_with_the_request_are_heard(self, server: Server, hall: Hall):
        with Line(server, upgrade=False) as line:
            hello = f'40{{"proto":1,"session":"{hall.id}","as":"participant"}}'
            line.send(head(server, hall.cookies["Eve"]) + frame(hello.encode()))
            line._read_head()
            line.until('42["hello"')


class TestCrowds:
    def test_nobody_is_greeted_before_they_hear_that_they_are_in(self, server: Server, hall: Hall):
        hello = f'40{{"proto":1,"session":"{hall.id}","as":"participant"}}'
        with ExitStack() as stack:
            lines = [stack.enter_context(Line(server, hall.cookies["Eve"])) for _ in range(6)]
            for line in lines:
                line.until("0{")
                line.say(hello)
            for line in lines:
                assert line._message().startswith("40{")
                line.until('42["hello"')

    def test_of_many_newcomers_the_oldest_go(self, server: Server):
        before = counts(server)
        with ExitStack() as stack:
            first = [stack.enter_context(Line(server, upgrade=False)) for _ in range(200)]
            for line in first:  # all at once: by the fifth second the first of them would be late
                line.send(head(server))
            for line in first:
                line._read_head()
            time.sleep(1.2)
            newest = stack.enter_context(Line(server))  # the others may be late by now, where the machine is busy
            assert first[0].is_cut(within=10)
            assert not newest.is_cut(within=0.2)
        assert since(server, before)["too_many_newcomers"] >= 1

    def test_of_one_persons_many_windows_the_oldest_rests(self, server: Server, hall: Hall):
        before = counts(server)
        with ExitStack() as stack:
            windows = [stack.enter_context(Line(server, hall.cookies["Eve"])) for _ in range(9)]
            for window in windows:
                window.come_in(hall.id)
            assert "many windows" in windows[0].until('42["notice"')
            assert "60000" in windows[0].until('42["bye"')
            assert windows[0].is_cut(within=10)
            assert not windows[1].is_cut(within=0.2)
        assert since(server, before) == {"too_many_sockets": 1}


class TestWhoHasGone:
    PEOPLE, SOON, OTHERS = 18, 6.0, 10

    def test_leaves_no_thread_behind(self, server: Server, hall: Hall):
        """Not even until their next ping would be due, or their group would be told that they are away."""
        before = threads(server)
        with ExitStack() as stack:
            for n in range(self.PEOPLE):
                cookie = server.join(hall.code, f"Person {n}")["cookie"]
                stack.enter_context(Line(server, cookie)).come_in(hall.id)
        until = time.monotonic() + self.SOON
        while (left := threads(server)) > before + self.OTHERS and time.monotonic() < until:
            time.sleep(0.05)
        assert left <= before + self.OTHERS


def threads(server: Server) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/task").iterdir()))


class TestRequests:
    def test_thousands_in_one_breath_let_others_have_their_turn(self, server: Server):
        """Not in seconds, which are long on a busy machine: who comes in their midst is served in their midst."""
        with Line(server, upgrade=False) as rude:
            answers = Answers(rude)
            threading.Thread(target=rude.send, args=(pipelined(server, PIPELINED),), daemon=True).start()
            answers.begun()
            assert requests.get(f"{server.url}/health/live", timeout=60).ok
            assert answers.count < PIPELINED / 2
