"""Moving to another device: the picture, its two minutes, and one person in two browsers."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import PhonePage
from tests.conftest import Hall
from tests.support.server import Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

SENTENCE = "I waited for the message all evening, and then I made soup."


@pytest.fixture
def retreat(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "healing-anxious-attachment")
    yield opened
    opened.home()


def code_of(phone: PhonePage, hall: Hall) -> str:
    phone.goto(f"/my/{hall.id}")
    phone.press("Move to another device")
    phone.heading("Move to another device")
    expect(phone.page.locator(".qr svg path").first).to_be_visible()
    expect(phone.page.locator("[data-move-left]")).to_have_text(re.compile("1:[0-5][0-9]"))
    return phone.page.locator("#move-link").input_value()


def move(house: House, link: str, name: str = "Ann") -> PhonePage:
    other = house.phone(f"{name}'s other phone")
    other.goto(link)
    other.heading(f"Come in as {name}?")
    other.press("Come in here")
    other.live()
    return other


class TestOnePersonInTwoBrowsers:
    def test_notes_are_on_both(self, house: House, retreat: Hall) -> None:
        ann = house.guest(retreat, "Ann")
        retreat.go("reflect")
        ann.write(SENTENCE)
        ann.press("Keep it")
        ann.saved()
        link = code_of(ann, retreat)
        other = move(house, link)
        expect(other.box()).to_have_value(SENTENCE)
        expect(other.page.locator("#so-far")).to_be_hidden()
        ann.says("Your other device is in.")
        expect(ann.page.locator("#move-link")).to_be_hidden()
        ann.link("Back to the workshop")
        expect(ann.box()).to_have_value(SENTENCE)

    def test_a_vote_from_each_counts_once(self, house: House, hall: Hall) -> None:
        hall.go("poll")
        hall.do("open")
        ann = house.guest(hall, "Ann")
        ann.choose("Coffee")
        ann.saved()
        other = move(house, code_of(ann, hall))
        expect(other.page.get_by_label("Coffee")).to_be_checked()
        ann.link("Back to the workshop")
        ann.live()
        other.choose("Tea")
        other.saved()
        expect(ann.page.get_by_label("Tea")).to_be_checked()
        assert hall.server.show(hall.id)["turnout"] == {"answered": 1, "of": 1}
        assert hall.server.show(hall.id)["people"]["joined"] == 1

    def test_the_first_device_forgets_if_so_wished(self, house: House, hall: Hall) -> None:
        ann = house.guest(hall, "Ann")
        other = move(house, code_of(ann, hall))
        ann.press("Forget me on this device")
        ann.heading("Good that you are here.")
        assert not [cookie for cookie in ann.context.cookies() if hall.id in cookie["name"]]
        assert not [name for name in ann.stored("localStorage") if hall.id in name]
        other.page.reload()
        other.live()

    def test_nothing_is_forgotten_that_is_not_saved(self, house: House, retreat: Hall) -> None:
        ann = house.guest(retreat, "Ann")
        link = code_of(ann, retreat)
        name = f"workshop:{retreat.id}:out:note:letter"
        ann.page.evaluate("(name) => localStorage.setItem(name, '{}')", name)
        move(house, link)
        ann.press("Forget me on this device")
        ann.says("Something you wrote here is not saved yet.")
        assert name in ann.stored("localStorage")
        assert [cookie for cookie in ann.context.cookies() if retreat.id in cookie["name"]]
        half = f"workshop:{retreat.id}:half:one-word:1"
        ann.page.evaluate("(name) => localStorage.removeItem(name)", name)
        ann.page.evaluate("(half) => sessionStorage.setItem(half, JSON.stringify({words: ['calm']}))", half)
        ann.press("Forget me on this device")
        ann.says("Words that you wrote here and did not send would be forgotten, too.")
        assert half in ann.stored("sessionStorage")
        ann.press("Forget me on this device")
        ann.heading("Good that you are here.")
        assert half not in ann.stored("sessionStorage")


class TestTheCode:
    def test_works_once(self, house: House, hall: Hall) -> None:
        link = code_of(house.guest(hall, "Ann"), hall)
        move(house, link)
        eve = house.phone("Eve")
        eve.may_complain("404")
        eve.goto(link)
        eve.says("This code was used already; it works once.")

    def test_is_over_after_two_minutes(self, house: House, hall: Hall) -> None:
        ann = house.guest(hall, "Ann", clock=True)
        code_of(ann, hall)
        ann.page.clock.fast_forward(121_000)
        ann.says("The two minutes are over.")
        expect(ann.page.locator("div.qr")).to_be_hidden()
        ann.press("Show a new code")
        expect(ann.page.locator(".qr svg path").first).to_be_visible()

    def test_takes_nobody_elses_place_unasked(self, house: House, hall: Hall) -> None:
        ben = house.guest(hall, "Ben")
        ann = house.guest(hall, "Ann")
        people = [phone.page.locator("body").get_attribute("data-person") for phone in (ann, ben)]
        link = code_of(ann, hall)
        ben.goto(link)
        ben.says("In this browser Ben is at home.")
        ben.link("Not now")
        ben.enter(hall.id)
        expect(ben.page.locator("body")).to_have_attribute("data-person", people[1])
        keys = {c["name"]: c["value"] for c in ben.context.cookies() if c["name"].endswith("-key")}
        ben.goto(link)
        ben.press("Come in here")
        ben.live()
        expect(ben.page.locator("body")).to_have_attribute("data-person", people[0])
        assert len(keys) == 2
        assert not [c for c in ben.context.cookies() if keys.get(c["name"]) == c["value"]]  # of what Ben wrote here

    def test_leaves_nothing_in_the_address(self, house: House, hall: Hall) -> None:
        link = code_of(house.guest(hall, "Ann"), hall)
        other = house.phone("the other phone")
        other.goto(link)
        other.heading("Come in as Ann?")
        assert "#" not in other.page.url and link.partition("#")[2] not in other.page.url

    def test_a_phone_that_keeps_nothing_hands_that_on(self, house: House, hall: Hall) -> None:
        ann = house.phone("Ann")
        ann.goto(f"/#{hall.code}")
        ann.page.get_by_label("How shall we call you?").fill("Ann")
        ann.page.get_by_text("Keep nothing on this phone.").tap()
        ann.press("I agree, come in")
        ann.live()
        other = move(house, code_of(ann, hall))
        assert (other.stored("localStorage"), other.stored("sessionStorage")) == ({}, {})
        assert {cookie["expires"] for cookie in other.context.cookies() if hall.id in cookie["name"]} == {-1}


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.tour)])
def test_everybody_can_read_it(house: House, hall: Hall, scheme: str) -> None:
    ann = house.guest(hall, "Ann", color_scheme=scheme)
    link = code_of(ann, hall)
    faults = ann.inspect("the code")
    other = house.phone("the other phone")
    other.goto(link)
    other.heading("Come in as Ann?")
    faults += other.inspect("whom it brings")
    other.press("Come in here")
    ann.says("Your other device is in.")
    faults += ann.inspect("used")
    assert not faults, "\n".join(faults)
