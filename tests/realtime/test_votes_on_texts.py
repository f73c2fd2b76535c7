"""Votes on what people wrote, as it runs: gathered on the console, frozen when the poll opens, gone with the text."""

import re
from collections.abc import Iterator

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Console
from tests.support.server import Scripts, Server

SCRIPT = """# Look back

- format: 1
- minimum answers: 3

### Reflect: Anchor (4 min)

- id: anchor
- who sees this: everyone without names

What held us back?

### Poll: Which? (3 min)

- id: which
- answers from: anchor
- answer: 3 dots

### Breakout: In pairs (5 min)

- id: pairs
- groups: pairs
- notes: everyone without names
"""
WORDS = {"Ann": "Flaky tests", "Ben": "Tests that fail by chance", "Cem": "Unclear tickets", "Dea": "Too many meetings"}


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"anchor.md": SCRIPT, "two.md": SCRIPT.replace("- answer: 3 dots", "- choose: up to 2")}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "anchor")
    opened.do("start")
    yield opened
    opened.home()


def lying(console: Console) -> dict[str, str]:
    """Words → id, of what waits on the console to be gathered."""
    boards = [body for event, body in console.heard if event == "board" and body.get("gather")]
    found = re.findall(r'data-item="(\w+)".*?translate="no">([^<]*)<', boards[-1]["gather"]) if boards else []
    return {text: item for item, text in found}


def written(hall: Hall) -> None:
    for phone, text in zip(hall.join(*WORDS), WORDS.values(), strict=True):
        assert phone.op("note:anchor", {"text": text, "sees": "everyone without names"})["status"] == "ok"
    hall.do("next")


def test_phones_read_how_many_they_may_choose_before_the_texts_are_there(server: Server) -> None:
    hall = Hall(server, "two")
    (ann,) = hall.join("Ann")
    hall.do("start", "next")
    html = ann.at("which").stage["html"]
    assert "Choose up to 2." in html and "comes here when the poll opens" in html
    hall.home()


def withdraw(hall: Hall, name: str) -> None:
    visitor, (cookie, _, value) = Visitor(hall.server), hall.cookies[name].partition("=")
    visitor.http.cookies.set(cookie, value)
    done = visitor.post(f"/my/{hall.id}/withdraw", f"/my/{hall.id}", step="anchor", field="")
    assert done.status_code == 303


def test_texts_are_gathered_voted_on_and_leave_with_their_writer(hall: Hall) -> None:
    console = hall.console()
    written(hall)
    console.until(lambda c: len(lying(c)) == 4)
    pair = [lying(console)[WORDS[name]] for name in ("Ann", "Ben")]
    done = hall.server.command(hall.id, "gather", step="which", items=pair, name="Tests")
    assert done["status"] == "ok"
    hall.do("open")
    phone = hall.phone("Cem").at("which", "open")
    assert phone.stage["html"].count('name="dot"') == 3
    for name in WORDS:
        assert hall.phone(name).op("vote:which", {"dots": [2, 1, 0]})["status"] == "ok"
    hall.do("reveal")
    phone.at("which", "revealed")
    assert "Tests" in phone.stage["html"] and WORDS["Dea"] in phone.stage["html"]
    withdraw(hall, "Dea")
    phone.until(lambda c: WORDS["Dea"] not in c.stage["html"] and "(taken back)" in c.stage["html"])
    told = hall.server.api("GET", f"/sessions/{hall.id}/results").text
    assert WORDS["Dea"] not in told and "Tests" in told


def test_fewer_than_k_texts_are_no_answers(hall: Hall) -> None:
    ann, ben = hall.join("Ann", "Ben")
    for phone in (ann, ben):
        phone.op("note:anchor", {"text": "Alone", "sees": "everyone without names"})
    hall.do("next")
    refused = hall.server.command(hall.id, "open")
    assert refused["status"] == "refused" and "not two texts" in refused["reason"]
    assert "Alone" not in ann.at("which").stage["html"]


def test_before_there_are_groups_no_text_of_theirs_is_said_to_be_held(hall: Hall):
    hall.join(*WORDS)
    console = hall.console()
    assert hall.server.command(hall.id, "goto", step="pairs")["status"] == "ok"
    boards = [body for event, body in console.at("pairs").until(_board_of_pairs).heard if event == "board"]
    assert not boards[-1]["texts"]
    hall.do("form_groups")
    console.until(lambda c: any(event == "board" and "Not yet to be read" in body["texts"] for event, body in c.heard))


def _board_of_pairs(console: Console) -> bool:
    return any(event == "board" and body["step"] == "pairs" for event, body in console.heard)
