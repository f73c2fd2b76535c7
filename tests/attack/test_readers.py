"""Who reads a text is settled when it is written. Each attack here read something in version 0.1.0.

Beside each stands its control: those who were promised to read it still do.
"""

import re
from collections.abc import Iterator

import pytest
import requests
from watcher import everything

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


class TestMyGroupIsWhoWasInIt:
    @both
    def test_the_facilitator_by_phone_moved_into_every_group_reads_nothing(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        groups = {phone.mine["group"]["id"] for phone in phones.values()}
        for phone in phones.values():
            phone.leave()
        to(hall, "thought")
        [spy] = hall.join("Spy")
        if spy.mine["state"] == "waiting":
            do(hall, "admit", person=spy.mine["person"])
        to(hall, "pairs")
        hall.server.command(hall.id, "reopen_groups")
        for group in sorted(groups):
            do(hall, "move", person=spy.mine["person"], group=group)
            settled(spy, group)
        assert told(spy) == set()
        assert told(hall.phone("Spy")) == set()

    def test_a_stranger_who_is_seated_in_a_running_group_reads_what_comes_and_not_what_was(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        [spy] = hall.join("Stranger")
        group = spy.until(lambda c: c.mine.get("group")).mine["group"]["id"]
        mates = [phone for phone in phones.values() if phone.mine["group"]["id"] == group]
        mates[0].until(lambda c: "came later" in c.stage["html"])  # the room is told
        assert told(spy) == set()
        mates[0].op("note:pairs", {"text": "for all three", "sees": GROUP, "group": group, "generation": 1})
        spy.until(lambda c: told(c) == {"for all three"})

    def test_what_was_sent_before_somebody_was_seen_to_come_is_not_for_them(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        [spy] = hall.join("Stranger")
        group = spy.until(lambda c: c.mine.get("group")).mine["group"]["id"]
        mate, other = (phone for phone in phones.values() if phone.mine["group"]["id"] == group)
        mate.op("note:pairs", {"text": "among us two", "sees": GROUP, "group": group, "generation": 0})
        other.until(lambda c: "among us two" in told(c))
        assert told(hall.phone("Stranger")) == set()

    def test_on_ones_own_and_then_into_another_group(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        ann = phones["Ann"]
        own = ann.mine["group"]["id"]
        theirs = next(p.mine["group"]["id"] for p in phones.values() if p.mine["group"]["id"] != own)
        read_before = told(ann)
        assert ann.op("alone:pairs", {})["status"] == "ok"
        ann.until(lambda c: c.mine["alone"])
        assert ann.op("join:pairs", {})["status"] == "ok"
        ann.until(lambda c: c.mine.get("group"))
        do(hall, "move", person=ann.mine["person"], group=theirs)
        settled(ann, theirs)
        assert told(ann) == read_before

    def test_who_left_and_came_back_reads_nothing_from_in_between(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        ann = phones["Ann"]
        own = ann.mine["group"]["id"]
        mate = next(p for n, p in phones.items() if n != "Ann" and p.mine["group"]["id"] == own)
        do(hall, "move", person=ann.mine["person"], group="")
        ann.until(lambda c: c.mine["alone"])
        mate.op("note:pairs", {"text": "now that she is gone", "sees": GROUP})
        mate.until(lambda c: "now that she is gone" in told(c))
        do(hall, "move", person=ann.mine["person"], group=own)
        settled(ann, own)
        assert "now that she is gone" not in told(ann)

    def test_the_same_groups_on_a_later_step_with_somebody_new(self, hall: Hall) -> None:
        in_pairs(hall)
        [spy] = hall.join("Stranger")
        to(hall, "again")
        hall.do("open")
        spy.until(lambda c: c.stage["step"] == "again" and c.mine.get("group"))
        assert not {text for text in told(spy) if text.startswith("secret")}

    def test_who_was_asked_out_and_let_in_again_reads_nothing_from_in_between(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        ann, mate = phones["Ann"], mate_of(phones, "Ann")
        do(hall, "remove", person=ann.mine["person"])
        ann.until(lambda c: c.mine["state"] == "out")
        mate.until(lambda c: "Ann" not in c.stage["html"])  # the list of those who read
        assert mate.op("note:pairs", {"text": "now that she is out", "sees": GROUP})["status"] == "ok"
        mate.until(lambda c: "now that she is out" in told(c))
        do(hall, "admit", person=ann.mine["person"])
        ann.until(lambda c: c.mine["state"] == "in" and c.mine["group"])
        do(hall, "move", person=ann.mine["person"], group=mate.mine["group"]["id"])
        settled(ann, mate.mine["group"]["id"])
        assert "now that she is out" not in told(ann) | told(hall.phone("Ann"))
        mate.op("note:pairs", {"text": "welcome back", "sees": GROUP})
        ann.until(lambda c: "welcome back" in told(c))  # the control

    @pytest.mark.parametrize("meanwhile", ["dealt anew", "over, and not"])
    def test_nor_where_the_groups_were(self, hall: Hall, meanwhile: str) -> None:
        """Groups that are dealt anew read as they were; an end that is taken back brings them back."""
        phones = in_pairs(hall)
        ann, mate = phones["Ann"], mate_of(phones, "Ann")
        if meanwhile == "dealt anew":
            do(hall, "recall", seconds=0)
            do(hall, "form_groups", propose=True)
        else:
            hall.do("end")
        do(hall, "remove", person=ann.mine["person"])
        if meanwhile == "dealt anew":
            to(hall, "among")
            mate.at("among").until(lambda c: c.mine["step"] == "among")
        else:
            hall.do("undo")
            mate.at("pairs").until(lambda c: c.mine.get("group"))
        step = mate.stage["step"]
        assert "Ann" not in str(mate.mine.get("circle"))  # nobody stands above the box who cannot answer
        mate.op(f"note:{step}", {"text": "now that she is out", "sees": GROUP})
        do(hall, "admit", person=ann.mine["person"])
        ann.until(lambda c: c.mine["state"] == "in" and c.mine["step"] == step)
        assert "now that she is out" not in told(ann) | told(hall.phone("Ann"))

    def test_a_text_for_one_group_does_not_follow_its_writer_into_another(self, hall: Hall) -> None:
        """Sent by a phone that had no line while its owner was moved: above its box stood the others."""
        phones = in_pairs(hall)
        ann, mate = phones["Ann"], mate_of(phones, "Ann")
        theirs = next(p for p in phones.values() if p not in (ann, mate))
        body = {"text": "about the others", "sees": GROUP, "group": ann.mine["group"]["id"], "generation": 0}
        do(hall, "move", person=ann.mine["person"], group=theirs.mine["group"]["id"])
        settled(ann, theirs.mine["group"]["id"])
        late = ann.op("note:pairs", body)
        assert (late["status"], "for you only" in late["why"]) == ("closed", True)
        assert ann.op("note:pairs", {"text": "hello", "sees": GROUP})["status"] == "ok"
        theirs.until(lambda c: "hello" in told(c))
        assert "about the others" not in told(theirs)

    def test_nor_does_a_younger_membership_widen_what_an_older_one_wrote(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        ann, mate = phones["Ann"], mate_of(phones, "Ann")
        own, theirs = ann.mine["group"]["id"], next(p for p in phones.values() if p not in (ann, mate))
        body = {"text": "between us two", "sees": GROUP, "group": own, "generation": 0}
        do(hall, "move", person=ann.mine["person"], group="")
        do(hall, "move", person=theirs.mine["person"], group=own)
        do(hall, "move", person=ann.mine["person"], group=own)
        settled(ann, own)
        assert ann.op("note:pairs", body)["status"] == "ok"
        mate.until(lambda c: "between us two" in told(c))
        assert "between us two" not in told(hall.phone(next(n for n in NAMES if phones[n] is theirs)))

    def test_a_proposal_takes_no_texts_for_a_group(self, hall: Hall) -> None:
        """Who is in it may still be dealt anew, so there are no readers to name."""
        [ann, *_] = hall.join(*NAMES)
        to(hall, "pairs")
        do(hall, "form_groups", propose=True)
        answer = ann.op("note:pairs", {"text": "too early", "sees": GROUP})
        assert (answer["status"], "not in a group" in answer["why"]) == ("invalid", True)


class TestMyGroupOnAStepOfItsOwn:
    """Written after the groups came back, it is for the group that one was in last, and for those who are in it now."""

    def test_the_group_reads_it_and_nobody_else(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        to(hall, "among")
        for name, phone in phones.items():
            circle = phone.at("among").until(in_circle).mine["circle"]
            body = {"text": f"among us: {name}", "sees": GROUP, "group": circle["key"], "generation": 0}
            assert phone.op("note:among", body)["status"] == "ok"
        for name, phone in phones.items():
            mate = next(n for n, p in phones.items() if p is mate_of(phones, name))
            assert phone.mine["circle"]["others"] == [mate]
            wanted = {f"among us: {name}", f"among us: {mate}"}
            phone.until(lambda c, wanted=wanted: wanted <= told(c))
            assert {text for text in told(phone) if text.startswith("among")} == wanted

    def test_whoever_is_put_into_the_group_afterwards_reads_nothing_of_it(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        to(hall, "among")
        for name, phone in phones.items():
            assert phone.at("among").op("note:among", {"text": f"among us: {name}", "sees": GROUP})["status"] == "ok"
        [spy] = hall.join("Spy")
        assert spy.at("among").mine.get("circle") is None
        refused = spy.op("note:among", {"text": "who are you", "sees": GROUP})
        assert (refused["status"], "not in a group" in refused["why"]) == ("invalid", True)
        to(hall, "pairs")
        hall.do("reopen_groups")
        for group in sorted({phone.mine["group"]["id"] for phone in phones.values() if phone.until(grouped)}):
            do(hall, "move", person=spy.mine["person"], group=group)
            settled(spy, group)
            to(hall, "among")
            spy.until(lambda c: c.mine["step"] == "among" and in_circle(c))
            to(hall, "pairs")
            hall.do("reopen_groups")
        assert told(spy) | told(hall.phone("Spy")) == set()

    def test_groups_of_a_later_step_read_nothing_of_the_earlier_ones_though_their_ids_are_alike(
        self, hall: Hall
    ) -> None:
        phones = in_pairs(hall)
        to(hall, "among")
        for name, phone in phones.items():
            phone.at("among").op("note:among", {"text": f"among us: {name}", "sees": GROUP})
        to(hall, "mixed")
        hall.do("open")
        for phone in phones.values():
            phone.at("mixed").until(grouped)
        to(hall, "among")
        for name, phone in phones.items():
            phone.at("among").until(in_circle)
            old = next(n for n, p in phones.items() if p is mate_of(phones, name))
            assert not {f"among us: {n}" for n in NAMES if n not in (name, old)} & told(phone)

    def test_of_a_proposal_nobody_is_a_reader(self, hall: Hall) -> None:
        [ann, *_] = hall.join(*NAMES)
        to(hall, "pairs")
        do(hall, "form_groups", propose=True)
        to(hall, "among")
        answer = ann.at("among").op("note:among", {"text": "too early", "sees": GROUP})
        assert (answer["status"], "not in a group" in answer["why"]) == ("invalid", True)

    def test_what_a_phone_without_a_group_sent_is_for_no_group_that_came_meanwhile(self, hall: Hall) -> None:
        """Its line was away while its owner was put into one: above its box stood that nobody would read it."""
        phones = in_pairs(hall)
        [late] = hall.join("Late")
        do(hall, "move", person=late.until(grouped).mine["person"], group="")
        late.until(lambda c: c.mine["alone"])
        to(hall, "among")
        assert late.at("among").mine.get("circle") is None
        to(hall, "pairs")
        hall.do("reopen_groups")
        do(hall, "move", person=late.mine["person"], group=phones["Ann"].until(grouped).mine["group"]["id"])
        to(hall, "among")
        answer = late.at("among").op("note:among", {"text": "among nobody", "sees": GROUP, "group": ""})
        assert (answer["status"], "not in a group" in answer["why"]) == ("invalid", True)

    def test_one_blank_of_a_sheet_for_everyone(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        to(hall, "plan")
        ann, mate = phones["Ann"], mate_of(phones, "Ann")
        fields = dict(zip(PLAN, ("a word to all", "a word to us"), strict=True))
        assert ann.at("plan").op("note:plan", {"fields": fields, "sees": "everyone with names"})["status"] == "ok"
        mate.until(lambda c: "For us: a word to us" in told(c))
        others = [p for p in phones.values() if p not in (ann, mate)]
        assert not [p for p in others if "a word to us" in str(p.heard)]
        assert "a word to us" not in everything(hall)


def in_circle(phone: Phone) -> object:
    return phone.mine["step"] == phone.stage["step"] and phone.mine.get("circle")


def grouped(phone: Phone) -> object:
    return phone.mine.get("group")


def mate_of(phones: dict[str, Phone], name: str) -> Phone:
    """Whoever shared a group with this person on the first step."""
    return next(p for n, p in phones.items() if n != name and told(p) & told(phones[name]))


class TestKCountsPeople:
    @both
    def test_one_who_fills_three_blanks_hangs_on_no_wall(self, hall: Hall) -> None:
        ann, ben, cem, _ = hall.join(*NAMES)
        to(hall, "sheet")
        assert ann.op("note:sheet", {"fields": {f: f"lonely {n}" for n, f in enumerate(SHEET)}, "sees": ALL})
        assert "lonely" not in everything(hall)
        to(hall, "wall")
        assert "lonely" not in everything(hall, ben.at("wall"))
        to(hall, "sheet")
        for phone in (ben, cem):
            phone.op("note:sheet", {"fields": {SHEET[0]: "with others"}, "sees": ALL})
        to(hall, "wall")
        release_all(hall)
        wall = ben.until(lambda c: "lonely 0" in c.stage["html"])  # the control: a field that three people filled
        assert "lonely 1" not in wall.stage["html"]
        found = hall.server.api("GET", f"/sessions/{hall.id}/results").text
        assert "lonely 0" in found
        assert "lonely 1" not in found


def release_all(hall: Hall) -> None:
    """Where the team reads first: let everything through."""
    console = hall.console()
    board = next((body for event, body in reversed(console.heard) if event == "board"), None)
    if board is None:
        console.until(lambda c: any(event == "board" for event, _ in c.heard))
        board = next(body for event, body in reversed(console.heard) if event == "board")
    ids = [part.split('"')[0] for part in board["texts"].split('data-item="')[1:]]
    if ids:
        do(hall, "show_all", step="sheet", items=sorted(set(ids)))


class TestNothingIsReleasedOneByOne:
    """The watcher looks at everything after each act, and knows who acted."""

    @pytest.mark.parametrize(("step", "sees"), [("thought", ALL), ("thought", TEAM), ("talk", ALL), ("sheet", ALL)])
    def test_while_people_write_and_then_all_at_once(self, hall: Hall, step: str, sees: str) -> None:
        phones = dict(zip(NAMES, hall.join(*NAMES), strict=True))
        to(hall, step)
        tied = 0
        for name, phone in phones.items():
            body = {"fields": {SHEET[0]: f"words of {name}"}} if step == "sheet" else {"text": f"words of {name}"}
            assert phone.op(f"note:{step}", {**body, "sees": sees})["status"] == "ok"
            tied += f"words of {name}" in everything(hall)
        assert tied == 0
        hall.do("close")
        after = everything(hall)
        assert sum(f"words of {name}" in after for name in NAMES) == len(NAMES)  # the control

    def test_nor_from_k_on_once_the_room_has_moved_on(self, hall: Hall) -> None:
        """Latecomers' texts come in lots of k, and so never by themselves."""
        phones = hall.join(*NAMES, "Eva", "Fay")
        to(hall, "thought")
        for n, phone in enumerate(phones[:3]):
            phone.op("note:thought", {"text": f"words {n}", "sees": ALL})
        to(hall, "talk")
        seen = [sum(f"words {n}" in everything(hall) for n in range(6))]
        for n, phone in enumerate(phones[3:], start=3):
            phone.op("note:thought", {"text": f"words {n}", "sees": ALL})
            seen.append(sum(f"words {n}" in everything(hall) for n in range(6)))
        assert seen == [3, 3, 3, 6]

    def test_what_only_the_team_may_read_reaches_it_at_the_end_also_alone(self, hall: Hall) -> None:
        ann, ben, *_ = hall.join(*NAMES)
        to(hall, "thought")
        ann.op("note:thought", {"text": "please call me", "sees": TEAM})
        to(hall, "talk")
        assert "please call me" in everything(hall)
        ben.op("note:thought", {"text": "me too, later", "sees": TEAM})
        assert "me too, later" not in everything(hall)
        hall.do("end")
        assert "me too, later" in hall.server.api("GET", f"/sessions/{hall.id}/results").text

    @pytest.mark.parametrize("way", ["close", "leave"])
    def test_nor_by_opening_and_closing_the_box_after_each_writer(self, hall: Hall, way: str) -> None:
        """Of texts for the team the first may be the only one; a second one by itself would have a name."""
        phones = dict(zip(NAMES, hall.join(*NAMES), strict=True))
        to(hall, "thought")
        tied = []
        for name, phone in phones.items():
            phone.at("thought").op("note:thought", {"text": f"words of {name}", "sees": TEAM})
            do(hall, "close") if way == "close" else do(hall, "goto", step="talk")
            tied.append(sum(f"words of {each}" in everything(hall) for each in NAMES))
            do(hall, "goto", step="thought")
            do(hall, "open")
        assert tied == [1, 1, 1, 4]
        hall.do("end")


class TestAQuietMomentIsInvisible:
    def test_whoever_rests_stands_among_those_on_their_own(self, hall: Hall) -> None:
        """People here less people in rooms was the name of who rests."""
        phones = dict(zip(NAMES, hall.join(*NAMES), strict=True))
        console = hall.console()
        assert phones["Dea"].op("signal", {"kind": "quiet"})["status"] == "ok"
        console.until(lambda c: any(e == "people" and b["resting"] == 1 for e, b in c.heard))
        to(hall, "pairs")
        hall.do("open")
        for phone in phones.values():
            phone.until(lambda c: c.mine.get("group") or c.mine.get("alone"))
        assert missing(hall) == []
        assert phones["Dea"].mine["alone"]  # the control: nobody is put into a room while they rest
        console.until(lambda c: [b["resting"] for e, b in c.heard if e == "people"][-1] == 0)

    def test_also_where_their_phone_comes_back_while_the_groups_are_at_work(self, hall: Hall) -> None:
        dea, *others = hall.join("Dea", "Ann", "Ben")
        dea.op("signal", {"kind": "go"})
        dea.leave()
        to(hall, "pairs")
        hall.do("open")
        for phone in others:
            phone.until(lambda c: c.mine.get("group"))
        hall.phone("Dea").until(lambda c: c.mine.get("alone"))


def missing(hall: Hall) -> list[str]:
    """Who is here and in the list of no room, nor among those on their own."""
    console = hall.console().until(lambda c: any(event == "people" for event, _ in c.heard))
    people = next(body for event, body in reversed(console.heard) if event == "people")["people"]
    html = console.stage["html"]
    return [person["name"] for person in people if person["here"] and person["name"] not in html]


class TestWhoIsHere:
    """A room can be filled with phones of one's own. Nobody can prevent it; everybody can count."""

    @both
    def test_the_phone_says_how_many_before_anything_is_asked(self, hall: Hall) -> None:
        first, *_ = hall.join("Ann", "Ben", "Cleo")
        first.until(lambda c: any(e == "pulse" and body.get("connected") == 3 for e, body in c.heard))
        assert 'data-pulse="connected"' in first.stage["html"]

    def test_whoever_is_in_the_room_sees_who_else_is_and_nobody_else_does(self, hall: Hall) -> None:
        ann, *_ = hall.join("Ann", "Ben", "Cleo", "Dea")
        do(hall, "remove", person=hall.phone("Dea").mine["person"])
        assert f'href="/s/{hall.id}/here"' in ann.stage["html"]
        page = f"{hall.server.url}/s/{hall.id}/here"
        found = requests.get(page, headers={"Cookie": hall.cookies["Ann"]})
        assert re.findall(r"<bdi[^>]*>(.*?)</bdi>", found.text) == ["Ann", "Ben", "Cleo"]
        for cookie in (hall.cookies["Dea"], "", f"workshop-{hall.id}=" + "A" * 43):
            refused = requests.get(page, headers={"Cookie": cookie})
            assert (refused.status_code, "Cleo" in refused.text) == (404, False)

    @pytest.mark.parametrize("hall", ["sensitive"], indirect=True)
    def test_in_sensitive_care_above_each_poll_and_the_door_is_a_question_before_the_first(self, hall: Hall) -> None:
        first, *_ = hall.join("Ann", "Ben", "Cleo")
        console = hall.console()
        to(hall, "which")
        first.at("which", "prepared").until(lambda c: 'data-pulse="connected"' in c.stage["html"])
        console.at("which").until(lambda c: "data-offers-lock" in c.stage["html"])
        hall.do("lock")
        console.until(lambda c: "data-offers-lock" not in c.stage["html"])
        hall.do("unlock", "open")
        first.at("which", "open").until(lambda c: 'data-pulse="connected"' in c.stage["html"])
        console.at("which", "open").until(lambda c: "data-offers-lock" not in c.stage["html"])  # it comes too late now
