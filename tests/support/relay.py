"""A line between servers and their Redis that can be cut for one of them: nothing is refused, nothing arrives."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path


class Relay:
    """Every server takes `url` for Redis's own. Who connects is known by the number of the process."""

    def __init__(self, redis: Path, own: Path) -> None:
        self.url = f"unix://{own}"
        self._redis = redis
        self._cut: set[int] = set()
        self._news = threading.Condition()
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(own))
        self._door.listen(64)
        threading.Thread(target=self._let_in, daemon=True).start()

    def cut(self, process: int) -> None:
        with self._news:
            self._cut.add(process)

    def mend(self) -> None:
        """What was said meanwhile arrives now, late, as on a real line."""
        with self._news:
            self._cut.clear()
            self._news.notify_all()

    def close(self) -> None:
        self.mend()
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _let_in(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        process, _, _ = struct.unpack("3i", near.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        with near, socket.socket(socket.AF_UNIX) as far, contextlib.suppress(OSError):
            far.connect(str(self._redis))
            back = threading.Thread(target=self._pass_on, args=(far, near, process), daemon=True)
            back.start()
            self._pass_on(near, far, process)
            back.join()

    def _pass_on(self, one: socket.socket, other: socket.socket, process: int) -> None:
        with contextlib.suppress(OSError):
            while said := one.recv(65536):
                with self._news:
                    self._news.wait_for(lambda: process not in self._cut)
                other.sendall(said)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def between(redis: Path) -> Iterator[Relay]:
    relay = Relay(redis, redis.with_name("relay.sock"))
    try:
        yield relay
    finally:
        relay.close()
