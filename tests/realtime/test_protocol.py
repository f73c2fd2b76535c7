"""The protocol as plain Socket.IO clients live it: no browser, only docs/protocol.md."""

import pytest
from socketio.exceptions import ConnectionError as Refused
from websocket import ABNF

from tests.conftest import Hall
from tests.support.people import Client, Phone
from tests.support.server import Server
from tests.support.team import Team
from tests.support.wire import Wire


def test_five_people_live_through_the_hello_workshop(hall: Hall):
    phones = hall.join("Ann", "Ben", "Cem", "Dea", "Eva")
    console, projector = hall.console(), hall.projector()
    poll = hall.go("poll")
    for client in [console, *phones]:
        client.at(poll, "prepared")
    assert console.command("open")["status"] == "ok"
    for choice, phone in enumerate(phones):
        ack = phone.at(poll, "open").op(f"vote:{poll}", {"choice": [choice % 2]})
        assert (ack["status"], ack["value"]) == ("ok", {"choice": [choice % 2]})
    projector.until(lambda c: c.pulse.get("answered") == 5)
    assert console.at(poll, "open").command("reveal")["status"] == "ok"
    for client in [*phones, projector]:
        client.at(poll, "revealed")
        assert "Coffee" in client.stage["html"]
        assert "5 answered" in client.stage["html"]

    talk = hall.go("breakout")
    assert hall.server.command(hall.id, "form_groups")["status"] == "ok"
    for phone in phones:
        phone.at(talk, "open").until(lambda c: c.mine.get("group"))
    ack = phones[0].op(f"note:{talk}", {"text": "My neighbour sang", "sees": "my group"})
    assert ack["status"] == "ok"
    ann = phones[0].mine
    for phone in phones[1:]:
        if phone.mine["group"] == ann["group"]:
            phone.until(lambda c: c.mine["group_notes"] == [{"name": "Ann", "text": "My neighbour sang"}])
        else:
            assert phone.mine["group_notes"] == []
    hall.do("end")
    for client in phones:
        client.until(lambda c: c.stage["phase"] == "ended")


class TestConnecting:
    def test_a_stranger_is_told_why_not(self, hall: Hall):
        with pytest.raises(Refused):
            Phone(hall.server, hall.id, "workshop-x=nobody")

    def test_a_wrong_key_opens_nothing(self, hall: Hall):
        for role in ("facilitator", "projector"):
            with pytest.raises(Refused):
                Client(hall.server, hall.id, role, key="not-the-key-not-the-key")

    def test_a_participant_is_no_facilitator(self, hall: Hall):
        (ann,) = hall.join("Ann")
        hall.do("start")
        assert ann.call("command", {"command": "next"})["status"] == "refused"

    def test_every_connect_brings_the_whole_present(self, hall: Hall):
        (ann,) = hall.join("Ann")
        poll = hall.go("poll")
        hall.do("open")
        ann.at(poll, "open").op(f"vote:{poll}", {"choice": [1]})
        again = hall.phone("Ann")
        assert (again.stage["step"], again.stage["phase"]) == (poll, "open")
        assert again.mine["vote"]["body"] == {"choice": [1]}
        assert again.mine["nickname"] == "Ann"


class TestVotes:
    @pytest.fixture
    def poll(self, hall: Hall) -> str:
        step = hall.go("poll")
        hall.do("open")
        return step

    def test_count_once_whatever_is_sent_again(self, hall: Hall, poll: str):
        (ann,) = hall.join("Ann")
        assert ann.op(f"vote:{poll}", {"choice": [0]}, n=5)["status"] == "ok"
        assert ann.op(f"vote:{poll}", {"choice": [0]}, n=5)["status"] == "dup"
        late = ann.op(f"vote:{poll}", {"choice": [1]}, n=4)
        assert (late["status"], late["n"], late["value"]) == ("stale", 5, {"choice": [0]})
        assert ann.op(f"vote:{poll}", {"choice": [1]}, n=6)["status"] == "ok"
        assert hall.server.show(hall.id)["turnout"]["answered"] == 1

    def test_a_pass_counts_as_answered(self, hall: Hall, poll: str):
        (ann,) = hall.join("Ann")
        assert ann.op(f"pass:{poll}", {})["status"] == "ok"
        assert hall.server.show(hall.id)["turnout"]["answered"] == 1

    def test_a_closed_poll_takes_none(self, hall: Hall, poll: str):
        (ann,) = hall.join("Ann")
        hall.do("close")
        ann.at(poll, "closed")
        ack = ann.op(f"vote:{poll}", {"choice": [0]})
        assert (ack["status"], ack["why"]) == ("closed", "This poll is closed.")

    def test_until_it_opens_there_is_none(self, hall: Hall):
        (ann,) = hall.join("Ann")
        step = hall.go("poll")
        assert ann.op(f"vote:{step}", {"choice": [0]})["why"] == "This poll is not open yet."

    @pytest.mark.parametrize(
        "message",
        [None, 7, [], {}, {"key": "vote:x", "n": True, "body": {}}, {"key": "vote:x", "n": 2**63, "body": {}},
         {"key": "vote", "n": 1, "body": {}}, {"key": "vote:nowhere", "n": 1, "body": {"choice": [0]}}],
    )  # fmt: skip
    def test_what_is_no_answer_gets_a_sentence(self, hall: Hall, poll: str, message):
        (ann,) = hall.join("Ann")
        ack = ann.call("op", message)
        assert ack["status"] == "invalid"
        assert ack["why"].endswith(".")


class TestCommands:
    def test_of_two_consoles_one_is_first(self, hall: Hall):
        hall.do("start")
        one, two = hall.console(), hall.console()
        seen = one.stage["v"]
        first = one.call("command", {"command": "next", "from": seen, "id": "a"})
        second = two.call("command", {"command": "next", "from": seen, "id": "b"})
        assert (first["status"], second["status"]) == ("ok", "stale")

    def test_a_repeated_command_happens_once(self, hall: Hall):
        hall.do("start")
        console = hall.console()
        body = {"command": "next", "from": console.stage["v"], "id": "only-once"}
        assert console.call("command", body) == console.call("command", body)

    def test_the_same_id_in_another_session_is_another_command(self, hall: Hall):
        other = Hall(hall.server, "hello")
        for each in (hall, other):
            assert each.server.command(each.id, "start", id="mine")["status"] == "ok"
            assert each.server.show(each.id)["phase"] == "live"

    def test_the_same_id_of_somebody_else_is_another_command(self, hall: Hall):
        helper = Team(hall.server, hall.id).join("Bo", "lead")
        hall.do("start")
        assert hall.server.command(hall.id, "message", text="One", id="mine")["status"] == "ok"
        assert helper.aside("message", text="Two", id="mine")["status"] == "ok"
        assert hall.console().stage["message"] == "Two"

    def test_a_refusal_says_why(self, hall: Hall):
        answer = hall.server.command(hall.id, "next")
        assert answer["status"] == "refused"
        assert answer["reason"] == "The workshop has not started yet."

    @pytest.mark.parametrize("body", [None, {}, {"command": "fly"}, {"command": "next", "from": "x"}, 3])
    def test_nonsense_is_refused_in_words(self, hall: Hall, body):
        answer = hall.console().call("command", body)
        assert answer["status"] == "refused"
        assert answer["reason"]


class TestWordsThatAreTheServersOwn:
    """Who says goodbye without going would go on listening, counted by nobody and for nobody to remove."""

    @pytest.fixture
    def ann(self, hall: Hall):
        hall.join("Ann")
        hall.home()
        wire = Wire(hall.server, hall.id, hall.cookies["Ann"])
        yield wire
        wire.leave()

    def test_goodbye_changes_nothing(self, hall: Hall, ann: Wire):
        ann.say("disconnect", "transport close")
        ann.say("connect", {}, {"proto": 1, "session": hall.id, "as": "projector"})
        poll = hall.go("poll")
        hall.do("open")
        assert ann.op(f"vote:{poll}", {"choice": [0]})["status"] == "ok"
        hall.server.agree(hall.id)
        assert hall.server.show(hall.id)["people"] == {"joined": 1, "connected": 1}

    @pytest.mark.parametrize("text", ["", "4" + "[" * 20_000, "x", "9"])
    def test_a_frame_that_cannot_be_read_is_no_line_in_the_log(self, hall: Hall, ann: Wire, text: str):
        ann.raw().sendall(ABNF.create_frame(text, ABNF.OPCODE_TEXT).format())
        ann.raw().sendall(b"\xff\xff\xff")
        ann.raw().settimeout(20)
        while ann.raw().recv(4096):
            pass
        assert hall.server.faults() == []

    def test_whoever_goes_in_the_moment_of_coming_needs_no_place_in_a_group(self, hall: Hall, ann: Wire):
        hall.join("Ben", "Cem")
        hall.go("breakout")
        hall.do("form_groups")
        for _ in range(5):
            ann.come_and_go()
        ann.op("note:say-hello", {"text": "Still served", "sees": "only me"})
        assert hall.server.faults() == []

    def test_more_words_than_one_are_not_read(self, hall: Hall, ann: Wire):
        poll = hall.go("poll")
        hall.do("open")
        ann.say("sync", {}, {}, {})
        ann.say("op", {"key": f"vote:{poll}", "n": 1, "body": {"choice": [0]}}, "and", "more")
        assert ann.op(f"vote:{poll}", {"choice": [0]}, n=1)["status"] == "dup"


def test_sessions_are_strangers(server: Server):
    here, there = Hall(server, "hello"), Hall(server, "hello")
    try:
        (ann,) = here.join("Ann")
        poll = here.go("poll")
        there.go("poll")
        here.do("open")
        there.do("open")
        ann.at(poll, "open").op(f"vote:{poll}", {"choice": [0]})
        assert server.show(here.id)["turnout"]["answered"] == 1
        assert server.show(there.id)["turnout"]["answered"] == 0
        with pytest.raises(Refused):
            Phone(server, there.id, here.cookies["Ann"])
    finally:
        here.home()
        there.home()


def test_a_beat_tells_where_the_session_is(hall: Hall):
    (ann,) = hall.join("Ann")
    ann.until(lambda c: any(e == "beat" for e, _ in c.heard))
    beat = next(b for e, b in ann.heard if e == "beat")
    assert (beat["e"], beat["v"]) == (ann.stage["e"], ann.stage["v"])
    assert ann.call("sync", {"e": beat["e"], "v": 0})["v"] == ann.stage["v"]


def test_padded_acks_say_nothing_about_the_choice(hall: Hall):
    """TLS leaks length: the ack of every choice has one size."""
    (ann,) = hall.join("Ann")
    poll = hall.go("poll")
    hall.do("open")
    sizes = {len(str(ann.op(f"vote:{poll}", {"choice": [i]}, n=10 + i))) for i in range(3)}
    sizes.add(len(str(ann.op(f"pass:{poll}", {}, n=20))))
    assert len(sizes) == 1


def test_who_wants_to_work_alone_leaves_the_group(hall: Hall):
    ann, ben, cem = hall.join("Ann", "Ben", "Cem")
    talk = hall.go("breakout")
    hall.do("form_groups")
    for phone in (ann, ben, cem):
        phone.until(lambda c: c.mine.get("group"))
    assert ann.op(f"alone:{talk}", {})["status"] == "ok"
    ann.until(lambda c: c.mine["alone"] and not c.mine["group"])
    ben.until(lambda c: "Ann" not in c.stage["html"])


LIVE_POLL = "### Poll: Where shall we eat? (1 min)\n\n- results: live\n\n- ( ) In\n- (x) Out\n"


def test_live_bars_move_from_k_votes_on_and_only_where_the_script_says_so(hall: Hall):
    phones = hall.join("Ann", "Ben", "Cem", "Dea")
    projector = hall.projector()
    hall.do("start")
    assert hall.server.command(hall.id, "insert", text=LIVE_POLL)["status"] == "ok"
    hall.do("next", "open")
    step = hall.server.show(hall.id)["step"]["id"]
    for phone in phones[:2]:
        assert phone.at(step, "open").op(f"vote:{step}", {"choice": [1]})["status"] == "ok"
    projector.until(lambda c: c.pulse.get("answered") == 2)
    assert not any(event == "tally" for event, _ in projector.heard), "two votes are fewer than k"
    for phone in phones[2:]:
        assert phone.at(step, "open").op(f"vote:{step}", {"choice": [0]})["status"] == "ok"
    projector.until(lambda c: any(e == "tally" and "4 answered" in b["html"] for e, b in c.heard))
    told = [body["html"] for phone in (*phones, projector) for event, body in phone.heard if event == "tally"]
    assert told and not any("correct" in html for html in told), "what is right waits until all have answered"


def test_whoever_is_left_over_joins_another_group(hall: Hall):
    phones = dict(zip(("Ann", "Ben", "Cem", "Dea"), hall.join("Ann", "Ben", "Cem", "Dea"), strict=True))
    step = hall.go("breakout")
    hall.do("form_groups")
    groups: dict[str, list[str]] = {}
    for name, phone in phones.items():
        groups.setdefault(phone.until(lambda c: c.mine.get("group")).mine["group"]["id"], []).append(name)
    (one, other), (third, _) = groups.values()
    refused = phones[one].op(f"join:{step}", {})
    assert (refused["status"], refused["why"].startswith("Somebody of your group")) == ("closed", True)
    assert phones[other].op(f"alone:{step}", {})["status"] == "ok"
    assert phones[one].op(f"join:{step}", {})["status"] == "ok"
    phones[one].until(lambda c: c.mine["group"]["id"] == phones[third].mine["group"]["id"])


def test_a_group_is_told_who_went_away(hall: Hall):
    ann, ben = hall.join("Ann", "Ben")
    hall.go("breakout")
    hall.do("form_groups")
    for phone in (ann, ben):
        phone.until(lambda c: c.mine.get("group"))
    ben.leave()
    ann.until(lambda c: c.mine["group"]["away"] == [ben.mine["person"]], seconds=15)
    hall.phone("Ben")
    ann.until(lambda c: c.mine["group"]["away"] == [])


def test_who_comes_back_hears_the_numbers_of_the_room_though_they_are_as_before(hall: Hall):
    _, ben = hall.join("Ann", "Ben")
    ben.until(lambda c: c.pulse.get("connected") == 2)
    ben.leave()
    hall.phone("Ben").until(lambda c: c.pulse.get("connected") == 2)
