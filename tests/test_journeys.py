"""Whole workshops in real browsers against a real server: what people do, and what they get."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import FacilitatorPage, PhonePage, ProjectorPage

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

FERRY = "The ferry bell rang twice."


class TestHello:
    """hello.md from the lobby to the end: a console, the shared screen and four phones, enough for two pairs."""

    def test_a_whole_workshop(self, house: House) -> None:
        ana, screen = house.facilitator(), house.projector()
        people = house.phones("Ann", "Ben", "Dora", "Cleo")
        self.invite(ana, screen, people)
        self.begin(ana, screen, people)
        self.poll(ana, screen, people)
        self.breakout(ana, screen, people)
        self.words(ana, screen, people)
        self.breath(ana, screen, people)
        self.goodbye(ana, screen, people)
        self.notes(people)
        self.results(ana)

    def invite(self, ana: FacilitatorPage, screen: ProjectorPage, people: list[PhonePage]) -> None:
        ana.sign_in()
        ana.silent_about("test_only")
        assert "#" not in ana.page.url, "the key stays in the address"
        invitation = ana.prepare("Hello in ten minutes")
        assert re.fullmatch(r".+/#[A-Z0-9]{6}", invitation["link"])
        assert invitation["link"] in invitation["invitation"]
        screen.show(invitation["projector-link"])
        screen.heading("Hello in ten minutes")
        ana.open_console()
        ana.heading("People arrive")
        for phone in people:
            phone.join(invitation["link"])
            phone.says("You are in.")
            expect(phone.page).not_to_have_url(re.compile("#"))
        ana.here(4)
        expect(ana.page.locator("#people li")).to_have_count(4)
        expect(screen.page.locator("[data-pulse=connected]")).to_have_text("4")

    def begin(self, ana: FacilitatorPage, screen: ProjectorPage, people: list[PhonePage]) -> None:
        ana.do("Start")
        ana.at("Welcome")
        ana.says("You cannot do anything wrong")
        for window in (screen, *people):
            window.heading("Welcome")
            window.silent_about("You cannot do anything wrong")

    def poll(self, ana: FacilitatorPage, screen: ProjectorPage, people: list[PhonePage]) -> None:
        ann, ben, dora, cleo = people
        ana.do("Next")
        for phone in people:
            phone.heading("Coffee, tea or something else?")
            phone.says("Opens in a moment.")
            expect(phone.page.get_by_label("Coffee")).to_be_disabled()
        ana.do("Open the poll")
        ann.choose("Coffee")
        ann.saved()
        ben.choose("Tea")
        ben.saved()
        ana.turnout(2, 4)
        screen.turnout(2, 4)
        ben.choose("Coffee")
        ben.saved()
        cleo.choose("Tea")
        cleo.saved()
        dora.press("I would rather not say")
        dora.saved()
        dora.says("That is fine. You are counted as done.")
        ana.turnout(4, 4)
        ana.do("Close the poll")
        ann.says("The result comes in a moment.")
        for window in (screen, *people):
            expect(window.page.locator("#stage .chart, #stage .bars")).to_have_count(0)
        ana.do("Show the result")
        for window in (ana, screen, *people):
            rows = window.page.locator(".bars li")
            expect(rows.locator("b").filter(has_text=re.compile(r"."))).to_have_count(3)
            expect(rows.nth(0)).to_contain_text("Coffee")
            expect(rows.nth(0).locator("> b")).to_have_text("2")
        expect(ben.own()).to_contain_text("Coffee")
        expect(cleo.own()).to_contain_text("Tea")
        expect(dora.own()).to_have_count(0)

    def breakout(self, ana: FacilitatorPage, screen: ProjectorPage, people: list[PhonePage]) -> None:
        ana.do("Next")
        ana.at("A smile this week")
        for phone in people:
            phone.says("In a moment you see here whom you are with.")
            phone.says("one thing that made you smile")
        ana.do("Form groups")
        for window in (ana, screen):
            expect(window.page.locator(".rooms > li, .groups > li")).to_have_count(2)
        ann = people[0]
        expect(ann.page.locator(".room .people li")).to_have_count(2)
        expect(ann.page.locator(".room .people .you")).to_have_text("Ann")
        ann.says("one thing that made you smile")
        together = ann.page.locator(".room .people").inner_text()
        partner = next(p for p in people[1:] if p.name in together)
        others = [p for p in people[1:] if p is not partner]
        ann.write(FERRY)
        expect(ann.page.locator(".sees")).to_contain_text("Your group can read this, with your name.")
        ann.press("Send to my group")
        ann.saved()
        expect(partner.page.locator("[data-group-notes]")).to_contain_text(FERRY)
        for window in (ana, screen, *others):
            window.silent_about(FERRY)
        ana.do("Everyone back now")
        for phone in people:
            phone.says("Welcome back.")

    def words(self, ana: FacilitatorPage, screen: ProjectorPage, people: list[PhonePage]) -> None:
        ana.do("Next")
        ana.do("Open the poll")
        for phone, word in zip(people, ("light", "hopeful", "light", "sleepy"), strict=True):
            phone.page.get_by_label("Your word", exact=True).fill(word)
            phone.press("Send")
            phone.saved()
        ana.turnout(4, 4)
        for window in (ana, screen):
            window.silent_about("hopeful")
        ana.do("Close the poll")
        ana.do("Show the result")
        for window in (screen, *people):
            expect(window.page.locator(".cloud li")).to_have_count(3)
            expect(window.page.locator(".cloud li", has_text="light")).to_contain_text("2 times")

    def breath(self, ana: FacilitatorPage, screen: ProjectorPage, people: list[PhonePage]) -> None:
        ana.do("Next")
        for window in (screen, *people):
            window.heading("One breath together")
            expect(window.page.locator(".breath:visible")).to_have_count(1)
        ana.do("Pause for all")
        for window in (screen, *people):
            window.heading("We pause for a moment.")
        ana.do("Resume")
        for window in (screen, *people):
            window.heading("One breath together")

    def goodbye(self, ana: FacilitatorPage, screen: ProjectorPage, people: list[PhonePage]) -> None:
        ana.do("Next")
        people[0].heading("Goodbye")
        ana.do("End")
        ana.says("You can undo it for a few seconds. After that it cannot be started again.")
        ana.press("End for everyone")
        for window in (screen, *people):
            window.heading("Thank you for being here.")

    def notes(self, people: list[PhonePage]) -> None:
        ann, *others = people
        ann.page.locator("#stage").get_by_role("link", name="My notes").click()
        ann.heading("My notes")
        ann.says(FERRY)
        for label in ("Take along, to read or print", "As plain text"):
            assert FERRY in ann.download(label)
        for other in others:
            other.goto(f"/my/{other.session}")
            other.silent_about(FERRY)

    def results(self, ana: FacilitatorPage) -> None:
        ana.link("See the results")
        ana.heading("Results")
        for text in ("Coffee", "hopeful", "light"):
            ana.says(text)
        report = ana.download("Report")
        ana.page.get_by_text("Other formats").click()
        table = ana.download("Plain text")
        for held in (ana.page.content(), report, table):
            assert "hopeful" in held
            assert FERRY not in held
            assert "Ann" not in held
