"""The shared screen, measured: results of every kind, of one person or forty, with labels of one word or many."""

import random
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import current_app
from jinja2 import Environment
from playwright.sync_api import Page, expect

from tests.browser import kinds
from tests.browser.house import House
from tests.browser.pages import HARD_TO_READ, READABLE
from tests.browser.test_twice_the_size import FAULTS, LARGE
from tests.browser.test_twice_the_size import LONG as LONGEST
from tests.conftest import Hall
from workshop.authoring import previewing
from workshop.script import read
from workshop.script.model import Form, Kind, Script
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session.audience_names import PROJECTOR
from workshop.session.choices import Vote
from workshop.session.counting import tally
from workshop.session.evolve import evolve
from workshop.session.stage import Stage, stage_for
from workshop.util import qr
from workshop.util.language import of_script, speaking
from workshop.util.paths import bundled
from workshop.web.cli import app_for

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

LONG = "That I always have to be the one who notices when nobody does"
COME_IN = {"url": "http://a.org", "code": "KTW4RM", "qr": qr.svg("http://a.org/#KTW4RM")}
MOST_LETTERS = 500  # of a question (docs/protocol.md)
SIZES = ({"width": 1920, "height": 1080}, {"width": 1280, "height": 720})
# The page fits what it shows to its room whenever that changes: it is narrower for a moment.
LAID = """async (html) => {
    const main = document.getElementById("stage");
    const drawn = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
    main.innerHTML = html;
    main.style.paddingInlineEnd = "40px";
    await drawn();
    main.style.paddingInlineEnd = "";
    await drawn();
}"""
EDGES = """(which) => [...document.querySelectorAll(which)].map(n => n.getBoundingClientRect())
    .filter(box => box.width).map(box => [Math.round(box.left), Math.round(box.width)])"""
# Where everything begins: the one edge of all layouts. A pause has its circle there, and its words beside it.
OFF_THE_EDGE = """() => {
    const edge = parseFloat(getComputedStyle(document.body).paddingLeft);
    const which = [".step:not(.beside) h1", ".step > header > :not(.left)", ".fill > *", ".threshold h1",
        ".waiting > *", ".chart:not(.of-question *) > :not(figcaption)"].join(", ");
    return [...document.querySelectorAll(which)].map(n => [n, n.getBoundingClientRect()])
        .filter(([, box]) => box.width && Math.abs(box.left - edge) > 2)
        .map(([n]) => `not at the edge: ${n.className || n.tagName}`);
}"""
UNEVEN = """() => [[".bars .dots > i", "width"], [".ridge-ticks .column", "bottom"]].flatMap(([where, what]) => {
    const told = [...document.querySelectorAll(where)].map(n => Math.round(n.getBoundingClientRect()[what]));
    return told.length && Math.max(...told) - Math.min(...told) > 1 ? [`${where} not of one ${what}: ${told}`] : [];
})"""
# The mark of the average lies on the line that all columns stand on.
OFF_THE_LINE = """() => {
    const line = document.querySelector(".column")?.getBoundingClientRect().bottom;
    const marks = [...document.querySelectorAll(".means circle")].map(n => n.getBoundingClientRect());
    return marks.map(box => (box.top + box.bottom) / 2).filter(y => Math.abs(y - line) > 4)
        .map(y => `not on the line at ${line}: ${y}`);
}"""


# What has no room is counted in a line, and of shares the smallest stay away.
NOT_TOLD = """() => [...document.querySelectorAll(
    ".fill :is(.bars, .ladder, .wall, .sizes, .in-brief, tbody)")].flatMap(list => {
    const out = [...list.children].filter(row => row.matches("[data-left-out]"));
    const line = list.closest(".chart") && !list.matches(".wall") ? list.closest(".chart") : list;
    const said = line.querySelector(":scope > [data-more]");  // how many the server kept back stands in its data
    const told = said ? parseInt(said.textContent) - Number(said.dataset.more) : 0;
    const size = row => parseFloat(row.querySelector(".length > rect")?.getAttribute("width") ?? 0);
    const shown = [...list.children].filter(row => row.checkVisibility() && !row.matches("[data-more]"));
    const larger = list.matches(".bars") && shown.length && Math.max(...out.map(size)) > Math.min(...shown.map(size));
    const miscounted = out.length === told ? [] : [`${out.length} left out, ${told} told`];
    return [...miscounted, ...(larger ? ["a large one left out"] : [])];
})"""


def labels(count: int, long: bool) -> list[str]:
    return [f"{LONG} {n}" if long and n % 2 == 0 else f"Word {n}" for n in range(count)]


def ways(count: int, long: bool) -> dict[str, str]:
    """How a poll can be answered, with so many answers."""
    return {
        "one": "\n".join(f"- ( ) {label}" for label in labels(count, long)),
        "ranking": "\n".join(f"{n}. {label}" for n, label in enumerate(labels(count, long), 1)),
        "sort": "- answer: sort into helps, depends, does not help\n\n"
        + "\n".join(f"{n}. {label}" for n, label in enumerate(labels(min(count, 7), long), 1)),
    }


RATED = "- answer: scale 1 (never) to 5 (always)\n\n"
PLACED = "- answer: grid Effort (little, much) × Effect (small, great)\n\n"
SORTED = "- answer: sort into helps, depends, does not help\n\n"
DOTS = "- answer: 3 dots\n\n"
TWENTY = [("twenty, long: answers", ways(20, True)["one"], 40)] + [
    (f"twenty, long: {way}", how + ways(20, True)["ranking"], 40)
    for way, how in {"ranked": "", "rated": RATED, "placed": PLACED, "sorted": SORTED, "dots": DOTS}.items()
]
PAGE = f"""#### Question: {LONG}?

- answer: scale 1 (not at all) to 5 (completely)

#### Question: What helped?

{ways(5, True)["one"]}

#### Question: In a word?

- answer: words
"""

WAYS = [
    (f"{way}, {count} answers, {people} people{', long' if long else ''}", body, people)
    for count, people, long in ((2, 1, False), (5, 9, True), (5, 40, False), (8, 40, True))
    for way, body in ways(count, long).items()
] + [
    ("twenty answers", ways(20, False)["one"], 40),
    *TWENTY,
    ("a scale, one person", "- answer: scale 1 (not at all) to 7 (completely)", 1),
    ("a scale, forty people", "- answer: scale 0 (not at all) to 10 (completely)", 40),
    ("words, three people", "- answer: words", 3),
    ("words, forty people", "- answer: words", 40),
    ("a body", "- answer: body", 40),
    ("a body, nine people", "- answer: body", 9),
    ("a place", "- answer: place on media/boat.png (a boat)", 40),
    ("several", "\n".join(f"- [ ] {label}" for label in labels(6, True)), 40),
    ("texts", "- answer: text", 9),
    ("a number, one person", "- answer: number (minutes)", 1),
    ("a number, forty people", "- answer: number 0 to 240 (minutes on a day)", 40),
    (
        "a grid, forty people",
        f"- answer: grid Effort (little, much) × Effect (small, great)\n\n{ways(7, True)['ranking']}",
        40,
    ),
    (
        "a grid, seven people",
        f"- answer: grid Effort (little, much) × Effect (small, great)\n\n{ways(7, True)['ranking']}",
        7,
    ),
    (
        "a grid, two answers, long",
        f"- answer: grid Effort (little, much) × Effect (small, great)\n\n{ways(2, True)['ranking']}",
        40,
    ),
    ("three dots", f"- answer: 3 dots\n\n{ways(6, True)['ranking']}", 40),
    ("ten points", f"- answer: 10 points\n\n{ways(6, False)['ranking']}", 9),
    ("statements", f"- answer: scale 1 (never) to 5 (always)\n\n{ways(6, True)['ranking']}", 40),
    ("a page of questions", PAGE, 40),
    ("a wide scale", "- answer: scale 0 (cold) to 100 (hot)", 40),
    ("again", f"- id: first\n\n{ways(5, True)['one']}\n\n### Poll: And now?\n\n- again: first", 12),
]


def script_of(body: str) -> Script:
    head = "# A\n\n- format: 1\n- minimum answers: 1\n\n### Poll: What sounds like you?"
    return read(f"{head}\n\n{body}\n").script


# In sensitive care: sizes in words, an order alone, or nothing that may be told. Each form once, the last of it above.
OF_EACH = {(poll.form, bool(poll.grid)): body for _, body, _ in WAYS for poll in (script_of(body).steps[-1].detail,)}
IN_CARE = [
    (f"{form}{', grid' * grid}, {people} people", body, people)
    for (form, grid), body in OF_EACH.items()
    for people in (5, 9, 40)
] + [(f"{name}, {people} people", body, people) for name, body, _ in TWENTY for people in (9, 40)]


@pytest.fixture(scope="module")
def env() -> Iterator[Environment]:
    app = app_for(Path(__file__).parents[2] / "sessions/hello.md")
    with app.app_context():  # each look speaks the language of its script
        yield app.jinja_env


@pytest.fixture
def screen(house: House, hall: Hall) -> Iterator[Page]:
    """The shared screen as it is served; what it shows is laid there by each look."""
    console, projector = house.console(hall), house.projector()
    projector.show(console.screen_link())
    projector.page.emulate_media(reduced_motion="reduce")
    yield projector.page


def result(env: Environment, body: str, people: int, sensitive: bool = False) -> str:
    """Of its last poll, after all before it."""
    script = script_of(body)
    session = previewing.played(script, script.steps[0], "prepared")
    for step in script.steps:
        dice, poll = random.Random(people), step.detail
        votes = [_vote(poll, dice, n) for n in range(people)]
        session = evolve(session, ev.StepEntered(step.id, 0))
        counted = cmd.Count(step.id, tally(poll, votes, sensitive, 1), 0)
        for command in (cmd.Open(0), cmd.Close(0), counted, cmd.Reveal(0)):
            session = previewing._done(session, command)
    stage = stage_for(session, PROJECTOR)
    assert stage.poll and stage.poll.phase == "revealed"
    return drawn(env, stage)


def drawn(env: Environment, stage: Stage) -> str:
    return env.get_template(f"fragments/projector/{stage.screen}.html").render(stage=stage, **COME_IN)


def _vote(poll, dice: random.Random, n: int) -> Vote:
    return previewing.sample_answers._vote(poll, dice, n, False)


def lay(screen: Page, html: str, size: dict[str, int]) -> None:
    """As a stage that arrives: laid in place and fitted to the room that it has."""
    if screen.viewport_size != size:
        screen.set_viewport_size(size)
    screen.evaluate(LAID, html)


def test_every_form_is_among_them() -> None:
    assert {step.detail.form for _, body, _ in WAYS for step in script_of(body).steps} == set(Form)
    assert {step.kind for step in read(kinds.SCRIPT + MORE).script.steps} == set(Kind)


SENSITIVE = pytest.param(IN_CARE, marks=pytest.mark.tour, id="sensitive")


@pytest.mark.parametrize("rooms", [pytest.param(WAYS, id="standard"), SENSITIVE])
def test_every_result_is_whole_in_large_letters_and_on_one_grid(
    env: Environment, screen: Page, rooms: list[tuple[str, str, int]]
) -> None:
    faults = []
    pages = {name: result(env, body, people, rooms is IN_CARE) for name, body, people in rooms}
    for size in (*SIZES, OLD):
        for name, html in pages.items():
            if size == OLD and "twenty" not in name:
                continue
            lay(screen, html, size)
            found = [str(fault) for fault in screen.evaluate(HARD_TO_READ, READABLE)]
            found += [fault for fault in screen.evaluate(CROWDED) if "lies over" in fault]
            found += screen.evaluate(NOT_TOLD)
            tracks = screen.evaluate(EDGES, ".bars :is(.length, .dots), .ladder .length")
            if len({width for _, width in tracks}) > 1:
                found.append(f"tracks of different length: {tracks}")
            found += [*screen.evaluate(UNEVEN), *screen.evaluate(OFF_THE_LINE)]
            paged = 'class="of-question"' in html  # in two columns
            begin = ".step h1, .of-question > h2" if paged else ".step h1, .chart > :not(figcaption)"
            first = {left for left, _ in screen.evaluate(EDGES, begin)}
            if len(first) > (2 if paged else 1):
                found.append(f"more than one edge: {first}")
            faults += [f"{name}, {size['width']}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


QUESTIONS = (
    "How useful was it for you?\n\n- answer: scale 1 (not at all) to 5 (very much so)",
    "What did you like most?\n\n- ( ) Talking in pairs\n- ( ) The walk\n- ( ) Time to write",
    "How far did you come?\n\n- answer: number 0 to 90 (km)",
    "What shall we do again?\n\n- [ ] Morning circle\n- [ ] Silence\n- [ ] Music",
    "How safe was it to say what you think?\n\n- answer: scale 0 (nothing) to 10 (all of it)",
    "What was too long?\n\n- ( ) The introduction\n- ( ) The lunch\n- ( ) The end\n- ( ) Nothing",
    "How many years are you here?\n\n- answer: number",
    "Would you come again?\n\n- ( ) Yes\n- ( ) No",
)
OLD = {"width": 1024, "height": 768}  # a projector of many seminar rooms
# Words that lie over other words, columns of a few lines, dots that are specks or of unlike size in one chart.
CROWDED = """() => {
    const stage = document.querySelector("#stage"), high = innerHeight / 100, found = [], said = [];
    const words = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const text = words.currentNode.textContent.trim(), holder = words.currentNode.parentElement;
        if (!text || holder.closest(".unseen") || !holder.checkVisibility()) continue;
        const place = document.createRange();
        place.selectNodeContents(words.currentNode);
        for (const box of place.getClientRects()) said.push([text, box]);
    }
    const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.4 * Math.min(a.height, b.height);
    said.forEach(([one, a], n) => said.slice(n + 1).forEach(([other, b]) => {
        if (over(a, b)) found.push(`“${one}” lies over “${other}”`);
    }));
    for (const { height } of [...stage.querySelectorAll(".column")].map(n => n.getBoundingClientRect())) {
        if (height && height < 8 * high) found.push(`a column has ${Math.round(height)} px`);
    }
    for (const chart of stage.querySelectorAll(".bars")) {
        const dots = [...chart.querySelectorAll(".dots > i")].map(n => n.getBoundingClientRect().width).filter(Boolean);
        if (dots.length && Math.min(...dots) < 1.8 * high) found.push(`a dot has ${Math.min(...dots).toFixed(1)} px`);
        if (Math.max(...dots) - Math.min(...dots) > 1) found.push(`dots of unlike size: ${dots}`);
    }
    return found;
}"""


@pytest.mark.parametrize("sensitive", [False, pytest.param(True, marks=pytest.mark.tour)])
def test_a_page_of_questions_and_dots_beside_a_picture_are_read_on_an_old_projector(
    env: Environment, screen: Page, sensitive: bool
) -> None:
    """With whoever came into one place, too: twelve dots in a row. Sizes in words are longer in German."""
    bodies = {n: "\n\n".join(f"#### Question: {each}" for each in QUESTIONS[:n]) for n in (2, 3, 4, 5, 8)}
    bodies[0] = "- answer: place on media/boat.png (a boat)"
    faults = []
    tongues = ("en", "de", "ja") if sensitive else ("en",)
    for tongue, people, (n, body) in product(tongues, (5, 12, 40) if sensitive else (12, 40), bodies.items()):
        with speaking(current_app, of_script(tongue, "")):
            html = result(env, body, people, sensitive)
        for size in (SIZES[1], OLD):
            lay(screen, html, size)
            found = [*screen.evaluate(HARD_TO_READ, READABLE), *screen.evaluate(CROWDED)]
            faults += [f"{n} questions, {people} people, {tongue}, {size['width']}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


ON_A_PHONE = """(html) => {
    const step = document.createElement("article"), sent = new DOMParser().parseFromString(html, "text/html");
    step.className = "step";
    step.append(...sent.querySelectorAll(".chart, .parts"));
    document.querySelector("#stage").replaceChildren(step);
    const wide = [...step.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
    const label = step.querySelector(".sorted tbody th"), lines = label && label.querySelector("bdi").getClientRects();
    return [
        ...wide.filter(e => !e.closest(".scrolls, svg")).map(e => `sticks out: ${e.tagName}.${e.className}`),
        ...(lines && innerWidth > 700 && lines.length > 4 ? [`the words are squeezed to ${label.offsetWidth} px`] : []),
    ];
}"""


# However wide the number under a column is, one's own in its pill, too.
UNEQUAL = """() => {
    for (const tick of document.querySelectorAll(".ridge-ticks > :first-child")) tick.classList.add("own");
    const wide = [...document.querySelectorAll(".ridge-ticks .column")].map(n => n.getBoundingClientRect().width);
    return wide.length && Math.max(...wide) - Math.min(...wide) > 1 ? [`columns of unlike width: ${wide}`] : [];
}"""


def test_no_result_pushes_a_phone_or_a_tablet_sideways(env: Environment, house: House, hall: Hall) -> None:
    """In small rooms a share is told in words, which are wider than its digits."""
    ann = house.guest(hall, "Ann", is_mobile=False)
    pages = {name: result(env, body, people, True) for name, body, people in IN_CARE}
    pages |= {f"{name}, six": result(env, body, 6, True) for name, body, people in IN_CARE if people == 9}
    faults = []
    for width in (360, 820):
        ann.page.set_viewport_size({"width": width, "height": 900})
        for name, html in pages.items():
            faults += [f"{name}, {width}: {out}" for out in ann.page.evaluate(ON_A_PHONE, html)]
    ann.page.set_viewport_size({"width": 360, "height": 740})
    ann.page.evaluate(LARGE)
    pages |= {name: result(env, body, people) for name, body, people in WAYS}
    for name, html in pages.items():
        told = [*ann.page.evaluate(ON_A_PHONE, html), *ann.page.evaluate(FAULTS, LONGEST), *ann.page.evaluate(UNEQUAL)]
        faults += [f"{name}, twice the size: {out}" for out in told]
    assert not faults, "\n".join(faults)


def test_a_link_that_opens_nothing_says_so(house: House) -> None:
    projector = house.projector()
    projector.goto("/projector/nowhere#no-key")
    expect(projector.page.get_by_role("heading", name="Not open")).to_be_visible()
    expect(projector.page.locator("#connection, #not-yet").locator("visible=true")).to_have_count(0)


def test_a_press_on_how_to_come_in_brings_something_to_point_a_phone_at(env: Environment, screen: Page) -> None:
    lay(screen, result(env, WAYS[0][1], 9), SIZES[1])
    square = screen.locator(".come-in > .qr")
    expect(square).to_be_hidden()
    screen.get_by_text("KTW 4RM").click()
    expect(square).to_be_in_viewport(ratio=1)
    assert square.bounding_box()["height"] >= 200  # pixels of 720
    screen.get_by_text("KTW 4RM").click()
    expect(square).to_be_hidden()


MORE = """
### Poll: How was it?

- id: feedback
- answer: scale 1 (not at all) to 5 (completely)

1. I felt welcome
2. The pace was right for me

### Poll: Dots

- id: dots
- answer: 3 dots

1. A walk
2. A friend

### Poll: A wide scale

- id: wide
- answer: scale 0 (cold) to 100 (hot)

### Poll: Minutes

- id: minutes
- answer: number 0 to 240 (minutes on a day)

### Breakout: In fours

- id: fours
- groups: merge twos
- notes: everyone without names

Which one thing do you want all to hear?

### Breakout: At tables

- id: tables
- groups: 3 groups
- rooms: tables

#### Group 1: What we keep

#### Group 2: What we learn

#### Group 3: Whom we need

### Breakout: At other tables

- id: other-tables
- groups: rotate tables
- stay: one

### Poll: What drink, now?

- id: drink-again
- again: drink

### Wall: What we wrote

- id: wall
- from: letter, fours

### Breakout: With somebody who chose another drink

- id: unlike
- groups: unlike answers to drink

Why?

### Poll: Where do the words go?

- id: three-dots
- answers from: letter
- answer: 3 dots

### Poll: Effort and effect

- id: effort
- answer: grid Effort (little, much) × Effect (small, great)

1. A walk
2. A friend

### Poll: How was the day?

- id: page

#### Question: How useful was it?

- answer: scale 1 (not at all) to 5 (completely)

#### Question: What shall stay?

- [ ] Music
- [ ] Silence

### Poll: For us alone

- id: for-us
- results: facilitators

- ( ) Yes
- ( ) No

### Slide: On the phones

- id: phones-only
- show on: phones

Here.

### Slide: Piece by piece

- id: pieces
- reveal: one by one

One.

Two.
"""


def stages(env: Environment, long: bool) -> Iterator[tuple[str, str]]:
    """Every kind in each of its states, with titles of a few letters or of sixty; and what is no step."""
    text = kinds.SCRIPT + MORE
    reading = read(re.sub(r"(?m)^(### [\w-]+:) .*$", rf"\1 {LONG}", text) if long else text)
    yield "lobby", previewing.look(env, reading, None).projector
    for step in reading.script.steps:
        for phase, _ in previewing.PHASES.get(step.kind, (("open", ""),)):
            yield f"{step.id}, {phase}", previewing.look(env, reading, step, phase).projector
        opened = previewing.played(reading.script, step, "open")
        if step.kind is Kind.BREAKOUT:
            yield f"{step.id}, recalling", drawn(env, stage_for(previewing._done(opened, cmd.Recall(0)), PROJECTOR))
        elif step.id in ("drink", "page", "place"):
            closed = previewing._done(opened, cmd.Close(0))
            yield f"{step.id}, closed", drawn(env, stage_for(closed, PROJECTOR))
            for command in (cmd.Count(step.id, tally(step.detail, [], False, 1), 0), cmd.Reveal(0)):
                closed = previewing._done(closed, command)
            yield f"{step.id}, kept back", drawn(env, stage_for(closed, PROJECTOR))
    wall = next(step for step in reading.script.steps if step.id == "wall")
    two = stage_for(previewing.played(reading.script, wall, "open"), PROJECTOR, ("One", "Two", "Three"), (3, 0))
    assert two.columns
    yield "wall, one of two with nothing in it", drawn(env, two)
    session = previewing.played(reading.script, reading.script.steps[0], "open")
    for name, command in (("paused", cmd.PauseAll(0)), ("ended", cmd.End(0))):
        stage = stage_for(previewing._done(session, command), PROJECTOR)
        yield name, env.get_template(f"fragments/projector/{stage.screen}.html").render(stage=stage, url="", code=None)


TOUR = pytest.param(True, SIZES[0], marks=pytest.mark.tour, id="long")


@pytest.mark.parametrize(("long", "size"), [pytest.param(False, SIZES[1], id="short"), TOUR])
def test_every_kind_in_every_state_begins_at_one_edge_and_is_whole(
    env: Environment, screen: Page, long: bool, size: dict[str, int]
) -> None:
    faults = []
    for name, html in stages(env, long):
        lay(screen, html, size)
        found = [*map(str, screen.evaluate(HARD_TO_READ, READABLE)), *screen.evaluate(OFF_THE_EDGE)]
        found += screen.evaluate(UNEVEN)
        faults += [f"{name}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


ASKED = {"a few words": "Does it help?", "as long as may be": f"{LONG}? " * (MOST_LETTERS // len(f"{LONG}? "))}


@pytest.mark.parametrize("asked", ASKED)
def test_a_question_from_the_room_covers_and_cuts_nothing(env: Environment, screen: Page, asked: str) -> None:
    """Beside every kind, in the state in which most is said."""
    script, faults = read(kinds.SCRIPT + MORE).script, []
    for step in script.steps:
        session = previewing.played(script, step, previewing.PHASES.get(step.kind, (("open", ""),))[-1][0])
        stage = stage_for(session, PROJECTOR, pinned=ASKED[asked])
        lay(screen, drawn(env, stage), SIZES[1])
        expect(screen.locator(".pinned")).to_contain_text(ASKED[asked][:12])
        found = [*map(str, screen.evaluate(HARD_TO_READ, READABLE)), *screen.evaluate(OFF_THE_EDGE)]
        faults += [f"{step.id}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def test_the_pauses_of_what_is_shipped_keep_their_margins(env: Environment, screen: Page) -> None:
    """Words beside a circle have half of the width."""
    faults = []
    for path in sorted(bundled("sessions").glob("[a-z]*.md")):
        reading = read(path.read_text(encoding="utf-8"))
        for step in reading.script.steps:
            if step.kind in (Kind.PAUSE, Kind.BREAK):
                lay(screen, previewing.look(env, reading, step).projector, SIZES[1])
                faults += [f"{step.id}: {fault}" for fault in screen.evaluate(HARD_TO_READ, READABLE)]
    assert not faults, "\n".join(faults)


SHAPES = {
    "short paragraphs": "A line of words that one reads.\n\n",
    "long paragraphs": f"{LONG}, and {LONG.lower()}, and that it goes on like this for a while.\n\n",
    "one paragraph": f"{LONG}. ",
    "a list": f"- {LONG}\n",
}


def longest(more: str, title: str) -> str:
    """The longest slide of this shape that the check lets pass."""
    for often in range(1, 60):
        text = f"# A\n\n- format: 1\n\n### Slide: {title}\n\n{more * often}\n"
        if [m.code for m in read(text).messages] == ["W406"]:
            return text.replace(more, "", 1)
    raise AssertionError("no slide is too long")


@pytest.mark.parametrize("title", ["Hello", LONG])
def test_what_the_check_lets_pass_can_be_read_from_the_back_row(env: Environment, screen: Page, title: str) -> None:
    faults = []
    for name, more in SHAPES.items():
        reading = read(longest(more, title))
        lay(screen, previewing.look(env, reading, reading.script.steps[0]).projector, SIZES[1])
        faults += [f"{name}: {fault}" for fault in screen.evaluate(HARD_TO_READ, READABLE)]
    assert not faults, "\n".join(faults)
