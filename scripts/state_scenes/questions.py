"""Questions all session long: none yet, one that waits, asked by several, joined in, on the shared screen, ended."""

from playwright.sync_api import Browser

from state_scenes.room import Room
from state_scenes.texts import TEXTS

ASKED = ("Does it also work for children?", "What do I do when nobody wants to begin?", TEXTS[4])


def questions(album) -> None:
    room = Room(album, "asking-all-along")
    room.do("start")
    _phone(album, room, "questions-none")
    first, *others = ASKED
    room.phone.page.locator("#question").fill(first)
    room.phone.page.get_by_role("button", name="Ask", exact=True).click()
    _phone(album, room, "questions-waiting")
    room.phone.enter(room.hall.id)
    room.look("questions-waiting", "console")
    for name, words in zip(room.names, others, strict=False):
        _ask(album.house.chromium, room, name, words)
    _ask(album.house.chromium, room, room.names[-1], "When do we begin?", named=True)
    room.phone.goto(f"/s/{room.hall.id}/questions")
    room.phone.page.get_by_role("button", name="Me too").first.click()
    _phone(album, room, "questions-asked")
    room.phone.enter(room.hall.id)
    room.look("questions-open")
    room.console.page.set_viewport_size({"width": 1366, "height": 768})
    room.console.page.get_by_role("button", name="On the screen").first.click()
    room.look("questions-on-the-screen")
    _ask(album.house.chromium, room, room.names[0], "And afterwards?")
    room.do("end")
    _phone(album, room, "questions-ended")
    room.leave()


def _phone(album, room: Room, state: str) -> None:
    room.phone.goto(f"/s/{room.hall.id}/questions")
    album.take(room.phone.page, "phone", state, album.small, whole=True)


def _ask(chromium: Browser, room: Room, name: str, words: str, named: bool = False) -> None:
    cookie, value = room.hall.cookies[name].split("=", 1)
    url = room.hall.server.url
    context = chromium.new_context(base_url=url)
    context.add_cookies([{"name": cookie, "value": value, "url": url}])
    page = context.new_page()
    page.goto(f"/s/{room.hall.id}/questions")
    page.locator("#question").fill(words)
    page.get_by_role("checkbox").set_checked(named)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_load_state()
    context.close()
