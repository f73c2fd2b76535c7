"""A workshop in which people write to one another in every way there is, and four who are in it."""

from collections.abc import Iterator

import pytest

from tests.conftest import Hall
from tests.support.people import Phone
from tests.support.server import Scripts, Server
from workshop.script import read

HEAD = "# Among us\n\n- format: 1\n- people: 3-20\n{care}\n"
BODY = """
### Breakout: In pairs (8 min)

- id: pairs
- groups: pairs
- notes: my group

Talk.

### Reflect: A thought (2 min)

- id: thought
- who sees this: I choose (everyone without names, facilitators)

### Reflect: Among us (2 min)

- id: among
- who sees this: I choose (my group, only me)

### Worksheet: Our plan (2 min)

- id: plan
- who sees this: everyone with names

For all: ____

For us: ____ (my group)

### Worksheet: My lines (4 min)

- id: sheet
- who sees this: everyone without names

What I will say: ____

What I will ask: ____

What I will leave: ____

### Wall: Our lines (2 min)

- id: wall
- from: sheet

### Talk: A word (2 min)

- id: talk

### Breakout: With others (8 min)

- id: mixed
- groups: pairs
- notes: my group

### Poll: Which (1 min)

- id: which

- ( ) Heron
- ( ) Kestrel

### Breakout: The same again (8 min)

- id: again
- groups: as in pairs
- notes: my group
"""
CARE = {"standard": "", "sensitive": "- care: sensitive\n- help: _help.md\n- minimum answers: 3"}
SHEET = [item.name for item in read(HEAD.format(care="") + BODY).script.step("sheet").detail.items]
PLAN = [item.name for item in read(HEAD.format(care="") + BODY).script.step("plan").detail.items]
NAMES = ("Ann", "Ben", "Cem", "Dea")
GROUP, ALL, TEAM = "my group", "everyone without names", "facilitators"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"_help.md": "Call 112.", **{f"{name}.md": HEAD.format(care=care) + BODY for name, care in CARE.items()}}


@pytest.fixture
def hall(server: Server, request: pytest.FixtureRequest) -> Iterator[Hall]:
    opened = Hall(server, getattr(request, "param", "standard"))
    yield opened
    opened.home()


both = pytest.mark.parametrize("hall", ["standard", "sensitive"], indirect=True)


def to(hall: Hall, step: str) -> None:
    if hall.server.show(hall.id)["phase"] == "lobby":
        hall.do("start")
    do(hall, "goto", step=step)


def do(hall: Hall, command: str, **more: object) -> None:
    answer = hall.server.command(hall.id, command, **more)
    assert answer["status"] == "ok", answer


def told(phone: Phone) -> set[str]:
    """Every text of the group that reached this phone."""
    bodies = [body.get("mine", {}) if event == "hello" else body for event, body in phone.heard]
    return {note["text"] for body in bodies if isinstance(body, dict) for note in body.get("group_notes", ())}


def in_pairs(hall: Hall) -> dict[str, Phone]:
    """Four people in two groups, each of whom has written to theirs."""
    phones = dict(zip(NAMES, hall.join(*NAMES), strict=True))
    to(hall, "pairs")
    hall.do("open")
    for name, phone in phones.items():
        phone.until(lambda c: c.mine.get("group"))
        wrote = phone.op("note:pairs", {"text": f"secret of {name}", "sees": GROUP})
        assert wrote["status"] == "ok", wrote
    for phone in phones.values():
        phone.until(lambda c: len(c.mine.get("group_notes", ())) == 2)  # the control: who was there reads both
    return phones


def settled(phone: Phone, group: str) -> Phone:
    return phone.until(lambda c: (c.mine.get("group") or {}).get("id") == group)


def in_circle(phone: Phone) -> object:
    return phone.mine["step"] == phone.stage["step"] and phone.mine.get("circle")


def grouped(phone: Phone) -> object:
    return phone.mine.get("group")


def mate_of(phones: dict[str, Phone], name: str) -> Phone:
    """Whoever shared a group with this person on the first step."""
    return next(p for n, p in phones.items() if n != name and told(p) & told(phones[name]))
