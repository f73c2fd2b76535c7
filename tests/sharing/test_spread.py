"""Two servers over one PostgreSQL and one Redis are one workshop: people of a session sit at both and see one.

The whole of tests/realtime runs this way with WORKSHOP_TEST_SPREAD=1 (`make soak`).
"""

import re
import signal
import time
from collections.abc import Iterator
from itertools import permutations
from multiprocessing.pool import ThreadPool

import pytest
import requests
from click.testing import CliRunner

from tests.conftest import Hall
from tests.places.test_two_places import connected
from tests.support import postgres
from tests.support import redis as redis_server
from tests.support.browser import Visitor
from tests.support.people import Client, Console, Phone
from tests.support.places import Leader
from tests.support.redis import Redis
from tests.support.server import Server, serving
from tests.support.spread import Spread
from tests.support.warm import Mother
from tests.web.test_device_transfer import come, secret_of
from tests.web.test_ghosts import Hasty
from tests.web.test_without_websockets import Asking
from workshop.cli import main
from workshop.util.paths import bundled

MOOD = """\
# Mood

- format: 1
- people: 5-12
- care: sensitive
- help: _help.md
""" + "".join(
    f"""
### Check-in: Mood {n} (1 min)

- id: {n}
- series: mood
- answer: scale 1 (low) to 3 (high)
"""
    for n in ("one", "two")
)
PATIENCE = 60  # seconds, on a busy machine; the people of a process that died are gone after 15


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with redis_server.running() as running:
        yield running


@pytest.fixture(scope="module")
def server(mother: Mother, redis: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spread]:
    folder = tmp_path_factory.mktemp("spread")
    scripts = {"hello.md": bundled("sessions") / "hello.md", "mood.md": MOOD, "_help.md": "Call 112.\n"}
    with postgres.running() as (database, _):
        both = Spread(mother, folder, scripts, database, redis.url)
        both.program = Hasty.program
        with serving(both) as running:
            yield running


@pytest.fixture
def console(hall: Hall) -> Console:
    return hall.console()


def last(client: Client, event: str) -> dict:
    """The newest that was heard of this kind."""
    return next((body for name, body in reversed(client.heard) if name == event), {})


def sent(phone: Phone, key: str, body: dict) -> str:
    """As a phone does it: what is to come later is sent again."""
    until = time.monotonic() + PATIENCE
    while (status := phone.op(key, body)["status"]) == "later":
        assert time.monotonic() < until
        time.sleep(0.2)
    return status


def test_everybody_is_seen_and_hears_of_each_step(hall: Hall, console: Console):
    phones = hall.join("Ann", "Ben", "Cem", "Dan")
    console.until(lambda c: last(c, "pulse").get("connected") == 4)
    poll = hall.go("poll")
    hall.do("open")
    for phone in phones:
        phone.at(poll, "open")
    for n, phone in enumerate(phones):
        assert phone.op(f"vote:{poll}", {"choice": [n % 2]})["status"] == "ok"
    console.until(lambda c: last(c, "pulse").get("answered") == 4)
    hall.do("close")
    for phone in phones:
        phone.at(poll, "closed")


def test_results_of_one_question_come_out_whichever_server_counts_them(server: Spread):
    """Each knows who answered at the other: else the second is kept back, for its difference could tell of the few.

    They take turns: the other one stands still.
    """
    hall = Hall(server, "mood")
    phones = hall.join(*(f"Person {n}" for n in range(6)))
    hall.do("start")
    for step, (stands, counts) in zip(("one", "two"), permutations(server.all), strict=True):
        assert server.command(hall.id, "goto", step=step)["status"] == "ok"
        hall.do("open")
        for n, phone in enumerate(phones):
            assert phone.at(step, "open").op(f"vote:{step}", {"scale": 1 + 2 * (n % 3 == 0)})["status"] == "ok"
        hall.do("reveal")
        for phone in phones:  # what is told of those who answered was told before
            phone.until(lambda c: c.stage["phase"] in ("closing", "revealed"))
        stands.process.send_signal(signal.SIGSTOP)
        try:
            until = time.monotonic() + PATIENCE
            while counts.show(hall.id)["step"]["phase"] != "revealed":
                assert time.monotonic() < until
                time.sleep(0.1)
        finally:
            stands.process.send_signal(signal.SIGCONT)
        for phone in phones:
            assert "Kept back" not in phone.at(step, "revealed").stage["html"], step
    hall.home()


def test_a_word_to_one_person_reaches_them_wherever_they_sit(hall: Hall, console: Console):
    for phone in hall.join("Ann", "Ben"):
        assert phone.op("signal", {"kind": "look in"})["status"] == "ok"
        person = phone.mine["person"]
        console.until(lambda c, person=person: person in str(last(c, "board")))
        assert console.command("reply", person=person, text="I come to you.")["status"] == "ok"
        phone.until(lambda c: ("notice", {"text": "I come to you.", "private": True}) in c.heard)


def test_an_impatient_tap_that_comes_to_both_is_one_person(hall: Hall) -> None:
    """And whoever leaves, at whichever of them, may come in as somebody else."""
    ann = Visitor(hall.server.first)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', ann.get("/").text)[1]
    data = {"code": hall.code, "nickname": "Ann", "csrf_token": token}

    def tap(server: Server) -> requests.Response:
        jar = dict(ann.http.cookies)
        return requests.post(f"{server.url}/join", data, cookies=jar, allow_redirects=False, timeout=PATIENCE)

    with ThreadPool(2) as pool:
        one, other = pool.map(tap, hall.server.all)
    assert one.cookies[f"workshop-{hall.id}"] == other.cookies[f"workshop-{hall.id}"]
    assert hall.server.show(hall.id)["people"]["joined"] == 1
    ann.http.cookies.update(one.cookies)
    assert ann.post(f"/s/{hall.id}/forget").status_code == 204
    again = Visitor(hall.server.others[0])
    again.http.cookies.update(ann.http.cookies)
    again.join(hall.code, "Ben")
    assert again.http.cookies[f"workshop-{hall.id}"] != one.cookies[f"workshop-{hall.id}"]


def test_of_two_who_press_in_the_same_moment_one_is_carried_out(hall: Hall):
    """Each at another server, looking at the same: the other one reads what is so by now."""
    (ann,) = hall.join("Ann")
    consoles = [hall._keep(Console(each, hall.id)) for each in hall.server.all]
    with ThreadPool(2) as pool:
        for command in ("start", "next", "next", "end"):
            v = ann.stage["v"]
            for each in consoles:
                each.until(lambda c, v=v: c.stage["v"] == v)
            answers = [told["status"] for told in pool.map(lambda c, name=command: c.command(name), consoles)]
            assert answers.count("ok") == 1, (command, answers)
            ann.until(lambda c, v=v: c.stage["v"] == v + 1)


def test_who_is_asked_out_is_out_wherever_they_sit(hall: Hall, console: Console):
    for phone in hall.join("Ann", "Ben"):
        assert hall.server.command(hall.id, "remove", person=phone.mine["person"])["status"] == "ok"
        phone.until(lambda c: c.mine.get("state") == "out")


def test_nobody_who_sits_elsewhere_is_a_ghost(hall: Hall):
    hall.join("Ann", "Ben", "Cem")
    for each in hall.server.all:
        assert each.show(hall.id)["people"] == {"joined": 3, "connected": 3}


def test_who_never_came_is_known_at_both_and_whoever_came_stays(hall: Hall):
    """Also where they joined at one, sat at the other, and nobody sits anywhere by now."""
    one, other = hall.server.all
    cookie = one.join(hall.code, "Ann")["cookie"]
    phone = hall._keep(Phone(other, hall.id, cookie))
    hall.server.agree(hall.id)  # a ghost is a ghost at once here: by then they know of her coming
    phone.leave()
    one.join(hall.code, "Ghost")
    until = time.monotonic() + PATIENCE
    while other.command(hall.id, "remove_unseen")["status"] != "ok":
        assert time.monotonic() < until
        time.sleep(0.1)
    while one.command(hall.id, "remove_unseen")["status"] == "ok":
        assert time.monotonic() < until
        time.sleep(0.1)
    assert {each.show(hall.id)["people"]["joined"] for each in hall.server.all} == {1}
    assert hall._keep(Phone(one, hall.id, cookie)).mine["state"] == "in"


def test_whoever_read_a_page_at_one_and_went_on_at_the_other_is_gone_when_they_go(hall: Hall):
    one, other = hall.server.all
    cookie = one.join(hall.code, "Ann")["cookie"]
    Visitor.holding(one, cookie).get(f"/my/{hall.id}")
    phone = hall._keep(Phone(other, hall.id, cookie))
    hall.server.agree(hall.id)
    phone.leave()
    until = time.monotonic() + PATIENCE
    while any(each.show(hall.id)["people"]["connected"] for each in hall.server.all):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_bell_reaches_who_can_only_ask_at_whichever_they_ask_next_and_once(hall: Hall):
    one, other = hall.server.all
    ann = Asking(hall, "Ann")
    hall.go("slide")
    ann.visitor.url = one.url
    ann.ask()
    hall.server.agree(hall.id)
    assert other.command(hall.id, "ring")["status"] == "ok"
    ann.visitor.url = other.url
    assert ann.ask() == [["bell", {}]]
    ann.visitor.url = one.url
    assert ann.ask() == []


def test_nothing_can_be_read_off_redis(hall: Hall, console: Console, redis: Redis):
    """Neither on its channel nor in its memory: no name, no text, no session, nobody's id."""
    with redis.client() as client, client.pubsub() as listening:
        listening.psubscribe("*")
        (ann,) = hall.join("Annabel")
        ann.op("signal", {"kind": "look in"})
        person = ann.mine["person"]
        console.until(lambda c: person in str(last(c, "board")))
        console.command("reply", person=person, text="I come to you.")
        ann.until(lambda c: any(event == "notice" for event, _ in c.heard))
        words = []
        while (said := listening.get_message(timeout=1.0)) is not None:
            words.append(said)
        loot = repr(words).encode() + b"".join(client.dump(key) or b"" for key in client.scan_iter("*"))
    assert len(words) > 5
    for secret in ("Annabel", "I come to you", hall.id, person, "look in", hall.code):
        assert secret.encode() not in loot, secret


class TestSigningIn:
    def test_a_link_opens_at_whichever_server_it_comes_to_once(self, server: Spread) -> None:
        printed = CliRunner().invoke(main, ["link"], env=server.first.env).output
        secret = printed.split()[0].rpartition("#")[2]
        one, two = server.all
        assert Visitor(two).sign_in(secret).status_code == 303
        assert Visitor(one).sign_in(secret).status_code == 403

    def test_whoever_signs_out_is_out_everywhere_though_redis_is_away(self, server: Spread, redis: Redis) -> None:
        """A copy of the cookie opens nothing at the other server, and a console that is open there closes."""
        one, two = server.all
        ana, thief = Leader(one), Visitor(two)
        thief.http.cookies.update(ana.http.cookies)
        session = ana.starts("hello")
        console = connected(two, ana, session, "facilitator", [])
        redis.stop()
        try:
            assert "sign-out" in thief.get("/host").text
            assert ana.sends("POST", "/host/sign-out").status_code == 303
            assert "sign-out" not in thief.get("/host").text
            console.wait()  # until the server ends it
        finally:
            redis.start()


def test_without_redis_steps_come_with_the_next_beat_and_answers_go_on(hall: Hall, redis: Redis):
    phones: list[Phone] = hall.join("Ann", "Ben")
    hall.go("slide")
    redis.stop()
    try:
        step = next(s["id"] for s in hall.server.show(hall.id)["steps"] if s["kind"] == "talk")
        assert hall.server.command(hall.id, "goto", step=step)["status"] == "ok"
        for phone in phones:
            phone.at(step)
            assert sent(phone, f"note:{step}", {"text": "without Redis", "sees": "only me"}) == "ok"
    finally:
        redis.start()
    hall.server.agree(hall.id)
    poll = hall.go("poll")
    hall.do("open")  # no key is given out before Redis was looked at
    for phone in phones:
        assert sent(phone.at(poll, "open"), f"vote:{poll}", {"choice": [0]}) == "ok"


def test_whoever_is_asked_out_or_takes_their_link_back_is_out_everywhere_though_redis_is_away(hall: Hall, redis: Redis):
    """No word of it comes to the server at which they sit: it looks them up."""
    here, there = hall.server.all
    cookies = {name: here.join(hall.code, name)["cookie"] for name in ("Ann", "Ben")}
    ann, ben = (hall._keep(Phone(here, hall.id, cookie)) for cookie in cookies.values())
    hall.server.agree(hall.id)
    redis.stop()
    try:
        assert there.command(hall.id, "remove", person=ann.mine["person"])["status"] == "ok"
        ann.until(lambda c: c.mine.get("state") == "out")
        renewing = Visitor(there)
        name, _, value = cookies["Ben"].partition("=")
        renewing.http.cookies.set(name, value)
        assert renewing.post(f"/my/{hall.id}/renew", f"/my/{hall.id}").status_code == 303
        ben.until(lambda c: not c.sio.connected)
    finally:
        redis.start()
    hall.server.agree(hall.id)


def test_the_people_of_a_server_that_died_are_gone_and_come_back(hall: Hall):
    hall.join("Ann", "Ben", "Cem", "Dan")
    first, second = hall.server.all
    second.kill()
    until = time.monotonic() + PATIENCE
    while first.show(hall.id)["people"]["connected"] != 2:
        assert time.monotonic() < until
        time.sleep(0.1)
    second.start()
    hall.server.agree(hall.id)


def test_a_rehearsal_is_watched_and_stopped_at_any_of_them(server: Spread) -> None:
    """Its own clients sit at both, too."""
    both, page = [Visitor(server) for _ in server.all], "/host/scripts/hello/rehearse"
    for each in both:
        each.sign_in()
    assert both[0].url != both[1].url
    assert both[0].post(page, page, people="6", speed="1").status_code == 303
    until = time.monotonic() + PATIENCE
    while not all("data-running" in each.get(f"{page}/progress").text for each in both):
        assert time.monotonic() < until
    assert "Another rehearsal is running." in both[1].post(page, page, people="6", speed="1").text
    assert both[1].post(f"{page}/stop", page).status_code == 303
    until = time.monotonic() + PATIENCE
    while any("stopped before its end" not in each.get(f"{page}/progress").text for each in both):
        assert time.monotonic() < until
        time.sleep(0.1)


CLOCKS = re.compile(r"data-[a-z-]*ms=\"[^\"]*\"")  # what is left of a round, which goes on


def test_both_are_started_anew_during_a_breakout_and_nobody_notices(hall: Hall) -> None:
    """One after the other, as for a new version: phones are told to come back, and find the same page and group."""
    names = ("Ann", "Ben", "Cem", "Dan")
    cookies = {name: hall.server.join(hall.code, name)["cookie"] for name in names}
    sits = dict(zip(names, hall.server.all * 2, strict=True))
    phones = {name: hall._keep(Phone(sits[name], hall.id, cookies[name])) for name in names}
    hall.server.agree(hall.id)
    talk = hall.go("breakout")
    hall.do("form_groups")
    for name, phone in phones.items():
        phone.at(talk, "open").until(lambda c: c.mine["group"])
        note = {"text": f"words of {name}", "sees": "my group", "group": phone.mine["group"]["id"]}
        assert sent(phone, f"note:{talk}", note) == "ok"
    code = secret_of(Visitor.holding(hall.server.first, cookies["Ann"]), hall)  # for her tablet
    before = {name: (CLOCKS.sub("", phone.stage["html"]), phone.mine["group"]) for name, phone in phones.items()}
    for ends, stays in permutations(hall.server.all):
        moved = [name for name in names if sits[name] is ends]
        assert ends.stop() == 0
        for name in moved:
            phones[name].until(lambda c: not c.sio.connected)
            assert last(phones[name], "bye")["max_ms"] <= 2000
            sits[name], phones[name] = stays, hall._keep(Phone(stays, hall.id, cookies[name]))
        ends.start()
        hall.server.agree(hall.id)
    for name, phone in phones.items():
        assert (CLOCKS.sub("", phone.stage["html"]), phone.mine["group"]) == before[name]
        assert phone.mine["notes"][""]["text"] == f"words of {name}"
    for each in hall.server.all:
        assert "Come in as" in come(Visitor(each), hall, code).text
