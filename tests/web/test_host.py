"""The facilitator's pages: the door, scripts, invitation, results, deletion."""

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.server import KEY, Server

PAGES = ("", "/invite", "/results", "/download/html", "/download/json", "/script.md")


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
