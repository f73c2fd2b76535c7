"""Two servers over one PostgreSQL and one Redis: votes count once, a poll has one key, and it dies at the close.

What people see of the other side comes late, as docs/hosting.md says; what they answer is never lost or wrong.
"""

import shutil
import time
from multiprocessing.pool import ThreadPool

import psycopg2
import pytest

from tests.conftest import Hall
from tests.support import postgres
from tests.support import redis as redis_server
from tests.support.people import Phone
from tests.support.server import Server, serving
from tests.support.warm import WarmServer

TEA, COFFEE = {"choice": [0]}, {"choice": [1]}


@pytest.fixture(scope="module")
def redis():
    with redis_server.running() as running:
        yield running


@pytest.fixture(scope="module")
def database():
    with postgres.running() as (url, _):
        yield url


@pytest.fixture(scope="module")
def here(mother, tmp_path_factory, database, redis):
    yield from started(mother, tmp_path_factory.mktemp("here"), database, redis)


@pytest.fixture(scope="module")
def there(mother, tmp_path_factory, database, redis, here):
    """With the first one's secrets, as docs/hosting.md says."""
    folder = tmp_path_factory.mktemp("there")
    (folder / "data").mkdir(mode=0o700)
    shutil.copy(here.data / "data" / "secret_key", folder / "data")
    yield from started(mother, folder, database, redis)


def started(mother, folder, database, redis):
    with serving(WarmServer(mother, folder, WORKSHOP_DATABASE_URL=database, WORKSHOP_REDIS_URL=redis.url)) as server:
        yield server


@pytest.fixture
def hall(here):
    opened = Hall(here, "hello")
    opened.poll = opened.go("poll")
    yield opened
    opened.home()


def over_there(hall, there, name):
    """Somebody of this hall whose phone has come to the other server."""
    cookie = hall.cookies.get(name) or there.join(hall.code, name)["cookie"]
    return hall._keep(Phone(there, hall.id, cookie))


def synced(phone, step, phase):
    """The browser does so when a beat tells it that it is behind, which is within five seconds."""
    for _ in range(100):
        phone.stage = phone.call("sync", {})
        phone.mine = phone.stage["mine"]
        if (phone.stage["step"], phone.stage["phase"]) == (step, phase):
            return phone
        time.sleep(0.1)
    raise AssertionError(phone.stage)


def result(server, hall):
    steps = server.api("GET", f"/sessions/{hall.id}/results").json()["steps"]
    [told] = next(step for step in steps if step["id"] == hall.poll)["results"]
    return told["n"], [answer["count"] for answer in told["answers"]]


def keys(redis):
    with redis.client() as client:
        return client.keys("*")


def test_a_poll_with_people_on_both_sides(hall, here, there, redis, database):
    ann, ben = hall.join("Ann", "Ben")
    cem, ann_again = over_there(hall, there, "Cem"), over_there(hall, there, "Ann")
    hall.do("open")
    vote = f"vote:{hall.poll}"
    for phone in (ann, ben):
        assert phone.at(hall.poll, "open").op(vote, TEA, n=1)["status"] == "ok"
    for phone in (cem, ann_again):
        synced(phone, hall.poll, "open")
    assert cem.op(vote, TEA, n=1)["status"] == "ok"
    assert ann_again.mine["vote"]["n"] == 1
    assert ann_again.op(vote, COFFEE, n=2)["status"] == "ok"
    assert ann.op(vote, TEA, n=1)["status"] == "stale"
    assert len(keys(redis)) == 1
    assert there.command(hall.id, "close")["status"] == "ok"
    synced(cem, hall.poll, "closed")
    assert result(here, hall) == result(there, hall) == (3, [2, 1, 0])
    assert keys(redis) == []
    with psycopg2.connect(database.replace("+psycopg2", "")) as held, held.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ballot")
        assert cursor.fetchone() == (0,)


def test_of_two_that_open_and_close_at_once_one_does_it(hall, here, there, redis):
    phones = [*hall.join("Ann", "Ben"), over_there(hall, there, "Cem")]
    with ThreadPool(2) as pool:
        for command in ("open", "close"):
            seen = here.show(hall.id)["v"]
            both = pool.map(lambda s, c=command, v=seen: s.command(hall.id, c, **{"from": v}), (here, there))
            assert sorted(answer["status"] for answer in both) == ["ok", "stale"], both
            if command == "open":
                assert len(keys(redis)) == 1
                for phone in phones:
                    assert phone.op(f"vote:{hall.poll}", TEA)["status"] == "ok"
    for phone in phones:
        synced(phone, hall.poll, "closed")
    assert result(there, hall) == (3, [3, 0, 0])
    assert keys(redis) == []


def test_one_starts_beside_the_other_and_one_counts_what_the_other_had_closed(hall, here, there, redis):
    phones = hall.join("Ann", "Ben", "Cem")
    hall.do("open")
    for phone in phones[:2]:
        assert phone.op(f"vote:{hall.poll}", COFFEE)["status"] == "ok"
    there.kill()
    there.start()
    assert (len(keys(redis)), 'data-epoch="1"' in phones[0].call("sync", {})["html"]) == (1, True)
    assert phones[2].op(f"vote:{hall.poll}", COFFEE)["status"] == "ok"
    assert there.command(hall.id, "close")["status"] == "ok"
    there.kill()
    synced(phones[0], hall.poll, "closed")
    assert result(here, hall) == (3, [0, 3, 0])
    assert keys(redis) == []
    there.start()
    assert (result(there, hall), keys(redis)) == ((3, [0, 3, 0]), [])


@pytest.mark.soak
def test_a_server_whose_keys_are_elsewhere_ends_with_a_sentence(here, tmp_path, database):
    with pytest.raises(AssertionError) as said:
        Server(tmp_path, WORKSHOP_DATABASE_URL=database).start()
    told = str(said.value)
    assert ("Give both the same WORKSHOP_REDIS_URL" in told, "Traceback" in told) == (True, False), told
