"""A server over PostgreSQL with its keys in Redis, and a Redis that goes away while a poll is open."""

import time

import pytest

from tests.conftest import Hall
from tests.support import postgres
from tests.support import redis as redis_server
from tests.support.browser import Visitor
from tests.support.server import Server

TEA, COFFEE = {"choice": [0]}, {"choice": [1]}


@pytest.fixture
def redis():
    with redis_server.running() as running:
        yield running


@pytest.fixture
def server(tmp_path, redis):
    with postgres.running() as (url, _):
        running = Server(tmp_path, WORKSHOP_DATABASE_URL=url, WORKSHOP_REDIS_URL=redis.url).start()
        yield running
        running.stop()


def asked(server):
    """A session with three people in front of an open poll."""
    hall = Hall(server, "hello")
    phones = hall.join("Ann", "Ben", "Cem")
    poll = hall.go("poll")
    hall.do("open")
    for phone in phones:
        phone.at(poll, "open")
    return hall, poll, phones


def until_kept(phone, poll, body):
    """As the outbox does it: again after every `later`. How often that was."""
    for tries in range(100):
        epoch = int(phone.stage["html"].partition('data-epoch="')[2].partition('"')[0])
        ack = phone.op(f"vote:{poll}", {**body, "epoch": epoch})
        if ack["status"] == "ok":
            return tries
        assert ack["status"] in ("later", "closed"), ack
        time.sleep(0.2)
    raise AssertionError("never kept")


def test_no_answer_is_confirmed_while_the_keys_are_away_and_all_vote_anew_after(server, redis):
    hall, poll, phones = asked(server)
    for phone in phones:
        assert until_kept(phone, poll, TEA) == 0
    assert list((server.data / "keys").iterdir()) == []
    redis.stop()
    ann = phones[0]
    assert ann.op(f"vote:{poll}", COFFEE)["status"] == "later"
    come_meanwhile(hall, poll)
    redis.start()
    for phone in phones:
        until_kept(phone, poll, COFFEE)
    hall.do("close")
    hall.console().at(poll, "closed")
    with redis.client() as client:
        assert client.keys("*") == []
    steps = server.api("GET", f"/sessions/{hall.id}/results").json()["steps"]
    [result] = next(step for step in steps if step["id"] == poll)["results"]
    assert (result["n"], result["answers"][1]["count"]) == (3, 3)


def come_meanwhile(hall, poll):
    """Who comes back finds the room; nothing is said of their vote, so that what their phone knows of it holds."""
    again = hall.phone("Ben").at(poll, "open")
    assert "vote" not in again.mine
    assert Visitor.holding(hall.server, hall.cookies["Ben"]).get(f"/s/{hall.id}").status_code == 200
    assert hall.server.faults() == []


def test_a_count_that_finds_no_key_asks_anew(server, redis):
    hall, poll, phones = asked(server)
    assert until_kept(phones[0], poll, TEA) == 0
    redis.stop()
    hall.do("close")
    time.sleep(3.5)  # the three seconds of answers on their way: the count finds no keys
    redis.start()
    phones[0].until(lambda c: 'data-epoch="2"' in c.stage["html"])
    assert until_kept(phones[0], poll, COFFEE) == 0


def told(console):
    return next((body["keys"] for event, body in reversed(console.heard) if event == "board"), "")


def test_a_redis_that_writes_to_its_disk_opens_no_poll_and_the_pages_say_so_until_it_is_mended(server, redis):
    with redis.client() as client:
        client.config_set("appendonly", "yes")
        hall = Hall(server, "hello")
        console = hall.console()
        hall.go("poll")
        refused = server.command(hall.id, "open")
        assert (refused["status"], "Anonymous polls cannot be opened" in refused["reason"]) == ("refused", True)
        console.until(lambda c: "Polls and check-ins cannot be opened just now." in told(c))
        assert "Set in redis.conf: appendonly no" in told(console)
        ana = Visitor(server)
        ana.sign_in()
        assert "Polls and check-ins cannot be opened just now." in ana.get("/host").text
        client.config_set("appendonly", "no")
    console.until(lambda c: not told(c))
    assert "cannot be opened" not in ana.get("/host").text
    hall.do("open")
