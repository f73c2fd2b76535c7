"""A network that lets no websocket through: the same functions over plain HTTP."""

import re

from tests.conftest import Hall
from tests.support.browser import Visitor
from workshop.realtime.fallback_letters import Letters


def test_state_and_op_do_what_the_socket_does(hall: Hall):
    ann = Visitor(hall.server)
    room = ann.join(hall.code, "Ann")
    token = re.search(r'name="csrf-token" content="([^"]+)"', ann.get(room).text)[1]
    poll = hall.go("poll")
    hall.do("open")
    state = ann.get(f"{room}/state").json()
    assert (state["step"], state["phase"]) == (poll, "open")
    same = ann.get(f"{room}/state", params={"e": state["e"], "v": state["v"]})
    assert same.status_code == 204
    message = {"key": f"vote:{poll}", "n": 1, "body": {"choice": [0]}}
    kept = ann.http.post(f"{ann.url}{room}/op", json=message, headers={"X-CSRFToken": token})
    assert kept.json()["status"] == "ok"
    assert ann.get(f"{room}/state").json()["mine"]["vote"]["body"] == {"choice": [0]}
    assert hall.server.show(hall.id)["people"]["connected"] == 1


def test_ones_own_tabs_hear_of_an_answer_whichever_way_it_came(hall: Hall):
    """One of them has a websocket, the other can only ask."""
    ann = Visitor(hall.server)
    room = ann.join(hall.code, "Ann")
    token = re.search(r'name="csrf-token" content="([^"]+)"', ann.get(room).text)[1]
    poll = hall.go("poll")
    hall.do("open")
    hall.cookies["Ann"] = "; ".join(f"{c.name}={c.value}" for c in ann.http.cookies)
    other, state = hall.phone("Ann"), ann.get(f"{room}/state").json()
    seen = {name: state[name] for name in ("e", "v", "m")}
    assert other.op(f"vote:{poll}", {"choice": [1]})["status"] == "ok"
    assert ann.get(f"{room}/state", params=seen).json()["mine"]["vote"]["body"] == {"choice": [1]}
    message = {"key": f"vote:{poll}", "n": 9, "body": {"choice": [0]}}
    ann.http.post(f"{ann.url}{room}/op", json=message, headers={"X-CSRFToken": token})
    other.until(lambda phone: (phone.mine.get("vote") or {}).get("body") == {"choice": [0]})


def test_without_the_token_nothing_is_kept(hall: Hall):
    ann = Visitor(hall.server)
    room = ann.join(hall.code, "Ann")
    refused = ann.http.post(f"{ann.url}{room}/op", json={"key": "signal", "n": 1, "body": {}})
    assert refused.status_code == 400
    assert "message" in refused.json()


def test_the_first_page_holds_the_stage(hall: Hall):
    ann = Visitor(hall.server)
    room = ann.join(hall.code, "Ann")
    hall.go("poll")
    assert "Coffee" in ann.get(room).text


class Asking:
    """A phone that only asks, as its script does."""

    def __init__(self, hall: Hall, name: str) -> None:
        self.visitor, self.hall = Visitor(hall.server), hall
        self.room = self.visitor.join(hall.code, name)
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.visitor.get(self.room).text)
        self.csrf = found[1] if found else ""
        self.known: dict[str, object] = {}
        self.frame: dict = {}

    def ask(self) -> list:
        """The letters that came."""
        told = self.visitor.get(f"{self.room}/state", params=self.known)
        if told.status_code == 204:
            return []
        self.frame = told.json()
        self.known = {name: self.frame[name] for name in ("e", "v", "m", "heard")}
        return self.frame["letters"]

    def op(self, key: str, body: dict) -> None:
        message = {"key": key, "n": 1, "body": body}
        sent = self.visitor.http.post(
            f"{self.visitor.url}{self.room}/op", json=message, headers={"X-CSRFToken": self.csrf}, timeout=20
        )
        assert sent.json()["status"] == "ok"


def test_what_is_told_once_reaches_who_can_only_ask_and_nobody_else(hall: Hall):
    ann, ben = Asking(hall, "Ann"), Asking(hall, "Ben")
    hall.go("slide")
    assert [ann.ask(), ben.ask()] == [[], []]
    person = ann.frame["mine"]["person"]
    ann.op("signal", {"kind": "look in"})
    for command, told in (
        ({"command": "take", "person": person}, ["signal", {"kind": "taken"}]),
        (
            {"command": "reply", "person": person, "text": "I am on my way"},
            ["notice", {"text": "I am on my way", "private": True}],
        ),
        ({"command": "done", "person": person}, ["signal", {"kind": "back"}]),
    ):
        assert hall.server.command(hall.id, **command)["status"] == "ok"
        assert ann.ask() == [told]
        assert [ann.ask(), ben.ask()] == [[], []]
    hall.do("ring")
    assert [ann.ask(), ben.ask()] == [[["bell", {}]], [["bell", {}]]]
    assert Asking(hall, "Cleo").ask() == []


def test_a_letter_lies_at_every_process_and_is_read_once():
    one, other = Letters(), Letters()
    n = one.number()
    assert other.since("s", one.newest(), {"ann"}) == []  # whoever asks before it has come has not missed it
    heard = other.newest()
    for each in (one, other):
        each.leave("s", "ann", "bell", {}, n)
    assert other.since("s", heard, {"ben"}) == []
    assert other.since("s", heard, {"ann"}) == [("bell", {})]
    assert one.since("s", other.newest(), {"ann"}) == []


def test_a_page_that_comes_anew_and_asks_again_hears_that_its_call_is_taken(hall: Hall):
    [ben] = hall.join("Ben")
    hall.go("slide")
    ben.op("signal", {"kind": "look in"})
    hall.server.command(hall.id, "take", person=ben.mine["person"])
    taken = ("signal", {"kind": "taken"})
    ben.until(lambda phone: phone.heard.count(taken) == 1)
    ben.op("signal", {"kind": "look in"})
    ben.until(lambda phone: phone.heard.count(taken) == 2)
