"""What the page says cannot be changed or shown any more: an answer that stays as it is, and words after the time."""

import pytest
from watcher import everything

from tests.conftest import Hall
from tests.support.people import Phone
from tests.support.server import Scripts, Server

SCRIPT = """# Over

- format: 1
- people: 3-20

### Poll: Once (1 min)

- id: once
- change: no

- ( ) Heron
- ( ) Kestrel

### Reflect: A thought (2 min)

- id: thought
- who sees this: I choose (everyone with names, everyone without names, facilitators)

### Wall: Our thoughts (2 min)

- id: wall
- from: thought
"""
NAMES = ("Ann", "Ben", "Cem", "Dea")
LATE = "Written when the time was over"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"over.md": SCRIPT}


def at(server: Server, step: str) -> tuple[Hall, dict[str, Phone]]:
    hall = Hall(server, "over")
    phones = dict(zip(NAMES, hall.join(*NAMES), strict=True))
    hall.do("start")
    server.command(hall.id, "goto", step=step)
    hall.do("open")
    for phone in phones.values():
        phone.at(step, "open")
    return hall, phones


def test_an_answer_that_counts_at_once_stays_as_it_is(server: Server) -> None:
    hall, phones = at(server, "once")
    for phone in phones.values():
        assert phone.op("vote:once", {"choice": [0]})["status"] == "ok"
    second = phones["Ann"].op("vote:once", {"choice": [1]})
    assert (second["status"], second["value"]["choice"]) == ("closed", [0])
    passed = phones["Ben"].op("pass:once", {})
    assert (passed["status"], passed["value"]["choice"]) == ("closed", [0])
    hall.do("reveal")
    phones["Ann"].at("once", "revealed")
    steps = server.api("GET", f"/sessions/{hall.id}/results").json()["steps"]
    [asked] = next(step for step in steps if step["id"] == "once")["results"]
    assert [answer["count"] for answer in asked["answers"]] == [4, 0]
    hall.home()


@pytest.mark.parametrize("over", ["close", "end"])
@pytest.mark.parametrize("sees", ["everyone with names", "everyone without names", "facilitators"])
def test_after_the_time_words_are_for_their_writer_alone(server: Server, sees: str, over: str) -> None:
    hall, phones = at(server, "thought")
    for name, phone in phones.items():
        assert phone.op("note:thought", {"text": f"in time, {name}", "sees": sees})["status"] == "ok"
    hall.do(over)
    for phone in phones.values():
        late = phone.op("note:thought", {"text": LATE, "sees": sees})
        assert (late["status"], "for you only" in late["why"]) == ("closed", True)
    if over == "close":
        server.command(hall.id, "goto", step="wall")
        phones["Ben"].at("wall")
    told = everything(hall, *phones.values())
    assert LATE not in told
    mine = phones["Ann"].mine if over == "end" else hall.phone("Ann").mine
    assert LATE not in str(mine.get("group_notes"))
    hall.home()
