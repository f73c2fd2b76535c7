"""Coming back after the end, and a cookie that lives as long as what it opens."""

import re
from datetime import date, timedelta

from tests.conftest import Hall
from tests.support.browser import Visitor


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


class TestTheFrontDoor:
    def test_offers_the_notes_to_whoever_was_there(self, hall: Hall) -> None:
        ann = Visitor(hall.server)
        ann.join(hall.code, "Ann")
        assert "Your notes from" not in ann.get("/").text
        hall.do("start", "end")
        assert f'href="/my/{hall.id}"' in ann.get("/").text
        assert f'href="/my/{hall.id}"' in ann.post("/join", code="ZZZZZZ").text

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


class TestTheReminders:
    def test_come_as_a_calendar_file_to_whoever_was_there(self, hall: Hall) -> None:
        ann = Visitor(hall.server)
        ann.join(hall.code, "Ann")
        file = ann.get(f"/my/{hall.id}/download/ics")
        assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert file.text.startswith("BEGIN:VCALENDAR\r\n")
        assert Visitor(hall.server).get(f"/my/{hall.id}/download/ics").status_code == 404
