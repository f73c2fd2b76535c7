"""Evenings as facilitators run them: texts gathered and voted on, questions all along, groups that grow and rotate."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import FacilitatorPage
from tests.conftest import Hall
from tests.support.people import Phone
from tests.support.server import PATIENT, Scripts, Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
VOTE = """# What holds us back

- format: 1
- people: 2-40
- questions: on

### Reflect: What holds us? (2 min)

- id: anchor
- who sees this: everyone without names

### Poll: What do we talk about? (2 min)

- id: dots
- answers from: anchor
- answer: 3 dots

### Poll: How was it? (2 min)

- id: page
- answer: scale 1 (not at all) to 5 (completely)

1. I learned something that I can use on an ordinary Monday
2. The pace was right
3. I felt safe to say what I think
4. There was time for what matters to me
5. I would recommend it to a colleague
"""
TABLES = """# To and fro

- format: 1
- people: 2-40

### Breakout: In pairs (2 min)

- id: in-pairs
- groups: pairs

### Breakout: In fours (2 min)

- id: in-fours
- groups: merge in-pairs
- notes: everyone without names

### Breakout: First table (2 min)

- id: tables
- groups: 2 groups
- rooms: tables
- notes: my group

#### Group 1: What do we keep?

#### Group 2: What do we learn?

### Breakout: Second table (2 min)

- groups: rotate tables
- rooms: tables
- stay: one
"""
NAMES = ("Ben", "Cem", "Dea", "Eva", "Fay", "Gus", "Hal", "Ina", "Jon")
TEXTS = ("Too little time", "No time", "Nobody decides", "Unclear roles", "The noise", "Mails at night", "The lift",
         "Passwords", "Old quarrels")  # fmt: skip
GROUPED = ["Form groups", "Call back", "Everyone back now", "Next"]
ALL = "everyone without names"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"vote.md": VOTE, "tables.md": TABLES}


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    return (PATIENT,)


@pytest.fixture
def hall(server: Server, request: pytest.FixtureRequest) -> Iterator[Hall]:
    opened = Hall(server, request.param)
    yield opened
    opened.home()


def written(hall: Hall) -> list[Phone]:
    """Everybody has written one text, and the poll about them stands there, not open yet."""
    phones = hall.join(*NAMES)
    hall.do("start")
    for phone, text in zip(phones, TEXTS, strict=True):
        assert phone.op("note:anchor", {"text": text, "sees": ALL})["status"] == "ok"
    hall.do("next")
    return phones


def text(ana: FacilitatorPage, words: str):
    return ana.page.locator(".gather li", has_text=words)


@pytest.mark.tour
@pytest.mark.parametrize("hall", ["vote"], indirect=True)
def test_what_says_the_same_is_put_together_and_the_dots_left_stay_in_sight(house: House, hall: Hall) -> None:
    phones = written(hall)
    ana, ann = house.console(hall, viewport={"width": 1366, "height": 768}), house.guest(hall, "Ann")
    heaps = ana.page.locator(".gather .heap")
    for words in TEXTS[:2]:
        text(ana, words).get_by_role("checkbox").check()
    ana.page.get_by_label("A name for them").fill("Time")
    ana.press("Put the ticked ones together")
    expect(heaps).to_have_count(1)
    text(ana, "Unclear roles").drag_to(text(ana, "Nobody decides"))
    expect(heaps).to_have_count(2)
    assert not ana.inspect("texts are gathered")
    ana.page.locator(".gather").get_by_role("button", name="Undo").click()
    expect(heaps).to_have_count(1)
    ana.do("Open the poll")
    more = ann.page.get_by_role("button", name="+")
    expect(more).to_have_count(len(TEXTS) - 1)
    for _ in range(2):
        more.last.tap()
    expect(ann.page.locator(".spread .left")).to_have_text("Left: 1")
    expect(ann.page.locator(".spread .left")).to_be_in_viewport(ratio=1)
    assert not ann.inspect("dots")
    time = ann.page.locator('.spread li:has-text("Time") [data-dot="1"]')
    time.tap()
    ann.press("Send")
    ann.saved()
    place = int(ann.page.locator('.spread li:has-text("Time") [id^=spread-]').get_attribute("id").split("-")[1])
    for phone in phones:
        dots = [3 if n == place else 0 for n in range(len(TEXTS) - 1)]
        assert phone.op("vote:dots", {"dots": dots})["status"] == "ok"
    ana.do("Close the poll")
    ana.at("What do we talk about?", "closed")
    ana.do("Show the result")
    ann.says("Time")
    expect(ann.page.locator(".bars li").first).to_contain_text("28")


SEEN = """() => { const {left, top, height} = document.activeElement.getBoundingClientRect();
    return !document.activeElement.matches("[type=checkbox]")
        || document.elementFromPoint(left + 2, top + height / 2) === document.activeElement }"""


@pytest.mark.parametrize("hall", ["vote"], indirect=True)
def test_by_keys_alone_no_text_hides_the_focus_and_piles_grow(house: House, hall: Hall) -> None:
    written(hall)
    ana = house.console(hall, viewport={"width": 1366, "height": 620})
    gather, heaps = ana.page.locator(".gather"), ana.page.locator(".gather .heap")
    expect(gather.get_by_role("heading")).to_have_text("9 answers to vote on")
    expect(gather.get_by_role("heading")).to_have_attribute("aria-live", "polite")  # what each change did
    gather.get_by_role("checkbox").first.focus()
    for _ in TEXTS:
        assert ana.page.evaluate(SEEN), ana.page.evaluate("() => document.activeElement.parentElement.innerText")
        ana.page.keyboard.press("Tab")
    _ticked(ana, *TEXTS[:2])
    gather.get_by_label("A name for them").focus()
    ana.page.keyboard.type("Time")
    ana.page.keyboard.press("Enter")
    expect(heaps.locator("li")).to_have_count(2)
    _ticked(ana, TEXTS[0], TEXTS[4])
    gather.get_by_role("button", name="Put the ticked ones together").press("Enter")
    expect(heaps.locator("li")).to_have_count(3)
    expect(heaps.locator("legend")).to_have_text("Time · 3")


def _ticked(ana: FacilitatorPage, *texts: str) -> None:
    for words in texts:
        text(ana, words).get_by_role("checkbox").press("Space")


@pytest.mark.parametrize("hall", ["vote"], indirect=True)
def test_a_feedback_page_of_five_rows_is_read_on_a_narrow_console_too(house: House, hall: Hall) -> None:
    phones = hall.join(*NAMES[:4])
    hall.do("start")
    assert hall.server.command(hall.id, "goto", step="page")["status"] == "ok"
    hall.do("open")
    ann, ana = house.guest(hall, "Ann"), house.console(hall, viewport={"width": 820, "height": 1180})
    for row in range(4):
        ann.page.locator(f'#stage label:has([name="row-{row}"][value="4"])').tap()
    ann.page.locator('#stage label:has([name="row-4"][value="0"])').tap()
    assert not ann.inspect("a feedback page")
    ann.press("Send")
    ann.saved()
    for phone in phones:
        assert phone.op("vote:page", {"rows": [4, 5, 3, 4, 5]})["status"] == "ok"
    ana.turnout(5, of=5)
    hall.do("close")
    hall.do("reveal")
    expect(ann.page.locator(".statements tbody tr")).to_have_count(5)
    expect(ana.page.locator(".statements thead")).to_be_hidden()  # each number has its head above it
    expect(ana.page.locator(".statements tbody th").first).to_be_visible()
    assert not [*ann.inspect("results of a page"), *ana.inspect("results of a page")]


@pytest.mark.parametrize("hall", ["vote"], indirect=True)
def test_a_question_is_asked_beside_the_step_and_nobody_looks_away(house: House, hall: Hall) -> None:
    hall.join("Ben", "Cem")
    hall.do("start")
    ana, ann, screen = house.console(hall), house.guest(hall, "Ann"), house.projector()
    screen.show(ana.screen_link())
    expect(ana.page.locator('aside [data-pulse="connected"]')).to_have_text("3")
    ann.link("Ask a question")
    ann.heading("Questions from the room")
    assert not ann.inspect("questions")
    ann.page.get_by_label("Your question").fill("How long does it take?")
    ann.page.get_by_role("checkbox").check()
    ann.press("Ask")
    ana.says("How long does it take?")
    expect(ana.page.locator('aside [data-pulse="connected"]')).to_have_text("3")
    expect(ana.page.locator("#people")).not_to_contain_text("away")
    assert not ana.inspect("a question came")
    ana.press("On the screen")
    screen.says("How long does it take?")
    assert not screen.inspect("a question on the screen")
    ana.press("Answered")
    expect(screen.page.locator("body")).not_to_contain_text("How long does it take?")
    assert not ana.inspect("a question was answered")


@pytest.mark.parametrize("hall", ["tables"], indirect=True)
def test_the_one_large_button_leads_from_pairs_to_fours_and_round_the_tables(house: House, hall: Hall) -> None:
    hall.join(*NAMES[:7])
    ana, ann = house.console(hall), house.guest(hall, "Ann", viewport={"width": 360, "height": 740})
    big = ana.page.locator("#primary")
    ana.here(8)
    for label in ["Start", *GROUPED]:
        _pressed(ana, label)
    _pressed(ana, "Form groups")
    expect(ann.page.locator(".room .people li")).to_have_count(4)
    expect(ana.page.locator('main time:visible[data-timer="round"]')).to_have_count(1)  # and no second clock beside it
    expect(ana.page.locator('main time:visible[data-timer="step"]')).to_have_count(0)
    expect(ann.button("Share with everyone")).to_be_in_viewport(ratio=1)
    for label in [*GROUPED[1:], "Form groups"]:
        _pressed(ana, label)
    expect(ann.page.locator("#stage textarea")).to_be_in_viewport(ratio=1)  # what is asked for later is below it
    ann.press("I stay at this table")
    ann.says("Ann stays")
    table = ann.page.locator(".room .name").inner_text()
    assert not ann.inspect("who stays") + ana.inspect("tables at work")
    for label in GROUPED[1:]:
        _pressed(ana, label)
    _pressed(ana, "Form groups")
    ann.says("stayed here")
    expect(ann.page.locator(".room .name")).to_have_text(table)
    for label in GROUPED[1:3]:
        _pressed(ana, label)
    expect(big).to_have_text("End")


def _pressed(ana: FacilitatorPage, label: str) -> None:
    expect(ana.page.locator("#primary")).to_have_text(label)
    ana.do(label)
