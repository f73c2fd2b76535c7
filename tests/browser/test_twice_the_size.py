"""With text of twice the size no word breaks, and nothing has to be pushed sideways: every kind of step."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.kinds import SCRIPT
from tests.browser.pages import FacilitatorPage, Window
from tests.conftest import Hall
from tests.support.server import Server
from tests.support.warm import Mother, WarmServer
from workshop.util.paths import bundled

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
LARGE = "() => { document.documentElement.style.fontSize = '200%'; }"
PAGES = (
    "/host", "/host/scripts/new", "/host/plan", "/host/scripts/kinds", "/host/scripts/kinds/edit",
    "/host/scripts/kinds/rehearse", "/host/scripts/kinds/print", "/host/sessions/{id}/invite",
    "/host/sessions/{id}/results", "/host/sessions/{id}/changes", "/host/help", "/host/place", "/host/places",
    "/host/look", "/host/media", "/host/library",
)  # fmt: skip
LONG = 14  # letters: a longer word may have to break on a phone of 360 px
DOTS = """# What we should talk about together

- format: 1

### Poll: Which of these shall we talk about?

- answer: 3 dots

1. Nobody decides without saying so
2. Shorter meetings on Mondays
"""
READERS = """# Who reads this

- format: 1

### Reflect: One thing

- who sees this: I choose
"""
# Of Japanese: which of these are broken over two lines, were every sign as wide as it is high.
PHRASES = (
    "誰が", "これを", "読めます", "あなただけが、", "グループの", "人が、", "進行役が、", "全員が、", "名前とともに",
    "名前なしで", "混ぜた", "あとで、",
)  # fmt: skip
APART = """(phrases) => [...document.querySelectorAll(".who-sees :is(.choice > span, legend)")].flatMap((holder) => {
    const size = parseFloat(getComputedStyle(holder).fontSize), sign = document.createElement("span");
    sign.textContent = "あ".repeat(20);
    sign.style.cssText = "position: absolute; white-space: nowrap";
    holder.append(sign);
    const lacks = size - sign.getBoundingClientRect().width / 20;
    sign.remove();
    holder.style.letterSpacing = `${lacks}px`;
    const words = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT), signs = [];
    while (words.nextNode()) [...words.currentNode.data].forEach((_, n) => signs.push([words.currentNode, n]));
    const row = ([node, n]) => {
        const place = document.createRange();
        place.setStart(node, n);
        place.setEnd(node, n + 1);
        return Math.round(place.getBoundingClientRect().top / size);
    };
    const said = signs.map(([node, n]) => node.data[n]).join("");
    return phrases.filter((each) => {
        const at = said.indexOf(each), end = at + each.replace("、", "").length - 1;
        return at >= 0 && row(signs[at]) !== row(signs[end]);
    }).map((each) => `${innerWidth}: ${each} in ${said.trim()}`);
})"""
FAULTS = """(long) => {
    const found = [], room = document.documentElement;
    const cards = innerWidth > 390 ? [] : document.querySelectorAll(
        ".card, .offer, .heads-up, .room, .wall > li, .kept, .notice, .choice, .paper, .held, .empty");
    for (const card of cards) {
        const { paddingLeft, paddingRight } = getComputedStyle(card);
        const both = parseFloat(paddingLeft) + parseFloat(paddingRight);
        if (card.checkVisibility() && both > innerWidth * .16) found.push(`${both} px of edge: ${card.className}`);
    }
    if (room.scrollWidth > innerWidth + 1) found.push(`${room.scrollWidth - innerWidth} px wider than the screen`);
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const node = words.currentNode, holder = node.parentElement;
        if (holder.closest("svg, .unseen, script, noscript, template, dialog") || !holder.checkVisibility()) continue;
        for (const each of node.textContent.matchAll(/[\\p{L}\\p{N}’']+/gu)) {
            if (each[0].length > long) continue;
            const place = document.createRange();
            place.setStart(node, each.index);
            place.setEnd(node, each.index + each[0].length);
            const rows = new Set([...place.getClientRects()].filter(r => r.width > 1).map(r => Math.round(r.top)));
            if (rows.size > 1) found.push(`broken: ${each[0]} in ${holder.className || holder.tagName}`);
        }
    }
    return found;
}"""


@pytest.fixture(scope="module")
def server(mother: Mother, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("large")
    (folder / "sessions").mkdir()
    (folder / "sessions" / "kinds.md").write_text(SCRIPT)
    (folder / "sessions" / "dots.md").write_text(DOTS)
    (folder / "sessions" / "readers.md").write_text(READERS)
    shutil.copytree(bundled("sessions") / "media", folder / "sessions" / "media")
    running = WarmServer(mother, folder, None, WORKSHOP_SESSIONS=str(folder / "sessions")).start()
    yield running
    assert running.stop() == 0
    assert running.faults() == []


def faults(window: Window, step: str) -> list[str]:
    return [f"{window.name}, {step}: {fault}" for fault in window.page.evaluate(FAULTS, LONG)]


DESKS = ((1280, 720), (820, 1180), (390, 844))  # a small notebook, a tablet, a phone


MOST_OF_THE_DESK = 0.22  # of a small notebook's height: what the bar takes there; two rows of it would be a third
BAR = "() => document.querySelector('.console > .actions').getBoundingClientRect().height / innerHeight"


def at_the_desk(console: FacilitatorPage, step: str) -> list[str]:
    found = []
    for width, height in DESKS:
        console.page.set_viewport_size({"width": width, "height": height})
        found += [f"{fault} [{width}]" for fault in faults(console, step)]
        if width == DESKS[0][0] and (bar := console.page.evaluate(BAR)) > MOST_OF_THE_DESK:
            found.append(f"{step}: the bar takes {bar:.2f} of the height")
    return found


@pytest.mark.tour
def test_every_step_on_a_phone_and_the_console(server: Server, house: House) -> None:
    hall = Hall(server, "kinds")
    hall.join("Ben", "Christiane-Maria")
    ann = house.guest(hall, "Ann")
    ana = house.console(hall)
    for window in (ann, ana):
        window.page.evaluate(LARGE)
    found = faults(ann, "lobby") + at_the_desk(ana, "lobby")
    hall.do("start")
    for step in (s for s in server.show(hall.id)["steps"] if s["state"] != "drawer"):
        server.command(hall.id, "goto", step=step["id"])
        for window in (ann, ana):
            expect(window.page.locator("body")).to_have_attribute("data-step", step["id"])
        if step["kind"] == "breakout":
            found += at_the_desk(ana, f"{step['id']}, before there are groups")
        server.command(hall.id, "form_groups" if step["kind"] == "breakout" else "open")
        found += faults(ann, step["id"]) + at_the_desk(ana, step["id"])
    assert not found, "\n".join(sorted(set(found)))
    hall.home()


WORDS_ON_TOP = """() => [...document.querySelectorAll(".bar > .icon-button")].map((sign) => {
    const words = sign.querySelector(".said, small"), r = words.getBoundingClientRect();
    const inside = r.left >= -1 && r.right <= innerWidth + 1 && r.bottom <= sign.getBoundingClientRect().bottom + 1;
    const there = r.width > 10 && inside;
    return there ? "" : `${sign.id}: ${words.textContent}`;
}).filter(Boolean)"""
CUT = """() => [...document.querySelectorAll("main p, main h1")].filter((n) => n.scrollWidth > n.clientWidth + 1)
    .map((n) => n.textContent)"""
BEGINNING = "() => document.querySelector('#not-open > h1').getBoundingClientRect().top"
END_REACHED = """() => {
    scrollTo(0, 1e6);
    return document.querySelector('#not-open > p').getBoundingClientRect().bottom <= innerHeight;
}"""


def test_signs_have_words_readers_are_said_in_whole_phrases_and_a_link_to_no_screen_is_read(
    server: Server, house: House
) -> None:
    hall = Hall(server, "kinds")
    ann = house.guest(hall, "Ann", locale="de")
    for width in (360, 320):
        ann.page.set_viewport_size({"width": width, "height": 740})
        for size in ("", "200%"):
            ann.page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
            assert ann.page.evaluate(WORDS_ON_TOP) == [], (width, size)
            assert faults(ann, "lobby") == [], (width, size)
    hall.home()
    evening = Hall(server, "dots")
    evening.do("start", "open")
    ben = house.guest(evening, "Ben")
    ben.page.evaluate(LARGE)
    assert faults(ben, "dots") == []
    ben.goto(f"/my/{evening.id}")
    ben.page.evaluate(LARGE)
    assert ben.page.evaluate(CUT) == []
    evening.home()
    wording = Hall(server, "readers")
    wording.do("start")
    cleo = house.guest(wording, "Cleo", locale="ja")
    cleo.page.evaluate(LARGE)
    for width in (360, 320):
        cleo.page.set_viewport_size({"width": width, "height": 740})
        assert cleo.page.evaluate(APART, PHRASES) == []
    wording.home()
    ann.goto("/projector/nowhere")
    expect(ann.page.locator("#not-open")).to_be_visible()
    ann.page.evaluate(LARGE)
    assert ann.page.evaluate(BEGINNING) >= 0
    assert ann.page.evaluate(END_REACHED)


def test_the_pages_of_whoever_leads(server: Server, house: House) -> None:
    """On a phone; what stands in code may break anywhere."""
    hall = Hall(server, "kinds")
    ana = house.facilitator(viewport={"width": 360, "height": 740})
    ana.signed_in()
    found = []
    for path in PAGES:
        ana.goto(path.format(id=hall.id))
        ana.page.evaluate(LARGE)
        found += [fault for fault in faults(ana, path) if not fault.endswith("CODE")]
    assert not found, "\n".join(found)
