"""A whole workshop in Chromium: a console, a shared screen, phones, and people beside them who answer over the wire.

`look` judges every window in every state; with PICTURES=<folder> it also takes a picture of each.
"""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.arrived import Arrived
from tests.browser.house import PICTURES, House
from tests.browser.pages import FacilitatorPage, PhonePage, ProjectorPage, Window
from tests.conftest import Hall
from tests.support.answers import answer
from tests.support.notes import notes_of
from tests.support.people import Phone
from workshop.script.model import Form, Poll, Script, Step

SIZES: dict[str, dict[str, int]] = {"tablet": {"width": 820, "height": 1180}, "wide": {"width": 1920, "height": 1080}}
SMALL_DESK = {"width": 1280, "height": 800}
TOO_WIDE = """() => document.documentElement.scrollWidth > innerWidth + 1 && [...document.body.querySelectorAll("*")]
    .filter(n => n.getBoundingClientRect().right > innerWidth + 1).slice(0, 6)
    .map(n => n.tagName + "." + (n.getAttribute("class") || n.id))"""
HELD = """() => document.documentElement.scrollHeight > innerHeight ? ["the whole page scrolls"] : []"""
TALL = "() => document.documentElement.scrollHeight > innerHeight + 60"
SHOWN = """() => [...["step", "phase", "state"].map(name => document.body.dataset[name]),
    document.querySelector("#notices")?.innerText, document.querySelector("[aria-live]")?.innerText].join(" | ")"""
LARGE = "() => { document.documentElement.style.fontSize = '212.5%' }"
USUAL = "() => { document.documentElement.style.fontSize = '' }"


class Day:
    def __init__(self, house: House, hall: Hall, script: Script) -> None:
        self.house, self.hall, self.script = house, hall, script
        self.steps = {step.id: step for step in script.steps}
        self.crowd: list[Phone] = []
        self.phones: list[PhonePage] = []
        self.ana: FacilitatorPage = house.console(hall, clock=True)
        self.ana.page.set_viewport_size(SMALL_DESK)
        self.screen: ProjectorPage = house.projector()
        self.arrived, self.told = [Arrived(self.screen)], Arrived(self.ana)
        self.screen.show(self.ana.screen_link())
        self.faults: list[str] = []
        self._pictures = 0

    @property
    def windows(self) -> list[Window]:
        return [self.ana, self.screen, *self.phones]

    @property
    def step(self) -> Step:
        return self.steps[str(self.ana.page.locator("body").get_attribute("data-step"))]

    def phone(self, name: str, **more: object) -> PhonePage:
        """One more phone: everything that it is sent will be looked through."""
        phone = self.house.phone(name, clock=True, **more)
        self.phones.append(phone)
        self.arrived.append(Arrived(phone))
        return phone

    def people(self, *names: str) -> None:
        self.crowd += self.hall.join(*names)

    # Going on

    def next(self, step: str, *elsewhere: Window) -> None:
        """By the console's own button. `elsewhere`: phones whose person sits this one out."""
        self.ana.do("Next")
        self.at(step, *elsewhere)

    def at(self, step: str, *elsewhere: Window) -> None:
        self.everyone("step", step)
        for window in self.windows:
            if window not in elsewhere:
                window.heading(self.steps[step].title)
        self.look()

    def everyone(self, what: str, value: str) -> None:
        for window in self.windows:
            try:
                window.page.locator(f'body[data-{what}="{value}"]').wait_for()
            except TimeoutError as late:
                raise AssertionError(f"{window.name} waits for {what} {value!r}; {self._shown()}") from late

    def _shown(self) -> dict[str, str]:
        """Where every window is, and what it was told beside."""
        return {window.name: window.page.evaluate(SHOWN) for window in self.windows}

    def say(self, sentence: str) -> None:
        for window in (self.screen, *self.phones):
            window.says(sentence)

    # A poll, from the question to the result

    def ask(self, step: str, *taps: Callable[[], None], keys: bool = False) -> None:
        """Phones without a tap of their own answer as their place in the row has it."""
        self.next(step)
        self.open("Open the poll", "Space" if keys else "")
        self.answer(*taps)
        self.look("answered")

    def poll(self, step: str, *taps: Callable[[], None], keys: bool = False) -> None:
        self.ask(step, *taps, keys=keys)
        self._press("Close the poll", "Space" if keys else "")
        self.everyone("phase", "closed")
        self.look("closed")

    def answer(self, *taps: Callable[[], None]) -> None:
        for phone, tap in zip(self.phones, (*taps, *self._usual(len(taps))), strict=True):
            tap()
            phone.page.locator('.receipt[data-state="saved"]').first.wait_for()
        self.votes()

    def open(self, label: str, key: str = "") -> None:
        self._press(label, key)
        self.everyone("phase", "open")
        self.look("open")

    def show(self, key: str = "") -> None:
        self._press("Show the result", key)
        self.everyone("phase", "revealed")
        self.look("revealed")

    def tell(self) -> None:
        """That nothing shows, where nothing may."""
        self.ana.do("Tell the room")
        self.everyone("phase", "revealed")
        self.look("told")

    def _press(self, label: str, key: str) -> None:
        if not key:
            return self.ana.do(label)
        self.ready()
        return self.ana.page.keyboard.press(key)

    def ready(self) -> None:
        """The command before this one is answered; what is pressed while it is under way is a second tap."""
        expect(self.ana.page.locator("button[data-command][aria-disabled]")).to_have_count(0)

    def votes(self) -> None:
        poll = self.step.detail
        assert isinstance(poll, Poll)
        for place, phone in enumerate(self.crowd):
            word = ("ivy", "bread", "ivy", "trust")[place % 4]
            ack = phone.op(f"vote:{self.step.id}", answer(poll, place + len(self.phones), word))
            assert ack["status"] == "ok", ack
        everybody = len(self.crowd) + len(self.phones)
        self.ana.turnout("most" if self.script.rules.sensitive else everybody, everybody)

    def _usual(self, given: int) -> list[Callable[[], None]]:
        return [lambda p=phone, i=place: tap(p, self.step.detail, i) for place, phone in enumerate(self.phones)][given:]

    # Writing

    def notes(self, **body: object) -> None:
        """Everybody over the wire writes, each their own words."""
        for place, phone in enumerate(self.crowd):
            texts = {key: f"{text} {place}" if key == "text" else text for key, text in body.items()}
            ack = phone.op(f"note:{self.step.id}", texts)
            assert ack["status"] == "ok", ack

    # Looking

    def look(self, state: str = "", *windows: Window) -> None:
        """Nothing sticks out of any window. Where there is a part that was not there before, axe looks, too."""
        for got in (*self.arrived, self.told):
            got.look()
        for window in windows or self.windows:
            where = f"{self._where()} {state}".strip()
            self.faults += [f"{window.name}, {where}: {fault}" for fault in self._sticking_out(window)]
            self.picture(window, where)
            looked_at = window in (self.ana, self.screen, *self.phones[:1])
            if looked_at and window.anything_new():
                self._closely(window, where)

    def _sticking_out(self, window: Window) -> list[str]:
        wide = window.page.evaluate(TOO_WIDE)
        hard = self.screen.hard_to_read() if window is self.screen else []
        held = window.page.evaluate(HELD) if window in (self.ana, self.screen) else []
        return ([f"wider than the window: {wide}"] if wide else []) + hard + held

    def _closely(self, window: Window, where: str) -> None:
        """axe in light and dark, 320 px, and letters twice as large."""
        if window is self.screen:
            self.faults += [f"{window.name}, {where}: {fault}" for fault in window.unfair()]
            return
        found = (*window.unfair(), *window.sticking_out())
        self.faults += [f"{window.name}, {where}: {fault}" for fault in found]
        if window is not self.ana:
            window.page.evaluate(LARGE)
            self.faults += [f"{window.name}, {where}, large: {fault}" for fault in self._sticking_out(window)]
            self.picture(window, f"{where} large")
            window.page.evaluate(USUAL)

    def _where(self) -> str:
        body = self.ana.page.locator("body")
        return str(body.get_attribute("data-step") or body.get_attribute("data-phase"))

    def picture(self, window: Window, where: str) -> None:
        if not PICTURES:
            return
        self._pictures += 1
        name = f"{self._pictures:04d}-{where}-{window.name.split()[-1].lower()}"
        window.page.wait_for_timeout(250)
        shoot(window.page, name)
        if window in self.phones[:2] and window.page.evaluate(TALL):
            shoot(window.page, f"{name}-whole", full_page=True)
        sizes = ("tablet", "wide") if window is self.ana else ("tablet",) if window in self.phones[:1] else ()
        for size in sizes if not where.endswith("large") else ():
            before = window.page.viewport_size
            window.page.set_viewport_size(SIZES[size])
            window.page.wait_for_timeout(120)
            shoot(window.page, f"{name}-{size}")
            window.page.set_viewport_size(before)

    def fair(self) -> None:
        """Nothing was found in any window, and nothing arrived that is not theirs."""
        notes = notes_of(self.script)
        assert len(self.told.holds(notes)) > 100, "the test would see nothing"
        found = [fault for got in self.arrived for fault in got.holds(notes)]
        assert not found + self.faults, "\n".join(sorted({*found, *self.faults}))


def shoot(page: Page, name: str, full_page: bool = False) -> None:
    page.screenshot(path=Path(PICTURES) / f"{name.replace(' ', '-').replace(',', '')}.png", full_page=full_page)


def tap(phone: PhonePage, poll: object, place: int) -> None:
    """With a finger: what is asked for is answered, by everybody a little differently."""
    assert isinstance(poll, Poll)
    stage = phone.page.locator("#stage")
    match poll.form:
        case Form.SCALE:
            stage.locator(".point").nth(place + 1).tap()
        case Form.SPOT:
            stage.locator(".touch").tap(position={"x": 40 * (place + 1), "y": 60})
        case Form.BODY:
            stage.locator(".body-map .choice").nth(place).tap()
        case Form.WORDS:
            stage.get_by_label("Your word", exact=True).fill(("ivy", "my dog", "bread", "trust")[place])
            phone.press("Send")
        case Form.DOTS | Form.POINTS:
            for _ in range(poll.most):
                stage.locator('[data-dot="1"]').nth(place % len(poll.choices)).tap()
            phone.press("Send")
        case Form.ROWS | Form.SORT:
            for line in range(len(poll.choices)):
                stage.locator(".segments").nth(line).locator("label").nth((line + place) % len(poll.bins)).tap()
            if poll.form is Form.ROWS:
                phone.press("Send")
        case _:
            phone.choose(poll.choices[place % len(poll.choices)].label)
