"""One clock pings all, in every mode: no connection has a task of its own, and whoever is silent goes."""

import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import engineio

from workshop.transport.guard import options
from workshop.transport.pings import Pings
from workshop.transport.sockets import GuardedSocket


def eventually(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not what():
        assert time.monotonic() < until
        time.sleep(0.01)


def connected(server: Any, sid: str) -> GuardedSocket:
    one = server.sockets[sid] = GuardedSocket(server, sid)
    one.schedule_ping()
    return one


def test_a_thousand_are_pinged_by_one_thread_and_the_silent_go() -> None:
    server: Any = engineio.Server(async_mode="threading", **options("stock"))
    server.guard = SimpleNamespace(pings=Pings(0.1, 0.3), behind={}, watch=lambda _: None)
    before = threading.active_count()
    all_of_them = [connected(server, f"sid {n}") for n in range(1000)]
    assert threading.active_count() <= before + 1
    silent, *others = all_of_them
    pinged: dict[Any, int] = dict.fromkeys(all_of_them, 0)

    def answer() -> bool:
        for one in all_of_them:
            while one.queue.qsize():
                pinged[one] += [p.packet_type for p in one.poll()] == [engineio.packet.PING]
                if one is not silent:
                    one.receive(engineio.packet.Packet(engineio.packet.PONG))
        return silent.closed and min(pinged[one] for one in others) > 1

    eventually(answer)
    assert pinged[silent] == 1
    assert not any(one.closed for one in others)
    assert set(server.sockets) == {one.sid for one in others}
    for one in others:
        one.close()
    assert server.sockets == {}
    eventually(lambda: threading.active_count() <= before)
