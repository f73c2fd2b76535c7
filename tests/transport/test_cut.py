"""What a client had sent when it was cut is kept by nobody: whoever comes again and again fills no memory."""

import socket
import time
from types import SimpleNamespace
from typing import Any

from tests.transport.line import frame
from workshop.transport.hub import HubSocket
from workshop.transport.limits import FRAGMENTS, UNSENT_BYTES


def hub_socket(end: socket.socket) -> tuple[HubSocket, Any]:
    behind: dict[Any, None] = {}
    guard = SimpleNamespace(
        behind=behind, watch=behind.setdefault, left=lambda one: behind.pop(one, None),
        pings=SimpleNamespace(wait=lambda _: None),
    )  # fmt: skip
    reason = SimpleNamespace(TRANSPORT_CLOSE="closed", CLIENT_DISCONNECT="goodbye")
    server = SimpleNamespace(guard=guard, reason=reason, sockets={}, _trigger_event=lambda *_, **__: None)
    one = HubSocket(server, "sid")
    one.sock = end
    end.setblocking(False)
    return one, guard


def test_whoever_is_cut_leaves_no_buffer_and_nothing_to_look_at():
    ours, theirs = socket.socketpair()
    with theirs:
        one, guard = hub_socket(ours)
        theirs.sendall(frame(b"4", final=False))
        one.on_readable(0)
        assert guard.behind == {one: None}  # half a message: it is looked at until it is whole
        theirs.sendall(frame(b"x" * 100, 0, final=False) * FRAGMENTS * 20)
        until = time.monotonic() + 20
        while one.sock is not None and time.monotonic() < until:
            one.on_readable(0)
    assert (one.was_cut, one.sock) == (True, None)
    assert (one._reader._buffer, one._reader._parts, one._reader.since) == (None, None, 0.0)
    assert guard.behind == {}


def test_what_waits_for_a_greeting_is_bounded_and_says_each_stage_once():
    """While the disk is busy, whoever comes in waits for what is theirs: a room that steps on fills no memory."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        one, _ = hub_socket(ours)
        one.hold()
        stage = '2["stage",'
        for number in range(2000):
            one.write(b"%d" % number + b"x" * 4000, stage)
        assert not one.was_cut
        one.release()
        assert theirs.recv(1 << 16) == b"1999" + b"x" * 4000
        one.hold()
        for _ in range(UNSENT_BYTES // 4000 + 1):
            one.write(b"x" * 4000)
        assert one.was_cut
