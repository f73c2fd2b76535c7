"""What k people share comes all at once, k counts people, and nobody is told who rests or came.

Beside each attack stands its control: those who were promised to read it still do.
"""

import re
import time

import among_us
import pytest
import requests
from among_us import (
    ALL,
    NAMES,
    SHEET,
    TEAM,
    both,
    do,
    to,
)
from watcher import everything

from tests.conftest import Hall
from tests.support.server import LONGEST

hall, scripts = among_us.hall, among_us.scripts


class TestKCountsPeople:
    @both
    def test_one_who_fills_three_blanks_hangs_on_no_wall(self, hall: Hall) -> None:
        ann, ben, cem, _ = hall.join(*NAMES)
        to(hall, "sheet")
        assert ann.op("note:sheet", {"fields": {f: f"lonely {n}" for n, f in enumerate(SHEET)}, "sees": ALL})
        assert "lonely" not in everything(hall)
        to(hall, "wall")
        assert "lonely" not in everything(hall, ben.at("wall"))
        to(hall, "sheet")
        for phone in (ben, cem):
            phone.op("note:sheet", {"fields": {SHEET[0]: "with others"}, "sees": ALL})
        to(hall, "wall")
        release_all(hall)
        wall = ben.until(lambda c: "lonely 0" in c.stage["html"])  # the control: a field that three people filled
        assert "lonely 1" not in wall.stage["html"]
        found = hall.server.api("GET", f"/sessions/{hall.id}/results").text
        assert "lonely 0" in found
        assert "lonely 1" not in found


def release_all(hall: Hall) -> None:
    """Where the team reads first: let everything through."""
    console = hall.console()
    board = next((body for event, body in reversed(console.heard) if event == "board"), None)
    if board is None:
        console.until(lambda c: any(event == "board" for event, _ in c.heard))
        board = next(body for event, body in reversed(console.heard) if event == "board")
    ids = [part.split('"')[0] for part in board["texts"].split('data-item="')[1:]]
    if ids:
        do(hall, "show_all", step="sheet", items=sorted(set(ids)))


class TestNothingIsReleasedOneByOne:
    """The watcher looks at everything after each act, and knows who acted."""

    @pytest.mark.parametrize(("step", "sees"), [("thought", ALL), ("thought", TEAM), ("talk", ALL), ("sheet", ALL)])
    def test_while_people_write_and_then_all_at_once(self, hall: Hall, step: str, sees: str) -> None:
        phones = dict(zip(NAMES, hall.join(*NAMES), strict=True))
        to(hall, step)
        tied = 0
        for name, phone in phones.items():
            body = {"fields": {SHEET[0]: f"words of {name}"}} if step == "sheet" else {"text": f"words of {name}"}
            assert phone.op(f"note:{step}", {**body, "sees": sees})["status"] == "ok"
            tied += f"words of {name}" in everything(hall)
        assert tied == 0
        hall.do("close")
        after = everything(hall)
        assert sum(f"words of {name}" in after for name in NAMES) == len(NAMES)  # the control

    def test_nor_from_k_on_once_the_room_has_moved_on(self, hall: Hall) -> None:
        """Latecomers' texts come in lots of k, and so never by themselves."""
        phones = hall.join(*NAMES, "Eva", "Fay")
        to(hall, "thought")
        for n, phone in enumerate(phones[:3]):
            phone.op("note:thought", {"text": f"words {n}", "sees": ALL})
        to(hall, "talk")
        seen = [sum(f"words {n}" in everything(hall) for n in range(6))]
        for n, phone in enumerate(phones[3:], start=3):
            phone.op("note:thought", {"text": f"words {n}", "sees": ALL})
            seen.append(sum(f"words {n}" in everything(hall) for n in range(6)))
        assert seen == [3, 3, 3, 6]

    def test_what_only_the_team_may_read_reaches_it_at_the_end_also_alone(self, hall: Hall) -> None:
        ann, ben, *_ = hall.join(*NAMES)
        to(hall, "thought")
        ann.op("note:thought", {"text": "please call me", "sees": TEAM})
        to(hall, "talk")
        assert "please call me" in everything(hall)
        ben.op("note:thought", {"text": "me too, later", "sees": TEAM})
        assert "me too, later" not in everything(hall)
        hall.do("end")
        found = everything(hall)
        assert "me too, later" not in found and found.count("is not in here yet") == 2  # the report and its plain text
        assert "me too, later" in once_settled(hall, "me too, later")
        assert "is not in here yet" not in everything(hall)

    def test_nor_by_an_end_that_is_taken_back_after_each_writer(self, hall: Hall) -> None:
        ann, ben, *_ = hall.join(*NAMES)
        to(hall, "thought")
        ann.op("note:thought", {"text": "words of Ann", "sees": TEAM})
        to(hall, "talk")
        ben.op("note:thought", {"text": "words of Ben", "sees": TEAM})
        hall.do("end")
        found = everything(hall)
        hall.do("undo")
        assert ("words of Ann" in found, "words of Ben" in found) == (True, False)
        hall.do("end")
        assert "words of Ben" in once_settled(hall, "words of Ben")

    @pytest.mark.parametrize("way", ["close", "leave"])
    def test_nor_by_opening_and_closing_the_box_after_each_writer(self, hall: Hall, way: str) -> None:
        """Of texts for the team the first may be the only one; a second one by itself would have a name."""
        phones = dict(zip(NAMES, hall.join(*NAMES), strict=True))
        to(hall, "thought")
        tied = []
        for name, phone in phones.items():
            phone.at("thought").op("note:thought", {"text": f"words of {name}", "sees": TEAM})
            do(hall, "close") if way == "close" else do(hall, "goto", step="talk")
            tied.append(sum(f"words of {each}" in everything(hall) for each in NAMES))
            do(hall, "goto", step="thought")
            do(hall, "open")
        assert tied == [1, 1, 1, 4]
        hall.do("end")

    def test_nor_after_a_lot_that_came_late_and_was_written_anew(self, hall: Hall) -> None:
        """The first for the team came three at a time, and are for their writers alone by now."""
        *others, dea = hall.join(*NAMES)
        to(hall, "thought")
        to(hall, "talk")
        for n, phone in enumerate(others):
            phone.op("note:thought", {"text": f"words {n}", "sees": TEAM})
        assert sum(f"words {n}" in everything(hall) for n in range(3)) == 3  # the control
        for phone in others:
            phone.op("note:thought", {"text": "mine", "sees": "only me"})
        to(hall, "thought")
        dea.at("thought").op("note:thought", {"text": "words of Dea", "sees": TEAM})
        hall.do("close")
        assert "words of Dea" not in everything(hall)
        hall.do("end")
        assert "words of Dea" in once_settled(hall, "words of Dea")


def once_settled(hall: Hall, words: str) -> str:
    """The results, once these words are there: what came late comes when the end can't be taken back any more."""
    told, latest = "", time.monotonic() + LONGEST
    while words not in told and time.monotonic() < latest:
        told = hall.server.api("GET", f"/sessions/{hall.id}/results").text
        time.sleep(0.2)
    return told


class TestAQuietMomentIsInvisible:
    def test_whoever_rests_stands_among_those_on_their_own(self, hall: Hall) -> None:
        """People here less people in rooms was the name of who rests."""
        phones = dict(zip(NAMES, hall.join(*NAMES), strict=True))
        console = hall.console()
        assert phones["Dea"].op("signal", {"kind": "quiet"})["status"] == "ok"
        console.until(lambda c: any(e == "people" and b["resting"] == 1 for e, b in c.heard))
        to(hall, "pairs")
        hall.do("open")
        for phone in phones.values():
            phone.until(lambda c: c.mine.get("group") or c.mine.get("alone"))
        assert missing(hall) == []
        assert phones["Dea"].mine["alone"]  # the control: nobody is put into a room while they rest
        console.until(lambda c: [b["resting"] for e, b in c.heard if e == "people"][-1] == 0)

    def test_also_where_their_phone_comes_back_while_the_groups_are_at_work(self, hall: Hall) -> None:
        dea, *others = hall.join("Dea", "Ann", "Ben")
        dea.op("signal", {"kind": "go"})
        dea.leave()
        to(hall, "pairs")
        hall.do("open")
        for phone in others:
            phone.until(lambda c: c.mine.get("group"))
        hall.phone("Dea").until(lambda c: c.mine.get("alone"))


def missing(hall: Hall) -> list[str]:
    """Who is here and in the list of no room, nor among those on their own."""
    console = hall.console().until(lambda c: any(event == "people" for event, _ in c.heard))
    people = next(body for event, body in reversed(console.heard) if event == "people")["people"]
    html = console.stage["html"]
    return [person["name"] for person in people if person["here"] and person["name"] not in html]


class TestWhoIsHere:
    """A room can be filled with phones of one's own. Nobody can prevent it; everybody can count."""

    @both
    def test_the_phone_says_how_many_before_anything_is_asked(self, hall: Hall) -> None:
        first, *_ = hall.join("Ann", "Ben", "Cleo")
        first.until(lambda c: any(e == "pulse" and body.get("connected") == 3 for e, body in c.heard))
        assert 'data-pulse="connected"' in first.stage["html"]

    def test_whoever_is_in_the_room_sees_who_else_is_and_nobody_else_does(self, hall: Hall) -> None:
        ann, *_ = hall.join("Ann", "Ben", "Cleo", "Dea")
        do(hall, "remove", person=hall.phone("Dea").mine["person"])
        assert f'href="/s/{hall.id}/here"' in ann.stage["html"]
        page = f"{hall.server.url}/s/{hall.id}/here"
        found = requests.get(page, headers={"Cookie": hall.cookies["Ann"]})
        assert re.findall(r"<bdi[^>]*>(.*?)</bdi>", found.text) == ["Ann", "Ben", "Cleo"]
        for cookie in (hall.cookies["Dea"], "", f"workshop-{hall.id}=" + "A" * 43):
            refused = requests.get(page, headers={"Cookie": cookie})
            assert (refused.status_code, "Cleo" in refused.text) == (404, False)

    @pytest.mark.parametrize("hall", ["sensitive"], indirect=True)
    def test_in_sensitive_care_above_each_poll_and_the_door_is_a_question_before_the_first(self, hall: Hall) -> None:
        first, *_ = hall.join("Ann", "Ben", "Cleo")
        console = hall.console()
        to(hall, "which")
        first.at("which", "prepared").until(lambda c: 'data-pulse="connected"' in c.stage["html"])
        console.at("which").until(lambda c: "data-offers-lock" in c.stage["html"])
        hall.do("lock")
        console.until(lambda c: "data-offers-lock" not in c.stage["html"])
        hall.do("unlock", "open")
        first.at("which", "open").until(lambda c: 'data-pulse="connected"' in c.stage["html"])
        console.at("which", "open").until(lambda c: "data-offers-lock" not in c.stage["html"])  # it comes too late now
