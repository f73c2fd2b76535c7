"""What is told of a poll and a wall, at the edges of the rules: the same on every page, screen, API and file."""

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.server import Server

SCRIPT = """\
# {title}

- format: 1
- people: 5-12
- care: {care}
- help: _help.md

### Poll: Which one? (1 min)

- id: which

Choose.

- ( ) Heron
- ( ) Kestrel
- ( ) Wren

### Reflect: Write (1 min)

- id: write
- who sees this: everyone without names

Write.

### Wall: Read (1 min)

- id: read
- from: write

Read.
"""
LABELS = ("Heron", "Kestrel", "Wren")
LEAST = {"standard": 3, "sensitive": 5}
FILES = ("html", "md", "csv", "json", "xlsx")
ZIPPED = ("csv", "xlsx")
COUNT = re.compile(r"(?:Heron|Kestrel|Wren) \d+")  # in a small room the stages tell people, not shares
DRAWN = ("phone", "screen", "console", "results page", "html")  # how many people, where dots can be counted
SHARE = re.compile(r"(?:over |under )?\d+ %|the (?:smaller|larger) part|not told in so small a round")
# What each of these people chooses; None would rather not say.
CASES = {
    "one too few": {"standard": [0, 1, None, None], "sensitive": [0, 0, 1, 2, None, None]},
    "just enough": {"standard": [0, 0, 2], "sensitive": [0, 0, 0, 1, 2]},
    "all alike": {"standard": [1, 1, 1, 1], "sensitive": [1, 1, 1, 1, 1, 1]},
    "all but one": {"standard": [1, 1, 1, 0], "sensitive": [1, 1, 1, 1, 1, 0]},
}
ROOMS = [(care, case) for care in LEAST for case in CASES]


@pytest.fixture(scope="module")
def scripts():
    texts = {f"{care}.md": SCRIPT.format(title=f"A {care} one", care=care) for care in LEAST}
    return {"_help.md": "Call 112.\n", **texts}


@pytest.fixture(scope="module")
def rooms(server):
    """Every case in a session of its own, all closing at the same time."""
    with ThreadPoolExecutor(4) as pool:
        opened = dict(zip(ROOMS, pool.map(lambda room: Room(server, *room), ROOMS), strict=True))
    for room in opened.values():
        room.do("close", "reveal")
    for room in opened.values():
        room.people[0].at("which", "revealed")
    yield opened
    for room in opened.values():
        room.home()


class Room(Hall):
    def __init__(self, server: Server, care: str, case: str) -> None:
        super().__init__(server, care)
        self.choices, self.least = CASES[case][care], LEAST[care]
        self.people: list[Phone] = self.join(*(f"Person {chr(65 + n)}" for n in range(len(self.choices))))
        self.screen, self.desk = self.projector(), self.console()
        self.do("start", "open")
        for phone, choice in zip(self.people, self.choices, strict=True):
            phone.at("which", "open")
            op = ("pass:which", {}) if choice is None else ("vote:which", {"choice": [choice]})
            assert phone.op(*op)["status"] == "ok"

    def channels(self) -> dict[str, str]:
        """Everything that is told anywhere, as plain text."""
        ana = Visitor(self.server)
        ana.sign_in()
        told = {
            "phone": self.people[0].stage["html"],
            "screen": self.screen.stage["html"],
            "console": re.sub(r"<dialog.*?</dialog>", "", self.desk.stage["html"], flags=re.S),
            "results page": ana.get(f"/host/sessions/{self.id}/results").text,
            "API": self.server.api("GET", f"/sessions/{self.id}/results").text,
        }
        files = {kind: self.server.api("GET", f"/sessions/{self.id}/export/{kind}").content for kind in FILES}
        told |= {kind: table(content) if kind in ZIPPED else content.decode() for kind, content in files.items()}
        return {name: plain(text) for name, text in told.items()}


def plain(text: str) -> str:
    bare = re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.S)
    return " ".join(unescape(bare).replace("\u00a0", " ").split())


def table(content: bytes) -> str:
    """The results of a spreadsheet, or of the folder of them that a CSV is, cell by cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        if "results.csv" in book.namelist():
            return book.read("results.csv").decode()
        known = re.findall(r"<t[^>]*>(.*?)</t>", book.read("xl/sharedStrings.xml").decode())
        cells = re.findall(r'<c r="([A-Z])\d+"([^>]*)><v>(.*?)</v>', book.read("xl/worksheets/sheet3.xml").decode())
    texts = [(at, known[int(v)] if 't="s"' in kind else v, 't="s"' not in kind) for at, kind, v in cells]
    shares_at = next((at for at, text, _ in texts if text == "Share"), None)
    return " ".join(share(text) if number and at == shares_at else text for at, text, number in texts)


def share(number: str) -> str:
    return f"{100 * float(number):.0f} %"


def shares(choices: list[int | None], care: str) -> set[str]:
    """The rule once more, in other words than the product's."""
    given = [choice for choice in choices if choice is not None]
    if len(given) < LEAST[care]:
        return set()
    exact = [100 * given.count(i) / len(given) for i in range(3)]
    if care == "standard":
        return {f"{round(share)} %" for share in exact}
    if len(given) == 5:
        return {"not told in so small a round"}
    return {"the larger part" if s > 60 else "the smaller part" for s in exact}


@pytest.mark.parametrize(("care", "case"), ROOMS)
def test_a_poll_is_told_alike_everywhere(rooms, care, case):
    room = rooms[care, case]
    wanted, told = shares(room.choices, care), room.channels()
    stages = {name: told.pop(name) for name in DRAWN}
    assert {name: set(SHARE.findall(text)) for name, text in told.items()} == dict.fromkeys(told, wanted)
    if care == "standard":
        wanted = {f"{LABELS[i]} {room.choices.count(i)}" for i in range(3)} if wanted else set()
    figures = COUNT if care == "standard" else SHARE
    assert {name: set(figures.findall(text)) for name, text in stages.items()} == dict.fromkeys(stages, wanted)
    [result] = next(s for s in room.server.api("GET", f"/sessions/{room.id}/results").json()["steps"])["results"]
    if not wanted:
        assert f"Fewer than {room.least} people answered" in result["hidden"]
        assert "answers" not in result
    elif care == "sensitive":
        assert (result["n"], result["answered"]) == (None, "5+")
        assert [answer["count"] for answer in result["answers"]] == [None] * 3
    else:
        given = [choice for choice in room.choices if choice is not None]
        assert [answer["count"] for answer in result["answers"]] == [given.count(i) for i in range(3)]


@pytest.mark.parametrize("care", LEAST)
def test_a_wall_is_bare_until_enough_hang_on_it(rooms, care):
    room = rooms[care, "all alike"]
    texts = [f"feather {chr(65 + n)}" for n in range(room.least)]
    room.server.command(room.id, "goto", step="write")
    for phone, text in zip(room.people[:-1], texts[:-1], strict=False):
        body = {"text": text, "sees": "everyone without names"}
        assert phone.at("write").op("note:write", body)["status"] == "ok"
    room.server.command(room.id, "goto", step="read")
    for client in (room.people[0], room.screen, room.desk):
        client.at("read")
    assert where(room, texts) == set()
    room.server.command(room.id, "goto", step="write")
    last = room.people[room.least - 1]
    assert last.at("write").op("note:write", {"text": texts[-1], "sees": "everyone without names"})["status"] == "ok"
    room.server.command(room.id, "goto", step="read")
    if care == "sensitive":  # there somebody of the team reads them first
        for client in (room.people[0], room.screen):
            client.at("read")
        assert where(room, texts) <= {"console"}
        return
    for client in (room.people[0], room.screen, room.desk):
        client.at("read").until(lambda c: texts[0] in c.stage["html"])
    assert where(room, texts) == set(room.channels())


def where(room: Room, texts: list[str]) -> set[str]:
    """The channels in which one of them stands; the table of results holds no texts."""
    told = room.channels()
    told |= {kind: unpacked(room.server.api("GET", f"/sessions/{room.id}/export/{kind}").content) for kind in ZIPPED}
    return {name for name, text in told.items() if any(t in text for t in texts)}


def unpacked(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return " ".join(book.read(name).decode() for name in book.namelist())


def test_the_rule_cannot_be_lowered_while_it_runs(rooms):
    """A step that is written live stands under the script's rules, and beside the one whose id it takes."""
    lower = "### Poll: Which one? (1 min)\n\n- id: which\n- minimum answers: 1\n\n- ( ) Heron\n- ( ) Wren\n"
    sensitive, standard = (rooms[care, "one too few"] for care in ("sensitive", "standard"))
    assert sensitive.server.command(sensitive.id, "insert", text=lower)["status"] == "refused"
    assert standard.server.command(standard.id, "insert", text=lower)["status"] == "ok"
    assert [step["id"] for step in standard.server.show(standard.id)["steps"]][:2] == ["which", "which-2"]
    results = standard.server.api("GET", f"/sessions/{standard.id}/results").json()["steps"]
    assert "Fewer than 3" in results[0]["results"][0]["hidden"]
