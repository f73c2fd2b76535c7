"""`workshop`, loaded once and started often: each line of words on the input is a process forked to run them.

Loading takes most of a start, and whoever kills a server a thousand times waits for a thousand of them.
"""

import gc
import sys
from os import fork, getpid, waitpid  # the real ones, before the engine is patched

from workshop import cli, engine

engine.patch("eventlet")
import workshop.app  # noqa: E402, F401 - as `serve` will do
from workshop.exports import report  # noqa: E402

report.prepare()
gc.freeze()  # the children need not look through it
for line in iter(sys.stdin.readline, ""):
    if child := fork():
        print(f"Ended: {waitpid(child, 0)[1]}", flush=True)
    else:
        print(f"Process: {getpid()}", flush=True)
        cli.main(line.split())
