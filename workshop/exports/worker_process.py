"""Work for a process of its own: fed and read without ever waiting for it, so that the room goes on."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from tempfile import TemporaryDirectory

from workshop.exports.extras import Busy
from workshop.util.language import marked

PIPE_BYTES = 65_536
PAUSE = 0.005  # seconds; the server's engine makes a turn for others of it
MOST = 2  # such processes at once: a server may be small
PATIENCE = 20  # seconds to wait for one of them to end
BUSY = marked("Other downloads of this kind are being made. Try again in a moment, or choose another format.")

_places = threading.BoundedSemaphore(MOST)


class Broken(Exception):
    """The other process ended without doing its work."""


def through(module: str, given: Iterable[bytes], *said: str) -> Iterator[bytes]:
    """What `python -m module said` makes of `given`, from its standard input to its standard output.

    While there is nothing yet an empty piece comes every few milliseconds: whoever stops reading ends the process.
    Raises Busy where others have theirs made and do not come to an end.
    """
    yield from _place()
    try:
        with TemporaryDirectory(prefix="workshop-") as own:  # what it leaves there goes, also where it was ended
            yield from _made(module, given, said, own)
    finally:
        _places.release()


def _place() -> Iterator[bytes]:
    """Most people wait a few seconds and never learn that they did."""
    until = time.monotonic() + PATIENCE
    while not _places.acquire(blocking=False):
        if time.monotonic() > until:
            raise Busy(BUSY)
        yield from _pause()


def _made(module: str, given: Iterable[bytes], said: tuple[str, ...], folder: str) -> Iterator[bytes]:
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", module, *said],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": folder},
    )  # fmt: skip
    assert child.stdin and child.stdout
    try:
        with child.stdin as into, child.stdout as out:
            os.set_blocking(into.fileno(), False)
            os.set_blocking(out.fileno(), False)
            for piece in given:
                yield from _write(into.fileno(), piece)
            into.close()
            yield from _read(out.fileno())
        if child.wait() != 0:
            raise Broken(module)
    except BrokenPipeError:
        raise Broken(module) from None
    finally:
        child.kill()
        child.wait()


# eventlet's os.read and os.write wait where these say that there is nothing yet.


def _write(pipe: int, piece: bytes) -> Iterator[bytes]:
    left = memoryview(piece)
    while left:
        try:
            left = left[os.writev(pipe, [left]) :]
        except BlockingIOError:
            yield from _pause()
    yield from _pause(0)


def _read(pipe: int) -> Iterator[bytes]:
    """Until the other process closes its end."""
    held = bytearray(PIPE_BYTES)
    while True:
        try:
            size = os.readv(pipe, [held])
        except BlockingIOError:
            yield from _pause()
            continue
        if not size:
            return
        yield bytes(held[:size])


def _pause(seconds: float = PAUSE) -> Iterator[bytes]:
    time.sleep(seconds)
    yield b""


# In the other process
