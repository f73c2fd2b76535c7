"""Questions all session long: asked together, or with a name; joined in as sealed votes, steered, told afterwards."""

import re
from random import Random

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Console
from tests.support.server import Server
from workshop.rehearsal import room_questions
from workshop.rehearsal.answering import Mind
from workshop.rehearsal.api import Door
from workshop.rehearsal.client import Pass
from workshop.rehearsal.room_questions import QuestionPage, Wondering

HEAD = "# Asking\n\n- format: 1\n- questions: on\n- people: 2-20\n"
STEPS = "\n### Slide: Listen (1 min)\n\nWords.\n\n### Talk: Speak (1 min)\n"
HELP = "Somebody who listens.\n"
QUESTION = "Does it also work for children?"
OTHERS = {"Ben": "And for old people?", "Cem": "How often?", "Dea": "How long?", "Eve": "Where else?"}


@pytest.fixture(scope="module")
def scripts():
    gentle = HEAD + "- care: sensitive\n- help: _help.md\n" + STEPS
    return {"asking.md": HEAD + STEPS, "gentle.md": gentle, "plain.md": HEAD.replace("- questions: on\n", "") + STEPS,
            "nameless.md": HEAD + "- names: none\n" + STEPS, "_help.md": HELP}  # fmt: skip


@pytest.fixture
def room(server: Server, request: pytest.FixtureRequest):
    opened = Hall(server, request.param)
    yield opened
    opened.home()


def browser(hall: Hall, name: str) -> Visitor:
    return Visitor.holding(hall.server, hall.cookies[name])


def page(hall: Hall, name: str) -> str:
    return browser(hall, name).get(f"/s/{hall.id}/questions").text


def ask(hall: Hall, name: str, text: str, **more: str):
    at = f"/s/{hall.id}/questions"
    return browser(hall, name).post(at, at, text=text, **more)


def all_ask(hall: Hall, *names: str) -> None:
    for name in names:
        assert ask(hall, name, OTHERS[name]).status_code == 303


def told_to_the_team(hall: Hall, words: str) -> str:
    """The part of the console that has them, once it is there."""
    console = hall.console()
    console.until(lambda c: any(e == "board" and words in b["questions"] for e, b in c.heard))
    return next(b["questions"] for e, b in reversed(console.heard) if e == "board" and words in b["questions"])


def join_in(hall: Hall, name: str, item: str, joins: bool = True):
    at = f"/s/{hall.id}/questions"
    return browser(hall, name).post(f"{at}/me-too", at, field=item, step=str(int(joins)))


def item_of(told: str) -> str:
    return re.search(r'name="field" value="(\w+)"', told)[1]


@pytest.mark.parametrize("room", ["asking"], indirect=True)
def test_without_a_name_they_come_together_once_enough_people_asked(room: Hall) -> None:
    room.join("Ann", *OTHERS)
    room.do("start")
    assert ask(room, "Ann", QUESTION).status_code == 303
    assert ask(room, "Ann", "And in a small room?").status_code == 303  # one person, however many they ask
    all_ask(room, "Ben")
    mine = page(room, "Ann")
    assert QUESTION in mine and "As soon as 3 people have asked" in mine and OTHERS["Ben"] not in mine
    board = told_to_the_team(room, "2 people wait with questions")
    nowhere = page(room, "Dea") + board + room.server.api("GET", f"/sessions/{room.id}/export/json").text
    assert [words for words in (QUESTION, OTHERS["Ben"], "small room") if words in nowhere] == []
    assert "It waits until 3 people have asked" in page(room, "Dea")

    all_ask(room, "Cem")
    told = page(room, "Dea")
    assert all(words in told for words in (QUESTION, "And in a small room?", OTHERS["Ben"], OTHERS["Cem"]))
    assert "Ann" not in told and "As soon as" not in page(room, "Ann")
    all_ask(room, "Dea", "Eve")  # what comes later waits for the next ones
    assert OTHERS["Dea"] not in page(room, "Eve")
    room.do("end")
    assert "Fewer than 3 people asked" in page(room, "Eve") and OTHERS["Dea"] not in page(room, "Eve")
    report = room.server.api("GET", f"/sessions/{room.id}/export/json").text
    assert QUESTION in report and OTHERS["Dea"] not in report and OTHERS["Eve"] not in report


@pytest.mark.parametrize("room", ["asking"], indirect=True)
def test_with_a_name_it_waits_for_nobody_also_where_that_is_chosen_later(room: Hall) -> None:
    room.join("Ann", *OTHERS)
    room.do("start")
    assert ask(room, "Ann", QUESTION).status_code == 303
    all_ask(room, "Ben")
    waits = re.search(r'questions/name".*?name="field" value="(\w+)"', page(room, "Ann"), re.DOTALL)[1]
    at = f"/s/{room.id}/questions"
    assert browser(room, "Ben").post(f"{at}/name", at, field=waits).status_code == 422  # it is not theirs
    assert browser(room, "Ann").post(f"{at}/name", at, field=waits).status_code == 303
    told = page(room, "Dea")
    assert told.count(f">{QUESTION}<") == 1 and re.search(r"<bdi>Ann</bdi>", told)
    assert OTHERS["Ben"] not in told  # one is still one
    assert ask(room, "Cem", OTHERS["Cem"], named="yes").status_code == 303
    assert OTHERS["Cem"] in page(room, "Dea")
    assert "<bdi>Ann</bdi>" in told_to_the_team(room, QUESTION)
    report = room.server.api("GET", f"/sessions/{room.id}/export/md").text
    assert "Ann:" in report and QUESTION.replace("?", "") in report


@pytest.mark.parametrize("room", ["nameless"], indirect=True)
def test_where_the_script_uses_no_names_nobody_gives_one(room: Hall) -> None:
    room.join("Ann", "Ben")
    room.do("start")
    assert "With my name" not in page(room, "Ann")
    assert ask(room, "Ann", QUESTION, named="yes").status_code == 303  # written by hand
    assert QUESTION not in page(room, "Ben")
    assert browser(room, "Ben").get(f"/s/{room.id}/here").status_code == 404  # nor is there a list of them


@pytest.mark.parametrize("room", ["asking"], indirect=True)
def test_whoever_changes_words_or_secret_stays_one_person(room: Hall) -> None:
    room.join("Ann", "Ben", "Dea")
    room.do("start")
    ask(room, "Ann", QUESTION)
    mine = browser(room, "Ann")
    field = re.search(r'name="field" value="(\w+)"', mine.get(f"/my/{room.id}").text)[1]
    my = f"/my/{room.id}"
    changed = mine.post(f"{my}/edit", my, step="questions--open", field=field, text="And for whom not?")
    assert changed.status_code == 303
    renewed, mine = mine.post(f"{my}/renew", my), Visitor(room.server)  # another secret
    mine.http.cookies.update(renewed.cookies)
    at = f"/s/{room.id}/questions"
    assert mine.post(at, at, text="And when?").status_code == 303
    all_ask(room, "Ben")
    assert "And for whom not?" in mine.get(at).text
    assert not any(words in page(room, "Dea") for words in ("And for whom not?", "And when?", OTHERS["Ben"]))
    all_ask(room, "Dea")
    assert all(words in page(room, "Ben") for words in ("And for whom not?", "And when?", OTHERS["Dea"]))


@pytest.mark.parametrize("room", ["asking"], indirect=True)
def test_a_question_is_asked_joined_pinned_answered_and_told(room: Hall) -> None:
    room.join("Ann", *OTHERS)
    room.do("start")
    console, screen = room.console(), room.projector()
    assert ask(room, "Ann", QUESTION, named="yes").status_code == 303
    assert ask(room, "Ann", QUESTION, named="yes").status_code == 303  # sent twice
    told = page(room, "Ben")
    assert told.count(f">{QUESTION}<") == 1
    assert 'class="small softly">Yours' not in told and "Yours" in page(room, "Ann")
    console.until(lambda c: any(e == "board" and QUESTION in b["questions"] for e, b in c.heard))
    item = item_of(told)
    for name in ("Ben", "Cem"):
        assert join_in(room, name, item).status_code == 303
    assert "have this question" not in page(room, "Eve")  # two are fewer than k, and look like nobody
    for joins in (True, False, True):
        assert join_in(room, "Dea", item, joins).status_code == 303
    console.until(lambda c: any(e == "board" and "3: me too" in b["questions"] for e, b in c.heard))
    assert "3 have this question, too" in page(room, "Eve")
    assert re.search(r'aria-pressed="true"', page(room, "Dea")) and 'aria-pressed="false"' in page(room, "Eve")

    assert room.server.command(room.id, "question", item=item, to="pinned")["status"] == "ok"
    screen.until(lambda c: QUESTION in c.stage["html"])
    room.do("next")
    screen.until(lambda c: "Speak" in c.stage["html"] and QUESTION in c.stage["html"])
    assert room.server.command(room.id, "question", item=item, to="answered")["status"] == "ok"
    screen.until(lambda c: QUESTION not in c.stage["html"])
    assert "Answered: 1" in page(room, "Eve")
    report = room.server.api("GET", f"/sessions/{room.id}/export/md").text
    assert QUESTION.replace("?", "") in report
    mine = browser(room, "Ann").get(f"/my/{room.id}").text
    assert QUESTION in mine and not re.search(r">\s*[0-9a-f]{16}\s*<", mine)  # the key it is kept under is ours
    assert QUESTION not in browser(room, "Ben").get(f"/my/{room.id}").text


@pytest.mark.parametrize("room", ["asking"], indirect=True)
def test_whoever_takes_it_back_takes_it_off_the_screen(room: Hall) -> None:
    room.join("Ann", "Ben")
    room.do("start")
    screen = room.projector()
    ask(room, "Ann", QUESTION, named="yes")
    room.server.command(room.id, "question", item=item_of(page(room, "Ben")), to="pinned")
    screen.until(lambda c: QUESTION in c.stage["html"])
    mine = browser(room, "Ann")
    field = re.search(r'name="field" value="(\w+)"', mine.get(f"/my/{room.id}").text)[1]
    assert (
        mine.post(f"/my/{room.id}/withdraw", f"/my/{room.id}", step="questions--open", field=field).status_code == 303
    )
    screen.until(lambda c: QUESTION not in c.stage["html"])
    assert QUESTION not in page(room, "Ben")


@pytest.mark.parametrize("room", ["gentle"], indirect=True)
def test_in_sensitive_care_the_team_reads_it_first(room: Hall) -> None:
    room.join("Ann", *OTHERS, "Fay")
    room.do("start")
    ask(room, "Ann", QUESTION)
    all_ask(room, "Ben", "Cem", "Dea")
    board = told_to_the_team(room, "Questions wait")  # without a number, as everywhere in sensitive care
    assert not any(words in board for words in (QUESTION, OTHERS["Ben"])) and "4" not in board
    assert ask(room, "Fay", "Who are you?", named="yes").status_code == 303
    assert "Fay" not in told_to_the_team(room, "Who are you?")  # a name stands where everyone reads the question
    assert "Who are you?" not in page(room, "Ben")
    all_ask(room, "Eve")
    assert QUESTION in page(room, "Ann") and QUESTION not in page(room, "Ben")
    board = told_to_the_team(room, QUESTION)
    item = re.search(r'id="question-(\w+)">(?:(?!id="question-).)*' + re.escape(QUESTION), board, re.DOTALL)[1]
    assert join_in(room, "Ben", item).status_code == 422  # who does not see it cannot guess it
    assert room.server.command(room.id, "show", step="questions--open", item=item)["status"] == "ok"
    assert QUESTION in page(room, "Ben")
    assert room.server.command(room.id, "keep_back", step="questions--open", item=item)["status"] == "ok"
    assert QUESTION not in page(room, "Ben")
    assert QUESTION not in room.server.api("GET", f"/sessions/{room.id}/export/md").text


@pytest.mark.parametrize("room", ["asking"], indirect=True)
def test_what_is_too_long_comes_back_with_the_reason(room: Hall) -> None:
    room.join("Ann")
    answer = ask(room, "Ann", "why " * 200)
    assert answer.status_code == 422 and "why why why" in answer.text and "500 characters" in answer.text


@pytest.mark.parametrize("room", ["plain"], indirect=True)
def test_where_the_script_has_none_on_there_is_no_page_and_no_way_to_it(room: Hall) -> None:
    room.join("Ann")
    assert browser(room, "Ann").get(f"/s/{room.id}/questions").status_code == 404
    assert "questions" not in browser(room, "Ann").get(f"/s/{room.id}").text
    refused = room.server.command(room.id, "question", item="a" * 32, to="pinned")
    assert refused["status"] == "refused"


@pytest.mark.parametrize("room", ["asking"], indirect=True)
def test_nobody_sees_who_left_the_room_to_ask(room: Hall) -> None:
    ann, ben, *_ = room.join("Ann", "Ben", "Cem")
    room.do("start")
    console = room.console().until(lambda c: c.pulse.get("connected") == 3)
    page(room, "Ann")
    ann.leave()
    ben.leave()  # who went without a word
    console.until(lambda c: c.pulse["connected"] == 2)
    console.until(_away)
    assert _away(console) == {"Ben"}


def _away(console: Console) -> set[str]:
    told = [person for event, body in console.heard if event == "people" for person in body["people"]]
    return {person["name"] for person in told if not person["here"]}


@pytest.mark.parametrize("room", ["asking"], indirect=True)
def test_in_a_rehearsal_people_ask_and_join_in(room: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the dice say there: those who ask do so once, and who may join in does so twice, for others alone."""
    monkeypatch.setattr(room_questions, "LOOKS", 1)
    names = ("Ann", *OTHERS)
    room.join(*names)
    room.do("start")
    door = Door(room.server.url, "")
    pages = [QuestionPage(Pass(door, room.id, room.cookies[name])) for name in names]
    people = [Wondering(page, Mind(2 * n, Random(n)), asks_at=1 if n < 3 else 0) for n, page in enumerate(pages)]
    assert [person.on_a_new_step() for person in people] == [""] * 5
    assert [bool(person.asked) for person in people] == [True] * 3 + [False] * 2
    assert all(person.still_there() for person in people[:3])
    for _ in range(room_questions.JOINS + 1):
        assert [person.on_a_new_step() for person in people] == [""] * 5
    assert [person.joined for person in people] == [room_questions.JOINS] * 5
