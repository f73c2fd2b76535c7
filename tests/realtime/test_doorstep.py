"""Who waits at the door, or was taken out, hears nothing of the room: not on a socket, not without one."""

from collections.abc import Iterator

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.server import Scripts, Server

SCRIPT = """# A room with a door

- format: 1
- late joiners: ask

### Poll: How is it? (2 min)

- id: how
- results: live
- minimum answers: 2

- ( ) Good
- ( ) Fair

### Reflect: A letter (2 min)

- id: letter

The secret question of the room.

### Breakout: In pairs (2 min)

- id: pairs
- groups: pairs

Talk.
"""
OF_THE_ROOM = {"stage", "pulse", "tally", "notice", "closing", "holding", "bell", "people", "board"}


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"door.md": SCRIPT}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "door")
    yield opened
    opened.home()


def id_of(phone: Phone) -> str:
    return phone.mine["person"]


def goes_on(hall: Hall, inside: Phone) -> None:
    """All that a room can hear of."""
    hall.do("open")
    other = hall.phone("Ben")
    for phone in (inside, other):
        assert phone.op("vote:how", {"choice": [0]})["status"] == "ok"
    inside.until(lambda c: any(event == "tally" for event, _ in c.heard))
    hall.server.command(hall.id, "message", text="Only for the room")
    hall.do("ring", "close")
    inside.until(lambda c: any(event == "notice" for event, _ in c.heard))
    inside.until(lambda c: any(event == "bell" for event, _ in c.heard))
    inside.until(lambda c: c.stage["phase"] == "closed")
    hall.do("next")
    inside.at("letter")


def heard_nothing(phone: Phone, since: int) -> None:
    assert {event for event, _ in phone.heard[since:]} & OF_THE_ROOM == set()
    assert "Only for the room" not in str(phone.heard[since:])


@pytest.fixture
def begun(hall: Hall) -> Phone:
    ann, _ = hall.join("Ann", "Ben")
    hall.console()
    hall.do("start")
    return ann.at("how")


def test_who_waits(hall: Hall, begun: Phone):
    late = hall.join("Late")[0]
    assert late.mine["state"] == "waiting"
    goes_on(hall, begun)
    late.until(lambda c: any(event == "beat" for event, _ in c.heard))
    heard_nothing(late, 0)
    told = late.call("sync", {"e": late.stage["e"], "v": 0})
    assert (told["step"], told["message"], told["timers"]) == ("", "", {})
    assert "secret question" not in str(told)


def test_who_is_let_in_hears_all_from_then_on(hall: Hall, begun: Phone):
    late = hall.join("Late")[0]
    assert hall.server.command(hall.id, "admit", person=id_of(late))["status"] == "ok"
    late.at("how")
    assert "pulse" not in [event for event, _ in late.heard[:1]]
    goes_on(hall, begun)
    late.at("letter").until(lambda c: any(event == "notice" for event, _ in c.heard))


def test_who_was_taken_out(hall: Hall, begun: Phone):
    eve = hall.join("Eve")[0]
    hall.server.command(hall.id, "admit", person=id_of(eve))
    eve.at("how")
    assert eve.op("signal", {"kind": "look in"})["status"] == "ok"
    hall.server.command(hall.id, "remove", person=id_of(eve))
    eve.until(lambda c: c.mine.get("state") == "out")
    since = len(eve.heard)
    goes_on(hall, begun)
    heard_nothing(eve, since)
    assert eve.op("vote:how", {"choice": [0]})["status"] == "closed"
    again = hall.phone("Eve")
    assert (again.mine["state"], again.stage["step"]) == ("out", "")
    heard_nothing(again, 0)
    hall.server.command(hall.id, "admit", person=id_of(eve))
    again.at("letter")


def test_who_was_taken_out_sits_in_no_group_any_more(hall: Hall, begun: Phone):
    """The others see no name of somebody who cannot answer, and one who is let in again is a newcomer."""
    eve = hall.join("Eve")[0]
    hall.server.command(hall.id, "admit", person=id_of(eve))
    hall.server.command(hall.id, "goto", step="pairs")
    hall.do("open")
    begun.until(lambda c: ">Eve<" in c.stage["html"])
    hall.server.command(hall.id, "remove", person=id_of(eve))
    begun.until(lambda c: ">Eve<" not in c.stage["html"])
    assert ">Eve<" not in hall.console().stage["html"].partition('class="rooms')[2]
    hall.server.command(hall.id, "admit", person=id_of(eve))
    begun.until(lambda c: "came later" in c.stage["html"])


def test_both_are_told_when_it_is_over(hall: Hall, begun: Phone):
    late = hall.join("Late")[0]
    hall.do("end")
    late.until(lambda c: c.stage["phase"] == "ended")
    assert "has ended" in late.stage["html"]


def test_without_websockets(hall: Hall, begun: Phone):
    late = Visitor(hall.server)
    room = late.join(hall.code, "Late")
    told = late.get(f"{room}/state").json()
    assert (told["step"], told["pulse"], told["mine"]["state"]) == ("", None, "waiting")
    assert hall.server.show(hall.id)["people"]["connected"] == 2
    page = late.get(room).text
    assert "How is it?" not in page


class TestTheSameBrowser:
    """Of somebody who was taken out."""

    @pytest.fixture
    def eve(self, hall: Hall) -> Visitor:
        eve = Visitor(hall.server)
        room = eve.join(hall.code, "Eve")
        self.person = eve.get(f"{room}/state").json()["mine"]["person"]
        hall.server.command(hall.id, "remove", person=self.person)
        return eve

    def is_out(self, hall: Hall, eve: Visitor) -> bool:
        eve.post("/join", code=hall.code, nickname="Somebody else")
        return "You are not in this workshop any more" in eve.get(f"/s/{hall.id}").text

    def test_does_not_come_back_by_the_code(self, hall: Hall, eve: Visitor):
        assert self.is_out(hall, eve)
        assert hall.server.show(hall.id)["people"]["joined"] == 0

    def test_nor_by_leaving_first(self, hall: Hall, eve: Visitor):
        assert eve.post(f"/s/{hall.id}/forget", f"/my/{hall.id}").status_code == 204
        assert self.is_out(hall, eve)

    def test_is_in_again_where_the_team_lets_it_in(self, hall: Hall, eve: Visitor):
        hall.server.command(hall.id, "admit", person=self.person)
        assert not self.is_out(hall, eve)

    def test_is_not_told_what_the_room_was_asked(self, hall: Hall, eve: Visitor):
        hall.do("start")
        hall.go("reflect")
        hall.do("next")
        assert "A letter" not in eve.get(f"/my/{hall.id}").text
        assert eve.get(f"/my/{hall.id}/write/letter").status_code == 404
