"""A page that is loaded anew where there is no network opens, finds what is unsent, and says so."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import PhonePage
from tests.conftest import Hall
from tests.support.server import Scripts, Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
SCRIPT = """# Far from the mast

- format: 1
- minimum answers: 3

### Poll: A sentence

- id: sentence
- answer: text

How was it?

### Reflect: A page

- id: page

Write.
"""
KEPT = """async () => (await Promise.all((await caches.keys()).map(async name => {
    const shelf = await caches.open(name), found = await shelf.keys();
    return Promise.all(found.map(async each => each.url + (await (await shelf.match(each)).text())));
}))).flat()"""


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"far.md": SCRIPT}


def settled(phone: PhonePage) -> list[str]:
    """Its worker answers from now on: what it keeps."""
    phone.page.wait_for_function("() => navigator.serviceWorker.controller")
    return list(phone.page.evaluate(KEPT))


def test_a_reload_without_network_opens_and_the_room_comes_back_by_itself(server: Server, house: House) -> None:
    hall = Hall(server, "far")
    hall.do("start")
    ann = house.guest(hall, "Annegret", service_workers="allow")
    ann.may_complain("ERR_INTERNET_DISCONNECTED", "WebSocket")
    server.command(hall.id, "goto", step="sentence")
    hall.do("open")
    ann.write("It was a long winter")
    kept = settled(ann)
    assert len(kept) == 8
    assert not [each[:80] for each in kept if any(w in each for w in (hall.id, "Annegret", "winter", "the mast"))]
    ann.context.set_offline(True)
    ann.page.reload()
    ann.heading("There is no connection just now.")
    ann.says("A sentence")
    expect(ann.page.locator("[data-unsent-here]")).to_contain_text("It was a long winter")
    assert not ann.inspect("without network")
    ann.press("Try again")
    ann.says("Still no connection.")
    ann.context.set_offline(False)
    ann.live()
    expect(ann.box()).to_have_value("It was a long winter")
    ann.says("Not sent yet.")
    server.command(hall.id, "goto", step="page")
    ann.heading("A page")
    ann.page.locator("#unsent").get_by_role("button", name="Let it go").tap()
    ann.context.set_offline(True)
    ann.page.locator("#stage textarea").fill("Written in a tunnel")
    ann.says("We keep your place.")
    ann.page.reload()
    expect(ann.page.locator("[data-unsent-here]")).to_contain_text("Written in a tunnel")
    ann.context.set_offline(False)
    ann.live()
    ann.says("Draft kept.")
    hall.home()


def test_where_nothing_is_to_stay_the_frame_of_another_workshop_goes_too(server: Server, house: House) -> None:
    before, hall = Hall(server, "far"), Hall(server, "far")
    hall.do("start")
    ann = house.guest(before, "Annegret", service_workers="allow")
    settled(ann)
    ann.goto(f"/#{hall.code}")
    ann.page.get_by_label("How shall we call you?").fill("Annegret")
    ann.page.locator("input[name=low_trace]").check()
    ann.press("I agree, come in")
    ann.live()
    server.command(hall.id, "goto", step="page")
    ann.write("Written on a borrowed phone")
    ann.receipt("draft")
    ann.page.wait_for_function("async () => !(await caches.keys()).length")
    ann.page.wait_for_function("async () => !(await navigator.serviceWorker.getRegistrations()).length")
    assert not [key for where in ("localStorage", "sessionStorage") for key in ann.stored(where) if hall.id in key]
    ann.page.reload()
    expect(ann.box()).to_have_value("Written on a borrowed phone")  # from the server
    before.home()
    hall.home()


def test_who_wants_nothing_kept_keeps_no_frame_either(server: Server, house: House) -> None:
    hall = Hall(server, "far")
    ann = house.guest(hall, "Annegret", service_workers="allow")
    settled(ann)
    ann.page.locator("#exit-wipe").evaluate("box => { box.checked = true; }")
    ann.page.locator("meta[name=csrf-token]").evaluate("meta => { meta.content = 'an old one'; }")
    ann.page.locator("#exit").tap()
    ann.page.wait_for_url("about:blank")
    ann.forgotten(hall.id)
    ann.goto("/")
    ann.page.wait_for_function("async () => !(await caches.keys()).length")
    assert ann.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    hall.home()


@pytest.mark.tour
def test_the_word_that_takes_the_cookie_back_is_never_lost(server: Server, house: House) -> None:
    """It was in one of ten, on a busy machine: what opens without network had gone while the word passed by it."""
    for _ in range(20):
        hall = Hall(server, "far")
        ann = house.guest(hall, "Annegret", service_workers="allow")
        settled(ann)
        ann.page.locator("#exit-wipe").evaluate("box => { box.checked = true; }")
        ann.page.locator("#exit").tap()
        ann.forgotten(hall.id)
        ann.context.close()
        hall.home()
