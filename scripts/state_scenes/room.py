"""A session with everybody in it, walked step by step."""

import time
from collections.abc import Iterator

from state_scenes.texts import FEW, IN_LANGUAGE, IN_LANGUAGES, KINDS, NEWER, TEXTS
from tests.conftest import Hall
from tests.support.answers import answer
from workshop.script import read
from workshop.script.model import Form, Kind

CROWD = ("Ben", "Cleo", "Dora", "Emil", "Finn", "Gita", "Hana", "Igor", "Christiane-Maria")
WRITTEN = (Kind.REFLECT, Kind.WORKSHEET, Kind.SEED)
COUNTED = 3.5  # seconds until a poll that was closed is counted
WORDS = ("soft", "tired", "hopeful", "light")
SIZES_OF_CONSOLE = ((1366, 768), (820, 1180), (360, 740), (1920, 1080))
SIZES_OF_SCREEN = ((1920, 1080), (1280, 720))


class Room:
    """A session with a console, a phone and the shared screen, and the pictures that are taken of them."""

    names = CROWD

    def __init__(self, album, script: str, **phone: object) -> None:
        self.album, self.hall = album, Hall(album.server, script)
        self.crowd = self.hall.join(*self.names)
        self.phone = album.house.guest(self.hall, "Ann", **phone)
        self.console, self.screen = album.house.console(self.hall, **phone), album.house.projector()
        link = self.console.screen_link()
        self.screen.show("/projector/" + link.partition("/projector/")[2])

    def do(self, command: str, **more: object) -> None:
        said = self.album.server.command(self.hall.id, command, **more)
        assert said["status"] == "ok", (command, more, said)

    def look(self, state: str, *only: str) -> None:
        if not only or "console" in only:
            self.console.page.set_viewport_size({"width": 1366, "height": 768})
        self.phone.page.wait_for_timeout(900)  # fonts, charts that grow, the console's picture of the screen
        if not only or "console" in only:
            self.album.take(self.console.page, "console", state, SIZES_OF_CONSOLE, twice=(1366, 768))
        if not only or "phone" in only:
            self.album.take(self.phone.page, "phone", state, self.album.small)
        if not only or "screen" in only:
            self.album.take(self.screen.page, "screen", state, SIZES_OF_SCREEN, twice=())

    def walk(self, text: str) -> None:
        steps = [s for s in read(text).script.steps if not self.album.only or s.id in self.album.only]
        self.do("start")
        for step in steps:
            self.do("goto", step=step.id)
            for state, *only in self._states(step):
                self.look(f"{step.id}{state}", *only)

    def _states(self, step) -> Iterator[tuple[str, ...]]:
        """Goes through those of a step."""
        if step.kind in (Kind.POLL, Kind.CHECK_IN):
            yield ("-prepared",)
            self.do("open")
            yield ("-open",)
            self._answer(step)
            yield ("-answered",)
            self.do("close")
            time.sleep(COUNTED)
            yield ("-closed",)
            self.do("reveal")
            yield ("-shown",)
        elif step.kind is Kind.BREAKOUT:
            yield ("-prepared",)
            self.do("form_groups", propose=True)
            yield ("-proposed", "console")
            self.do("open")
            yield ("-open",)
            self.do("recall", seconds=60)
            yield ("-called",)
            self.do("recall", seconds=0)
            yield ("-back",)
        else:
            if step.kind in WRITTEN:
                self.do("open")
                yield ("-empty",)
                self._write(step)
            yield ("",)

    def _answer(self, step) -> None:
        for person, phone in enumerate(self.crowd):
            detail = step.detail
            if step.id == "gathered":
                phone.op(f"vote:{step.id}", {"dots": [3 if i == person % 5 else 0 for i in range(5)]})
            elif step.id == "fly-again":
                phone.op(f"vote:{step.id}", {"choice": [0 if person < 7 else 1]})
            elif step.id == "place":
                phone.op(f"vote:{step.id}", {"scale": (204, 205, 252, 79, 519, 519, 415, 140, 300)[person % 9]})
            else:
                word = TEXTS[person % 5] if detail.form is Form.TEXT else WORDS[person % len(WORDS)]
                phone.op(f"vote:{step.id}", answer(detail, person, word))
        self._touch(step)

    def _touch(self, step) -> None:
        """Half an answer on the phone, as it looks while one answers."""
        page = self.phone.page
        first = page.locator("#stage").locator(".choice, .point, .segments label, .touch").locator("visible=true").first
        if first.count() and step.detail.form is not Form.RANKING:
            first.click()
        elif step.detail.form in (Form.WORDS, Form.TEXT, Form.NUMBER):
            page.locator("#stage :is(textarea, input):visible").first.fill(
                "45" if step.detail.form is Form.NUMBER else "soft"
            )
        page.evaluate("scrollTo(0, 0)")

    def _write(self, step) -> None:
        sees = {"sees": "everyone without names"}
        if step.id == "anchor":
            for person, text in zip(self.crowd, TEXTS, strict=False):
                person.op("note:anchor", {"text": text, **sees})
            self.do("close")
            time.sleep(1)
            self.look("anchor-texts-wait", "console")
            said = self.console.page.locator('[data-command="show"][data-step="anchor"]')
            said.first.wait_for(state="attached")
            self.do("show_all", step="anchor", items=[each.get_attribute("data-item") for each in said.all()])
        box = self.phone.page.locator("#stage textarea:visible").first
        if box.count():
            box.fill(TEXTS[4])

    def leave(self) -> None:
        self.hall.home()
        for window in (self.phone, self.console, self.screen):
            window.context.close()
            self.album.house.windows.remove(window)


def kinds(album) -> None:
    room = Room(album, "kinds")
    if not album.only or "lobby" in album.only:
        room.look("lobby")
    room.walk(KINDS)
    if not album.only:
        room.do("pause")
        room.look("paused")
        room.do("resume")
        room.do("end")
        room.look("ended")
    room.leave()


def newer(album) -> None:
    room = Room(album, "newer")
    if not album.only or "lobby" in album.only:
        room.look("lobby-with-say", "console")
    room.walk(NEWER)
    room.leave()


class Few(Room):
    """A small round in sensitive care, whose results are told in words: on the shared screen and one phone."""

    names = CROWD[:5]

    def look(self, state: str, *only: str) -> None:
        if state.endswith(("-shown", "-closed")):
            super().look(f"few-{state}", "phone", "screen")

    def _touch(self, step) -> None:
        """Its results are what is looked at."""


def few(album) -> None:
    room = Few(album, "few")
    room.walk(FEW)
    room.leave()


def in_language(album, language: str) -> None:
    room = Room(album, language, locale=language)
    room.album = album

    def look(state: str, *only: str) -> None:
        """Under the language's own name: the next one, and other scenes, have a lobby and an end, too."""
        room.look(f"{language}-{state}", *only)

    look("lobby")
    text = IN_LANGUAGE.format(*IN_LANGUAGES[language], language=language)
    room.do("start")
    for step in read(text).script.steps:
        room.do("goto", step=step.id)
        for state, *only in room._states(step):
            look(f"{step.id}{state}", *only)
    room.do("pause")
    look("paused")
    room.do("resume")
    room.phone.page.locator("#leaf").click()
    look("leaf", "phone")
    room.phone.page.keyboard.press("Escape")
    room.do("end")
    look("ended")
    room.phone.goto(f"/my/{room.hall.id}")
    look("my-notes", "phone")
    door = album.house.phone("Door", locale=language)
    door.goto("/")
    album.take(door.page, "phone", f"{language}-door", album.small)
    room.leave()
