"""The facilitator's pages: the door, scripts, invitation, results, deletion."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.server import KEY, ONE_FILE, Server
from tests.support.team import Team, open_link
from workshop.exports import pdf

PAGES = ("", "/phone", "/invite", "/results", "/download/html", "/download/json", "/script.md")


@pytest.fixture
def ana(server: Server) -> Visitor:
    visitor = Visitor(server)
    assert visitor.sign_in().status_code == 303
    return visitor


def test_the_key_opens_the_door(server: Server):
    ana = Visitor(server)
    assert "key" in ana.get("/host").text
    assert ana.sign_in().status_code == 303
    assert "Hello in ten minutes" in ana.get("/host").text


def test_a_wrong_key_does_not(server: Server):
    refused = Visitor(server).sign_in("wrong-wrong-wrong-wrong")
    assert refused.status_code == 403
    assert "does not open the door" in refused.text


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_gets_in(hall: Hall, page: str):
    answer = Visitor(hall.server).get(f"/host/sessions/{hall.id}{page}", allow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/host?next=")


@pytest.mark.parametrize("page", PAGES)
def test_the_facilitator_does(hall: Hall, ana: Visitor, page: str):
    assert ana.get(f"/host/sessions/{hall.id}{page}").status_code == 200


def test_a_session_starts_from_a_script(server: Server, ana: Visitor):
    started = ana.post("/host/sessions", "/host", name="hello")
    assert started.status_code == 303
    invite = ana.get(started.headers["Location"])
    assert "/#" in invite.text
    assert "<svg" in invite.text


def test_the_sessions_of_a_script_side_by_side(hall: Hall, ana: Visitor):
    page = ana.get("/host/scripts/hello/across")
    assert page.status_code == 200
    assert "nothing to lay side by side yet" in page.text and "Hello in ten minutes" in page.text


def test_foreign_ways_on_are_not_followed(server: Server):
    ana = Visitor(server)
    onward = ana.post("/host/sign-in", "/host", key=KEY, next="//evil.example/")
    assert onward.headers["Location"] == "/host"


def test_deleting_leaves_nothing(server: Server, ana: Visitor):
    hall = Hall(server, "hello")
    hall.join("Zanzibarina")
    gone = ana.post(f"/host/sessions/{hall.id}/delete", f"/host/sessions/{hall.id}/results")
    assert gone.status_code == 303
    assert ana.get(f"/host/sessions/{hall.id}/results").status_code == 404
    left = b"".join(p.read_bytes() for p in (server.data / "data").rglob("*") if p.is_file())
    assert b"Zanzibarina" not in left
    assert hall.id.encode() not in left
    hall.home()


def test_what_was_deleted_is_told_to_those_alone_who_were_in_it(server: Server, ana: Visitor):
    hall, ben, stranger = Hall(server, "hello"), Visitor(server), Visitor(server)
    room = ben.join(hall.code, "Ben")
    cleo, _ = open_link(server, Team(server, hall.id).link("Cleo", "support"))
    ana.post(f"/host/sessions/{hall.id}/delete", f"/host/sessions/{hall.id}/results")
    for who, path in (
        (ben, room),
        (ben, f"/my/{hall.id}"),
        (ben, f"/my/{hall.id}/write/x"),
        (cleo, f"/team/{hall.id}/console"),
    ):
        page = who.get(path)
        assert (page.status_code, "This workshop is deleted" in page.text) == (410, True), path
        assert "This workshop is deleted" not in stranger.get(path).text
    led = ana.get(f"/host/sessions/{hall.id}/results").text
    assert "There is no session at this address" in led
    assert 'href="/host#sessions-title"' in led
    hall.home()


@ONE_FILE
def test_a_damaged_session_can_be_deleted(server: Server, ana: Visitor):
    hall = Hall(server, "hello")
    with closing(sqlite3.connect(server.data / "data" / "workshop.db", timeout=10)) as disk, disk:
        disk.execute("UPDATE session SET state = 'not json', v = v + 1 WHERE id = ?", (hall.id,))
    told = ana.get(f"/host/sessions/{hall.id}/results")
    assert (told.status_code, "cannot be read" in told.text) == (409, True)
    assert server.api("GET", f"/sessions/{hall.id}").json()["error"] == "damaged"
    assert ana.post(f"/host/sessions/{hall.id}/delete", "/host").status_code == 303
    assert ana.get(f"/host/sessions/{hall.id}/results").status_code == 404
    hall.home()


class TestTheList:
    def act(self, ana: Visitor, hall: Hall, what: str, **fields: str):
        return ana.post(f"/host/sessions/{hall.id}/{what}", "/host", **fields)

    def test_search_by_title(self, hall: Hall, ana: Visitor):
        assert hall.id in ana.get("/host?q=HELLO in").text
        found = ana.get("/host?q=<none of them>").text
        assert hall.id not in found
        assert "“&lt;none of them&gt;”" in found

    def test_an_archived_session_drops_out_and_comes_back(self, hall: Hall, ana: Visitor):
        assert self.act(ana, hall, "archive").status_code == 303
        assert hall.id not in ana.get("/host").text
        assert hall.id in ana.get("/host?archived=1").text
        assert self.act(ana, hall, "archive", back="1").status_code == 303
        assert hall.id in ana.get("/host").text

    def test_another_day_of_deletion_outlives_the_end(self, hall: Hall, ana: Visitor):
        day = date.today() + timedelta(days=400)
        shown = f"{day.day}\N{NO-BREAK SPACE}{day:%B %Y}"
        guest = Visitor(hall.server)
        guest.join(hall.code, "Bo")
        assert self.act(ana, hall, "keep", until=day.isoformat()).status_code == 303
        hall.do("start", "end")
        results = ana.get(f"/host/sessions/{hall.id}/results").text
        assert f"kept until {shown}" in results
        assert shown in guest.get(f"/kept/{hall.id}").text
        assert shown in guest.get(f"/my/{hall.id}").text

    @pytest.mark.parametrize("days", [0, -5, 1200])
    def test_a_day_past_or_too_far_is_refused(self, hall: Hall, ana: Visitor, days: int):
        day = date.today() + timedelta(days=days)
        refused = self.act(ana, hall, "keep", until=day.isoformat())
        assert refused.status_code == 409
        assert "choose another day" in refused.text

    def test_only_for_the_facilitator(self, hall: Hall):
        for what in ("archive", "keep"):
            assert Visitor(hall.server).post(f"/host/sessions/{hall.id}/{what}", "/").status_code in (302, 400)


def test_people_are_told_only_where_the_script_says_how_many(server: Server, ana: Visitor):
    page = ana.get("/host").text
    assert "2–100 people" not in page
    assert 'href="/host/scripts/hello/edit"' in page


def test_results_and_downloads_come_before_the_end(hall: Hall, ana: Visitor):
    hall.do("start")
    assert "Not over yet" in ana.get(f"/host/sessions/{hall.id}/results").text
    told = ana.get(f"/host/sessions/{hall.id}/download/json").json()
    assert told["session"]["phase"] == "live"


@pytest.mark.skipif(not pdf.can_be_made(), reason="nothing here sets PDFs")
def test_a_pdf_that_would_lack_letters_says_so_and_offers_what_is_there(hall: Hall, ana: Visitor):
    """No font has a letter for what nobody ever gave a meaning."""
    hall.do("start")
    written = hall.server.command(hall.id, "insert", kind="slide", title="A sign \U0010fffd", text="Look.")
    assert written["status"] == "ok"
    path = f"/host/sessions/{hall.id}"
    told = ana.get(f"{path}/download/pdf")
    assert (told.status_code, told.headers["Content-Type"]) == (409, "text/html; charset=utf-8")
    assert "this session: U+10FFFD." in told.text and "fonts-noto" not in told.text
    for way in (f'href="{path}/download/html"', f'href="{path}/download/pdf?anyway=yes"', f'href="{path}/results"'):
        assert way in told.text
    assert ana.get(f"{path}/download/pdf?anyway=yes").content.startswith(b"%PDF-")
    assert hall.server.api("GET", f"/sessions/{hall.id}/export/pdf").json()["error"] == "no_letters"


def test_results_that_have_not_changed_are_not_sent_again(hall: Hall, ana: Visitor):
    address = f"/host/sessions/{hall.id}/results"
    step = hall.go("poll")
    mark = ana.get(address).headers["ETag"]
    same = ana.get(address, headers={"If-None-Match": mark})
    assert (same.status_code, same.text) == (304, "")
    hall.do("open")
    other = ana.get(address, headers={"If-None-Match": mark})
    assert other.status_code == 200
    assert f'id="step-{step}"' in other.text
    assert other.headers["Cache-Control"] == "no-store"


def test_what_is_not_over_comes_before_the_scripts(hall: Hall, ana: Visitor):
    hall.do("start")
    above = ana.get("/host").text.partition('class="cards"')[0].partition("Not over yet")[2]
    assert 1 <= above.count(">Console<") <= 3
    assert above.index("Running") < above.index(">Console<")


def test_many_sessions_come_a_page_at_a_time(hall: Hall, ana: Visitor):
    """The last of this file, since the server has many of them from now on."""
    made = {hall.server.create("hello")["id"] for _ in range(51)} | {hall.id}
    first, last = ana.get("/host").text, ana.get("/host?from=50").text
    assert ("Older" in first, "Newer" in first, "Newer" in last) == (True, False, True)
    assert all((each in first) != (each in last) for each in made)
    assert ana.get("/host?from=some&q=nothing").status_code == 200
