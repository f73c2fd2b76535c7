"""The engine in real processes: it serves, keeps its promises in every mode, and stops in time."""

import resource
import select
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

import pytest
import requests
import socketio

from workshop import engine

PROGRAMS = Path(__file__).parents[1] / "programs"
MODES = ["eventlet", "gevent", "threading"]
STOP_WITHIN = 15.0  # seconds; what hangs here does so for a minute


class Server:
    """A running engine_app; its lines of output can be awaited."""

    def __init__(self, mode, *args, port=0):
        command = [sys.executable, PROGRAMS / "engine_app.py", mode, str(port), *args]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        self.port = int(self.line().split()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def line(self, timeout=90):
        ready, _, _ = select.select([self.process.stdout], [], [], timeout)
        assert ready, "the server said nothing"
        return self.process.stdout.readline()

    def stop(self, *signals):
        """Exit code, seconds it took, and the rest of what was printed."""
        start = time.monotonic()
        for number in signals:
            self.process.send_signal(number)
        out, err = self.process.communicate(timeout=20)
        return self.process.returncode, time.monotonic() - start, out, err


@pytest.fixture
def client():
    client = socketio.SimpleClient()
    yield client
    client.disconnect()


@pytest.fixture(params=MODES)
def server(request, client):
    # after the client, so that it ends before: nobody waits for a polite goodbye
    with Server(request.param) as server:
        server.mode = request.param
        yield server


def connect(client, server):
    client.connect(server.url, transports=["websocket"])
    assert client.receive(timeout=20)[0] == "welcome"


@pytest.mark.parametrize("mode", MODES)
def test_promises_are_kept(mode):
    done = subprocess.run(
        [sys.executable, PROGRAMS / "engine_probe.py", mode], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.returncode) == ("kept\n", 0), done.stderr


@pytest.mark.parametrize(("busy", "looks"), [(0, 1), (3, 4), (1000, 40)])
def test_work_that_nobody_waits_for_lets_others_go_first_but_not_for_ever(monkeypatch, busy, looks):
    used, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        used[0] += seconds if len(slept) <= busy else 0.0

    monkeypatch.setattr(engine, "sleep", sleep)
    monkeypatch.setattr(engine.time, "process_time", lambda: used[0])
    engine.wait_for_ease()
    assert len(slept) == looks
    assert sum(slept) <= 2.001


class TestServing:
    def test_pages_and_sockets(self, server, client):
        assert requests.get(f"{server.url}/hello", timeout=20).text == "hello"
        connect(client, server)
        assert client.call("ping", 7, timeout=20) == 7

    def test_answers_are_not_held_back(self, server, client):
        """Nagle's algorithm with delayed acks would cost 40 ms each, but for the first; a busy machine delays some."""
        connect(client, server)

        def ask():
            start = time.perf_counter()
            client.call("ping", 1, timeout=20)
            return time.perf_counter() - start

        asked = [ask() for _ in range(63)][21:]
        assert quantiles(asked, n=10)[0] < 0.03

    def test_a_task_that_fails_is_logged_and_harms_nobody(self, server, client):
        connect(client, server)
        client.emit("spread", "far")
        assert client.receive(timeout=20) == ["spread", "far"]
        assert client.call("ping", 1, timeout=20) == 1
        client.disconnect()
        assert "this must be logged" in server.stop(signal.SIGTERM)[3]

    def test_slow_work_in_a_thread_leaves_the_others_free(self, server):
        with ThreadPoolExecutor(1) as pool:
            slow = pool.submit(requests.get, f"{server.url}/compute", timeout=20)
            while not slow.done():
                assert requests.get(f"{server.url}/hello", timeout=20).text == "hello"
            assert slow.result().text == "others were served"

    def test_it_is_known_when_somebody_hangs_up(self, server):
        with socket.create_connection(("127.0.0.1", server.port)) as waiting:
            waiting.sendall(b"GET /left HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert not select.select([server.process.stdout], [], [], 0.2)[0]
        assert server.line(timeout=20) == "left\n"

    def test_no_request_is_logged(self, server):
        requests.get(f"{server.url}/hello?private", timeout=20)
        _, _, out, err = server.stop(signal.SIGTERM)
        assert "private" not in out + err

    def test_more_than_a_thousand_idle_connections(self, server):
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if hard < 1300 or server.mode == "threading":
            pytest.skip("needs 1,300 open files and a mode that is not one thread each")
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(1100)]
        try:
            assert requests.get(f"{server.url}/hello", timeout=20).text == "hello"
        finally:
            for connection in idle:
                connection.close()

    def test_a_port_that_is_taken_is_named(self, server):
        again = Server(server.mode, port=server.port)
        _, err = again.process.communicate(timeout=20)
        assert again.process.returncode == 1
        assert f"port {server.port} cannot be served: Address already in use" in err


class TestStopping:
    @pytest.mark.parametrize(
        "signals", [(signal.SIGTERM,), (signal.SIGINT,), (signal.SIGTERM, signal.SIGTERM, signal.SIGINT)]
    )
    def test_clients_hear_goodbye_and_the_process_ends_well(self, server, client, signals):
        connect(client, server)
        with ThreadPoolExecutor(1) as pool:
            bye = pool.submit(client.receive, timeout=20)
            code, seconds, out, _ = server.stop(*signals)
            assert bye.result() == ["bye", {}]
        assert (code, out) == (0, "goodbye\n")
        assert seconds < STOP_WITHIN

    def test_a_request_that_hangs_does_not_hold_it_up(self, server):
        with socket.create_connection(("127.0.0.1", server.port)) as hanging:
            hanging.sendall(b"GET /hang HTTP/1.1\r\nHost: localhost\r\n\r\n")
            time.sleep(0.2)
            code, seconds, out, _ = server.stop(signal.SIGTERM)
        assert (code, out) == (0, "goodbye\n")
        assert seconds < STOP_WITHIN

    def test_nor_does_a_goodbye_that_hangs(self, request):
        for mode in MODES:
            with Server(mode, "stuck") as server:
                code, seconds, _, _ = server.stop(signal.SIGTERM)
            assert code == 0
            assert seconds < STOP_WITHIN

    def test_its_port_is_free_at_once(self, server):
        server.stop(signal.SIGTERM)
        with Server(server.mode, port=server.port) as next_server:
            assert requests.get(f"{next_server.url}/hello", timeout=20).text == "hello"


def test_time_never_jumps_with_the_clock(monkeypatch):
    before = engine.now()
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert engine.now() - before < 60


@pytest.mark.soak
@pytest.mark.parametrize("mode", MODES)
def test_a_hundred_restarts(mode):
    port = 0
    for _ in range(100):
        with Server(mode, port=port) as server:
            port = server.port
            assert requests.get(f"{server.url}/hello", timeout=20).text == "hello"
            code, seconds, out, _ = server.stop(signal.SIGTERM)
        assert (code, out) == (0, "goodbye\n")
        assert seconds < STOP_WITHIN
