"""A real profile folder, as it lies on the disk once Chromium is closed: searched for words, votes and secrets.

Here are the canaries that the promise names, and no others.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from tests.browser.chromium import FLAGS, UNSEEN, whole_chromium
from tests.browser.house import PHONE, WAIT
from tests.browser.pages import PhonePage
from tests.browser.test_passkeys import Device
from tests.conftest import Hall
from tests.places.test_organisation import CLIENT, SECRET, provider, school  # noqa: F401 - fixtures
from tests.support.browser import Visitor
from tests.support.places import new_place
from tests.support.sealed import all_opened
from tests.support.server import KEY, Scripts, Server

pytest_plugins = ["tests.browser.fixtures"]
SCRIPT = """# Canaryhome

- format: 1
- people: 3-20

### Poll: Which one? (1 min)

- id: which

- ( ) Heronsong
- ( ) Kestrelcall

### Reflect: Write (1 min)

- id: write
- who sees this: only me

Write.

### Poll: In a word (1 min)

- id: word
- answer: words

### Poll: Looking back (1 min)

- id: back
- answer: scale 1 (no) to 4 (yes)

1. I felt canarysafe
2. It was useful
"""
WORDS, VOTED, NAME, TITLE = "canarywords that nobody reads", "canaryvote", "Canaryann", "Canaryhome"
STATEMENT = "canarysafe"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"home.md": SCRIPT}


@contextmanager
def browser(driver: Playwright, folder: Path, server: Server, **more: object) -> Iterator[BrowserContext]:
    context = driver.chromium.launch_persistent_context(
        folder, executable_path=whole_chromium(), headless=False, args=[*FLAGS, UNSEEN], base_url=server.url, **more
    )
    context.set_default_timeout(WAIT)
    yield context
    context.close()


def found(folder: Path, *canaries: str) -> set[str]:
    """Those that lie anywhere in the profile, as UTF-8 or UTF-16."""
    loot = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {c for c in canaries if any(form in held for held in loot for form in (c.encode(), c.encode("utf-16-le")))}


def cookies(folder: Path, lasting: bool = True) -> dict[str, bytes]:
    """Those on the disk: what is in them is sealed there, with a word that all of its kind have.

    Not `lasting`: those that go with the browser, and are out of its files when it is opened the next time.
    """
    [kept] = [path for path in folder.rglob("Cookies") if path.is_file()]
    with closing(sqlite3.connect(f"file:{kept}?mode=ro", uri=True)) as held:
        return dict(held.execute("SELECT name, encrypted_value FROM cookies WHERE is_persistent = ?", (lasting,)))


def lies_in(folder: Path, held: bytes) -> bool:
    return any(held in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def opened(folder: Path, key: str, *canaries: str) -> set[str]:
    """Those that whoever has the profile and this key finds."""
    loot = "".join(all_opened(path.read_bytes(), key) for path in folder.rglob("*") if path.is_file())
    return {canary for canary in canaries if canary in loot}


def lived(context: BrowserContext, server: Server, hall: Hall, *, low: bool) -> PhonePage:
    """Join, vote, write half a sentence more than was sent."""
    ann = PhonePage(context, server, "Ann")
    ann.goto(f"/#{hall.code}")
    ann.page.get_by_label("How shall we call you?").fill(NAME)
    if low:
        ann.page.get_by_text("Keep nothing on this phone.").tap()
    ann.press("I agree, come in")
    ann.live()
    hall.go("poll")
    hall.do("open")
    ann.page.get_by_text("Heronsong").tap()
    ann.receipt("saved")
    hall.server.command(hall.id, "goto", step="word")
    hall.do("open")
    ann.page.get_by_label("Your word", exact=True).fill(VOTED)
    ann.press("Send")
    ann.receipt("saved")
    hall.server.command(hall.id, "goto", step="back")
    hall.do("open")
    ann.says(STATEMENT)
    hall.go("reflect")
    ann.write(WORDS)
    ann.receipt("draft")
    return ann


def value_of(context: BrowserContext, name: str) -> str:
    return next(c["value"] for c in context.cookies() if c["name"] == name)


CANARIES = (WORDS, VOTED, NAME, TITLE, STATEMENT)
# Where a browser keeps addresses and the titles of pages, whatever a page asks for.
HISTORY = re.compile(r"History|Top Sites|Shortcuts|ukm_db|Session_\d+|Tabs_\d+|Network Action Predictor")


def in_history_alone(folder: Path, canary: str) -> bool:
    """It lies there, as the promise says, and nowhere else."""
    forms = canary.encode(), canary.encode("utf-16-le")
    held = (path.name for path in folder.rglob("*") if path.is_file() and any(f in path.read_bytes() for f in forms))
    names = {re.sub(r"-(journal|wal)$", "", name) for name in held}
    return bool(names) and all(map(HISTORY.fullmatch, names))


def test_what_a_phone_keeps_that_is_to_keep_nothing(driver: Playwright, tmp_path: Path, server: Server) -> None:
    hall = Hall(server, "home")
    with browser(driver, tmp_path, server, **PHONE) as context:
        lived(context, server, hall, low=True)
        secret = value_of(context, f"workshop-{hall.id}")
        context.new_page().goto(f"/my/{hall.id}/write/write")  # a page of its own, after the step
        hall.do("end")
    assert found(tmp_path, *CANARIES, secret) == set()
    assert in_history_alone(tmp_path, hall.code)
    assert not [name for name in cookies(tmp_path) if hall.id in name]
    with_the_browser = [held for name, held in cookies(tmp_path, lasting=False).items() if hall.id in name]
    with browser(driver, tmp_path, server, **PHONE) as context:
        again = context.new_page().goto(f"/s/{hall.id}")
        assert again and again.status == 404  # it is a stranger
        assert not [cookie for cookie in context.cookies() if hall.id in cookie["name"]]
    assert with_the_browser and not any(lies_in(tmp_path, held) for held in with_the_browser)
    hall.home()


@pytest.mark.parametrize("way", ["wiped", "as usual"])
def test_what_a_phone_keeps(driver: Playwright, tmp_path: Path, server: Server, way: str) -> None:
    """Its texts and votes reach the disk, sealed, before it is wiped; what a browser has there once, it keeps long."""
    hall = Hall(server, "home")
    own, lasting, votes = (f"workshop-{hall.id}{end}" for end in ("", "-key", "-votes-key"))
    with browser(driver, tmp_path, server, **PHONE) as context:
        ann = lived(context, server, hall, low=False)
        secret, key, key_of_votes = (value_of(context, name) for name in (own, lasting, votes))
        reaches_the_disk(ann, tmp_path, {key: WORDS, key_of_votes: VOTED})
    canaries = (*CANARIES, secret, key, key_of_votes)
    assert found(tmp_path, *canaries) == {TITLE}
    assert in_history_alone(tmp_path, TITLE) and in_history_alone(tmp_path, hall.code)
    assert (opened(tmp_path, key, *CANARIES), opened(tmp_path, key_of_votes, *CANARIES)) == ({WORDS}, {VOTED})
    kept = cookies(tmp_path)
    with_the_browser = cookies(tmp_path, lasting=False)
    assert (lasting in kept, votes in kept, votes in with_the_browser) == (True, False, True)
    assert lies_in(tmp_path, kept[lasting])
    with browser(driver, tmp_path, server, **PHONE) as context:
        ann = PhonePage(context, server, "Ann")
        ann.enter(hall.id)
        expect(ann.box()).to_have_value(WORDS)
        wiped(ann, hall) if way == "wiped" else ended(ann, hall)
    assert found(tmp_path, *canaries) == {TITLE}
    assert in_history_alone(tmp_path, TITLE)
    assert ({own, lasting} & set(cookies(tmp_path))) == ({own, lasting} if way == "as usual" else set())
    assert lies_in(tmp_path, kept[lasting]) is (way == "as usual")
    assert not lies_in(tmp_path, with_the_browser[votes])
    hall.home()


def reaches_the_disk(ann: PhonePage, folder: Path, sealed: dict[str, str]) -> None:
    """Browsers keep it in memory for some seconds first."""
    tries = WAIT // 200
    while tries and not all(opened(folder, key, text) for key, text in sealed.items()):
        ann.page.wait_for_timeout(200)
        tries -= 1
    assert tries, "Nothing was written within half a minute."


def wiped(ann: PhonePage, hall: Hall) -> None:
    """What lies on the disk can be read by nobody any more: the page takes its key away before it asks the server."""
    ann.page.locator("#leaf").tap()
    ann.page.locator("#exit-wipe").check()
    ann.page.keyboard.press("Escape")
    ann.press("Leave this page at once")
    expect(ann.page).to_have_url("about:blank")
    assert not [c["name"] for c in ann.context.cookies() if c["name"].endswith("-key")]
    ann.forgotten(hall.id)


def ended(ann: PhonePage, hall: Hall) -> None:
    """Votes leave the phone, and so does the key of those that its files still hold."""
    name = f"workshop-{hall.id}-votes-key"
    before = value_of(ann.context, name)
    hall.do("end")
    ann.page.locator("[data-kind=ended]").wait_for()
    assert not [name for name in ann.stored("sessionStorage") if "own:" in name]
    assert value_of(ann.context, name) != before


def test_the_key(driver: Playwright, tmp_path: Path, server: Server) -> None:
    """History keeps every address: so none holds a secret of more than one use, but the private link."""
    with browser(driver, tmp_path, server) as context:
        page = context.new_page()
        page.goto("/host")
        page.get_by_label("Your facilitator key").fill(KEY)
        page.keyboard.press("Enter")
        page.wait_for_url("**/host")
    assert found(tmp_path, KEY) == set()


def test_the_private_link_lies_in_the_history_and_nothing_else_until_it_is_taken_back(
    driver: Playwright, tmp_path: Path, server: Server
) -> None:
    """What its page says of it. Once it was taken back, what lies there opens nothing."""
    hall = Hall(server, "home")
    [ann] = hall.join("Ann")
    secret = hall.cookies["Ann"].partition("=")[2]
    hall.go("reflect")
    assert ann.op("note:write", {"text": WORDS, "sees": "only me"})["status"] == "ok"
    with browser(driver, tmp_path, server) as context:
        page = context.new_page()
        page.goto(f"/my/{hall.id}#{secret}")
        page.locator(".words-kept", has_text=WORDS).wait_for()
        at_home = Visitor(server)
        at_home.http.cookies.set(f"workshop-{hall.id}", secret)
        assert at_home.post(f"/my/{hall.id}/renew", f"/my/{hall.id}").status_code == 303
        page.goto("about:blank")
    assert in_history_alone(tmp_path, secret)
    assert found(tmp_path, WORDS) == set()
    thief = Visitor(server)
    opened = thief.post(f"/my/{hall.id}/return", f"/my/{hall.id}", secret=secret)
    assert (opened.status_code, WORDS in opened.text) == (404, False)
    hall.home()


def code_of(server: Server, hall: Hall, name: str) -> str:
    """What the picture under *Move to another device* holds behind the #."""
    at_home, secret = Visitor(server), hall.cookies[name].partition("=")[2]
    at_home.http.cookies.set(f"workshop-{hall.id}", secret)
    page = at_home.post(f"/my/{hall.id}/move", f"/my/{hall.id}").text
    found = re.search(r"/my/\w+/here#([^\"<\s]+)", unescape(page))
    assert found
    return found[1]


@pytest.mark.soak
def test_what_another_device_keeps_of_the_move(driver: Playwright, tmp_path: Path, server: Server) -> None:
    """The secret is in a cookie alone; the code may lie in the history, and opens nothing any more."""
    hall = Hall(server, "home")
    hall.join("Ann")
    secret, code = hall.cookies["Ann"].partition("=")[2], code_of(server, hall, "Ann")
    with browser(driver, tmp_path, server, **PHONE) as context:
        page = context.new_page()
        page.goto(f"/my/{hall.id}/here#{code}")
        page.get_by_role("button", name="Come in here").tap()
        page.wait_for_url(f"**/s/{hall.id}*")
        assert value_of(context, f"workshop-{hall.id}") == secret
    assert found(tmp_path, secret) == set()
    assert f"workshop-{hall.id}" in cookies(tmp_path)
    again = Visitor(server)
    tried = again.post(f"/my/{hall.id}/here", f"/my/{hall.id}/here", secret=code, come="yes")
    assert (tried.status_code, secret in again.http.cookies.values()) == (404, False)
    hall.home()


@pytest.mark.soak
def test_what_a_browser_keeps_that_opens_a_place_by_passkey(driver: Playwright, tmp_path: Path, server: Server) -> None:
    """The link that opened the place first may lie in the history, and opens nothing any more."""
    _, secret = new_place(server, "Paula Profile")
    with browser(driver, tmp_path, server) as context:
        device = Device.__new__(Device)
        device.context, device.page, device.root = context, context.new_page(), f"http://localhost:{server.port}"
        device.brings_a_lock()
        device.goes(f"/host#{secret}")
        device.is_inside()
        device.makes("My laptop")
        device.signs_out()
        device.comes_in()
        device.is_inside()
        session = next(c["value"] for c in context.cookies() if c["name"] == "workshop-host")
    assert found(tmp_path, KEY, session) == set()
    assert "Sign out" not in Visitor(server).post("/host/sign-in", "/host", key=secret).text


@pytest.mark.soak
def test_what_a_browser_keeps_that_signed_in_at_an_organisation(
    driver: Playwright,
    tmp_path: Path,
    school: Server,  # noqa: F811 - the fixture
) -> None:
    """The address that the organisation sent it back to lies in the history at most, and opens nothing again."""
    came: list[str] = []
    with browser(driver, tmp_path, school) as context:
        page = context.new_page()
        page.on("request", lambda asked: came.append(asked.url) if "/host/organisation/back?" in asked.url else None)
        page.goto("/host")
        page.get_by_role("link", name="Sign in with Hill School").click()
        page.locator("input[name=who]").fill("u-1")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/host")
        expect(page.get_by_role("button", name="Sign out")).to_be_attached()
        session = next(c["value"] for c in context.cookies(school.url) if c["name"] == "workshop-host")
    assert found(tmp_path, KEY, session, SECRET) == set()
    [back] = came
    again = Visitor(school)
    again.get(back.removeprefix(school.url))
    assert "sign-out" not in again.get("/host").text
    assert b"u-1" not in school.log.read_bytes()
