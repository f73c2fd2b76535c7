"""What a process that presses a file does first. It loads little: there is one for every file."""

import contextlib
import os
import resource
from pathlib import Path
from threading import Timer

MOST_BYTES = 1 << 30  # of memory that one may use


def humble(seconds: float) -> None:
    """The room comes first: where memory ends, this process does, and it has its time."""
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES if hard < 0 else min(MOST_BYTES, hard), hard))
    with contextlib.suppress(OSError):  # no Linux, or no such file in a container
        Path("/proc/self/oom_score_adj").write_text("1000")
    limit = Timer(seconds, os._exit, (1,))
    limit.daemon = True
    limit.start()
