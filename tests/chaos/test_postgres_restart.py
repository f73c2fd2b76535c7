"""PostgreSQL restarts in the middle of a session: all goes on by itself, and nobody else can take the database."""

import time
from contextlib import closing

import psycopg2
import pytest
import requests

from tests.support import postgres
from tests.support.people import Console, Phone
from tests.support.server import Server, serving
from tests.support.warm import WarmServer
from workshop.store.claim import SERVERS


@pytest.fixture(scope="module")
def database():
    with postgres.restartable() as (url, running):
        running.url = url
        yield running


@pytest.fixture(scope="module")
def server(mother, tmp_path_factory, database):
    with serving(WarmServer(mother, tmp_path_factory.mktemp("server"), WORKSHOP_DATABASE_URL=database.url)) as running:
        yield running


def ready(server):
    return requests.get(f"{server.url}/health/ready", timeout=20).status_code


def until(seen, seconds=20.0):
    limit = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.1)


def claims(url):
    """How many servers hold a claim on the database."""
    with closing(psycopg2.connect(url.replace("+psycopg2", "", 1))) as held, held.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s", (SERVERS,))
        return cursor.fetchone()[0]


def beats(client):
    return [event for event, _ in client.heard].count("beat")


def test_the_session_goes_on_and_the_claim_is_taken_anew(server, database, tmp_path):
    made = server.create("hello")
    for command in ("start", "next", "open"):
        server.command(made["id"], command)
    phone = Phone(server, made["id"], server.join(made["code"], "Ann")["cookie"])
    console = Console(server, made["id"])
    phone.until(lambda c: beats(c) == 1)

    database.stop()
    until(lambda: ready(server) == 503)
    console.until(lambda c: any("does not answer" in b.get("keys", "") for e, b in c.heard if e == "board"), 20)
    assert phone.op("vote:coffee-or-tea", {"choice": [0]})["status"] == "later"
    assert phone.op("signal", {"kind": "quiet"})["status"] == "ok"  # which no database needs
    assert console.command("next")["status"] == "later"
    database.start()
    until(lambda: ready(server) == 200)

    seen = beats(phone)
    phone.until(lambda c: beats(c) > seen + 1, 20)
    assert console.command("next")["status"] == "ok"
    phone.until(lambda c: c.stage["v"] == console.stage["v"])
    until(lambda: claims(database.url) == 1)
    other = Server(tmp_path, WORKSHOP_DATABASE_URL=database.url)
    with pytest.raises(AssertionError, match="Another server is running on this database"):
        other.start()
    phone.leave()
    console.leave()
