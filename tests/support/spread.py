"""Two servers over one PostgreSQL, one Redis and one data folder: whoever asks for the address gets the next."""

import contextlib
import threading
import time
from itertools import cycle
from pathlib import Path
from typing import Any

import redis as redis_client

from tests.support.door import Door, Inner
from tests.support.proxies import free_port
from tests.support.server import Scripts, Server, taken
from tests.support.warm import Mother, WarmServer

PATIENCE = 60  # seconds, on a busy machine


class Spread(Server):
    """Behaves as one `Server`; each person and each request is at another process than the one before."""

    def __init__(
        self,
        mother: Mother,
        data: Path,
        scripts: Scripts,
        database: str,
        redis: str,
        cluster: Path | None = None,
        door: Door | None = None,
    ) -> None:
        """`cluster`: the folder of PostgreSQL, for the thief. `door`: the one address of both, for browsers."""
        self.cluster, self.ear = cluster, RedisEar(redis)
        shared = {"WORKSHOP_DATABASE_URL": database, "WORKSHOP_REDIS_URL": redis}
        self.door = door
        if door:
            shared["WORKSHOP_PUBLIC_URL"] = door.url
        kind = Inner if door else WarmServer
        self.first = kind(mother, data, scripts, **shared)
        self.others = [kind(mother, data, self.first.scripts, **shared)]
        for n, other in enumerate(self.others, start=2):
            other.log = data / f"server-{n}.log"
        self.all = [self.first, *self.others]
        for each in self.all:
            if isinstance(each, Inner):
                each.at(free_port())
        self._next = cycle(self.all)
        self.program = self.first.program

    @property
    def url(self) -> str:
        return self.door.url if self.door else next(self._next).url

    @property
    def port(self) -> int:
        return self.door.port if self.door else self.first.port

    def __getattr__(self, name: str):
        return getattr(self.first, name)

    def start(self) -> "Spread":
        self.ear.listen()
        self.first.program = self.program
        self.first.start()
        for other in self.others:
            other.program = self.program
            other.start()
        if self.door:
            self.door.open(self.all)
        return self

    def command(self, session: str, command: str, **more: Any) -> dict[str, Any]:
        """As a console does it, what is to come later is asked again: on a busy machine Redis is slow, too."""
        until = time.monotonic() + PATIENCE
        while (told := super().command(session, command, **more)).get("status") == "later":
            assert time.monotonic() < until
            time.sleep(0.2)
        return told

    def agree(self, session: str) -> None:
        """Twice, since they may be of one mind before each has heard of all: news is told four times a second."""
        until = time.monotonic() + PATIENCE
        seen, same = "", 0
        while same < 3:
            assert time.monotonic() < until, [each.show(session)["people"] for each in self.all]
            told = {str(each.show(session)["people"]) for each in self.all}
            same = same + 1 if told == {seen} else 0
            seen = told.pop() if len(told) == 1 else ""
            time.sleep(0.2)

    def stop(self) -> int:
        self.ear.close()
        if self.door:
            self.door.close()
        return max(each.stop() for each in self.all)

    def kill(self) -> None:
        for each in self.all:
            each.kill()

    def loot(self) -> bytes:
        """The data folder, all files of PostgreSQL, what Redis holds and all that went through it, and both logs."""
        files = [*taken(self.first.data / "data"), *(taken(self.cluster) if self.cluster else ())]
        return b"".join([*files, *(each.log.read_bytes() for each in self.all), self.ear.everything()])

    def counted(self) -> list[str]:
        return [line for each in self.all for line in each.counted()]

    def faults(self) -> list[str]:
        return [fault for each in self.all for fault in each.faults()]


class RedisEar:
    """Somebody who sits in Redis itself: every command, as it came."""

    def __init__(self, url: str) -> None:
        self._redis = redis_client.Redis.from_url(url)
        self._heard: list[bytes] = []
        self._stopped = False

    def listen(self) -> None:
        threading.Thread(target=self._hear, daemon=True).start()

    def _hear(self) -> None:
        with contextlib.suppress(redis_client.RedisError, OSError, ValueError), self._redis.monitor() as monitor:
            while not self._stopped:
                self._heard.append(str(monitor.next_command()["command"]).encode())

    def everything(self) -> bytes:
        held = [self._redis.dump(key) or b"" for key in self._redis.keys("*")]
        return b"\n".join([*self._heard, *held])

    def close(self) -> None:
        self._stopped = True
        with contextlib.suppress(redis_client.RedisError):
            self._redis.ping()  # so that it hears once more, and ends
        self._redis.close()
