"""`workshop`, loaded once: each request on the socket named by the first argument becomes a server within tenths of a
second. Loading takes two seconds of a start; the tests start a server for each file, and kill some of them often.
What each of them would work out anew is there before them: the catalogues, the tables; and in the folder named by
the second argument what templates and files of pages become, from the first server on that needs them.

A request names its program, arguments, folder and environment, and brings where output, log and end go.
"""

import gc
import hashlib
import json
import os
import runpy
import sqlite3
import sys
from contextlib import closing, suppress
from os import fork, waitpid  # the real ones, before the engine is patched
from pathlib import Path
from socket import recv_fds, socket

import brotli
from eventlet import hubs
from flask import Flask
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, create_engine, inspect

from workshop import engine

MOST = 200_000


class Compiled(FileSystemBytecodeCache):
    """The templates. Where the server stands under a path they become something else."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        return super().get_bucket(environment, f"{name} {environment.finalize is not None}", filename, source)


class Packed:
    """`brotli.compress`, which takes tenths of a second for a page's script."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.compress = folder, brotli.compress

    def __call__(self, body: bytes) -> bytes:
        kept = self.folder / f"{hashlib.sha256(body).hexdigest()}.br"
        if not kept.exists():
            made = kept.with_suffix(f".{os.getpid()}")
            made.write_bytes(self.compress(body))
            made.rename(kept)
        return kept.read_bytes()


class Tables:
    """`migrate.upgrade`, which takes a third of a start: an empty database gets a copy of one that was upgraded."""

    def __init__(self, folder: Path) -> None:
        self.kept, self.upgrade = folder / f"tables-{os.getpid()}.db", migrate.upgrade
        made = create_engine(f"sqlite:///{self.kept}")
        self.upgrade(made)
        made.dispose()

    def __call__(self, to: Engine) -> None:
        if to.dialect.name != "sqlite" or inspect(to).get_table_names():
            self.upgrade(to)
            return
        held = to.raw_connection()
        with closing(sqlite3.connect(self.kept)) as kept, closing(held):
            kept.backup(held.driver_connection)


def be(asked: dict, output: int, log: int) -> None:
    """Become the program that was asked for."""
    os.dup2(output, 1)
    os.dup2(log, 2)
    hubs.use_hub()  # one of its own: the mother's belongs to all that she forks
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["folder"])
    _watch_from_ready_on(Path(asked["folder"]))
    sys.argv = ["workshop", *asked["arguments"]]
    program = asked["program"]
    if program.endswith(".py"):
        runpy.run_path(program, run_name="__main__")
    else:
        runpy.run_module(program, run_name="__main__", alter_sys=True)


def _watch_from_ready_on(folder: Path) -> None:
    """What a start computes stalls nobody."""
    tell = banner.print_ready

    def print_ready() -> None:
        turns.watch(folder)
        tell()

    banner.print_ready = print_ready


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


channel, shared = socket(fileno=int(sys.argv[1])), Path(sys.argv[2])
engine.patch("eventlet")
import workshop.app  # noqa: E402, F401 - as `serve` will do

sys.path.append(str(Path(__file__).parents[2]))
from tests.support import turns  # noqa: E402
from workshop.exports import report  # noqa: E402
from workshop.hosting import banner  # noqa: E402
from workshop.store import migrate  # noqa: E402
from workshop.util import language  # noqa: E402

for _ in report.prepare():
    pass
for code in language.NAMES:  # `installed()` would keep what a program of tests/programs may still change
    language.translations(code)
Flask.jinja_options = {"bytecode_cache": Compiled(str(shared))}
brotli.compress = Packed(shared)
migrate.upgrade = Tables(shared)
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
