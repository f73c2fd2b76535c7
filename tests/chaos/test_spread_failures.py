"""Two servers stand for one while one is cut off from Redis, while Redis is away, or PostgreSQL restarts under both."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.chaos.test_postgres_restart import claims
from tests.chaos.test_redis import COFFEE, TEA, until_kept
from tests.conftest import Hall
from tests.support import postgres, relay
from tests.support import redis as redis_server
from tests.support.people import Client, Phone
from tests.support.postgres import Postgres
from tests.support.relay import Relay
from tests.support.server import Server, serving
from tests.support.spread import Spread
from tests.support.warm import Mother

pytestmark = pytest.mark.soak
SCRIPT = """\
# Hello

- format: 1

### Reflect: A thought (2 min)

- id: thought
- who sees this: only me

What is on your mind?

### Slide: A picture (2 min)

- id: picture

Look.

### Poll: Tea? (2 min)

- id: tea

- ( ) Yes
- ( ) No
"""
STEPS, POLL = ("thought", "picture"), "tea"
CUT = 20  # seconds
BEAT = 5  # seconds after which a step is found without Redis
PATIENCE = 60  # seconds, on a busy machine


@pytest.fixture(scope="module")
def redis() -> Iterator[redis_server.Redis]:
    with redis_server.running() as opened:
        yield opened


@pytest.fixture(scope="module")
def line(redis: redis_server.Redis) -> Iterator[Relay]:
    with relay.between(Path(redis.folder) / "redis.sock") as opened:
        yield opened


@pytest.fixture(scope="module")
def database() -> Iterator[Postgres]:
    with postgres.restartable() as (url, running):
        running.url = url  # type: ignore[attr-defined]
        yield running


@pytest.fixture(scope="module")
def server(
    mother: Mother, line: Relay, database: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Spread]:
    folder = tmp_path_factory.mktemp("spread")
    (folder / "scripts").mkdir()
    (folder / "scripts" / "hello.md").write_text(SCRIPT)
    with serving(Spread(mother, folder, folder / "scripts", database.url, line.url)) as running:  # type: ignore[attr-defined]
        yield running


class Room:
    """Two people at each server, who write down what was acknowledged to them."""

    def __init__(self, hall: Hall, servers: list[Server]) -> None:
        self.hall, self.servers, self.kept = hall, servers, 0
        self.phones = [self._phone(server, name) for server in servers for name in (f"A{id(server)}", f"B{id(server)}")]

    def _phone(self, server: Server, name: str) -> Phone:
        return self.hall._keep(Phone(server, self.hall.id, server.join(self.hall.code, name[-8:])["cookie"]))

    def go(self, number: int, by: Server) -> float:
        """To the prompt or to the slide; seconds until the last phone is there."""
        begun, step = time.monotonic(), STEPS[number % 2]
        answered(lambda: by.command(self.hall.id, "goto", step=step)["status"])
        for phone in self.phones:
            phone.at(step)
        return time.monotonic() - begun

    def write(self) -> None:
        self.kept += 1
        for phone in self.phones:
            said(phone, f"note:{STEPS[0]}", {"text": f"note {self.kept}", "sees": "only me"})

    def has_all(self) -> None:
        """Each has the newest of their own at the prompt, where all have just come: it follows the step."""
        for phone in self.phones:
            phone.until(lambda c: c.mine["notes"].get("", {}).get("text") == f"note {self.kept}")

    def vote(self) -> tuple[int, int]:
        """A poll in which all four answer: how many were counted, and how many for the first answer."""
        self.ask()
        for phone in self.phones:
            said(phone, f"vote:{POLL}", TEA)
        return self.counted()

    def ask(self) -> None:
        answered(lambda: self.servers[0].command(self.hall.id, "goto", step=POLL)["status"])
        answered(lambda: self.servers[0].command(self.hall.id, "open")["status"])
        for phone in self.phones:
            phone.at(POLL, "open")

    def counted(self) -> tuple[int, int]:
        answered(lambda: self.servers[1].command(self.hall.id, "close")["status"])
        for phone in self.phones:
            phone.at(POLL, "closed")
        told = self.servers[1].api("GET", f"/sessions/{self.hall.id}/results").json()["steps"]
        [result] = next(step for step in told if step["id"] == POLL)["results"]
        return result["n"], result["answers"][0]["count"]


def said(phone: Client, key: str, body: dict) -> None:
    answered(lambda: phone.op(key, body)["status"])  # type: ignore[attr-defined]


def answered(ask: Callable[[], str]) -> None:
    """As phones do it: what is to come later is sent again."""
    until = time.monotonic() + PATIENCE
    while (status := ask()) == "later":
        assert time.monotonic() < until
        time.sleep(0.2)
    assert status == "ok"


def seen(look: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.2)


@pytest.fixture
def room(hall: Hall, server: Spread) -> Room:
    server.command(hall.id, "start")
    opened = Room(hall, server.all)
    server.agree(hall.id)
    return opened


def test_one_server_is_cut_off_from_redis(room: Room, server: Spread, line: Relay, record_property) -> None:
    """Steps come with the beat, texts are saved at both, each knows its own people; afterwards all is as before."""
    one, two = server.all
    line.cut(two.process.pid)
    begun, waits = time.monotonic(), []
    while time.monotonic() < begun + CUT:
        waits += [room.go(n, by=server.all[len(waits) % 2]) for n in (1, 0)]
        room.write()
    for each in (one, two):
        seen(lambda each=each: each.show(room.hall.id)["people"]["connected"] == 2)  # type: ignore[misc]
    line.mend()
    server.agree(room.hall.id)
    assert one.show(room.hall.id)["people"] == {"joined": 4, "connected": 4}
    record_property("slowest step while cut off, s", round(max(waits), 2))
    assert sorted(waits)[len(waits) // 2] < BEAT + 1
    for number in (1, 0):
        room.go(number, by=two)
    room.has_all()
    assert room.vote() == (4, 4)


def test_redis_is_stopped_and_started_while_people_vote(room: Room, server: Spread, redis: redis_server.Redis) -> None:
    """Texts are saved all along and steps come with the beat; no vote is confirmed whose key is away, and all are asked
    anew, at both: the keys lay in the memory of the Redis that is gone."""
    room.ask()
    for phone in room.phones:
        assert phone.op(f"vote:{POLL}", COFFEE)["status"] == "ok"
    redis.stop()
    try:
        for phone in room.phones:
            assert phone.op(f"vote:{POLL}", TEA)["status"] == "later"
            assert phone.op(f"note:{STEPS[0]}", {"text": "note 1", "sees": "only me"})["status"] == "ok"
        room.kept = 1
    finally:
        redis.start()
    for phone in room.phones:
        until_kept(phone, POLL, TEA)
    assert room.counted() == (4, 4)
    redis.stop()
    try:
        for number in (1, 0):
            room.go(number, by=server.all[number])
        room.has_all()
    finally:
        redis.start()
    server.agree(room.hall.id)
    assert server.all[0].show(room.hall.id)["people"] == {"joined": 4, "connected": 4}


def test_postgresql_restarts_under_both(room: Room, server: Spread, database: Postgres) -> None:
    """Nothing is confirmed meanwhile; afterwards everything that was confirmed is there, and both have their claim."""
    room.write()
    database.stop()
    try:
        for phone in room.phones:
            lost = phone.op(f"note:{STEPS[0]}", {"text": "too soon", "sees": "only me"})
            assert lost["status"] == "later"
    finally:
        database.start()
    room.write()
    for number in (1, 0):
        room.go(number, by=server.all[number])
    room.has_all()
    assert room.vote() == (4, 4)
    seen(lambda: claims(database.url) == 2)  # type: ignore[attr-defined]
