"""What is not a text: numbers, hints, metrics, lists, logs. Two rooms differ in a secret; all else is alike.

Whoever looks at both must find no difference. Beside each stands its control: the same looking finds what is told.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
import requests

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.server import KEY, Scripts, Server
from tests.support.spread import Spread

SCRIPT = """# Ways

- format: 1
- people: 3-20
{care}

### Reflect: A thought (2 min)

- id: thought
- who sees this: I choose (only me, facilitators, everyone without names, everyone with names)

### Wall: Our thoughts (2 min)

- id: wall
- from: thought

### Poll: Which (1 min)

- id: which

- ( ) Heron
- ( ) Kestrel
"""
CARES = {"standard": "", "sensitive": "- care: sensitive\n- help: _help.md"}
NAMES = ("Ann", "Ben", "Cem", "Dea", "Eva")
CHANCE = re.compile(
    r'\\?"timers\\?": ?{[^}]*}|"(v|m|e|t|pad|person|heard|now_ms|left_ms|real_seconds|csrf_token)": ?("[^"]*"|\d+)'
    r'|(?:<li(?: dir="auto")?>|\n(?:- )?)It took [^<\n]*(?:</li>)?|127\.0\.0\.1:\d+'
    r"|\| (?:–|\d+ (?:s|min)(?: \d+ s)?) \| [^|\n]* \|(?=\n)|\b\d+ s\b|\*\*\d+ min[^*|]*\*\*"  # how long it took
    r'|name=\\?"csrf_token[^>]*|name="csrf-token"[^>]*|\b\d{13}\b|\d+:\d\d|\b[0-9a-f]{24}\b'
)
both = pytest.mark.parametrize("care", [*CARES])


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"_help.md": "Call 112.", **{f"{name}.md": SCRIPT.format(care=care) for name, care in CARES.items()}}


@pytest.fixture(scope="module")
def ana(server: Server) -> Visitor:
    visitor = Visitor(server)
    visitor.sign_in()
    return visitor


class Rooms:
    """Rooms that begin alike; everybody goes home at the end."""

    def __init__(self, server: Server, care: str) -> None:
        self.server, self.care, self.halls = server, care, []

    def at(self, step: str) -> tuple[Hall, dict[str, Phone]]:
        hall = Hall(self.server, self.care)
        self.halls.append(hall)
        phones = dict(zip(NAMES, hall.join(*NAMES), strict=True))
        hall.do("start")
        self.server.command(hall.id, "goto", step=step)
        return hall, phones


@pytest.fixture
def rooms(server: Server, care: str) -> Iterator[Rooms]:
    made = Rooms(server, care)
    yield made
    for hall in made.halls:
        hall.home()


def seen(ana: Visitor, hall: Hall) -> dict[str, str]:
    """What Ben's phone, the screen and who leads are told, without what is chance or the room's own."""
    server = hall.server
    host, bearer = f"/host/sessions/{hall.id}", {"Authorization": f"Bearer {KEY}"}
    told = {
        "console": ana.get(f"{host}/state").text,
        "results": ana.get(f"{host}/results").text,
        "file": server.api("GET", f"/sessions/{hall.id}/results").text,
        "text": server.api("GET", f"/sessions/{hall.id}/export/md").text,
        "api": server.api("GET", f"/sessions/{hall.id}").text,
        "list": json.dumps([s for s in server.api("GET", "/sessions").json() if s["id"] == hall.id]),
        "screen": requests.get(f"{server.url}/projector/{hall.id}/state", headers=bearer).text,
        "ben": requests.get(f"{server.url}/s/{hall.id}/state", headers={"Cookie": hall.cookies["Ben"]}).text,
    }
    own = re.compile(rf"{hall.id}|{hall.code[:3]} ?{hall.code[3:]}|<svg.*?</svg>")
    return {who: CHANCE.sub("", own.sub("", text)) for who, text in told.items()}


def writes(phone: Phone, sees: str, step: str = "thought") -> None:
    assert phone.op(f"note:{step}", {"text": "words of mine", "sees": sees})["status"] == "ok"


def _same(one: str, other: str) -> int:
    """How many letters at the beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def differ(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """By who was told: from where on it is another."""
    first = {who: _same(one[who], other[who]) for who in one if one[who] != other[who]}
    return {who: f"{one[who][at - 60 : at + 60]} / {other[who][at : at + 60]}" for who, at in first.items()}


class TestWhoReadsIsNobodysBusinessButTheirs:
    """Beside the number of those who wrote, a first sign of a shared text told who kept theirs to themselves."""

    @both
    @pytest.mark.parametrize("sees", ["facilitators", "everyone without names"])
    def test_while_people_write(self, rooms: Rooms, ana: Visitor, sees: str) -> None:
        told = []
        for choice in ("only me", sees):
            hall, phones = rooms.at("thought")
            writes(phones["Ann"], choice)
            told.append(seen(ana, hall))
        assert differ(*told) == {}
        writes(phones["Cem"], "only me")
        assert "api" in differ(told[1], seen(ana, hall)) or rooms.care == "sensitive"  # the control: their number

    @both
    def test_when_they_have_written_and_fewer_than_k_shared_it(self, rooms: Rooms, ana: Visitor) -> None:
        told = []
        for sharing in ((), ("Ann", "Cem"), NAMES):
            hall, phones = rooms.at("thought")
            for name, phone in phones.items():
                writes(phone, "everyone without names" if name in sharing else "only me")
            rooms.server.command(hall.id, "goto", step="wall")
            phones["Ben"].at("wall")
            told.append(seen(ana, hall))
        assert differ(told[0], told[1]) == {}
        assert "console" in differ(told[0], told[2])  # the control: five did


ACTS: dict[str, Callable[[Phone], dict]] = {
    "one answer": lambda phone: phone.op("vote:which", {"choice": [0]}),
    "another": lambda phone: phone.op("vote:which", {"choice": [1]}),
    "none": lambda phone: phone.op("pass:which", {}),
}


class TestAVote:
    @both
    def test_and_which_and_whether_it_was_one_looks_alike(self, rooms: Rooms, ana: Visitor) -> None:
        told = {}
        for act, does in ACTS.items():
            hall, phones = rooms.at("which")
            hall.do("open")
            phones["Ben"].at("which", "open")
            before = numbers(rooms.server)
            assert does(phones["Ann"])["status"] == "ok"
            told[act] = {**seen(ana, hall), "metrics": str(moved(before, numbers(rooms.server)))}
        assert differ(told["one answer"], told["another"]) == {}
        assert differ(told["one answer"], told["none"]) == {}
        assert "ack_seconds_count" in told["none"]["metrics"]  # the control: that something came is counted


# Times, and who else is connected at this moment.
NOT_ALIKE = "_bucket|_sum|_created|commit|connections|people|queue|timestamp"


def numbers(server: Server) -> dict[str, float]:
    """What `/metrics` counts, but not how long it took."""
    found = Counter[str]()
    for line in server.counted():
        name, _, value = line.rpartition(" ")
        if line and not line.startswith("#") and not re.search(NOT_ALIKE, name):
            found[name] += float(value)  # type: ignore[assignment]
    return dict(found)


def moved(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    return {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name)}


def happened(ana: Visitor, page: str) -> str:
    """The log on this page, without the page around it: its tokens tell the second."""
    return "".join(
        re.findall(r"<main\b.*</main>", re.sub(r' value="[^"]+"', "", ana.get(f"/host/{page}").text), re.DOTALL)
    )


class TestSignsThatAreForNobodyOrForFew:
    """A draft, a text for oneself, a quiet moment, a call to be looked in on: nothing of it is a number elsewhere."""

    @pytest.mark.parametrize("care", ["standard"])
    def test_a_draft_and_a_quiet_moment_leave_no_trace(self, rooms: Rooms, ana: Visitor) -> None:
        told = []
        for does in (
            lambda phone: None,
            lambda phone: phone.op("draft:thought", {"text": "perhaps"}),
            lambda phone: phone.op("signal", {"kind": "look in"}),
        ):
            hall, phones = rooms.at("thought")
            does(phones["Ann"])
            told.append(seen(ana, hall))
        assert differ(told[0], told[1]) == {}
        assert set(differ(told[0], told[2])) == {"console"}  # whoever leads is meant to hear the call, and nobody else

    @pytest.mark.parametrize("care", ["standard"])
    def test_what_participants_do_is_no_security_event(self, rooms: Rooms, ana: Visitor) -> None:
        hall, phones = rooms.at("thought")
        log = [happened(ana, page) for page in ("place/log", "places/log")]
        writes(phones["Ann"], "facilitators")
        as_ann = {"Cookie": hall.cookies["Ann"]}
        for page in (f"my/{hall.id}", f"my/{hall.id}/download/md", f"s/{hall.id}/here", f"kept/{hall.id}"):
            assert requests.get(f"{hall.server.url}/{page}", headers=as_ann).status_code == 200
        assert [happened(ana, page) for page in ("place/log", "places/log")] == log
        hall.server.api("GET", f"/sessions/{hall.id}/export/csv")
        assert happened(ana, "place/log") != log[0]  # the control

    @pytest.mark.parametrize("care", ["standard"])
    def test_who_is_here_is_told_in_no_order_that_somebody_came_in(self, rooms: Rooms, ana: Visitor) -> None:
        """By names, on the phone, on the console and on the disk."""
        hall = Hall(rooms.server, rooms.care)
        rooms.halls.append(hall)
        came = ("Eva", "Ann", "Dea", "Cem", "Ben")
        hall.join(*came)
        page = requests.get(f"{rooms.server.url}/s/{hall.id}/here", headers={"Cookie": hall.cookies["Ben"]}).text
        assert re.findall(r"<bdi[^>]*>(.*?)</bdi>", page) == sorted(came)
        state = ana.get(f"/host/sessions/{hall.id}/state").text
        assert re.findall(r'"name": ?"(\w+)"', state) == sorted(came)
        if isinstance(rooms.server, Spread):
            return  # PostgreSQL has its own attack
        with closing(sqlite3.connect(f"file:{rooms.server.data / 'data' / 'workshop.db'}?mode=ro", uri=True)) as held:
            rows = held.execute("SELECT id, nickname FROM participant WHERE session = ?", (hall.id,)).fetchall()
        assert [name for _, name in rows] == [name for _, name in sorted(rows)]  # as they lie: by random ids
