"""Where a network refuses websockets, whoever leads asks over HTTP: the same bodies, the same answers."""

import re
import time
from collections.abc import Callable

import requests

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import WAIT
from tests.support.server import KEY
from tests.support.team import Team, open_link
from workshop.realtime.presence import POLLING_SECONDS, Connection, Presence


class Desk:
    """A console or a screen that has only HTTP."""

    def __init__(self, visitor: Visitor, path: str, page: str) -> None:
        self.visitor, self.path, self.mark = visitor, path, {"e": "", "v": "", "m": ""}
        found = re.search(r'name="csrf-token" content="([^"]+)"', visitor.get(page).text) if page else None
        self.csrf = found[1] if found else ""

    def ask(self, **headers: str) -> requests.Response:
        where = f"{self.visitor.url}{self.path}/state"
        return self.visitor.http.get(where, params={**self.mark, "tab": "1"}, headers=headers, timeout=20)

    def hello(self, **headers: str) -> dict:
        told = self.ask(**headers)
        assert told.status_code == 200, told.text
        frame = told.json()
        self.mark = {name: frame[name] for name in self.mark}
        return frame

    def until(self, seen: Callable[[dict], bool]) -> dict:
        """What another server tells comes a moment later."""
        deadline = time.monotonic() + WAIT
        while True:
            self.mark = dict.fromkeys(self.mark, "")
            frame = self.hello()
            if seen(frame):
                return frame
            assert time.monotonic() < deadline, frame
            time.sleep(0.2)

    def command(self, command: str, **more: object) -> dict:
        where = f"{self.visitor.url}{self.path}/command?tab=1"
        body = {"command": command, **more}
        told = self.visitor.http.post(where, json=body, headers={"X-CSRFToken": self.csrf}, timeout=20)
        assert told.status_code == 200, told.text
        return told.json()


def console(hall: Hall) -> Desk:
    ana = Visitor(hall.server)
    assert ana.sign_in().status_code == 303
    path = f"/host/sessions/{hall.id}"
    return Desk(ana, path, path)


def test_a_console_leads_by_asking(hall: Hall) -> None:
    [ann] = hall.join("Ann")
    ana = console(hall)
    first = ana.hello()
    assert ana.command("start", **{"from": first["v"], "id": "one"})["status"] == "ok"
    assert ana.command("start", **{"from": first["v"], "id": "one"})["status"] == "ok"  # a retry has the same answer
    then = ana.until(lambda frame: frame["pulse"]["connected"] == 1)
    assert then["v"] > first["v"] and then["phase"] != "lobby"
    assert [p["name"] for p in then["people"]["people"]] == ["Ann"]
    assert set(then["board"]) >= {"signals", "offers", "texts", "team"}
    assert ana.command("next", **{"from": first["v"]})["status"] == "stale"
    ann.until(lambda _: ann.stage["v"] == then["v"])


def test_nothing_new_is_204_until_somebody_comes(hall: Hall) -> None:
    ana = console(hall)
    ana.hello()
    assert ana.ask().status_code == 204
    hall.join("Ann")
    assert ana.ask().status_code == 200


def test_the_screen_asks_with_its_own_key_and_sees_nothing_of_the_console(hall: Hall) -> None:
    stranger = Desk(Visitor(hall.server), f"/projector/{hall.id}", "")
    assert stranger.ask().status_code == 403
    assert stranger.ask(Authorization="Bearer wrong").json()["error"] == "forbidden"
    shown = stranger.hello(Authorization=f"Bearer {KEY}")
    assert shown["html"] and not {"people", "board"} & set(shown)


def test_a_stranger_can_neither_ask_nor_lead(hall: Hall) -> None:
    """A participant's cookie opens no desk."""
    hall.join("Ann")
    name, value = hall.cookies["Ann"].split("=", 1)
    ann = Visitor(hall.server)
    ann.http.cookies.set(name, value)
    for path in (f"/host/sessions/{hall.id}", f"/team/{hall.id}"):
        desk = Desk(ann, path, "/")
        assert desk.ask().status_code == 403
        assert desk.command("start")["status"] == "refused"
    assert hall.server.show(hall.id)["phase"] == "lobby"


def test_a_member_leads_after_a_hand_over_and_is_out_once_the_place_is_taken_back(hall: Hall) -> None:
    team = Team(hall.server, hall.id)
    visitor, _ = open_link(hall.server, team.link("Ben", "lead"))
    ben = Desk(visitor, f"/team/{hall.id}", f"/team/{hall.id}/console")
    assert ben.command("start")["status"] == "refused"
    ana = console(hall)
    handed = ana.command("hand_over", member=team.id_of("Ben"))
    assert handed["status"] == "ok", handed
    assert ben.command("start")["status"] == "ok"
    assert ben.hello()["phase"] != "lobby"
    team.take_back("Ben")
    assert ben.ask().status_code == 403
    assert ben.command("next")["status"] == "refused"


def test_who_asks_is_there_to_lead_and_goes_without_a_word() -> None:
    presence = Presence()
    desk = Connection("", "one", "facilitator", "facilitator")
    assert not presence.can_lead("one")
    assert presence.desk_seen(desk, "tab")
    assert not presence.desk_seen(desk, "tab")
    assert presence.can_lead("one") and presence.consoles("one") == [desk]
    assert not list(presence.of("one"))  # nothing can be sent to it
    presence._desks["one"][" tab"] = (desk, time.monotonic() - POLLING_SECONDS - 1)
    assert not presence.can_lead("one")
