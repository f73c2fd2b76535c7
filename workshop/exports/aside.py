"""Work for a process of its own: fed and read without ever waiting for it, so that the room goes on."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator

PIPE_BYTES = 65_536
PAUSE = 0.005  # seconds; the server's engine makes a turn for others of it


class Broken(Exception):
    """The other process ended without doing its work."""


def through(module: str, given: Iterable[bytes]) -> Iterator[bytes]:
    """What `python -m module` makes of `given`, from its standard input to its standard output.

    Whoever stops reading ends the process.
    """
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdin and child.stdout
    try:
        with child.stdin as into, child.stdout as out:
            os.set_blocking(into.fileno(), False)
            os.set_blocking(out.fileno(), False)
            for piece in given:
                _write(into.fileno(), piece)
            into.close()
            yield from _read(out.fileno())
        if child.wait() != 0:
            raise Broken(module)
    finally:
        child.kill()
        child.wait()


def _write(pipe: int, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        try:
            left = left[os.write(pipe, left) :]
        except BlockingIOError:
            time.sleep(PAUSE)
    time.sleep(0)


def _read(pipe: int) -> Iterator[bytes]:
    """Until the other process closes its end."""
    while True:
        try:
            piece = os.read(pipe, PIPE_BYTES)
        except BlockingIOError:
            time.sleep(PAUSE)
            continue
        if not piece:
            return
        yield piece
