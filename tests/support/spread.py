"""Two servers over one PostgreSQL and one Redis that stand for one: whoever asks for the address gets the next."""

import shutil
import time
from itertools import cycle
from pathlib import Path

from tests.support.server import Scripts, Server
from tests.support.warm import Mother, WarmServer


class Spread(Server):
    """Behaves as one `Server`; each person and each request is at another process than the one before."""

    def __init__(self, mother: Mother, data: Path, scripts: Scripts, database: str, redis: str) -> None:
        shared = {"WORKSHOP_DATABASE_URL": database, "WORKSHOP_REDIS_URL": redis}
        self.first = WarmServer(mother, data / "one", scripts, **shared)
        self.others = [WarmServer(mother, data / "two", scripts, **shared)]
        self.all = [self.first, *self.others]
        self._next = cycle(self.all)
        self.program = self.first.program

    @property
    def url(self) -> str:
        return next(self._next).url

    def __getattr__(self, name: str):
        return getattr(self.first, name)

    def start(self) -> "Spread":
        self.first.program = self.program
        self.first.start()
        for other in self.others:
            (other.data / "data").mkdir(mode=0o700, exist_ok=True)
            shutil.copy(self.first.data / "data" / "secret_key", other.data / "data")
            other.program = self.program
            other.start()
        return self

    def agree(self, session: str) -> None:
        """Twice, since they may be of one mind before each has heard of all: news is told four times a second."""
        until = time.monotonic() + 10
        seen, same = "", 0
        while same < 3:
            assert time.monotonic() < until, [each.show(session)["people"] for each in self.all]
            told = {str(each.show(session)["people"]) for each in self.all}
            same = same + 1 if told == {seen} else 0
            seen = told.pop() if len(told) == 1 else ""
            time.sleep(0.2)

    def stop(self) -> int:
        return max(each.stop() for each in self.all)

    def kill(self) -> None:
        for each in self.all:
            each.kill()

    def faults(self) -> list[str]:
        return [fault for each in self.all for fault in each.faults()]
