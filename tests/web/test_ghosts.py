"""Whoever joins again and again, and never comes: a list with an end, and off it at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Hall
from tests.support.server import Scripts, Server
from tests.support.warm import Mother, WarmServer
from workshop.realtime import presence
from workshop.realtime.people_list import PeopleList
from workshop.realtime.presence import Presence
from workshop.realtime.presence_elsewhere import Told
from workshop.session import capacity
from workshop.util.paths import bundled
from workshop.web import rate_limit

SCRIPT = "# Small\n\n- format: 1\n- people: 2-3\n- late joiners: ask\n\n### Slide: One (1 min)\n\n- id: one\n\nHello.\n"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"small.md": SCRIPT, "hello.md": bundled("sessions") / "hello.md"}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "small")
    yield opened
    opened.home()


def come(hall: Hall, many: int) -> list[int]:
    def one(n: int) -> int:
        body = {"code": hall.code, "nickname": f"Person {n}"}
        return hall.server.api("POST", "/join", body, key="").status_code

    return [one(n) for n in range(many)]


def test_a_full_room_takes_more_once_it_is_larger(hall: Hall):
    assert come(hall, 4) == [201, 201, 201, 403]
    assert hall.server.command(hall.id, "seats", seats=4)["status"] == "ok"
    assert come(hall, 2) == [201, 403]


def test_a_class_that_comes_at_once_does_not_overfill_it(hall: Hall):
    with ThreadPoolExecutor(12) as phones:
        answers = list(phones.map(lambda _: come(hall, 1)[0], range(12)))
    assert sorted(answers) == [201] * 3 + [403] * 9


def test_the_list_of_who_waits_has_an_end_too(hall: Hall):
    hall.do("start")
    assert come(hall, 11) == [201] * 9 + [403] * 2
    assert hall.server.command(hall.id, "seats", seats=4)["status"] == "ok"
    assert come(hall, 4) == [201] * 3 + [403]


@pytest.mark.parametrize("seats", [0, -1, capacity.MOST + 1, "many", None])
def test_a_number_of_seats_that_is_none(hall: Hall, seats: object):
    assert hall.server.command(hall.id, "seats", seats=seats)["status"] == "refused"


def test_seats_outlive_a_restart(own_server: Server):
    hall = Hall(own_server, "hello")
    hall.server.command(hall.id, "seats", seats=1)
    own_server.kill()
    own_server.start()
    assert come(hall, 2) == [201, 403]


def test_who_has_just_come_is_no_ghost(hall: Hall):
    hall.join("Ann")
    come(hall, 1)
    refused = hall.server.command(hall.id, "remove_unseen")
    assert refused["status"] == "refused"
    assert "last minute" in refused["reason"]


def test_ghosts_are_who_never_came_for_a_minute(monkeypatch: pytest.MonkeyPatch):
    here = Presence()
    for person in ("ann", "ghost"):
        here.expect("s", person)
    assert here.unseen("s") == set()
    monkeypatch.setattr(presence, "UNSEEN_SECONDS", 0.0)
    here.came("s", "ann")
    assert here.unseen("s") == {"ghost"}
    assert here.unseen("other") == set()


def test_whoever_came_elsewhere_and_left_is_no_ghost(monkeypatch: pytest.MonkeyPatch):
    """Nobody of the session sits here: it is known all the same, or they would be taken off the list."""
    monkeypatch.setattr(presence, "UNSEEN_SECONDS", 0.0)
    here = Presence()
    for person in ("ann", "ghost"):
        here.expect("s", person)
    for people in ({"ann": "in"}, {}):
        here.hear("other", "s", Told(people, []))
    assert here.unseen("s") == {"ghost"}
    here.hear("other", "s", Told({"ben": "in"}, []))
    here.expect("s", "ben")  # the word that he joined comes after the one that he is there
    here.hear("other", "s", Told({}, []))
    assert here.unseen("s") == {"ghost"}
    here.came("s", "cem")
    here.expect("s", "cem")  # and even after he has left again
    assert here.unseen("s") == {"ghost"}
    here.expect_nobody()
    assert here.unseen("s") == set()


def test_whoever_looked_at_a_page_here_and_sits_elsewhere_is_gone_with_that():
    here, changed = Presence(), []
    here.changed = changed.append
    here.step_aside("s", "ann")
    here.hear("other", "s", Told({"ben": "in"}, []))
    assert here.is_here("s", "ann")
    for people in ({"ben": "in", "ann": "in"}, {"ben": "in"}):
        here.hear("other", "s", Told(people, []))
    assert not here.is_here("s", "ann")
    assert len(changed) == 2, "the others hear of it"
    here.step_aside("s", "ben")
    here.hear("other", "s", Told({"ben": "in"}, []))  # as before: he is there by another tab
    assert "ben" in here.aside("s")


# What consoles are told


def everybody(*people: str, **beside: int) -> dict:
    told = {"look_in": 0, "resting": 0, "hands": 0, "unseen": 0, "seats": 0, "left": 0, **beside}
    return {"people": [{"id": p, "name": p.upper(), "state": "in"} for p in people], **told}


def test_consoles_get_what_changed():
    told = PeopleList()
    assert told.whole("s", everybody("a", "b"))["n"] == 0
    assert told.difference("s", everybody("a", "b")) is None
    change = told.difference("s", everybody("b", "c"))
    assert (change["n"], [p["id"] for p in change["people"]], change["gone"]) == (1, ["c"], ["a"])
    assert told.difference("s", everybody("b", "c", hands=1))["people"] == []
    assert [p["id"] for p in told.whole("s", everybody("x"))["people"]] == ["b", "c"], "as told, so that the next fits"
    told.forget("s")
    assert [p["id"] for p in told.whole("s", everybody("x"))["people"]] == ["x"]


def test_one_more_person_is_one_line_for_a_console(server: Server):
    hall = Hall(server, "small")
    hall.server.command(hall.id, "seats", seats=100)
    come(hall, 40)
    plain = hall.console()  # asks for nothing, as programs did before there were differences
    console = hall.console(people="changes").until(lambda c: any(e == "people" for e, _ in c.heard))
    first = next(body for event, body in console.heard if event == "people")
    assert (first["whole"], len(first["people"])) == (True, 40)
    since = len(console.heard)
    hall.join("Late")
    console.until(lambda c: any(e == "people" and b["people"] for e, b in c.heard[since:]))
    news = [b for e, b in console.heard[since:] if e == "people"]
    assert all(not body["whole"] for body in news)
    assert {p["name"] for body in news for p in body["people"]} == {"Late"}
    plain.until(lambda c: [len(b["people"]) for e, b in c.heard if e == "people"][-1] == 41)
    assert all(body["whole"] for event, body in plain.heard if event == "people")
    console.call("sync", {"e": "", "v": 0})
    console.until(lambda c: [b for e, b in c.heard if e == "people"][-1]["whole"])
    hall.home()


# The turnstile


def test_a_class_at_once_does_not_wait_and_a_machine_does(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rate_limit, "LONGEST", 0.3)
    monkeypatch.setattr(rate_limit.Turnstile, "AT_ONCE", 40)
    app, gate = Flask(__name__), rate_limit.Turnstile()

    def come_in(address: str) -> bool:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return gate.is_jammed("s")

    with monkeypatch.context() as watched:
        slept: list[float] = []
        watched.setattr(rate_limit.engine, "sleep", slept.append)
        assert not any(come_in("192.0.2.1") for _ in range(40))
        assert set(slept) == {0.0}
    with ThreadPoolExecutor(20) as machine:
        answers = list(machine.map(come_in, ["192.0.2.1"] * 20))
    assert sum(answers) >= 14
    assert not come_in("192.0.2.2")


class Hasty(WarmServer):
    """Whoever joined and did not connect at once never came."""

    program = (str(Path(__file__).parents[1] / "programs" / "hasty.py"),)


def test_all_who_never_came_are_off_the_list_and_nobody_else(mother: Mother, tmp_path: Path):
    server = Hasty(mother, tmp_path).start()
    try:
        hall = Hall(server, "hello")
        ann = hall.join("Ann")[0]
        come(hall, 5)
        console = hall.console(people="changes").until(lambda c: any(e == "people" for e, _ in c.heard))
        assert next(b for e, b in console.heard if e == "people")["unseen"] == 5
        assert console.call("command", {"command": "remove_unseen"})["status"] == "ok"
        console.until(lambda c: any(e == "people" and len(b["gone"]) == 5 for e, b in c.heard))
        assert server.show(hall.id)["people"] == {"joined": 1, "connected": 1}
        assert ann.call("sync", {"e": "", "v": 0})["mine"]["state"] == "in"
        hall.home()
    finally:
        server.stop()
    assert server.faults() == []
