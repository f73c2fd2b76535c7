"""The shipped workshop, all steps in all their phases: no note, no code, no early result is in what is sent."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Hall
from tests.support.answers import answer
from tests.support.browser import Visitor
from tests.support.notes import notes_of, plain
from tests.support.people import Client, Phone
from tests.support.server import Server
from workshop.script.files import read_file
from workshop.script.model import Breakout, Poll, Step

SCRIPT = Path(__file__).parents[2] / "sessions" / "healing-anxious-attachment.md"
PEOPLE = ("Ann", "Ben", "Cleo", "Dora", "Emil", "Finn", "Gita")
SECRET = "marzipanduck"
RESULT = re.compile(r'class="(chart|bars|cloud|columns|ladder|sorted|held)[ "]')


@pytest.fixture
def retreat(server: Server) -> Iterator[Hall]:
    opened = Hall(server, SCRIPT.stem)
    yield opened
    opened.home()


class Listener:
    """One line and the page that belongs to it: all that a browser would be sent."""

    def __init__(self, client: Client, http: Visitor, path: str) -> None:
        self.client, self.http, self.path = client, http, path
        self.pages: list[str] = []

    def at(self, step: Step, phase: str = "") -> None:
        """Waits, reads the page anew, and sees no result of a poll."""
        self.client.at(step.id, phase)
        page = self.http.get(self.path).text
        self.pages.append(page)
        assert f'data-step="{step.id}"' in page
        result = RESULT.search(self.client.stage["html"] + page)
        assert not (isinstance(step.detail, Poll) and result), (step.id, phase)

    def holds(self, secrets: set[str]) -> list[str]:
        text = plain(" ".join([*(str(body) for _, body in self.client.heard), *self.pages]))
        return [secret for secret in secrets if secret in text]


def test_a_phone_and_the_shared_screen_get_only_what_is_theirs(server: Server, retreat: Hall) -> None:
    crowd = retreat.join(*PEOPLE)
    phone, screen, console = _ann(server, retreat, crowd[0]), _screen(server, retreat), retreat.console()
    retreat.do("start")
    script = read_file(SCRIPT).script
    notes = notes_of(script)
    for step in script.steps:
        _go(retreat, crowd, step, phone, screen)
    told = plain(" ".join(str(body) for _, body in console.heard))
    assert len([note for note in notes if note in told]) > 100, "the test would see nothing"
    assert not phone.holds(notes | _codes(retreat) | {SECRET})
    assert not screen.holds(notes | {SECRET})


def _ann(server: Server, hall: Hall, client: Phone) -> Listener:
    http = Visitor(server)
    http.http.headers["Cookie"] = hall.cookies["Ann"]
    return Listener(client, http, f"/s/{hall.id}")


def _screen(server: Server, hall: Hall) -> Listener:
    http = Visitor(server)
    http.sign_in()
    return Listener(hall.projector(), http, f"/projector/{hall.id}")


def _codes(hall: Hall) -> set[str]:
    return {hall.code.lower(), f"{hall.code[:3]} {hall.code[3:]}".lower()}


def _go(hall: Hall, crowd: list[Phone], step: Step, *listeners: Listener) -> None:
    """One step with all that can happen in it."""
    if step.if_needed:
        assert hall.server.command(hall.id, "insert", step=step.id)["status"] == "ok"
    assert hall.server.command(hall.id, "goto", step=step.id)["status"] == "ok"
    for listener in listeners:
        listener.at(step)
    if isinstance(step.detail, Poll):
        hall.do("open")
        votes = [phone.op(f"vote:{step.id}", answer(step.detail, i, SECRET)) for i, phone in enumerate(crowd)]
        assert {vote["status"] for vote in votes} == {"ok"}
        for listener in listeners:
            listener.at(step, "open")
    if isinstance(step.detail, Breakout):
        hall.do("form_groups")
        for listener in listeners:
            listener.at(step, "open")
