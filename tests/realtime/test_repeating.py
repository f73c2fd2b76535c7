"""A part that repeats, over the wire: polls asked afresh, other groups, and what the desks and phones are told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Hall
from tests.realtime.test_console import words
from tests.support.server import Scripts, Server

REPEATS = Path(__file__).parents[1] / "rehearsal" / "repeats.md"
ASK, TALK, THINK = "how-is-your-energy", "listen-to-one-another", "what-did-you-notice"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    until = REPEATS.read_text().replace("- time: 5 min", "- time: 5 min\n- late joiners: until ask")
    until = until.replace("energy? (1 min)\n", "energy? (1 min)\n\n- id: ask\n")
    return {REPEATS.name: REPEATS, "until.md": until}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "repeats")
    opened.do("start")
    yield opened
    opened.home()


def recall(hall: Hall) -> None:
    assert hall.server.command(hall.id, "recall", seconds=0)["status"] == "ok"


def once_more(hall: Hall) -> None:
    """Past the breakout, into the part's first step again."""
    hall.do("next", "form_groups")
    recall(hall)
    hall.do("repeat")


def asked(hall: Hall, phones, *choices: int) -> None:
    hall.do("open")
    for phone, choice in zip(phones, choices, strict=True):
        phone.at(ASK, "open")
        assert phone.op(f"vote:{ASK}", {"choice": [choice]})["status"] == "ok"
    hall.do("reveal")
    for phone in phones:
        phone.at(ASK, "revealed")


def results(hall: Hall) -> dict:
    return {step["id"]: step for step in hall.server.api("GET", f"/sessions/{hall.id}/results").json()["steps"]}


def counts(asking: dict) -> list[int]:
    return [answer["count"] for answer in asking["answers"]]


def test_a_poll_is_asked_afresh_and_each_asking_is_told_apart(hall: Hall):
    phones = hall.join("Ann", "Ben", "Cem", "Dea")
    asked(hall, phones, 0, 0, 0, 1)
    once_more(hall)
    ann = phones[0].at(ASK, "prepared")
    assert ann.mine["vote"] is None
    assert ann.op(f"vote:{ASK}", {"choice": [1]})["why"] == "This poll is not open yet."
    asked(hall, phones, 1, 1, 1, 1)
    assert [counts(asking) for asking in results(hall)[ASK]["results"]] == [[3, 1], [0, 4]]


def test_a_poll_left_open_for_the_next_time_takes_what_is_on_its_way(hall: Hall):
    """A part of one step: it closes behind the room while the room reads it again."""
    phones = hall.join("Ann", "Ben", "Cem")
    hall.server.command(hall.id, "skip", step=TALK)
    hall.do("open")
    for phone in phones[1:]:
        phone.at(ASK, "open")
        phone.op(f"vote:{ASK}", {"choice": [0]})
    hall.do("repeat")
    ann = phones[0].at(ASK, "prepared")
    assert ann.op(f"vote:{ASK}", {"choice": [1], "epoch": 1})["status"] == "ok"
    assert "still being counted" in hall.server.command(hall.id, "open")["reason"]
    ann.until(lambda c: hall.server.command(hall.id, "open")["status"] == "ok", 15)
    ann.at(ASK, "open")
    late = ann.op(f"vote:{ASK}", {"choice": [1], "epoch": 1})
    assert (late["status"], "earlier time" in late["why"]) == ("closed", True)
    assert counts(results(hall)[ASK]["results"][0]) == [2, 1]


def test_another_group_reads_nothing_of_the_time_before(hall: Hall):
    phones = hall.join("Ann", "Ben", "Cem", "Dea")
    hall.do("next", "form_groups")
    ann, *others = phones
    ann.at(TALK, "open").until(lambda c: c.mine["group"])
    assert ann.op(f"note:{TALK}", {"text": "only for us two", "sees": "my group"})["status"] == "ok"
    first = next(o for o in others if o.until(lambda c: c.mine["group"]).mine["group"] == ann.mine["group"])
    first.until(lambda c: c.mine["group_notes"])
    recall(hall)
    hall.do("repeat", "next", "form_groups")
    for phone in phones:
        phone.at(TALK, "open").until(lambda c: c.mine["group"] and c.mine["group"]["id"].endswith("-2"))
    partner = next(o for o in others if o.mine["group"] == ann.mine["group"])
    assert partner is not first
    assert [phone.mine["group_notes"] for phone in phones] == [[]] * 4
    assert ann.mine["notes"][""]["text"] == "only for us two"
    ann.op(f"note:{TALK}", {"text": "now for you", "sees": "my group"}, n=99)
    partner.until(lambda c: [n["text"] for n in c.mine["group_notes"]] == ["now for you"])
    assert first.mine["group_notes"] == []


def test_what_was_written_for_the_first_group_and_arrives_late_is_still_for_that_one(hall: Hall):
    phones = hall.join("Ann", "Ben", "Cem", "Dea")
    hall.do("next", "form_groups")
    ann, *others = phones
    group = ann.at(TALK, "open").until(lambda c: c.mine["group"]).mine["group"]["id"]
    recall(hall)
    hall.do("repeat", "next", "form_groups")
    for phone in phones:
        phone.until(lambda c: c.mine["group"] and c.mine["group"]["id"].endswith("-2"))
    late = {"text": "for who sat with me", "sees": "my group", "group": group}
    assert ann.op(f"note:{TALK}", late)["status"] == "ok"
    assert ann.op(f"note:{TALK}", {"text": "for you now", "sees": "my group"})["status"] == "ok"
    partner = next(o for o in others if o.mine["group"] == ann.mine["group"])
    partner.until(lambda c: [n["text"] for n in c.mine["group_notes"]] == ["for you now"])
    assert not any("sat with me" in str(body) for o in others for _, body in o.heard)


def test_a_text_of_the_first_time_is_still_there_and_may_be_changed(hall: Hall):
    ann, *others = hall.join("Ann", "Ben", "Cem")
    hall.server.command(hall.id, "goto", step=THINK)
    for phone in (ann, *others):
        body = {"text": "a warm hand", "sees": "everyone without names"}
        assert phone.op(f"note:{THINK}", body)["status"] == "ok"
    hall.do("close", "repeat")
    ann.at(THINK, "open").until(lambda c: c.mine["notes"].get("", {}).get("text") == "a warm hand")
    for phone, text in ((ann, "a cold hand"), *((other, "a warm hand") for other in others)):
        body = {"text": text, "sees": "everyone without names"}
        assert phone.op(f"note:{THINK}", body, n=99)["status"] == "ok"
    hall.do("close")  # one new text alone would wait for others
    told = [text["text"] for pool in results(hall)[THINK]["shared"] for text in pool["texts"]]
    assert sorted(told) == ["a cold hand", "a warm hand", "a warm hand"]


def test_the_console_offers_once_more_and_go_on(hall: Hall):
    console, phone = hall.console(), hall.join("Ann")[0]
    hall.do("next", "form_groups")
    recall(hall)
    console.at(TALK, "closed")
    told = words(console.stage["html"])
    assert "first time of 2" in told and "Go on" in told and "Once more (2 of 2)" in told
    assert console.command("repeat")["status"] == "ok"
    console.at(ASK)
    assert "second time of 2" in words(console.stage["html"])
    assert "Step 1 of 3 · once more" in words(phone.at(ASK).stage["html"])
    hall.do("next", "form_groups")
    recall(hall)
    console.at(TALK, "closed")
    told = words(console.stage["html"])
    assert "Once more" not in told and "Next" in told
    assert "2 times" in console.command("repeat")["reason"]


def test_the_last_part_can_come_once_more_or_be_the_end(hall: Hall):
    console = hall.console()
    hall.server.command(hall.id, "goto", step=THINK)
    console.at(THINK)
    told = words(console.stage["html"])
    assert "first time, until you go on" in told
    assert "Once more (" not in told and "Once more" in told and "End" in told


def test_the_api_tells_the_time_and_whether_it_can_come_again(hall: Hall):
    here = lambda: {k: v for k, v in hall.server.show(hall.id)["step"].items() if k in ("id", "time", "again")}  # noqa: E731
    assert here() == {"id": ASK, "time": 1, "again": False}
    hall.do("next")
    assert here() == {"id": TALK, "time": 1, "again": True}
    hall.do("repeat")
    assert here() == {"id": ASK, "time": 2, "again": False}


def test_it_is_for_those_who_lead(hall: Hall):
    ann = hall.join("Ann")[0]
    hall.do("next")
    assert ann.call("command", {"command": "repeat"})["status"] == "refused"


def test_whoever_may_come_until_a_step_comes_no_more_when_it_comes_once_more(server: Server):
    hall = Hall(server, "until")
    join = lambda name: server.api("POST", "/join", {"code": hall.code, "nickname": name}, key="").status_code  # noqa: E731
    hall.do("start")
    assert join("Ann") == 201
    hall.do("next")
    assert join("Ben") == 403
    hall.do("repeat")
    assert join("Cem") == 403
