"""A browser that translates the page: every word and the page’s language are other ones, and nothing is lost by it."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.conftest import Hall
from tests.support.server import Scripts, Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
SCRIPT = """# Far from home

- format: 1
- minimum answers: 2

### Poll: What drink?

- id: drink
- ( ) Tea
- ( ) Don’t know

### Reflect: A letter

- id: letter
- prompt by: drink

Write to it.

#### For: Tea

Dear tea,

#### For: Don't know

Dear question,

### Breakout: In twos (4 min)

- id: twos
- groups: pairs

Talk.
"""
# As translators do it: each text in elements of its own, in other words; and again whenever something is new.
TRANSLATE = """() => {
    const translate = () => {
        const found = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
        while (found.nextNode()) texts.push(found.currentNode);
        for (const text of texts) {
            if (!text.data.trim()) continue;
            if (text.parentElement.closest("font, script, template, svg, [translate=no]")) continue;
            const [outer, inner] = [document.createElement("font"), document.createElement("font")];
            inner.textContent = text.data.replace(/\\p{L}+/gu, "bla");
            outer.append(inner);
            text.replaceWith(outer);
        }
    };
    const again = new MutationObserver(() => { again.disconnect(); translate(); look(); });
    const look = () => again.observe(document.body, {childList: true, characterData: true, subtree: true});
    Object.assign(document.documentElement, {lang: "x-nowhere_at all", className: "translated-ltr"});
    translate();
    look();
}"""


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"far.md": SCRIPT}


def test_a_phone_in_a_language_that_is_none(server: Server, house: House) -> None:
    hall = Hall(server, "far")
    ben, cleo = hall.join("Βενιαμίν", "Cleo")
    hall.do("start", "open")
    ann = house.guest(hall, "Ann")
    ann.page.evaluate(TRANSLATE)
    ann.page.locator(".choice").nth(1).tap()
    ann.saved()
    cleo.op("vote:drink", {"choice": [1]})
    ben.op("vote:drink", {"choice": [1]})
    hall.do("close", "reveal")
    expect(ann.own()).to_have_count(1)
    server.command(hall.id, "goto", step="letter")
    tea, question = (ann.page.locator("[data-for]").nth(place) for place in (0, 1))
    expect(question).to_be_visible()
    expect(tea).to_be_hidden()
    ann.page.locator("[data-choose-again]").tap()
    ann.page.locator("[data-choose-for]").first.tap()
    expect(tea).to_be_visible()
    ann.write("It was a long winter")
    ann.receipt("draft")
    server.command(hall.id, "goto", step="twos")
    hall.do("form_groups")
    expect(ann.page.locator(".room .people")).to_contain_text("Ann")
    names = [name for name in ("Βενιαμίν", "Cleo") if name in ann.page.locator(".room .people").inner_text()]
    clock = ann.page.locator("[data-timer]:visible").first
    before = clock.inner_text()
    expect(clock).not_to_have_text(before)
    assert names
    ann.goto(f"/my/{hall.id}")
    ann.page.evaluate(TRANSLATE)
    ann.says("bla")
    ann.says("It was a long winter")
    hall.home()
