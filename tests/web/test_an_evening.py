"""An evening in three languages at once, from the promise to what is taken home: no sentence of ours is in English.

One of them runs from right to left: there the words of people stand apart from ours."""

import io
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.pofile import read_po

from tests.browser.test_other_words import CROWD, HELP, SCRIPT
from tests.conftest import Hall
from tests.exports.test_language import PLACE
from tests.support.answers import answer
from tests.support.apart import Lines, mixed
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.server import KEY, Scripts, Server
from tests.web.test_language import own_texts
from workshop.people import choice
from workshop.script import read
from workshop.script.model import Breakout, Poll, Show, Step
from workshop.util import catalogues
from workshop.util.paths import bundled

CODES = ("de", "es", "ar")
WRITTEN = SCRIPT.replace("WORDS", CODES[0])  # what the team wrote is Greek: whatever is English is ours


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"evening.md": WRITTEN, "_help-lines.md": HELP, "media": bundled("sessions") / "media"}


@pytest.fixture
def room(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "evening")
    yield opened
    opened.home()


@cache
def english(code: str) -> list[str]:
    """Every sentence of ours that is another one in this language, in pieces between its places."""
    found = set()
    for message in read_po(io.BytesIO(catalogues.path(code).read_bytes())):  # whole, as its own test sees to
        sentence, told = (message.id, message.string) if isinstance(message.id, str) else ("", "")
        found |= {piece for each in PLACE.split(sentence) if (piece := each.strip(" .,:;")) and piece not in told}
    return [piece for piece in found if piece.count(" ") >= 2]


class Evening:
    """One phone in each language, one who comes in by each door, and the shared screen; all that they are shown."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.seen, self.mixed = hall, {code: set() for code in CODES}, set()
        self.crowd = hall.join(*CROWD)
        self.screen = hall.projector()
        self.phones, self.visitors = {}, {}
        for code, name in zip(CODES, CROWD, strict=False):
            cookie = f"{hall.cookies[name]}; {choice.COOKIE}={code}"
            self.phones[code] = hall._keep(Phone(hall.server, hall.id, cookie))

    def come(self, code: str, name: str) -> None:
        """Through the door, by the promise and into the room; Help, what is kept and one's own notes."""
        ann = self.visitors[code] = Visitor(self.hall.server)
        self.page(code, ann.post("/join", code=self.hall.code, language=code).text)
        self.page(code, ann.get(ann.join(self.hall.code, name)).text)
        for path in ("/", f"/kept/{self.hall.id}", f"/my/{self.hall.id}", "/s/nowhere", "/nowhere"):
            self.page(code, ann.get(path).text)

    def page(self, code: str, text: str) -> None:
        self.seen[code] |= own_texts(text)
        if code == "ar":
            self.mixed |= {*mixed(Lines(text).lines if "<" in text else text.split("\n"), theirs="Ά-ώ")}

    def look(self, step: str, phase: str | None = None) -> None:
        for code, phone in self.phones.items():
            self.page(code, phone.at(step, *filter(None, [phase])).stage["html"])
        self.page(CODES[0], self.screen.at(step, *filter(None, [phase])).stage["html"])

    def step(self, step: Step) -> None:
        gone = self.hall.server.command(self.hall.id, "goto", step=step.id)
        assert gone["status"] == "ok", (step.id, gone)
        self.look(step.id)
        match step.detail:
            case Poll() as poll:
                self.poll(step.id, poll)
            case Breakout():
                self.hall.do("form_groups")
                self.look(step.id, "open")

    def poll(self, step: str, poll: Poll) -> None:
        self.hall.do("open")
        self.look(step, "open")
        for person, phone in enumerate(self.crowd):
            assert phone.op(f"vote:{step}", answer(poll, person, "ήσυχα"))["status"] == "ok"
        self.hall.do("close")
        self.look(step, "closed")
        if poll.results is not Show.FACILITATORS:
            self.hall.do("reveal")
            self.look(step, "revealed")

    def left(self) -> dict[str, list[str]]:
        """What is in English, and does not say so."""
        told = {code: "\n".join(sorted(texts)) for code, texts in self.seen.items()}
        return {code: [piece for piece in english(code) if piece in text] for code, text in told.items()}


def test_no_sentence_of_it_is_in_english(room: Hall) -> None:
    evening, lead = Evening(room), Visitor(room.server)
    for code in CODES:
        evening.come(code, f"Ήβη {code}")
    room.do("start")
    for step in read(WRITTEN).script.steps:
        evening.step(step)
    seed = room.go("seed")
    for phone in evening.phones.values():
        assert phone.op(f"note:{seed}", {"text": "Ένα δέντρο"})["status"] == "ok"
    room.do("end")
    for code, phone in evening.phones.items():
        evening.page(code, phone.until(lambda c: c.stage.get("phase") == "ended").stage["html"])
        ann = evening.visitors[code]
        for path in ("", "/download/html", "/download/md"):
            evening.page(code, ann.get(f"/my/{room.id}{path}").text)
    lead.sign_in()
    for code in CODES:  # the mail with the invitation, beside the page in the language of whoever sends it
        invite = lead.get(f"/host/sessions/{room.id}/invite", headers={"Accept-Language": code})
        evening.page(code, invite.text)
    results = f"/sessions/{room.id}/results"
    for path in (
        "",
        "/scripts/evening",
        "/scripts/evening/print",
        "/scripts/evening/rehearse",
        "/pieces",
        "/media",
        results,
    ):
        told = lead.get(f"/host{path}", headers={"Accept-Language": "ar"})
        assert told.status_code == 200 and 'dir="rtl"' in told.text, path
        evening.mixed |= {*mixed(Lines(told.text).lines, theirs="Ά-ώ")}
    assert {code: pieces for code, pieces in evening.left().items() if pieces} == {}
    assert evening.mixed == set()
    assert all(len(texts) > 100 for texts in evening.seen.values())
    assert KEY not in str(evening.seen)
