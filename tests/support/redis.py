"""A Redis of the test's own, on a socket in /tmp. Whoever asks for it is skipped where Redis is not installed."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

IN_MEMORY = ("--save", "", "--appendonly", "no")


class Redis:
    """`stop` and `start` lose everything, as a restart of a Redis without persistence does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"unix://{folder}/redis.sock"

    def start(self, *options: str) -> None:
        place = ["--port", "0", "--unixsocket", f"{self.folder}/redis.sock", "--dir", str(self.folder)]
        program = str(shutil.which("redis-server"))
        self.process = subprocess.Popen(
            [program, *place, *(options or IN_MEMORY)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(200):
            if self._answers():
                return
            time.sleep(0.05)
        raise AssertionError("Redis did not start")

    def _answers(self) -> bool:
        import redis

        with self.client() as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    def client(self):
        import redis

        return redis.Redis.from_url(self.url)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def running(*options: str) -> Iterator[Redis]:
    if not shutil.which("redis-server"):
        pytest.skip("Redis is not installed")
    pytest.importorskip("redis")
    folder = Path(tempfile.mkdtemp(prefix=f"workshop-redis-{os.getpid()}-", dir="/tmp"))  # a short path
    server = Redis(folder)
    server.start(*options)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
