"""Coming back after the end, and a cookie that lives as long as what it opens."""

import re
from datetime import date, timedelta

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.places import Leader


def lives(answer, hall: Hall) -> int | None:
    """Days for which the browser is to keep the cookie; None until its window is closed."""
    found = re.search(rf"workshop-{hall.id}=.*?Max-Age=(\d+)", answer.headers.get("Set-Cookie", ""))
    return int(found[1]) // 86400 if found else None


def keep(hall: Hall, days: int) -> None:
    """The team chooses another day."""
    ana = Visitor(hall.server)
    ana.sign_in()
    page = f"/host/sessions/{hall.id}/results"
    day = date.today() + timedelta(days=days)
    assert ana.post(f"/host/sessions/{hall.id}/keep", page, until=day.isoformat()).status_code == 303


class TestTheCookie:
    def test_lives_until_the_day_that_the_team_chose(self, hall: Hall) -> None:
        ann = Visitor(hall.server)
        room = ann.join(hall.code, "Ann")
        hall.do("start", "end")
        keep(hall, 90)
        assert lives(ann.get(room), hall) == 90
        assert lives(ann.get(f"/my/{hall.id}"), hall) == 90

    def test_an_earlier_day_counts_only_once_it_is_over(self, hall: Hall) -> None:
        """Until then the end may still move the day away."""
        ann = Visitor(hall.server)
        room = ann.join(hall.code, "Ann")
        keep(hall, 3)
        assert lives(ann.get(room), hall) > 3
        hall.do("start", "end")
        assert lives(ann.get(room), hall) == 3

    def test_is_never_lengthened_where_the_phone_keeps_nothing(self, hall: Hall) -> None:
        ann = Visitor(hall.server)
        ann.post("/join", code=hall.code, nickname="Ann", low_trace="1")
        keep(hall, 90)
        assert "Max-Age" not in ann.get(f"/s/{hall.id}").headers.get("Set-Cookie", "")
        assert "Max-Age" not in ann.get(f"/my/{hall.id}").headers.get("Set-Cookie", "")


class TestTakenBack:
    def test_the_old_secret_opens_nothing_and_all_is_still_there(self, hall: Hall) -> None:
        """Notes, and a vote in a poll that is open: of one person, counted once."""
        ann, name = Visitor(hall.server), f"workshop-{hall.id}"
        room = ann.join(hall.code, "Ann")
        old = ann.http.cookies[name]
        phone = Phone(hall.server, hall.id, f"{name}={old}")
        talk = hall.go("talk")
        assert phone.op(f"note:{talk}", {"text": "still mine", "sees": "only me"})["status"] == "ok"
        poll = hall.go("poll")
        hall.do("open")
        assert phone.at(poll, "open").op(f"vote:{poll}", {"choice": [0]})["status"] == "ok"
        assert ann.post(f"/my/{hall.id}/renew", f"/my/{hall.id}").status_code == 303
        phone.until(lambda c: not c.sio.connected)  # whoever had it open hears no more
        fresh = ann.http.cookies[name]
        assert fresh != old
        assert "still mine" in ann.get(f"/my/{hall.id}").text
        assert ann.get(f"{room}/state?mine=1").json()["mine"]["vote"]["body"] == {"choice": [0]}
        thief = Visitor(hall.server)
        thief.http.cookies.set(name, old)
        assert "still mine" not in thief.get(f"/my/{hall.id}").text
        assert thief.post(f"/my/{hall.id}/return", "/", secret=old).status_code == 404
        again = Phone(hall.server, hall.id, f"{name}={fresh}")
        assert again.op(f"vote:{poll}", {"choice": [1]}, n=9)["status"] == "ok"
        again.until(lambda c: c.pulse.get("answered") == 1)
        again.leave()


class TestTheFrontDoor:
    def test_offers_the_notes_to_whoever_was_there(self, hall: Hall) -> None:
        ann = Visitor(hall.server)
        ann.join(hall.code, "Ann")
        assert "Your notes from" not in ann.get("/").text
        hall.do("start", "end")
        assert f'href="/my/{hall.id}"' in ann.get("/").text
        again = ann.post("/join", code="ZZZZZZ").text
        assert again.count(f'href="/my/{hall.id}"') == 1
        assert again.index(f'href="/my/{hall.id}"') < again.index('name="code"')  # before the question for a code

    def test_tells_a_stranger_nothing(self, hall: Hall) -> None:
        hall.do("start", "end")
        eve = Visitor(hall.server)
        eve.http.cookies.set(f"workshop-{hall.id}", "A" * 43)
        eve.http.cookies.set("workshop-nothing", "A" * 43)
        assert "Your notes from" not in eve.get("/").text

    def test_tells_nothing_where_the_phone_keeps_nothing(self, hall: Hall) -> None:
        ann = Visitor(hall.server)
        ann.post("/join", code=hall.code, nickname="Ann", low_trace="1")
        hall.do("start", "end")
        assert "Your notes from" not in ann.get("/").text

    def test_nor_keeps_it_the_pictures_of_the_workshop(self, hall: Hall) -> None:
        """They, the logo and the colour tell which workshop it was, and whose."""
        Leader(hall.server).keeps("sea.svg", "<svg/>")
        caching = {}
        for keeps in ("", "1"):
            ann = Visitor(hall.server)
            ann.post("/join", code=hall.code, nickname="Ann", **({"low_trace": keeps} if keeps else {}))
            told = [ann.get(path) for path in ("/media/sea.svg", "/look/1d6a61.css")]
            assert {each.status_code for each in told} == {200}
            caching[keeps] = [each.headers["Cache-Control"] for each in told]
        assert caching == {"": ["private, max-age=3600", "public, max-age=86400"], "1": ["no-store", "no-store"]}


class TestTheReminders:
    def test_come_as_a_calendar_file_to_whoever_was_there(self, hall: Hall) -> None:
        ann = Visitor(hall.server)
        ann.join(hall.code, "Ann")
        file = ann.get(f"/my/{hall.id}/download/ics")
        assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert file.text.startswith("BEGIN:VCALENDAR\r\n")
        assert Visitor(hall.server).get(f"/my/{hall.id}/download/ics").status_code == 404
