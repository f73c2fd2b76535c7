"""After the end: results on My notes for those who were in the room, and texts to copy for the facilitator."""

import re
from html import unescape

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.server import Server

SCRIPT = """# After all

- format: 1
- people: 2-20

## Ask

### Poll: Tea or coffee? (1 min)

- id: drink

- ( ) Tea
- ( ) Coffee

### Poll: Kept from the room (1 min)

- id: team
- results: facilitators

- ( ) Sand
- ( ) Stone

### Resources: Where to go (1 min)

- A book about tea
"""
TOGETHER = "What we answered together"


@pytest.fixture(scope="module")
def scripts():
    return {"after.md": SCRIPT}


@pytest.fixture
def hall(server: Server):
    opened = Hall(server, "after")
    yield opened
    opened.home()


def notes_of(hall: Hall, name: str) -> str:
    return Visitor.holding(hall.server, hall.cookies[name]).get(f"/my/{hall.id}").text


def played(hall: Hall, *names: str) -> None:
    """The room is shown one result; the other is for those who lead."""
    phones = hall.join(*names)
    hall.do("start", "open")
    for phone in phones:
        assert phone.at("drink", "open").op("vote:drink", {"choice": [0]})["status"] == "ok"
    hall.do("reveal")
    phones[0].at("drink", "revealed")
    hall.do("next", "open")
    for phone in phones:
        assert phone.at("team", "open").op("vote:team", {"choice": [0]})["status"] == "ok"
    hall.do("close")


def copied(page: str, name: str) -> str:
    return unescape(re.search(rf'id="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1])


def test_my_notes_and_the_texts_to_copy_have_what_the_room_was_shown_and_no_more(hall: Hall) -> None:
    played(hall, "Ann", "Ben", "Cem", "Dea")
    person = hall.phone("Dea").mine["person"]
    assert hall.server.command(hall.id, "remove", person=person)["status"] == "ok"
    assert TOGETHER not in notes_of(hall, "Ann"), "not before the end"
    hall.do("end")
    seen = notes_of(hall, "Ann")
    assert TOGETHER in seen and 'data-label="Tea"' in seen and "A book about tea" in seen
    assert "Sand" not in seen
    assert TOGETHER not in notes_of(hall, "Dea"), "whoever was removed reads nothing of the room"
    ana = Visitor(hall.server)
    assert "thanks" not in ana.get(f"/host/sessions/{hall.id}/results").text
    ana.sign_in()
    page = ana.get(f"/host/sessions/{hall.id}/results").text
    thanks, own = copied(page, "thanks"), copied(page, "for-records")
    assert "Tea: 4 (100 %)" in thanks and "A book about tea" in thanks and f"/my/{hall.id}" in thanks
    assert "Sand" not in thanks and "Kept from the room" not in thanks
    assert "Kept from the room" in own, "the facilitator's own record has every step"
    assert not {"Ann", "Ben", "Cem", "Dea"} & set(re.findall(r"\w+", thanks + own))
