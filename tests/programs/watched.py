"""The server, with a watch on its hub: python watched.py STALLS serve …

A turn of the hub is all that runs between two looks at the sockets. Where the main thread itself computed for longer
than 50 ms in one, whatever the machine did meanwhile, a line is added to the file STALLS: milliseconds, and where.
A file STALLS.compute makes the hub compute for longer than that, once.
"""

import os
import sys
import time
import traceback
from pathlib import Path

import eventlet.hubs.epolls
from eventlet.patcher import original

LONGEST = float(os.environ.get("WORKSHOP_TEST_LONGEST", "0.05"))
SAMPLE = 0.02
PATH = sys.argv.pop(1)
COMPUTE = Path(f"{PATH}.compute")
STALLS = os.open(PATH, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
ROOT = str(Path(__file__).parents[2])
MAIN = original("threading").get_ident()
CLOCK = time.pthread_getcpuclockid(MAIN)
_begun, _where, _compute = 0.0, "", False


def look(self, seconds):
    global _begun, _where, _compute
    took = time.clock_gettime(CLOCK) - _begun
    if _begun and took > LONGEST:
        os.write(STALLS, f"{took * 1000:.0f} ms: {_where}\n".encode())
    found = _look(self, seconds)
    if _begun:
        _begun, _where = time.clock_gettime(CLOCK), ""
    if _compute:
        _compute = False
        while time.clock_gettime(CLOCK) - _begun < 3 * LONGEST:
            pass
    return found


def sample() -> None:
    """In a real thread: where the main thread is, when it is at it for long."""
    global _where, _compute
    while True:
        original("time").sleep(SAMPLE)
        if not _where and time.clock_gettime(CLOCK) - _begun > LONGEST / 2:
            _where = where(sys._current_frames()[MAIN])
        if COMPUTE.exists():
            COMPUTE.unlink()
            _compute = True


def where(frame) -> str:
    stack = [f for f in traceback.extract_stack(frame) if f.filename.startswith(ROOT) and ".venv" not in f.filename]
    return " < ".join(f"{Path(f.filename).stem}.{f.name}" for f in reversed(stack[-4:]))


from workshop.hosting import banner  # noqa: E402

_print_ready = banner.print_ready


def print_ready() -> None:
    """What a start costs stalls nobody: the watch begins here."""
    global _begun, _look
    _look, eventlet.hubs.epolls.Hub.do_poll = eventlet.hubs.epolls.Hub.do_poll, look
    _begun = time.clock_gettime(CLOCK)
    original("_thread").start_new_thread(sample, ())
    _print_ready()


banner.print_ready = print_ready

from workshop.cli import main  # noqa: E402

main()
