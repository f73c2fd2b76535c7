"""The team over its sockets: what each role hears and may do, the hand-over, places taken back, and nobody there."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import requests
from socketio.exceptions import ConnectionError as Shut

from tests.conftest import Hall
from tests.realtime.test_console import NAMES, SCRIPT, words
from tests.support.people import Client
from tests.support.server import IMPATIENT, Scripts, Server
from tests.support.team import Helper, Team
from workshop.realtime import moderation_queue
from workshop.script import read_step
from workshop.script.model import Rules, Sees
from workshop.store.shared_texts import Shared
from workshop.util.paths import bundled


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"inside.md": SCRIPT, "_help-lines.md": bundled("sessions") / "_help-lines.md"}


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    return (IMPATIENT,)


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "inside")
    yield opened
    opened.home()


@pytest.fixture
def join(hall: Hall) -> Iterator[Callable[[str, str], Helper]]:
    """Somebody of the team with their console open."""
    team, came = Team(hall.server, hall.id), []

    def joined(name: str, role: str) -> Helper:
        came.append(team.join(name, role))
        return came[-1]

    joined.team = team
    yield joined
    for helper in came:
        helper.leave()


def board(helper: Helper, part: str) -> str:
    return words(helper.board.get(part, ""))


def console_board(console: Client, part: str) -> str:
    boards = [body for event, body in console.heard if event == "board"]
    return words(boards[-1][part])


class TestRoles:
    def test_a_lead_moves_the_workshop_but_does_not_start_or_end_it(self, hall: Hall, join):
        ana = join("Ana", "lead")
        refused = ana.command("start")
        assert (refused["status"], "for the facilitator" in refused["reason"]) == ("refused", True)
        hall.do("start")
        ana.at("welcome")
        assert ana.command("next")["status"] == "ok"
        ana.at("letter")
        assert ana.command("end")["status"] == "refused"
        assert 'data-command="end"' not in ana.stage["html"]
        assert "/host/" not in ana.stage["html"]

    def test_support_takes_a_call_under_their_own_name(self, hall: Hall, join):
        console, sue = hall.console(), join("Sue", "support")
        hall.do("start")
        (ann,) = hall.join("Ann")
        ann.op("signal", {"kind": "look in"})
        sue.until(lambda c: "Ann asks you to look in" in board(c, "signals"))
        assert sue.aside("take", person=ann.mine["person"], by="Ana")["status"] == "ok"
        console.until(lambda c: any("taken by Sue" in str(body) for event, body in c.heard if event == "board"))
        refused = sue.command("next")
        assert refused["reason"].startswith("This is for the facilitator or for a lead.")
        assert hall.server.show(hall.id)["step"]["id"] == "welcome"

    def test_support_reads_no_texts_and_a_moderator_no_names(self, hall: Hall, join):
        sue, mo, lea = join("Sue", "support"), join("Mo", "moderator"), join("Lea", "lead")
        hall.do("start", "next")
        phones = hall.join(*NAMES[:3])
        phones[0].op("signal", {"kind": "look in"})
        for phone in phones:
            body = {"text": "a word for the wall", "sees": "everyone without names"}
            assert phone.op("note:letter", body)["status"] == "ok"
        hall.do("close")
        mo.until(lambda c: "3 wait for you" in board(c, "texts"))
        lea.until(lambda c: "3 wait for you" in board(c, "texts") and "Ann" in board(c, "signals"))
        sue.until(lambda c: "Ann" in board(c, "signals"))
        assert not any("a word for the wall" in str(body) for _, body in sue.heard)
        assert not any(name in str(body) for _, body in mo.heard for name in NAMES[:3])
        item = re.search(r'data-command="show"[^>]*data-item="([^"]+)"', mo.board["texts"])[1]
        assert mo.aside("show", step="letter", item=item)["status"] == "ok"
        assert mo.aside("admit", person=phones[0].mine["person"])["status"] == "refused"

    def test_what_is_for_those_who_lead_is_not_for_a_moderator(self, hall: Hall, join):
        mo, lea = join("Mo", "moderator"), join("Lea", "lead")
        hall.do("start", "next")
        (ann,) = hall.join("Ann")
        ann.op("note:letter", {"text": "for you alone", "sees": "facilitators"})
        hall.do("next")
        lea.until(lambda c: "for you alone" in board(c, "texts"))
        assert not any("for you alone" in str(body) for _, body in mo.heard)
        assert "Ann" not in board(lea, "texts")

    def test_what_is_for_those_who_lead_with_the_name_shows_it_to_them_alone(self, hall: Hall, join):
        """Nobody else learns of it: not a moderator, not support, not the room, nor the shared screen."""
        others = [join("Mo", "moderator"), join("Sue", "support"), hall.projector()]
        lea = join("Lea", "lead")
        ann, ben = hall.join("Ann", "Ben")
        hall.do("start")
        hall.server.command(hall.id, "goto", step="attendance")
        ann.op("note:attendance", {"text": "I was there", "sees": "facilitators with names"})
        lea.until(lambda c: "I was there" in board(c, "texts") and "Ann" in board(c, "texts"))
        assert not any("I was there" in str(body) for client in (*others, ben) for _, body in client.heard)
        assert not any("Ann" in board(client, "texts") for client in others[:1])

    def test_a_moderator_is_told_that_groups_are_at_work_and_not_that_there_are_none(self, hall: Hall, join):
        mo = join("Mo", "moderator")
        hall.join(*NAMES[:4])
        hall.do("start")
        hall.server.command(hall.id, "goto", step="pairs")
        hall.do("form_groups")
        mo.until(lambda c: "The groups are at work." in words(c.stage.get("html", "")))

    def test_who_of_the_team_is_here(self, hall: Hall, join):
        sue, lea = join("Sue", "support"), join("Lea", "lead")
        sue.until(lambda c: "Lea you · can lead Sue" in board(c, "team"))
        assert "The facilitator offline" in board(sue, "team")
        lea.leave()
        sue.until(lambda c: "can lead · offline" in board(c, "team"))
        hall.console()
        sue.until(lambda c: "The facilitator leads" in board(c, "team"))


class TestPlaces:
    def test_taking_back_closes_the_console_at_once(self, hall: Hall, join):
        ana = join("Ana", "lead")
        join.team.take_back("Ana")
        ana.until(lambda c: c.gone)
        with pytest.raises(Shut):
            Client(hall.server, hall.id, "team", cookie=ana.cookie)

    def test_a_new_link_closes_what_the_one_before_opened(self, hall: Hall, join):
        ana = join("Ana", "lead")
        link = join.team.again("Ana")
        ana.until(lambda c: c.gone)
        again = Helper(hall.server, hall.id, link)
        assert again.stage["phase"] == "lobby"
        again.leave()

    def test_a_place_in_one_session_opens_no_other(self, hall: Hall, join):
        ana, other = join("Ana", "lead"), Hall(hall.server, "inside")
        cookie = ana.cookie.replace(hall.id, other.id)
        with pytest.raises(Shut):
            Client(hall.server, other.id, "team", cookie=cookie)
        with pytest.raises(Shut):
            Client(hall.server, hall.id, "facilitator", cookie=ana.cookie)

    def test_where_the_one_who_leads_is_taken_back_the_facilitator_leads(self, hall: Hall, join):
        join("Ana", "lead")
        hand_over(hall, join, "Ana")
        assert hall.server.command(hall.id, "start")["status"] == "refused"
        join.team.take_back("Ana")
        assert hall.server.command(hall.id, "start")["status"] == "ok"


def hand_over(hall: Hall, join, name: str) -> dict:
    """Somebody has just sat down at a console; another process of the server may not have heard it yet."""
    until = time.monotonic() + 20
    while True:
        told = hall.server.command(hall.id, "hand_over", member=join.team.id_of(name))
        if "not open just now" not in told.get("reason", "") or time.monotonic() > until:
            return told
        time.sleep(0.02)


class TestHandOver:
    def test_there_and_back(self, hall: Hall, join):
        console, ana, lea = hall.console(), join("Ana", "lead"), join("Lea", "lead")
        (ben,) = hall.join("Ben")
        console.until(lambda c: any("Hand over" in str(body) for event, body in c.heard if event == "board"))
        assert console.command("hand_over", member=join.team.id_of("Ana"))["status"] == "ok"
        ana.until(lambda c: 'data-command="start"' in c.stage["html"])
        console.until(lambda c: "Ana is leading. You are watching." in words(c.stage["html"]))
        assert "data-primary" not in console.stage["html"]
        lea.until(lambda c: "Ana is leading" in words(c.stage["html"]))
        told = console.command("start")
        assert told["reason"].startswith("Ana is leading, so nothing was moved. To lead yourself, choose")
        assert ana.command("start")["status"] == "ok"
        for desk in (console, ana, lea):
            desk.at("welcome")
        assert ana.command("hand_back")["status"] == "ok"
        ana.until(lambda c: 'data-command="end"' not in c.stage["html"])
        console.until(lambda c: "data-primary" in c.stage["html"])
        assert console.command("next")["status"] == "ok"
        ben.at("letter")
        assert not any("Ana" in str(body) or "Lea" in str(body) for _, body in ben.heard)

    def test_the_facilitators_link_takes_it_back_on_any_device(self, hall: Hall, join):
        ana = join("Ana", "lead")
        hand_over(hall, join, "Ana")
        ana.until(lambda c: "you lead" in words(c.stage["html"]))
        other = hall.console()
        other.until(lambda c: any(event == "board" for event, _ in c.heard))
        assert console_board(other, "leader") == ""
        ana.leave()
        other.until(lambda c: console_board(c, "leader") == "Their console is offline just now.")
        ana = Client(hall.server, hall.id, "team", cookie=ana.cookie)
        assert other.command("take_back")["status"] == "ok"
        ana.until(lambda c: "you lead" not in words(c.stage["html"]))
        assert ana.call("command", {"command": "hand_back"})["status"] == "refused"
        ana.leave()

    def test_only_to_a_lead_whose_console_is_open(self, hall: Hall, join):
        join("Sue", "support")
        ana = join("Ana", "lead")
        assert "link is one for a lead" in hand_over(hall, join, "Sue")["reason"]
        ana.leave()
        hall.server.show(hall.id)
        refused = hall.server.command(hall.id, "hand_over", member=join.team.id_of("Ana"))
        assert (
            "not open just now" in refused.get("reason", "") or refused["status"] == "ok"
        )  # the server may not know it yet
        assert hall.server.command(hall.id, "hand_over", member="nobody")["status"] == "refused"

    def test_a_lead_cannot_take_it(self, hall: Hall, join):
        ana = join("Ana", "lead")
        for command in ("hand_over", "take_back"):
            assert ana.aside(command, member=join.team.id_of("Ana"))["status"] == "refused"


def test_who_leads_outlives_a_restart(own_server: Server):
    hall = Hall(own_server, "inside")
    team = Team(own_server, hall.id)
    ana = team.join("Ana", "lead")
    assert own_server.command(hall.id, "hand_over", member=team.id_of("Ana"))["status"] == "ok"
    ana.leave()
    own_server.kill()
    own_server.start()
    back = Client(own_server, hall.id, "team", cookie=ana.cookie)
    assert "you lead" in words(back.stage["html"])
    assert own_server.command(hall.id, "start")["status"] == "refused"
    assert back.call("command", {"command": "start"})["status"] == "ok"
    back.leave()


class TestHolding:
    @pytest.fixture
    def started(self, hall: Hall):
        """With a console, two phones and the shared screen; then the console is gone."""
        console = hall.console()
        ann, ben = hall.join("Ann", "Ben")
        projector = hall.projector()
        assert console.command("start")["status"] == "ok"
        for client in (console, ann, ben, projector):
            client.at("welcome")
        return console, ann, projector

    def test_nobody_leads_so_the_room_is_told_and_goes_on(self, hall: Hall, started):
        console, ann, projector = started
        before = ann.stage["v"]
        console.leave()
        for client in (ann, projector):
            client.until(lambda c: ("holding", {"on": True}) in c.heard)
        hall.console()
        for client in (ann, projector):
            client.until(lambda c: ("holding", {"on": False}) in c.heard)
        assert ann.stage["v"] == before

    def test_whoever_comes_meanwhile_reads_it_too(self, hall: Hall, started):
        console, ann, _ = started
        console.leave()
        ann.until(lambda c: ("holding", {"on": True}) in c.heard)
        assert hall.phone("Ben").stage["holding"] is True
        headers = {"Cookie": hall.cookies["Ann"]}
        page = requests.get(f"{hall.server.url}/s/{hall.id}", headers=headers, timeout=10).text
        assert " data-holding>" in page or " data-holding " in page
        state = f"{hall.server.url}/s/{hall.id}/state?e={ann.stage['e']}&v={ann.stage['v']}"
        assert requests.get(f"{state}&holding=0", headers=headers, timeout=10).json()["holding"] is True
        assert requests.get(f"{state}&holding=1", headers=headers, timeout=10).status_code == 204

    def test_a_lead_is_enough(self, hall: Hall, join, started):
        console, ann, _ = started
        ana, sue = join("Ana", "lead"), join("Sue", "support")
        console.leave()
        sue.until(lambda c: "The facilitator offline" in board(c, "team"))
        with pytest.raises(AssertionError):
            ann.until(lambda c: ("holding", {"on": True}) in c.heard, 3)
        ana.leave()  # support cannot move the workshop
        ann.until(lambda c: ("holding", {"on": True}) in c.heard)

    def test_a_program_that_leads_needs_no_console(self, hall: Hall, started):
        console, ann, _ = started
        console.leave()
        ann.until(lambda c: ("holding", {"on": True}) in c.heard)
        hall.do("next")
        ann.until(lambda c: ("holding", {"on": False}) in c.heard)

    def test_writing_goes_on(self, hall: Hall, started):
        console, ann, _ = started
        assert console.command("next")["status"] == "ok"
        ann.at("letter")
        console.leave()
        ann.until(lambda c: ("holding", {"on": True}) in c.heard)
        assert ann.op("note:letter", {"text": "still here", "sees": "only me"})["status"] == "ok"


def test_a_name_beside_a_text_for_everyone_is_on_no_desk() -> None:
    """A moderator reads what is to be shown, and no names; beside what is for those who lead they stand."""
    step, _ = read_step("### Reflect: A\n\n- who sees this: everyone with names\n", Rules())
    assert step
    row = Shared("i", step.id, "", Sees.WITH_NAMES, "", "Ann", "a text", "waiting")
    assert "Ann" not in repr(moderation_queue._queue(step, 3, [row]))
    assert "Ann" in repr(moderation_queue._queue(step, 3, [replace(row, sees=Sees.TEAM_WITH_NAMES)]))
