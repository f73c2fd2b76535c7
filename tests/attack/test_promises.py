"""One home for each rule of privacy: what a copy of a rule let through once."""

import re

import pytest

from tests.conftest import Hall
from tests.exports.stories import Story
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.server import Scripts, Server
from workshop.script import read
from workshop.script.model import Kind, Sees
from workshop.session.note_rules import promised

SCRIPT = """# Among us

- format: 1
- care: sensitive
- help: _help.md
- people: 5-20

### Worksheet: My line (4 min)

- id: sheet
- who sees this: everyone without names

What I will say: ____

What I will ask: ____

### Wall: Our lines (2 min)

- id: wall
- from: sheet

### Reflect: A thought (2 min)

- id: thought
- who sees this: everyone without names

### Talk: A word (2 min)

- id: talk

### Talk: Aloud (2 min)

- id: aloud
- type instead: no
"""
STANDARD = """# Among us

- format: 1

### Reflect: A thought (2 min)

- id: thought
- who sees this: everyone without names

### Wall: Thoughts (2 min)

- id: wall
- from: thought
- minimum answers: 1

### Talk: A word (2 min)

- id: talk
"""
ALL = "everyone without names"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"sensitive.md": SCRIPT, "standard.md": STANDARD, "_help.md": "Call 112."}


def go(hall: Hall, step: str) -> None:
    if hall.server.show(hall.id)["phase"] == "lobby":
        hall.do("start")
    assert hall.server.command(hall.id, "goto", step=step)["status"] == "ok"


class TestATextThatWasLetThroughIsNotSwappedUnread:
    @pytest.mark.parametrize("step", ["sheet", "thought"])
    def test_its_new_words_are_read_first(self, server: Server, step: str) -> None:
        hall = Hall(server, "sensitive")
        visitors = [Visitor(server) for _ in range(5)]
        rooms = [who.join(hall.code, f"P{n}") for n, who in enumerate(visitors)]
        go(hall, step)
        field = read(SCRIPT).script.step("sheet").detail.items[0].name if step == "sheet" else ""
        for n, who in enumerate(visitors):
            cookie = "; ".join(f"{c.name}={c.value}" for c in who.http.cookies)
            phone = Phone(server, hall.id, cookie)
            body = {"fields": {field: f"text {n}"}} if field else {"text": f"text {n}"}
            assert phone.op(f"note:{step}", {**body, "sees": ALL})["status"] == "ok"
            phone.leave()
        hall.do("close")  # while people write, texts come a few at a time
        console = hall.console()
        waiting = console.until(lambda c: "5 wait" in board(c)).heard
        ids = set(ids_in(next(b for e, b in reversed(waiting) if e == "board")["texts"]))
        assert server.command(hall.id, "show_all", step=step, items=sorted(ids))["status"] == "ok"
        if step == "sheet":
            go(hall, "wall")
            assert "text 0" in visitors[1].get(f"{rooms[1]}/state").json()["html"]
        edit = visitors[0].post(f"/my/{hall.id}/edit", f"/my/{hall.id}", step=step, field=field, text="SWAPPED")
        assert edit.status_code == 303
        shown = console.until(lambda c: "SWAPPED" in board(c) and "1 waits" in board(c))
        assert shown
        if step == "sheet":
            assert "SWAPPED" not in visitors[1].get(f"{rooms[1]}/state").json()["html"]
        hall.home()


def board(console) -> str:
    return next((body["texts"] for event, body in reversed(console.heard) if event == "board"), "")


def ids_in(html: str) -> list[str]:
    return re.findall(r'data-item="(\w+)"', html)


class TestOneK:
    def test_a_wall_shows_no_fewer_than_the_workshop_promised(self, server: Server) -> None:
        hall = Hall(server, "standard")
        ann, ben, cem = hall.join("Ann", "Ben", "Cem")
        go(hall, "thought")
        assert ann.op("note:thought", {"text": "a lonely thought", "sees": ALL})["status"] == "ok"
        go(hall, "wall")
        assert "a lonely thought" not in ben.at("wall").stage["html"]
        go(hall, "thought")
        for who, text in ((ben, "one more"), (cem, "and another")):
            assert who.op("note:thought", {"text": text, "sees": ALL})["status"] == "ok"
        go(hall, "wall")
        ben.until(lambda c: "a lonely thought" in c.stage["html"])
        hall.home()

    def test_of_whoever_was_asked_out_nothing_new_hangs_there_unread(self, server: Server) -> None:
        hall = Hall(server, "standard")
        browser = Visitor(server)
        browser.join(hall.code, "Ann")
        ann = Phone(server, hall.id, "; ".join(f"{c.name}={c.value}" for c in browser.http.cookies))
        ben, cem = hall.join("Ben", "Cem")
        go(hall, "thought")
        for who, text in ((ann, "a calm thought"), (ben, "one more"), (cem, "and another")):
            assert who.op("note:thought", {"text": text, "sees": ALL})["status"] == "ok"
        go(hall, "wall")
        ben.until(lambda c: "a calm thought" in c.stage["html"])
        assert server.command(hall.id, "remove", person=ann.mine["person"])["status"] == "ok"
        edit = browser.post(f"/my/{hall.id}/edit", f"/my/{hall.id}", step="thought", field="", text="SHOUTED")
        assert edit.status_code == 303
        hall.console().until(lambda c: "SHOUTED" in board(c) and "1 waits" in board(c))
        assert "SHOUTED" not in ben.until(lambda c: "a calm thought" not in c.stage["html"]).stage["html"]
        ann.leave()
        hall.home()

    def test_the_check_says_that_a_smaller_number_changes_nothing(self) -> None:
        assert [m.code for m in read(STANDARD).messages] == ["W606"]

    def test_nor_is_it_taken_in_a_sensitive_workshop(self) -> None:
        lower = SCRIPT.replace("- from: sheet\n", "- from: sheet\n- minimum answers: 2\n")
        assert [m.code for m in read(lower).errors] == ["E605"]

    def test_it_is_the_strictest_of_the_workshop_and_its_walls(self) -> None:
        script = read(STANDARD.replace("answers: 1", "answers: 7")).script
        assert {step.id: script.k_of(step) for step in script.steps} == {"thought": 7, "wall": 7, "talk": 3}


class TestADownloadTellsNotWhetherAnybodyWrote:
    @pytest.mark.parametrize("step", ["talk", "thought", "sheet", "aloud"])
    def test_under_a_step_where_fewer_than_k_wrote(self, tmp_path, step: str) -> None:
        told = []
        for name, writes in (("silent", False), ("typed", True)):
            folder = tmp_path / name
            folder.mkdir()
            story = Story(folder, SCRIPT).join("Ann", "Ben")
            story.go(step)
            own = story.session.script.step(step)
            if writes and promised(own):
                field = own.detail.items[0].name if own.kind is Kind.WORKSHEET else ""
                moderated = story.session.script.moderates(own)
                story.write("Ann", step, "SECRET", Sees.WITHOUT_NAMES, field=field, moderated=moderated)
            found = story.end().step(step)
            told.append(([(pool.sees, pool.field, pool.hidden) for pool in found.pools], found.hidden))
        assert told[0] == told[1]

    def test_the_promise_of_every_field_comes_from_one_place(self) -> None:
        script = read(SCRIPT).script
        assert {s.id: promised(s) for s in script.steps} == {
            "sheet": (Sees.WITHOUT_NAMES,),
            "wall": (),
            "thought": (Sees.WITHOUT_NAMES,),
            "talk": (Sees.WITHOUT_NAMES,),
            "aloud": (),
        }


def test_who_reads_a_text_is_spelled_once() -> None:
    assert [sees for sees in Sees if sees.for_all] == [Sees.WITHOUT_NAMES, Sees.WITH_NAMES]
    assert [sees for sees in Sees if sees.named] == [Sees.MY_GROUP, Sees.TEAM_WITH_NAMES, Sees.WITH_NAMES]
