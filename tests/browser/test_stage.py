"""The shared screen, measured: results of every kind, of one person or forty, with labels of one word or many."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from playwright.sync_api import Page

from tests.browser import kinds
from tests.browser.house import House
from tests.browser.pages import HARD_TO_READ, READABLE
from tests.conftest import Hall
from workshop.authoring import previewing
from workshop.script import read
from workshop.session import commands as cmd
from workshop.session.audience_names import PROJECTOR
from workshop.session.choices import Vote
from workshop.session.results import tally
from workshop.session.stage import stage_for
from workshop.web.cli import app_for

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

LONG = "That I always have to be the one who notices when nobody does"
SIZES = ({"width": 1920, "height": 1080}, {"width": 1280, "height": 720})
SETTLED = "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn, 0))))"
EDGES = """(which) => [...document.querySelectorAll(which)].map(n => n.getBoundingClientRect())
    .map(box => [Math.round(box.left), Math.round(box.width)])"""
# Where everything begins: the one edge of all layouts. A pause has its circle there, and its words beside it.
OFF_THE_EDGE = """() => {
    const edge = parseFloat(getComputedStyle(document.body).paddingLeft);
    const which = [".step:not(.beside) h1", ".step > header > :not(.left)", ".fill > *", ".threshold h1",
        ".waiting > *", ".chart > :not(figcaption)"].join(", ");
    return [...document.querySelectorAll(which)].map(n => [n, n.getBoundingClientRect()])
        .filter(([, box]) => box.width && Math.abs(box.left - edge) > 2)
        .map(([n]) => `not at the edge: ${n.className || n.tagName}`);
}"""
OVERLAPS = """() => [...document.querySelectorAll(".bars > li, .ladder > li")].filter(row => {
    const said = [...row.children].filter(n => n.textContent.trim()).map(n => n.getBoundingClientRect());
    return said.some((a, i) => said.slice(i + 1).some(b => a.right > b.left + 1 && b.right > a.left + 1));
}).map(row => row.textContent)"""


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


WAYS = [
    (f"{way}, {count} answers, {people} people{', long' if long else ''}", body, people)
    for count, people, long in ((2, 1, False), (5, 9, True), (5, 40, False), (8, 40, True))
    for way, body in ways(count, long).items()
] + [
    ("twenty answers", ways(20, False)["one"], 40),
    ("a scale, one person", "- answer: scale 1 (not at all) to 7 (completely)", 1),
    ("a scale, forty people", "- answer: scale 0 (not at all) to 10 (completely)", 40),
    ("words, three people", "- answer: words", 3),
    ("words, forty people", "- answer: words", 40),
    ("a body", "- answer: body", 40),
]


@pytest.fixture(scope="module")
def env() -> Environment:
    return app_for(Path(__file__).parents[2] / "sessions/hello.md").jinja_env


@pytest.fixture
def screen(house: House, hall: Hall) -> Iterator[Page]:
    """The shared screen as it is served; what it shows is laid there by each look."""
    console, projector = house.console(hall), house.projector()
    projector.show(console.screen_link())
    projector.page.emulate_media(reduced_motion="reduce")
    yield projector.page


def result(env: Environment, body: str, people: int) -> str:
    script = read(f"# A\n\n- format: 1\n- minimum answers: 1\n\n### Poll: What sounds like you?\n\n{body}\n").script
    step = script.steps[0]
    dice, poll = random.Random(people), step.detail
    votes = [_vote(poll, dice, n) for n in range(people)]
    session = previewing.played(script, step, "open")
    for command in (cmd.Close(0), cmd.Count(step.id, tally(poll, votes, False, 1), 0), cmd.Reveal(0)):
        session = previewing._done(session, command)
    stage = stage_for(session, PROJECTOR)
    return env.get_template(f"fragments/projector/{stage.screen}.html").render(
        stage=stage, url="http://a.org", code="KTW4RM"
    )


def _vote(poll, dice: random.Random, n: int) -> Vote:
    return previewing.sample_answers._vote(poll, dice, n, False)


def lay(screen: Page, html: str, size: dict[str, int]) -> None:
    """As a stage that arrives: laid in place and fitted to the room that it has."""
    screen.set_viewport_size({**size, "width": size["width"] - 10})
    screen.evaluate("html => { document.getElementById('stage').innerHTML = html }", html)
    screen.set_viewport_size(size)
    screen.evaluate(SETTLED)


def test_every_result_is_whole_in_large_letters_and_on_one_grid(env: Environment, screen: Page) -> None:
    faults = []
    for name, body, people in WAYS:
        html = result(env, body, people)
        for size in SIZES:
            lay(screen, html, size)
            found = [str(fault) for fault in screen.evaluate(HARD_TO_READ, READABLE)]
            tracks = screen.evaluate(EDGES, ".bars :is(.length, .dots), .ladder .length")
            if len({width for _, width in tracks}) > 1:
                found.append(f"tracks of different length: {tracks}")
            found += [f"one over the other: {row}" for row in screen.evaluate(OVERLAPS)]
            first = {left for left, _ in screen.evaluate(EDGES, ".step h1, .chart > :not(figcaption)")}
            if len(first) > 1:
                found.append(f"more than one edge: {first}")
            faults += [f"{name}, {size['width']}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


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

### Wall: What we wrote

- id: wall
- from: letter
"""


def stages(env: Environment, long: bool) -> Iterator[tuple[str, str]]:
    """Every kind in each of its states, with titles of a few letters or of sixty; and what is no step."""
    text = kinds.SCRIPT + MORE
    reading = read(re.sub(r"(?m)^(### [\w-]+:) .*$", rf"\1 {LONG}", text) if long else text)
    yield "lobby", previewing.look(env, reading, None).projector
    for step in reading.script.steps:
        for phase, _ in previewing.PHASES.get(step.kind, (("open", ""),)):
            yield f"{step.id}, {phase}", previewing.look(env, reading, step, phase).projector
    session = previewing.played(reading.script, reading.script.steps[0], "open")
    for name, command in (("paused", cmd.PauseAll(0)), ("ended", cmd.End(0))):
        stage = stage_for(previewing._done(session, command), PROJECTOR)
        yield name, env.get_template(f"fragments/projector/{stage.screen}.html").render(stage=stage, url="", code=None)


@pytest.mark.parametrize(("long", "size"), [(False, SIZES[1]), (True, SIZES[0])], ids=["short", "long"])
def test_every_kind_in_every_state_begins_at_one_edge_and_is_whole(
    env: Environment, screen: Page, long: bool, size: dict[str, int]
) -> None:
    faults = []
    for name, html in stages(env, long):
        lay(screen, html, size)
        found = [*map(str, screen.evaluate(HARD_TO_READ, READABLE)), *screen.evaluate(OFF_THE_EDGE)]
        faults += [f"{name}: {fault}" for fault in found]
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
