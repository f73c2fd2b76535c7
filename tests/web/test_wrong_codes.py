"""Wrong codes and keys, as typing errors and as guesses: whatever is right opens all the same."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
import requests
from flask import Flask

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.server import KEY, Server, serving
from tests.support.team import Team, open_link
from tests.support.warm import Mother, WarmServer
from workshop.web import rate_limit

WRONG = 12  # how often somebody who is in the right has typed something wrong before


def missed(server: Server, path: str, page: str = "/", **given: str) -> list[int]:
    """The answers to somebody who gave something wrong again and again, from the same address."""
    with ThreadPoolExecutor(WRONG) as hands:
        sent = [hands.submit(Visitor(server).post, path, page, **given) for _ in range(WRONG)]
        return [each.result().status_code for each in sent]


def guess(server: Server, many: int) -> list[int]:
    """Wrong codes all at once, as a machine sends them; their answers."""
    body = {"code": "ZZZZZZ", "nickname": "Eve"}
    with ThreadPoolExecutor(many) as eves:
        return list(eves.map(lambda _: server.api("POST", "/join", body, key="").status_code, range(many)))


@pytest.fixture(scope="module")
def besieged(mother: Mother, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on which somebody has just given eighty wrong codes from everybody's address."""
    with serving(WarmServer(mother, tmp_path_factory.mktemp("besieged"))) as running:
        assert 429 in guess(running, 80)
        yield running


@pytest.fixture
def room(besieged: Server) -> Iterator[Hall]:
    opened = Hall(besieged, "hello")
    yield opened
    opened.home()


def test_a_right_code_opens_at_once(room: Hall):
    began = time.monotonic()
    assert Visitor(room.server).join(room.code, "Ann")
    assert room.server.join(room.code, "Ben")
    assert time.monotonic() - began < rate_limit.LONGEST, "nobody waited"


def test_a_wrong_one_is_answered_late_and_says_why(room: Hall):
    began = time.monotonic()
    page = Visitor(room.server).post("/join", code="ZZZZZZ")
    assert time.monotonic() - began > 2
    assert page.status_code == 429
    assert "We do not know this code" in page.text
    assert "A right one opens at once" in page.text


def test_others_are_served_while_a_wrong_one_waits(room: Hall):
    with ThreadPoolExecutor(20) as eves:
        waiting = [eves.submit(guess, room.server, 1) for _ in range(20)]
        assert Visitor(room.server).join(room.code, "Ann")
        assert not all(each.done() for each in waiting)


def test_the_facilitators_key_opens_whatever_was_missed(room: Hall):
    assert missed(room.server, "/host/sign-in", "/host", key="wrong") == [403] * WRONG
    assert Visitor(room.server).sign_in().status_code == 303
    assert room.server.api("GET", "/scripts").status_code == 200


@pytest.mark.parametrize("path", ["/api/scripts", "/metrics"])
def test_a_wrong_bearer_key_is_answered_late(besieged: Server, path: str):
    """As the pasted one: whoever guesses waits, and who has the key is served at once meanwhile."""

    def ask(key: str) -> int:
        headers = {"Authorization": f"Bearer {key}", "Via": "1.1 somebody"}
        return requests.get(besieged.url + path, headers=headers, timeout=20).status_code

    with ThreadPoolExecutor(70) as eves:
        waiting = [eves.submit(ask, "a-wrong-key-of-somebody") for _ in range(70)]
        assert ask(KEY) == 200
        assert not all(each.done() for each in waiting)
        assert {each.result() for each in waiting} <= {401, 403}


def test_a_link_of_the_team_opens_whatever_was_missed(room: Hall):
    path = f"/team/{room.id}"
    assert missed(room.server, path, path, secret="a" * 22) == [403] * WRONG
    assert open_link(room.server, Team(room.server, room.id).link("Ana", "lead"))[1].status_code == 303


def test_private_links_and_codes_for_a_device_open(room: Hall):
    ann = Visitor(room.server)
    ann.join(room.code, "Ann")
    for begins, ends in ((f"/my/{room.id}/link", "/return"), (f"/my/{room.id}/move", "/here")):
        page = ann.post(begins, f"/my/{room.id}").text
        secret = page.partition(f"/my/{room.id}")[2].partition("#")[2].partition('"')[0].partition("<")[0].strip()
        assert missed(room.server, f"/my/{room.id}{ends}", secret="A" * 43) == [404] * WRONG
        assert Visitor(room.server).post(f"/my/{room.id}{ends}", secret=secret, come="1").status_code == 303


def test_late_people_at_a_locked_door_close_no_other(own_server: Server):
    """They have the right code: twelve of them, for each of the six workshops that began."""
    locked, open_ = Hall(own_server, "hello"), Hall(own_server, "hello")
    locked.do("lock")
    for _ in range(70):
        assert own_server.api("POST", "/join", {"code": locked.code, "nickname": "Late"}, key="").status_code == 403
    assert Visitor(own_server).post("/join", code=locked.code).status_code == 403
    assert own_server.join(open_.code, "Ann")


def test_somebody_inside_goes_on_meanwhile(room: Hall):
    room.do("start")
    room.join("Ann")
    assert isinstance(room.phone("Ann"), Phone)
    assert room.server.api("GET", f"/sessions/{room.id}", key=KEY).status_code == 200


# One address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
    ],
)
def test_what_counts_as_one_address(one: str, other: str, same: bool):
    app = Flask(__name__)

    def network(address: str) -> str:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return rate_limit._network()

    assert (network(one) == network(other)) is same


class Waits:
    """Who waits does so until the test lets one of them go on: no clock has a say in it."""

    def __init__(self) -> None:
        self.count, self._turns = 0, threading.Semaphore(0)

    def sleep(self, _seconds: float) -> None:
        self.count += 1
        assert self._turns.acquire(timeout=20)

    def let_go(self, many: int = 1) -> None:
        self._turns.release(many)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Waits:
    waiting = Waits()
    monkeypatch.setattr(rate_limit.engine, "sleep", waiting.sleep)
    return waiting


def until(holds: Callable[[], bool]) -> None:
    late = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < late
        time.sleep(0.001)


def test_a_machine_waits_its_turn_and_nobody_else_does(waits: Waits):
    app, limits, amount = Flask(__name__), rate_limit.RateLimits(), rate_limit.ONE_ADDRESS.amount

    def asked(address: str) -> bool:
        """Whether it was sent away."""
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return limits.must_wait("code")

    waits.let_go(amount)
    for _ in range(amount):
        with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
            limits.wrong("code")
    assert waits.count == amount
    assert not asked("192.0.2.9")
    assert waits.count == amount, "somebody else waited"
    with ThreadPoolExecutor(50) as eves:
        line: list[Future[bool]] = []
        for _ in range(50):
            one, waiting = eves.submit(asked, "192.0.2.1"), amount + len(line)
            until(lambda one=one, waiting=waiting: one.done() or waits.count > waiting)
            line += [] if one.done() else [one]
        assert len(line) == rate_limit.LINE, "the others were sent away at once"
        for gone_on in range(1, len(line) + 1):
            waits.let_go()
            until(lambda gone_on=gone_on: sum(one.done() for one in line) == gone_on)
        assert not any(one.result() for one in line)
    assert limits._lines == {}


@pytest.mark.parametrize("seconds", [6, pytest.param(180, marks=pytest.mark.soak)])
def test_forty_people_join_while_somebody_guesses(own_server: Server, record_property, seconds: int):
    """A hundred wrong codes a minute from everybody's address. The facilitator signs in meanwhile."""
    hall, until = Hall(own_server, "hello"), time.monotonic() + seconds

    def guesses() -> None:
        while time.monotonic() < until:
            guess(own_server, 5)

    def joins(n: int) -> float:
        time.sleep(seconds * n / 50)  # they come one after the other, as people do
        began = time.monotonic()
        Visitor(own_server).join(hall.code, f"Person {n}")
        return time.monotonic() - began

    with ThreadPoolExecutor(42) as crowd:
        eve = crowd.submit(guesses)
        people = [crowd.submit(joins, n) for n in range(40)]
        assert Visitor(own_server).sign_in().status_code == 303
        took = sorted(each.result() for each in people)
        eve.result()
    assert own_server.show(hall.id)["people"]["joined"] == 40
    record_property("p95 of joining, seconds", round(took[37], 3))
    assert took[37] < 1.0 or seconds < 60, took
