"""What the kernel has of us and a client's machine does not take is as unread as what waits with us.

It tells by what Linux knows of a connection (`TCP_INFO`); on other systems nobody is found so.
"""

import socket
import struct
from typing import Any

_TCP_INFO = getattr(socket, "TCP_INFO", None)
_FIELDS = struct.Struct("=24xI92xQ16xI")  # segments on their way, bytes that were acknowledged, bytes not sent yet


def taken(line: Any) -> int | None:
    """How many bytes the other end has taken so far; None where it has all of them, or nobody can tell."""
    if _TCP_INFO is None:
        return None
    try:
        told = line.getsockopt(socket.IPPROTO_TCP, _TCP_INFO, _FIELDS.size)
    except OSError:
        return None  # closed, or no TCP
    if len(told) < _FIELDS.size:
        return None
    on_their_way, acknowledged, unsent = _FIELDS.unpack(told)
    return int(acknowledged) if on_their_way or unsent else None


class Untaken:
    """Ask it now and then: it sees for how long nothing at all has been taken, though something is there.

    However slowly somebody reads, a byte more is a new beginning.
    """

    __slots__ = ("_since", "_taken")

    def __init__(self) -> None:
        self._since, self._taken = 0.0, -1

    def seconds(self, line: Any, now: float) -> float | None:
        """None where all is taken."""
        so_far = taken(line)
        if so_far is None:
            return None
        if so_far != self._taken:
            self._since, self._taken = now, so_far
        return now - self._since
