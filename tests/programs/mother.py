"""`workshop`, loaded once: each request on the socket named by the first argument becomes a server within tenths of a
second. Loading takes two seconds of a start; the tests start a server for each file, and kill some of them often.

A request names its program, arguments, folder and environment, and brings where output, log and end go.
"""

import gc
import json
import os
import runpy
import sys
from contextlib import suppress
from os import fork, waitpid  # the real ones, before the engine is patched
from socket import recv_fds, socket

from eventlet import hubs

from workshop import engine

MOST = 200_000


def be(asked: dict, output: int, log: int) -> None:
    """Become the program that was asked for."""
    os.dup2(output, 1)
    os.dup2(log, 2)
    hubs.use_hub()  # one of its own: the mother's belongs to all that she forks
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["folder"])
    sys.argv = ["workshop", *asked["arguments"]]
    program = asked["program"]
    if program.endswith(".py"):
        runpy.run_path(program, run_name="__main__")
    else:
        runpy.run_module(program, run_name="__main__", alter_sys=True)


def nurse(asked: dict, output: int, log: int, end: int) -> None:
    """Start it, tell its number, wait for it and tell how it ended."""
    child = fork()
    if not child:
        os.close(end)
        return be(asked, output, log)
    for descriptor in (0, 1, 2, output, log):
        os.close(descriptor)
    os.write(end, f"{child}\n".encode())
    os.write(end, f"{os.waitstatus_to_exitcode(waitpid(child, 0)[1])}\n".encode())
    os._exit(0)


def reap() -> None:
    """Let the nurses rest whose servers have ended."""
    with suppress(ChildProcessError):
        while waitpid(-1, os.WNOHANG)[0]:
            pass


channel = socket(fileno=int(sys.argv[1]))
engine.patch("eventlet")
import workshop.app  # noqa: E402, F401 - as `serve` will do
from workshop.exports import report  # noqa: E402

report.prepare()
gc.freeze()  # the children need not look through it
while True:
    message, given, _, _ = recv_fds(channel, MOST, 3)
    reap()
    if not message:
        break
    if not fork():
        channel.close()
        nurse(json.loads(message), *given)
        sys.exit()
    for descriptor in given:
        os.close(descriptor)
