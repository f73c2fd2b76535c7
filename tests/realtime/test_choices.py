"""What people choose beside a poll: the topic of their group. And what becomes of a text that the team gives back."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Client
from tests.support.server import Scripts, Server

SCRIPT = """# By choice

- format: 1
- minimum answers: 3

### Breakout: Which of these? (6 min)

- id: which
- groups: by choice
- size: 3
- ( ) Sleep
- ( ) Work
- ( ) Love

Talk.

### Reflect: A thought (5 min)

- id: thought
- who sees this: I choose (everyone without names, facilitators)

Write.

### Wall: What we wrote (3 min)

- id: wall
- from: thought
- minimum answers: 3

Read.

### Poll: One sentence (2 min)

- id: sentence
- answer: text
- moderate: yes
"""
ALL = "everyone without names"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"choice.md": SCRIPT}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "choice")
    opened.do("start")
    yield opened
    opened.home()


def told(console: Client, part: str) -> str:
    boards = [body for event, body in console.heard if event == "board"]
    return boards[-1][part] if boards else ""


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


class TestTopics:
    def test_the_phone_asks_and_says_what_it_is_for(self, hall: Hall):
        (ann,) = hall.join("Ann")
        assert "Your choice decides your group." in ann.stage["html"]
        assert ann.stage["html"].count('name="topic"') == 4
        assert ann.mine["topic"] is None

    def test_the_topic_decides_the_group_and_stands_in_its_room(self, hall: Hall):
        phones = hall.join("Ann", "Ben", "Cem", "Dea")
        for phone, topic in zip(phones, (0, 0, 2, 2), strict=True):
            assert phone.op("topic:which", {"topic": topic})["status"] == "ok"
        hall.do("form_groups")
        for phone, topic in zip(phones, ("Sleep", "Sleep", "Love", "Love"), strict=True):
            phone.until(lambda c: c.mine.get("group"))
            assert phone.mine["group"]["topic"] == topic
            assert f'<span class="softly">{topic}</span>' in phone.stage["html"]

    def test_the_last_choice_counts_and_comes_back_with_the_page(self, hall: Hall):
        ann = hall.join("Ann")[0]
        ann.op("topic:which", {"topic": 0})
        ann.op("topic:which", {"topic": 1})
        assert hall.phone("Ann").mine["topic"]["index"] == 1
        ann.op("topic:which", {"topic": None})
        assert hall.phone("Ann").mine["topic"]["index"] is None

    def test_who_chose_nothing_comes_into_a_mixed_group(self, hall: Hall):
        phones = hall.join("Ann", "Ben", "Cem", "Dea")
        for phone in phones[:2]:
            phone.op("topic:which", {"topic": 1})
        hall.do("form_groups")
        for phone in phones:
            phone.until(lambda c: c.mine.get("group"))
        assert [p.mine["group"]["topic"] for p in phones] == ["Work", "Work", "mixed", "mixed"]

    def test_once_the_groups_are_made_it_is_too_late(self, hall: Hall):
        ann, _ben = hall.join("Ann", "Ben")
        hall.server.command(hall.id, "form_groups", propose=True)
        ack = ann.op("topic:which", {"topic": 1})
        assert (ack["status"], ack["why"]) == ("closed", "The groups are made already.")

    def test_all_acks_are_of_one_length(self, hall: Hall):
        ann = hall.join("Ann")[0]
        acks = [ann.op("topic:which", {"topic": topic}) for topic in (0, 2, None)]
        assert len({len(str({**ack, "n": 0, "value": ""})) + len(str(ack["value"])) for ack in acks}) <= 2
        assert all(len(ack["pad"]) > 100 for ack in acks)

    @pytest.mark.parametrize("topic", [3, -1, "0", True, 1.0, [0]])
    def test_what_is_no_topic_is_refused(self, hall: Hall, topic: object):
        (ann,) = hall.join("Ann")
        assert ann.op("topic:which", {"topic": topic})["status"] == "invalid"
        assert ann.op("topic:thought", {"topic": 0})["status"] == "invalid"

    def test_the_console_counts_and_names_nobody(self, hall: Hall):
        console = hall.console()
        phones = hall.join("Ann", "Ben", "Cem")
        for phone in phones[:2]:
            phone.op("topic:which", {"topic": 0})
        console.until(lambda c: "Sleep 2 Work 0 Love 0" in words(told(c, "topics")))
        assert words(told(console, "topics")).endswith("1")
        assert "Ann" not in told(console, "topics")
        hall.do("form_groups")
        console.until(lambda c: not told(c, "topics"))

    def test_who_comes_late_chooses_first_and_comes_into_a_group_of_it(self, hall: Hall):
        self.at_work(hall)
        (eve,) = hall.join("Eve")
        eve.until(lambda c: c.mine.get("asked"))
        assert "The groups have begun." in eve.stage["html"] and eve.mine["group"] is None
        assert eve.op("topic:which", {"topic": 2})["status"] == "ok"
        eve.until(lambda c: c.mine.get("group"))
        assert (eve.mine["group"]["topic"], eve.mine["asked"]) == ("Love", False)
        assert eve.op("topic:which", {"topic": 0})["why"] == "The groups are made already."

    def test_who_chose_before_and_was_away_comes_into_a_group_of_it(self, hall: Hall):
        (eve,) = hall.join("Eve")
        eve.op("topic:which", {"topic": 2})
        eve.leave()
        hall.console().until(lambda _: not hall.server.show(hall.id)["people"]["connected"])
        self.at_work(hall)
        again = hall.phone("Eve")
        again.until(lambda c: c.mine.get("group"))
        assert again.mine["group"]["topic"] == "Love"

    def test_who_rather_works_alone_is_asked_no_more(self, hall: Hall):
        self.at_work(hall)
        (eve,) = hall.join("Eve")
        eve.until(lambda c: c.mine.get("asked"))
        assert eve.op("alone:which", {})["status"] == "ok"
        eve.until(lambda c: c.mine["alone"])
        assert not eve.mine["asked"]

    def test_late_and_without_websockets(self, hall: Hall):
        self.at_work(hall)
        eve = Visitor(hall.server)
        room = eve.join(hall.code, "Eve")
        token = re.search(r'name="csrf-token" content="([^"]+)"', eve.get(room).text)[1]
        assert eve.get(f"{room}/state").json()["mine"]["asked"]
        message = {"key": "topic:which", "n": 1, "body": {"topic": 2}}
        eve.http.post(f"{eve.url}{room}/op", json=message, headers={"X-CSRFToken": token})
        assert eve.get(f"{room}/state").json()["mine"]["group"]["topic"] == "Love"

    def at_work(self, hall: Hall) -> None:
        """Two groups of two: Sleep and Love."""
        for phone, topic in zip(hall.join("Ann", "Ben", "Cem", "Dea"), (0, 0, 2, 2), strict=True):
            phone.op("topic:which", {"topic": topic})
        hall.do("form_groups")

    def test_without_websockets_it_is_the_same(self, hall: Hall):
        ann = Visitor(hall.server)
        room = ann.join(hall.code, "Ann")
        page = ann.get(room).text
        token = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]
        assert "&#34;topic&#34;" not in page
        message = {"key": "topic:which", "n": 1, "body": {"topic": 2}}
        kept = ann.http.post(f"{ann.url}{room}/op", json=message, headers={"X-CSRFToken": token})
        assert kept.json()["status"] == "ok"
        assert ann.get(f"{room}/state").json()["mine"]["topic"]["index"] == 2


def thoughts(hall: Hall, *names: str):
    phones = hall.join(*names)
    hall.server.command(hall.id, "goto", step="thought")
    for name, phone in zip(names, phones, strict=True):
        phone.at("thought")
        assert phone.op("note:thought", {"text": f"a word of {name}", "sees": ALL})["status"] == "ok"
    hall.do("close")  # without names they come all at once, when the writing ends
    return phones


def item_of(console: Client, text: str) -> str:
    """The id of the one text on the console."""
    return re.search(rf'id="text-([0-9a-f]+)"(?:(?!id="text-).)*{text}', told(console, "texts"), re.S)[1]


class TestGivenBack:
    def give(self, hall: Hall, line: str):
        console = hall.console()
        phones = thoughts(hall, "Ann", "Ben", "Cem")
        console.until(lambda c: "a word of Ann" in told(c, "texts"))
        item = item_of(console, "a word of Ann")
        answer = hall.server.command(hall.id, "give_back", step="thought", item=item, line=line)
        assert answer["status"] == "ok", answer
        return console, phones, item

    def test_the_writer_alone_hears_and_the_wall_has_it_no_more(self, hall: Hall):
        console, (ann, ben, cem), _ = self.give(hall, "Please leave the name out.")
        ann.until(lambda c: c.mine.get("returned"))
        assert ann.mine["returned"] == [{"step": "thought", "field": "", "said": "Please leave the name out."}]
        assert ann.mine["notes"][""]["shown"] == "returned"
        for other in (ben, cem):
            other.until(lambda c: [e for e, _ in c.heard].count("mine") > 0)
            assert other.mine["returned"] == []
        console.until(lambda c: "a word of Ann" not in told(c, "texts"))
        assert not any("leave the name out" in str(body) for _, body in console.heard)
        hall.server.command(hall.id, "goto", step="wall")
        ben.at("wall")
        assert "a word of Ann" not in ben.stage["html"]

    def test_a_phone_without_websockets_hears_with_its_next_question(self, hall: Hall):
        console = hall.console()
        ann, *_ = thoughts(hall, "Ann", "Ben", "Cem")
        ann.leave()
        console.until(lambda c: "a word of Ann" in told(c, "texts"))
        asked = getattr(hall.server, "first", hall.server)  # the other of two hears of it a moment later
        browser = Visitor(asked)
        browser.http.headers["Cookie"] = hall.cookies["Ann"]
        have = browser.get(f"/s/{hall.id}/state").json()
        about = {"e": have["e"], "v": have["v"], "m": have["m"]}
        assert browser.get(f"/s/{hall.id}/state", params=about).status_code == 204
        asked.command(hall.id, "give_back", step="thought", item=item_of(console, "a word of Ann"))
        told_now = browser.get(f"/s/{hall.id}/state", params=about).json()
        assert [line["step"] for line in told_now["mine"]["returned"]] == ["thought"]
        assert browser.get(f"/s/{hall.id}/state", params={**about, "m": told_now["m"]}).status_code == 204

    def test_it_is_told_on_whatever_step_the_room_is(self, hall: Hall):
        _, (ann, *_), _ = self.give(hall, "")
        hall.server.command(hall.id, "goto", step="wall")
        ann.at("wall")
        assert hall.phone("Ann").mine["returned"] == [{"step": "thought", "field": "", "said": ""}]

    def test_sent_again_it_is_read_first(self, hall: Hall):
        console, (ann, *_), item = self.give(hall, "Without the name?")
        hall.do("open")
        ack = ann.op("note:thought", {"text": "a gentler word", "sees": ALL}, n=9)
        assert ack["waits"] is True
        assert hall.phone("Ann").mine["returned"] == []
        hall.server.command(hall.id, "goto", step="wall")
        console.at("wall")  # one text that comes later is told with others alone, never by itself
        assert "a gentler word" not in told(console, "texts")
        gone = hall.server.command(hall.id, "give_back", step="thought", item=item)
        assert gone["status"] == "refused"

    def test_a_longer_line_is_refused(self, hall: Hall):
        hall.join("Ann")
        answer = hall.server.command(hall.id, "give_back", step="thought", item="x", line="a" * 201)
        assert (answer["status"], "200" in answer["reason"]) == ("refused", True)

    def test_a_polls_text_cannot_be_given_back(self, hall: Hall):
        console = hall.console()
        phones = hall.join("Ann", "Ben", "Cem")
        hall.server.command(hall.id, "goto", step="sentence")
        hall.do("open")
        for phone in phones:
            phone.at("sentence", "open")
            phone.op("vote:sentence", {"text": "the same"})
        hall.do("close")
        console.at("sentence", "closed").until(lambda c: "the same" in c.stage["html"])
        assert "give_back" not in console.stage["html"]
