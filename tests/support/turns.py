"""How long the hub of a server computed without a look at its lines, which stalls everybody: in every test of one.

It is the processor's time that the main thread itself used, so that a machine with other work makes it little longer.
"""

import os
import time
from pathlib import Path

import eventlet.hubs.epolls
from eventlet.patcher import original

NOTED = 0.05  # seconds
MOST = 2.0  # beyond that a test fails, on the slowest machine; tests/transport/test_stalls.py holds us to 50 ms


def watch(folder: Path) -> None:
    """From now on in this process: each turn over 50 ms becomes a line of the file `turns` in `folder`."""
    clock = time.pthread_getcpuclockid(original("threading").get_ident())
    found = os.open(folder / "turns", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    poll, begun = eventlet.hubs.epolls.Hub.do_poll, time.clock_gettime(clock)

    def look(hub: object, seconds: float) -> list[tuple[int, int]]:
        nonlocal begun
        took = time.clock_gettime(clock) - begun
        if took > NOTED:
            os.write(found, f"{took:.3f}\n".encode())
        ready = poll(hub, seconds)
        begun = time.clock_gettime(clock)
        return ready

    eventlet.hubs.epolls.Hub.do_poll = look


def too_long(folder: Path) -> list[str]:
    """Those that no test may have, of a server that ran in `folder`."""
    noted = folder / "turns"
    lines = noted.read_text().splitlines() if noted.exists() else []
    return [f"{line} s" for line in lines if float(line) > MOST]
