"""What only a console hears and does: texts to read and show, calls to take, a bell, a minute for one group."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.conftest import Hall
from tests.support.people import Client, Console
from tests.support.server import Scripts, Server
from workshop.util.paths import bundled

SCRIPT = """# Look inside

- format: 1
- care: sensitive
- minimum answers: 3
- late joiners: welcome
- help: _help-lines.md

### Slide: Welcome (2 min)

- id: welcome

Hello.

### Reflect: A letter (5 min)

- id: letter
- who sees this: I choose (everyone without names, facilitators)

Write.

### Wall: What we wrote (3 min)

- id: wall
- from: letter
- minimum answers: 3

Read.

### Worksheet: My sheet (3 min)

- id: sheet
- who sees this: everyone without names

The first sign is ____ for me.

### Breakout: In pairs (6 min)

- id: pairs
- groups: pairs

Talk.

### Poll: How is it? (1 min)

- id: how
- offer: ground when 2 or more need a moment

- ( ) Good
- ( ) Bad

### Pause: Ground again (2 min, if needed)

- id: ground

Feet.

### Reflect: Who was here (1 min)

- id: attendance
- who sees this: facilitators with names

Say that you were here.
"""
NAMES = ("Ann", "Ben", "Cem", "Dea", "Eva")


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"inside.md": SCRIPT, "_help-lines.md": bundled("sessions") / "_help-lines.md"}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "inside")
    opened.do("start")
    yield opened
    opened.home()


def board(console: Client, part: str) -> str:
    """The newest board's part, as words."""
    boards = [body for event, body in console.heard if event == "board"]
    return words(boards[-1][part]) if boards else ""


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def items(console: Client) -> list[str]:
    boards = [body for event, body in console.heard if event == "board"]
    return re.findall(r'data-command="show"[^>]*data-item="([^"]+)"', boards[-1]["texts"])


def at(hall: Hall, step: str, console: Console) -> Console:
    assert hall.server.command(hall.id, "goto", step=step)["status"] == "ok"
    console.at(step)
    return console


def letters(hall: Hall, console: Console, *names: str):
    phones = hall.join(*names)
    at(hall, "letter", console)
    for name, phone in zip(names, phones, strict=True):
        body = {"text": f"a word of {name.lower()}", "sees": "everyone without names"}
        assert phone.op("note:letter", body)["status"] == "ok"
    return phones


class TestTexts:
    def test_fewer_than_k_are_not_told_even_to_the_console(self, hall: Hall):
        console = hall.console()
        letters(hall, console, "Ann", "Ben")
        console.until(lambda c: "Not yet to be read" in board(c, "texts"))
        hall.do("close")
        console.until(lambda c: "Kept back" in board(c, "texts"))
        assert not any("a word of" in str(body) for _, body in console.heard)

    def test_from_k_on_they_wait_without_names(self, hall: Hall):
        console = hall.console()
        letters(hall, console, *NAMES[:3])
        hall.do("close")
        console.until(lambda c: "3 wait for you" in board(c, "texts"))
        assert "Ann" not in board(console, "texts")

    def test_one_that_comes_alone_waits_for_others_to_be_mixed_with(self, hall: Hall):
        console = hall.console()
        letters(hall, console, *NAMES[:4])
        late = hall.join("Fay", "Gus", "Hal")
        at(hall, "wall", console).until(lambda c: len(items(c)) == 4)
        for phone, count in zip(late, (4, 4, 7), strict=True):
            phone.op("note:letter", {"text": "a late word", "sees": "everyone without names"})
            told = len(items(hall.console().until(lambda c: board(c, "texts"))))
            assert told == count

    def test_what_is_shown_hangs_on_the_wall_from_k_on(self, hall: Hall):
        console, projector = hall.console(), hall.projector()
        ann = letters(hall, console, *NAMES)[0]
        at(hall, "wall", console).until(lambda c: len(items(c)) == 5)
        first, *others = items(console)
        assert hall.server.command(hall.id, "show", step="letter", item=first)["status"] == "ok"
        ann.at("wall").until(lambda c: "Kept back to protect the few" in c.stage["html"])
        assert "a word of" not in ann.stage["html"]
        hall.server.command(hall.id, "show_all", step="letter", items=others[:2])
        for client in (ann, projector):
            client.until(lambda c: c.stage["html"].count("a word of") == 3)
        hall.server.command(hall.id, "keep_back", step="letter", item=first)
        ann.until(lambda c: "a word of" not in c.stage["html"])
        console.until(lambda c: "Kept back 1" in board(c, "texts"))

    def test_a_text_that_was_written_anew_is_read_anew(self, hall: Hall):
        console = hall.console()
        ann = letters(hall, console, *NAMES[:3])[0]
        at(hall, "wall", console).until(lambda c: len(items(c)) == 3)
        seen = items(console)
        ann.op("note:letter", {"text": "something else", "sees": "everyone without names"}, n=99)
        gone = [hall.server.command(hall.id, "show", step="letter", item=item)["status"] for item in seen]
        assert sorted(gone) == ["ok", "ok", "refused"]

    def test_what_is_for_the_facilitators_can_be_read_and_hangs_nowhere(self, hall: Hall):
        console, projector = hall.console(), hall.projector()
        (ann,) = hall.join("Ann")
        at(hall, "letter", console)
        ann.op("note:letter", {"text": "for you alone", "sees": "facilitators"})
        at(hall, "wall", console).until(lambda c: "For you to read" in board(c, "texts"))
        assert "for you alone" in board(console, "texts")
        projector.at("wall")
        assert not any("for you alone" in str(body) for client in (ann, projector) for _, body in client.heard[1:]
                       if "html" in str(body))  # fmt: skip

    def test_a_worksheets_lines_are_read_with_the_words_around_them(self, hall: Hall):
        console = hall.console()
        phones = hall.join(*NAMES[:3])
        at(hall, "sheet", console)
        for phone in phones:
            field = re.search(r'data-field="([^"]+)"', phone.at("sheet").stage["html"])[1]
            body = {"fields": {field: "my shoulders"}, "sees": "everyone without names"}
            assert phone.op("note:sheet", body)["status"] == "ok"
        hall.do("close")
        console.until(lambda c: "my shoulders" in board(c, "texts"))
        assert "The first sign is … for me" in board(console, "texts")


class TestCalls:
    def test_a_call_is_taken_answered_and_closed(self, hall: Hall):
        console = hall.console()
        ann, ben = hall.join("Ann", "Ben")
        ann.op("signal", {"kind": "look in"})
        console.until(lambda c: "Ann asks you to look in" in board(c, "signals"))
        person = ann.mine["person"]
        assert hall.server.command(hall.id, "take", person=person, by="Somebody else")["status"] == "ok"
        console.until(lambda c: "taken by the facilitator" in board(c, "signals"))
        ann.until(lambda c: ("signal", {"kind": "taken"}) in c.heard)
        assert hall.server.command(hall.id, "reply", person=person, text="I come to you.")["status"] == "ok"
        ann.until(lambda c: ("notice", {"text": "I come to you.", "private": True}) in c.heard)
        assert hall.server.command(hall.id, "done", person=person)["status"] == "ok"
        console.until(lambda c: board(c, "signals") == "")
        assert not any(event in ("signal", "notice") for event, _ in ben.heard)

    def test_a_call_from_a_group_names_the_room(self, hall: Hall):
        console = hall.console()
        ann, _ = hall.join("Ann", "Ben")
        at(hall, "pairs", console)
        hall.do("form_groups")
        ann.until(lambda c: c.mine.get("group")).op("signal", {"kind": "look in"})
        console.until(lambda c: "Ann calls the team in Group 1" in board(c, "signals"))

    def test_nobody_asks(self, hall: Hall):
        (ann,) = hall.join("Ann")
        assert hall.server.command(hall.id, "take", person=ann.mine["person"])["status"] == "refused"

    def test_a_reply_that_cannot_arrive_says_so(self, hall: Hall):
        (ann,) = hall.join("Ann")
        person = ann.mine["person"]
        ann.leave()
        answer = hall.server.command(hall.id, "reply", person=person, text="Hello")
        assert "not connected" in answer.get("reason", "") or answer["status"] == "ok"  # the server may not know it yet

    @pytest.mark.parametrize("body", [{"text": "x"}, {"person": "p"}, {"person": "p", "text": "x" * 501}])
    def test_what_is_no_reply(self, hall: Hall, body: dict):
        assert hall.server.command(hall.id, "reply", **body)["status"] == "refused"


def test_a_poll_that_is_closed_is_not_said_to_have_been_answered_by_few(hall: Hall):
    """Nobody counts it any more where results are told in words, and of nothing it said “few”."""
    projector = hall.projector()
    phones = hall.join(*NAMES)
    at(hall, "how", projector)
    hall.do("open")
    for n, phone in enumerate(phones):
        assert phone.at("how", "open").op("vote:how", {"choice": [n % 2]})["status"] == "ok"
    hall.do("close")
    projector.at("how", "closed")
    assert "Closed. The result comes when the room is ready." in projector.stage["html"]
    assert 'data-pulse="answered"' not in projector.stage["html"]


class TestGroups:
    def test_a_bell_and_a_minute(self, hall: Hall):
        console, projector = hall.console(), hall.projector()
        phones = hall.join(*NAMES[:4])
        at(hall, "pairs", console)
        assert hall.server.command(hall.id, "form_groups", propose=True)["status"] == "ok"
        console.until(lambda c: "data-arrange" in c.stage["html"])
        assert all(phone.mine["group"] is None for phone in phones)
        hall.do("open")
        for phone in phones:
            phone.until(lambda c: c.mine.get("group"))
        group = phones[0].mine["group"]["id"]
        assert hall.server.command(hall.id, "extend", seconds=60, group=group)["status"] == "ok"
        for phone in phones:
            phone.until(lambda c: (c.stage["timers"]["round"] > 370_000) == (c.mine["group"]["id"] == group))
        console.until(lambda c: c.stage["timers"].get(f"round:{group}", 0) > 370_000)
        assert hall.server.command(hall.id, "ring")["status"] == "ok"
        for phone in phones:
            phone.until(lambda c: ("bell", {}) in c.heard)
        assert ("bell", {}) not in projector.heard

    def test_who_is_kept_apart_is_told_to_nobody(self, hall: Hall):
        console = hall.console()
        phones = hall.join(*NAMES[:4])
        at(hall, "pairs", console)
        hall.server.command(hall.id, "form_groups", propose=True)
        pair = [phones[0].mine["person"], phones[1].mine["person"]]
        assert hall.server.command(hall.id, "keep_apart", people=pair)["status"] == "ok"
        console.until(lambda c: "Ann and Ben" in words(c.stage["html"]))
        hall.do("open")
        ann, ben = (phone.until(lambda c: c.mine.get("group")) for phone in phones[:2])
        assert ann.mine["group"]["id"] != ben.mine["group"]["id"]
        assert not any("keep_apart" in str(body) or "Keep apart" in str(body) for p in phones for _, body in p.heard)

    def test_somebody_is_moved(self, hall: Hall):
        phones = hall.join(*NAMES[:4])
        hall.server.command(hall.id, "goto", step="pairs")
        hall.do("form_groups")
        ann = phones[0].until(lambda c: c.mine.get("group"))
        other = next(p.mine["group"]["id"] for p in phones if p.until(lambda c: c.mine.get("group")) and
                     p.mine["group"]["id"] != ann.mine["group"]["id"])  # fmt: skip
        assert hall.server.command(hall.id, "move", person=ann.mine["person"], group=other)["status"] == "ok"
        ann.until(lambda c: c.mine["group"]["id"] == other)


class TestSteering:
    def test_an_offer_waits_for_its_moment_and_for_a_yes(self, hall: Hall):
        console = hall.console()
        ann, ben = hall.join("Ann", "Ben")
        at(hall, "how", console)
        ann.op("signal", {"kind": "quiet"})
        ben.op("signal", {"kind": "look in"})
        console.until(lambda c: "Ground again" in board(c, "offers"))
        assert console.stage["step"] == "how"
        assert hall.server.command(hall.id, "decline", step="ground")["status"] == "ok"
        console.until(lambda c: board(c, "offers") == "")

    def test_a_poll_from_the_form(self, hall: Hall):
        form = {"kind": "one", "title": "How is the pace?", "text": "", "answers": ["Slow", "Fast"], "minutes": "3"}
        assert hall.server.command(hall.id, "insert", **form)["status"] == "ok"
        hall.do("next", "open")
        shown = hall.server.show(hall.id)
        assert shown["step"]["title"] == "How is the pace?"
        assert next(s["minutes"] for s in shown["steps"] if s["title"] == "How is the pace?") == 3
        refused = hall.server.command(hall.id, "insert", **{**form, "minutes": "a few"})
        assert refused["reason"] == "This could not be read as a step."

    @pytest.mark.parametrize("opened", [False, True])
    def test_what_is_asked_at_once_leads_back_to_a_question_that_nobody_could_answer(self, hall: Hall, opened: bool):
        form = {"kind": "one", "title": "How is the pace?", "text": "", "answers": ["Slow", "Fast"]}
        hall.server.command(hall.id, "goto", step="how")
        if opened:
            hall.do("open")
        assert hall.server.command(hall.id, "insert", **form, now=True)["status"] == "ok"
        assert hall.server.show(hall.id)["step"]["title"] == "How is the pace?"
        hall.do("next")
        assert hall.server.show(hall.id)["step"]["id"] == ("attendance" if opened else "how")

    def test_a_poll_without_answers_is_refused_in_words(self, hall: Hall):
        answer = hall.server.command(hall.id, "insert", kind="one", title="How?", text="", answers=[])
        assert answer["reason"] == "This poll has nothing to answer."

    @pytest.mark.parametrize(
        ("step", "line"),
        [
            ({"kind": "slide", "title": "A word", "text": "Hi.\n\nVorher – Licht an."}, "Vorher – Licht an. —"),
            ({"text": "### Reflect: A word\n\nWrite.\n\nVisible to facilitators"}, "Visible to facilitators —"),
        ],
    )
    def test_what_a_check_would_ask_is_asked_before_it_goes_in(self, hall: Hall, step: dict[str, str], line: str):
        """Before, a note or a promise typed live was on every phone, and nothing was said."""
        asked = hall.server.command(hall.id, "insert", **step, all_the_same=False)
        assert (asked["status"], asked["asks"]) == ("refused", True) and line in asked["reason"]
        assert asked["reason"].endswith("press once more: it goes in as it is.")
        assert hall.server.command(hall.id, "insert", **step, all_the_same=True)["status"] == "ok"

    def test_left_out(self, hall: Hall):
        hall.server.command(hall.id, "skip", step="letter")
        hall.do("next")
        shown = hall.server.show(hall.id)
        assert shown["step"]["id"] == "wall"
        assert hall.server.command(hall.id, "goto", step="welcome")["status"] == "ok"

    def test_the_end_is_taken_back_with_the_code(self, hall: Hall):
        (ann,) = hall.join("Ann")
        code = hall.code
        hall.do("end")
        ann.until(lambda c: c.stage["phase"] == "ended")
        hall.do("undo")
        ann.until(lambda c: c.stage["phase"] != "ended")
        assert hall.server.show(hall.id)["code"] == code
        assert hall.server.join(code, "Ben")["session"] == hall.id

    def test_in_between_nobody_joins(self, hall: Hall):
        hall.do("end")
        answer = hall.server.api("POST", "/join", {"code": hall.code, "nickname": "Late"}, key="")
        assert answer.status_code != 201


def test_a_phone_never_hears_the_board(hall: Hall):
    hall.console()
    (ann,) = hall.join("Ann")
    projector = hall.projector()
    ann.op("signal", {"kind": "look in"})
    ann.until(lambda c: c.pulse)
    assert not any(event in ("board", "people") for client in (ann, projector) for event, _ in client.heard)
