"""Reloads, dead lines, killed servers, second tabs: nobody loses a place, an answer or a sentence."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.browser.house import House
from tests.browser.pages import Window
from tests.conftest import Hall
from tests.support.server import Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

SOCKET = "**/socket.io/**"
DEAD_LINE = ("WebSocket connection", "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_ABORTED")
BLOCKED = """window.WebSocket = class extends WebSocket {
    constructor(url) { super(url.replace("/socket.io", "/no-such-place")); } }"""
WATCHED = """() => { window.empty = 0; const stage = document.getElementById("stage");
    new MutationObserver(() => (window.empty += !stage.querySelector("h1"))).observe(stage, {childList: true}); }"""
SENTENCE = "I waited for the message all evening, and then I made soup."


@pytest.fixture
def retreat(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "healing-anxious-attachment")
    yield opened
    opened.home()


class Line:
    """The websocket of a page, with the test's hand on it. It takes hold at the next load."""

    def __init__(self, window: Window) -> None:
        self.dead = False
        self.held: tuple[str, ...] = ()
        self.ack = ""  # what the next answer of the server is replaced by
        window.page.route_web_socket(SOCKET, self._carry)

    def _carry(self, page: WebSocketRoute) -> None:
        self.page, server, born = page, page.connect_to_server(), self.dead
        page.on_message(lambda text: born == self.dead and server.send(text))
        server.on_message(lambda text: born == self.dead and not self._holds(text) and page.send(self._spoiled(text)))

    def tell(self, event: str, body: object) -> None:
        """As if the server had said it."""
        self.page.send(f"42{json.dumps([event, body])}")

    def _spoiled(self, text: str | bytes) -> str | bytes:
        ack, spoiled = re.match(r"43\d+", str(text)), self.ack
        if not ack or not spoiled:
            return text
        self.ack = ""
        return f"{ack[0]}[{spoiled}]"

    def _holds(self, text: str | bytes) -> bool:
        return any(f'["{event}"' in str(text)[:20] for event in self.held)


class TestWriting:
    def test_a_reload_in_mid_sentence(self, house: House, retreat: Hall) -> None:
        ann = house.guest(retreat, "Ann")
        retreat.go("reflect")
        ann.box().press_sequentially(SENTENCE)
        ann.page.reload()
        expect(ann.box()).to_have_value(SENTENCE)
        ann.receipt("draft")
        ann.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        ann.page.reload()
        expect(ann.box()).to_have_value(SENTENCE)
        ann.press("Keep it")
        ann.saved()
        ann.goto(f"/my/{retreat.id}")
        ann.says(SENTENCE)

    def test_written_and_sent_without_a_line(self, house: House, retreat: Hall) -> None:
        ann = house.guest(retreat, "Ann", clock=True)
        retreat.go("reflect")
        ann.may_complain(*DEAD_LINE)
        expect(ann.box()).to_be_visible()
        with ann.standing_time():
            ann.context.set_offline(True)
            ann.page.clock.run_for(2_000)  # the browser knows; silence would tell after twelve seconds
            ann.says("We keep your place.")
        ann.write(SENTENCE)
        ann.press("Keep it")
        ann.receipt("phone")
        retreat.do("next")
        ann.context.set_offline(False)
        ann.live()
        ann.heading("A skill somebody should have lent us")
        ann.page.wait_for_function("() => !Object.keys(localStorage).some(key => key.includes('out:'))")  # it is sent
        ann.goto(f"/my/{retreat.id}")
        ann.says(SENTENCE)

    def test_a_sheet_that_is_longer_than_a_message(self, house: House, retreat: Hall) -> None:
        """It goes in parts. Nobody is cut off for it, and every letter comes back from the server."""
        ann = house.guest(retreat, "Ann")
        retreat.go("worksheet")
        fields = ann.page.locator(".worksheet textarea")
        expect(fields.first).to_be_visible()
        long = [str(place) + "語" * 7999 for place in range(fields.count())]
        assert len("".join(long).encode()) > 65536
        for place, text in enumerate(long):
            fields.nth(place).fill(text)
        ann.receipt("draft")
        ann.press("Keep it")
        ann.saved()
        ann.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        ann.page.reload()
        for place, text in enumerate(long):
            expect(fields.nth(place)).to_have_value(text)

    def test_a_second_tab_shows_the_same(self, house: House, retreat: Hall) -> None:
        ann = house.guest(retreat, "Ann")
        retreat.go("reflect")
        second = ann.tab()
        second.goto(ann.page.url)
        ann.page.bring_to_front()
        ann.write(SENTENCE)
        expect(second.locator("#stage textarea")).to_have_value(SENTENCE)
        ann.press("Keep it")
        ann.saved()
        retreat.do("next")
        for page in (ann.page, second):
            expect(page.locator("h1:visible")).to_have_text("A skill somebody should have lent us")


class TestVoting:
    def test_two_tabs_are_one_person(self, house: House, hall: Hall) -> None:
        hall.go("poll")
        hall.do("open")
        ann = house.guest(hall, "Ann")
        second = ann.tab()
        second.goto(ann.page.url)
        expect(second.locator("body")).to_have_attribute("data-connection", "live")
        ann.choose("Tea")
        ann.saved()
        expect(second.get_by_label("Tea")).to_be_checked()
        second.locator(".choice", has_text="Coffee").first.tap()
        expect(ann.page.get_by_label("Coffee")).to_be_checked()
        assert hall.server.show(hall.id)["turnout"] == {"answered": 1, "of": 1}

    def test_where_websockets_are_blocked(self, house: House, hall: Hall) -> None:
        hall.go("poll")
        hall.do("open")
        ann = house.guest(hall, "Ann")
        ann.may_complain(*DEAD_LINE)
        ann.page.add_init_script(BLOCKED)
        ann.page.reload()
        ann.choose("Tea")
        ann.saved()
        expect(ann.page.locator("body")).to_have_attribute("data-connection", "http")
        hall.do("close")
        ann.says("Closed.")

    def test_the_server_is_killed_in_mid_vote(self, house: House, own_server: Server) -> None:
        house.server = own_server
        hall = Hall(own_server, "hello")
        hall.go("poll")
        hall.do("open")
        ann, ben = house.guest(hall, "Ann"), house.guest(hall, "Ben")
        ana, screen = house.console(hall), house.projector()
        screen.show(ana.screen_link())
        for window in house.windows:
            window.may_complain(*DEAD_LINE)
        ann.choose("Coffee")
        ann.saved()
        own_server.kill()
        ben.choose("Tea")
        ben.receipt("phone")
        ann.says("We keep your place.")
        ana.says("You are offline.")
        own_server.start()
        for window in (ann, ben, ana):
            window.live()
        for phone, choice in ((ann, "Coffee"), (ben, "Tea")):
            phone.heading("Coffee, tea or something else?")
            expect(phone.page.get_by_label(choice)).to_be_checked()
            phone.saved()
        ana.turnout(2, 2)
        screen.turnout(2, 2)


class TestComingBack:
    def test_by_the_back_button(self, house: House, hall: Hall) -> None:
        hall.go("slide")
        ann = house.guest(hall, "Ann")
        ann.page.locator("#my-notes").tap()
        ann.heading("My notes")
        hall.do("next")
        ann.page.go_back()
        ann.heading("Coffee, tea or something else?")

    def test_from_sleep_with_a_line_that_only_looks_open(self, house: House, hall: Hall) -> None:
        hall.go("slide")
        ann = house.guest(hall, "Ann", clock=True)
        line = Line(ann)
        ann.page.reload()
        ann.live()
        line.dead = True
        hall.do("next")
        ann.page.clock.fast_forward(60_000)
        ann.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        ann.heading("Coffee, tea or something else?")

    def test_a_server_too_busy_for_a_snapshot(self, house: House, hall: Hall) -> None:
        """Its "later" is no stage: the page stays as it is, and asks again at the next beat."""
        hall.go("slide")
        ann = house.guest(hall, "Ann")
        line = Line(ann)
        ann.page.reload()
        ann.live()
        ann.page.evaluate(WATCHED)
        line.ack, line.held = '{"status":"later","ms":1000}', ("stage",)
        hall.do("next")
        line.tell("beat", {"e": "another", "v": 99, "now_ms": 0})
        ann.heading("Coffee, tea or something else?")
        assert not line.ack
        assert ann.page.evaluate("() => window.empty") == 0

    def test_after_a_quick_exit(self, house: House, hall: Hall) -> None:
        hall.go("slide")
        ann = house.guest(hall, "Ann")
        ann.press("Leave this page at once")
        ann.says("Next time it goes without asking.")
        assert not ann.inspect("the door asks once")
        ann.press("Not now")
        ann.press("Leave this page at once")
        expect(ann.page).to_have_url("about:blank")
        ann.enter(hall.id)
        ann.heading("Welcome")


class TestTwoConsoles:
    def test_next_at_the_same_moment_is_one_step(self, house: House, hall: Hall) -> None:
        hall.go("slide")
        ann, ana, eve = house.guest(hall, "Ann"), house.console(hall), house.facilitator()
        slow = Line(eve)
        eve.signed_in()
        eve.open_console(hall.id)
        slow.held = ("stage", "beat")
        ana.do("Next")
        ann.heading("Coffee, tea or something else?")
        eve.do("Next")
        eve.says("Something changed on another device at the same moment.")
        eve.at("Coffee, tea or something else?")
        ann.heading("Coffee, tea or something else?")
