"""Every kind of question in a small room in sensitive care: each place says the same of its result, and none a number.

That no more can be told from what is said is proved in `test_small_rooms.py`, of the whole result.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from test_publication import plain, table

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.server import Scripts, Server
from workshop.util.paths import bundled

SCRIPT = """\
# Every kind

- format: 1
- people: 5-12
- care: sensitive
- help: _help.md

### Poll: One of them (1 min)

- id: one

- ( ) Heron
- ( ) Kestrel

### Poll: Any of them (1 min)

- id: any

- [ ] Robin
- [ ] Wren
- [ ] Finch

### Check-in: A scale (1 min)

- id: scale
- series: mood
- answer: scale 1 (low) to 3 (high)

### Poll: Things to sort (1 min)

- id: sorting
- answer: sort into Mine, Ours

1. Meetings
2. Mails

### Poll: Sentences (1 min)

- id: rows
- answer: scale 1 (no) to 2 (yes)

1. I felt safe
2. It was useful

### Poll: The order (1 min)

- id: ranking

1. Sleep
2. Food
3. Friends

### Poll: The dots (1 min)

- id: dots
- answer: 3 dots

1. Door
2. Wall
3. Roof

### Poll: The points (1 min)

- id: points
- answer: 10 points

1. North
2. South

### Poll: The minutes (1 min)

- id: minutes
- answer: number 0 to 60 (minutes)
- right: 10 to 15

### Poll: Place (1 min)

- id: place
- answer: place on media/boat.png (a boat)

### Poll: Questions (1 min)

- id: questions

#### Question: How was it?

- answer: scale 1 (low) to 3 (high)

#### Question: Which?

- ( ) Heron
- ( ) Kestrel

### Check-in: The scale again (1 min)

- id: again
- series: mood
- answer: scale 1 (low) to 3 (high)
"""
VOTES: dict[str, list[dict[str, Any]]] = {
    "one": [{"choice": [0]}] * 5 + [{"choice": [1]}] * 2,
    "any": [{"choice": [0, 1]}] * 4 + [{"choice": [2]}] * 3,
    "scale": [{"scale": 3}] * 5 + [{"scale": 1}] * 2,
    "sorting": [{"sort": [0, 1]}] * 5 + [{"sort": [1, 1]}] * 2,
    "rows": [{"rows": [2, 1]}] * 5 + [{"rows": [1, None]}] * 2,
    "ranking": [{"choice": [2, 0, 1]}] * 5 + [{"choice": [0, 2, 1]}] * 2,
    "dots": [{"dots": [0, 2, 1]}] * 7,
    "points": [{"dots": [3, 7]}] * 7,
    "minutes": [{"scale": 12}] * 5 + [{"scale": 47}] * 2,
    "place": [{"scale": 0}] * 5 + [{"scale": 575}] * 2,
    "questions": [{"page": [{"scale": 3}, {"choice": [0]}]}] * 5 + [{"page": [{"scale": 1}, None]}] * 2,
    "again": [{"scale": 2, "before": 3}] * 5 + [{"scale": 2, "before": 1}] * 2,
}
ORDERS = {"ranking": ("Friends", "Sleep", "Food"), "dots": ("Wall", "Roof", "Door"), "points": ("South", "North")}
KEY = re.compile(r'<p class="legend bands">.*?</p>', re.DOTALL)  # what the heights of columns mean: of no answer
SAID = re.compile("the smaller part|the larger part|not told in so small a round")
NUMBERS = re.compile(r"\b\d+ %|higher than|lower than")
NINE = ["the larger part"] + 8 * ["the smaller part"]
DRAWN = ("results page", "My notes", "html")
FILES = ("html", "md", "csv", "json", "xlsx")


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"every.md": SCRIPT, "_help.md": "Call 112.\n", "media": bundled("sessions") / "media"}


class Every(Hall):
    """Seven people, who have answered everything; what the stages said of each step, once it was shown."""

    def __init__(self, server: Server) -> None:
        super().__init__(server, "every")
        self.people: list[Phone] = self.join(*(f"Person {chr(65 + n)}" for n in range(7)))
        self.clients = {"phone": self.people[0], "screen": self.projector(), "console": self.console()}
        self.do("start")
        for step, votes in VOTES.items():
            self.server.command(self.id, "goto", step=step)
            self.do("open")
            for phone, vote in zip(self.people, votes, strict=True):
                assert phone.at(step, "open").op(f"vote:{step}", vote)["status"] == "ok", step
        self.stages: dict[str, dict[str, str]] = {}
        for step in reversed(VOTES):  # each has been closing while the next was asked
            self.server.command(self.id, "goto", step=step)
            self.do("close")
            self.clients["console"].at(step, "closed")
            self.do("reveal")
            shown = {name: client.at(step, "revealed").stage["html"] for name, client in self.clients.items()}
            self.stages[step] = {name: text_of(html) for name, html in shown.items()}

    def pages(self) -> dict[str, str]:
        """What tells of all steps, after the end."""
        self.do("end")
        ana, ben = Visitor(self.server), Visitor(self.server)
        ana.sign_in()
        ben.http.headers["Cookie"] = self.cookies["Person A"]
        results = ana.get(f"/host/sessions/{self.id}/results").text
        to_send = re.findall(r"<textarea[^>]*>(.*?)</textarea>", results, flags=re.S)
        told = {
            "results page": re.sub(r"<textarea.*?</textarea>", "", results, flags=re.S),
            **{f"text {n}": text for n, text in enumerate(to_send)},
            "My notes": ben.get(f"/my/{self.id}").text,
            "API": self.server.api("GET", f"/sessions/{self.id}/results").text,
        }
        files = {kind: self.server.api("GET", f"/sessions/{self.id}/export/{kind}").content for kind in FILES}
        read = {"csv": table, "xlsx": cells}
        told |= {kind: read.get(kind, bytes.decode)(content) for kind, content in files.items()}
        return {name: plain(KEY.sub("", text)) for name, text in told.items()}


def text_of(html: str) -> str:
    shown = KEY.sub("", unescape(html))
    return plain(re.sub(r"<dialog.*?</dialog>|<nav.*?</nav>|<aside.*?</aside>", "", shown, flags=re.S))


def cells(book: bytes) -> str:
    """Every sheet of a spreadsheet, cell by cell."""
    with zipfile.ZipFile(io.BytesIO(book)) as held:
        known = re.findall(r"<t[^>]*>(.*?)</t>", held.read("xl/sharedStrings.xml").decode())
        sheets = [held.read(f"xl/worksheets/sheet{n}.xml").decode() for n in range(1, 3 + len(VOTES))]
    found = (re.findall(r"<c r=[^>]*?( t=.s.)?><v>(.*?)</v>", sheet) for sheet in sheets)
    return " ".join(known[int(value)] if text else value for sheet in found for text, value in sheet)


@pytest.fixture(scope="module")
def every(server: Server) -> Iterator[Every]:
    hall = Every(server)
    yield hall
    hall.home()


@pytest.fixture(scope="module")
def pages(every: Every) -> dict[str, str]:
    return every.pages()


@pytest.mark.parametrize("step", VOTES)
def test_the_stages_say_the_same_and_no_number(every: Every, step: str) -> None:
    shown = every.stages[step]
    said = SAID.findall(shown["phone"])
    assert {name: SAID.findall(text) for name, text in shown.items()} == dict.fromkeys(shown, said)
    assert bool(said) != (step in ORDERS)
    assert {name: NUMBERS.findall(text) for name, text in shown.items()} == {name: [] for name in shown}


def test_what_tells_of_all_of_them_says_what_the_stages_said(every: Every, pages: dict[str, str]) -> None:
    """Beside a picture only what somebody named for certain is listed; files have all nine fields of it."""
    shown = {step: SAID.findall(every.stages[step]["phone"]) for step in VOTES}
    assert shown["place"] == [NINE[0]] and sum(map(len, shown.values())) > 15
    drawn = {name: [said for step in VOTES for said in shown[step]] for name in DRAWN}
    wanted = [said for step in VOTES for said in (NINE if step == "place" else shown[step])]
    assert {name: SAID.findall(text) for name, text in pages.items()} == {**dict.fromkeys(pages, wanted), **drawn}
    assert {name: NUMBERS.findall(text) for name, text in pages.items()} == {name: [] for name in pages}


@pytest.mark.parametrize("step", ORDERS)
def test_an_order_is_the_same_everywhere(every: Every, pages: dict[str, str], step: str) -> None:
    title = {"ranking": "The order", "dots": "The dots", "points": "The points"}[step]
    told = {name: text.partition(title)[2] for name, text in pages.items()} | {"screen": every.stages[step]["screen"]}
    for name, text in told.items():
        assert sorted(ORDERS[step], key=text.index) == [*ORDERS[step]], name


def test_no_count_is_in_what_programs_read(every: Every) -> None:
    told = every.server.api("GET", f"/sessions/{every.id}/results").json()

    def values(of: Any, name: str) -> Iterator[Any]:
        for key, value in of.items() if isinstance(of, dict) else enumerate(of) if isinstance(of, list) else ():
            yield from [value] if key == name else values(value, name)

    assert {*values(told["steps"], "count"), *values(told["steps"], "n")} == {None}
    assert {*values(told["steps"], "answered")} == {"5+"}
