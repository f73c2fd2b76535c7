"""What one needs under stress is at hand: all are let in by one press, Say stays in sight, and no tool is covered."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import FacilitatorPage
from tests.conftest import Hall
from tests.support.server import Scripts, Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

LONG = "\n\n".join(f"Paragraph {n} of what people read on their phones." for n in range(12))
SCRIPT = f"""# A full door

- format: 1
- late joiners: ask

### Slide: Welcome (2 min)

- id: welcome

{LONG}

> Say: Good to have you here. Take the chair that carries you.
>
> Do: Look at each person once.
>
> Watch: Somebody who does not look up.
>
> Before: Put out chairs.

### Poll: How is it? (1 min)

- id: how

- ( ) Good
- ( ) Bad
"""
EVENING = """# An evening

- format: 1

### Slide: Welcome (2 min)

- id: welcome

Good to have you here.

> Say: {say}

### Poll: How is it inside, right now? (1 min)

- id: how

- ( ) Good
- ( ) Bad

> Say: {say}

### Reflect: What would you like to put down? (4 min)

- id: write

> Say: {say}

### Breakout: Say it to somebody, and listen (5 min)

- id: pairs
- groups: pairs

> Say: {say}
""".replace("{say}", "Take the first thing that comes. It may be small, and it need not be true tomorrow. " * 3)
TEXTS = """# Texts that wait

- format: 1

### Reflect: What would you like to put down? (4 min)

- id: write
- who sees this: everyone without names
- moderate: yes

> Say: {say}

### Wall: What we put down (3 min)

- id: wall
- from: write

> Say: {say}
""".replace("{say}", "Read one after the other, and take your time with each. " * 3)
BOXES = f"""# Boxes

- format: 1

### Reflect: A long prompt (4 min)

- id: prompt
- who sees this: I choose (only me, facilitators)

{LONG}

### Worksheet: Two blanks (4 min)

- id: sheet

The first: ____

The second: ____

### Breakout: Together (4 min)

- id: pairs
- groups: pairs
- notes: my group

{LONG}
"""
# Lines of a box that can be seen while one writes in it, between the bar on top and what stands at the foot.
LINES = """(box) => {
    const r = box.getBoundingClientRect(), style = getComputedStyle(box), foot = document.querySelector("#stage .foot");
    const sticks = foot && getComputedStyle(foot).position === "sticky";
    const end = sticks ? Math.min(foot.getBoundingClientRect().bottom - foot.clientHeight, innerHeight) : innerHeight;
    const bar = document.querySelector(".bar").getBoundingClientRect();
    const seen = Math.min(r.bottom, end) - Math.max(r.top, bar.bottom);
    const room = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom) + 3;
    return (seen - room) / parseFloat(style.lineHeight);
}"""
# How one comes to each state: a command, what goes with it, and the big button that stands there then.
STATES = (
    ("start", {}, "Next"), ("pause", {}, "Resume"), ("resume", {}, "Next"), ("next", {}, "Open the poll"),
    ("open", {}, "Close the poll"), ("close", {}, "Go on without a result"), ("goto", {"step": "write"}, "Next"),
    ("next", {}, "Form groups"), ("form_groups", {"propose": True}, "Start the groups"), ("open", {}, "Call back"),
    ("recall", {"seconds": 60}, "Everyone back now"), ("recall", {"seconds": 0}, "End"),
)  # fmt: skip
# What is out of sight or under something else: Say from its first line on, and the whole of the big button.
OUT_OF_SIGHT = """() => {
    const out = (name, e, height) => {
        const r = e.getBoundingClientRect(), x = (r.left + r.right) / 2, y = r.top + height / 2;
        const seen = r.top >= 0 && r.top + height <= innerHeight && r.left >= 0 && r.right <= innerWidth;
        return seen && [e, ...e.querySelectorAll("*")].includes(document.elementFromPoint(x, y)) ? [] : [name];
    };
    const say = document.querySelector(".spoken"), button = document.querySelector("#primary");
    const bar = document.querySelector(".actions").getBoundingClientRect().height / innerHeight;
    return [
        ...out("Say", say, Math.min(say.clientHeight, 120)), ...out("the button", button, button.clientHeight),
        ...(document.documentElement.scrollWidth > innerWidth ? ["too wide"] : []),
        ...(bar > .25 ? [`the bar takes ${Math.round(100 * bar)} %`] : []),
    ];
}"""
TWELVE = [f"Guest {n:02}" for n in range(12)]
SIZES = ((1366, 768), (820, 1180), (360, 740))
# Whatever is told for a while, against every button and field that one can press: how many share a point.
COVERED = """() => {
    const told = [...document.querySelectorAll("[data-undo], #notices > *")].filter((e) => e.getClientRects().length);
    const boxes = told.map((e) => e.getBoundingClientRect());
    const inside = (b, x, y) => b.left < x && x < b.right && b.top < y && y < b.bottom;
    const tools = [...document.querySelectorAll(".console :is(button, a, select, input)")];
    return [told.length, tools.filter((tool) => {
        const r = tool.getBoundingClientRect();
        return r.width && boxes.some((b) => inside(b, r.left + r.width / 2, r.top + r.height / 2));
    }).map((tool) => tool.textContent.trim())];
}"""


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"door.md": SCRIPT, "evening.md": EVENING, "texts.md": TEXTS, "boxes.md": BOXES}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "door")
    opened.do("start")
    yield opened
    opened.home()


def at_the_door(house: House, hall: Hall) -> FacilitatorPage:
    hall.join(*TWELVE)
    ana = house.console(hall)
    expect(ana.page.locator('.who > li[data-state="waiting"]')).to_have_count(12)
    return ana


def test_a_small_picture_shows_what_the_room_sees(house: House, server: Server) -> None:
    hall = Hall(server, "evening")
    hall.join("Ann", "Ben")
    hall.do("start")
    ana = house.console(hall)
    seen = ana.page.frame_locator("#they-see iframe")
    expect(seen.locator("h1")).to_have_text("Welcome")
    hall.do("next", "open")
    expect(seen.locator("h1")).to_have_text("How is it inside, right now?")
    expect(seen.locator('[data-pulse="of"]').first).to_have_text("2")
    hall.do("pause")
    expect(seen.locator("h1")).to_have_text("We pause for a moment.")
    ana.page.set_viewport_size({"width": 360, "height": 740})
    expect(ana.page.locator("#they-see")).to_be_hidden()
    hall.home()


def test_twelve_quick_presses_let_in_twelve(house: House, hall: Hall) -> None:
    ana = at_the_door(house, hall)
    for name in TWELVE:
        ana.page.get_by_role("button", name=f"Let in {name}").click(no_wait_after=True)
    expect(ana.page.locator('.who > li[data-state="here"]')).to_have_count(12)
    ana.silent_about("One moment: what you pressed before")


def test_a_press_holds_though_the_list_would_move_under_it(house: House, hall: Hall) -> None:
    hall.join("Ben", "Cleo")
    ana = house.facilitator()
    ana.signed_in()
    with ana.page.expect_websocket() as line:
        ana.open_console(hall.id)
    ana.page.get_by_role("button", name="Let in Cleo").hover()
    ana.page.mouse.down()
    with line.value.expect_event("framereceived", lambda frame: "Aaron" in str(frame)):
        hall.join("Aaron")
    ana.page.evaluate("() => new Promise(requestAnimationFrame)")
    ana.page.mouse.up()
    expect(ana.page.locator('.who > li[data-state="here"]')).to_contain_text("Cleo")
    expect(ana.page.get_by_role("button", name="Let in Aaron")).to_be_visible()


def test_one_press_lets_in_all(house: House, hall: Hall) -> None:
    ana = at_the_door(house, hall)
    assert not ana.inspect("twelve at the door")
    ana.press("Let all in (12)")
    expect(ana.page.locator('.who > li[data-state="here"]')).to_have_count(12)
    expect(ana.page.locator("[data-command=admit_all]")).to_have_count(0)


def test_say_stays_in_sight_and_nothing_is_covered(house: House, hall: Hall) -> None:
    ana = house.console(hall)
    for width, height in SIZES:
        ana.page.set_viewport_size({"width": width, "height": height})
        ana.at("Welcome")
        say = ana.page.locator(".spoken")
        expect(say).to_be_in_viewport(ratio=1)
        ana.page.locator(".on-phones").evaluate("(e) => { e.open = true; e.lastElementChild.scrollIntoView(false); }")
        expect(say.locator("p").first).to_be_in_viewport()
        expect(ana.page.locator("#primary")).to_be_in_viewport()
        ana.silent_about("Put out chairs.")
        ana.do("Next")
        expect(ana.page.locator("[data-undo]")).to_be_visible()
        told, covered = ana.page.evaluate(COVERED)
        assert told and not covered, (width, covered)
        hall.do("back")
        ana.at("Welcome")


def test_say_and_the_next_thing_to_do_are_in_sight_in_every_state(house: House, server: Server) -> None:
    evening = Hall(server, "evening")
    evening.join("Ann", "Ben", "Cleo", "Dora")
    ana = house.console(evening)
    ana.page.evaluate("() => document.fonts.ready.then(() => true)")  # other letters have other widths
    found = []
    for command, more, button in STATES:
        assert server.command(evening.id, command, **more)["status"] == "ok"
        expect(ana.page.locator("#primary")).to_have_text(button)
        for width, height in SIZES:
            ana.page.set_viewport_size({"width": width, "height": height})
            found += [(button, width, out) for out in ana.page.evaluate(OUT_OF_SIGHT)]
    assert not found
    evening.home()


def test_where_texts_wait_nothing_is_covered_and_say_is_in_sight(house: House, server: Server) -> None:
    evening = Hall(server, "texts")
    people = evening.join("Ann", "Ben", "Cleo", "Dora")
    evening.do("start")
    for n, phone in enumerate(people):
        sent = phone.at("write").op("note:write", {"text": f"Thing {n} to put down", "sees": "everyone without names"})
        assert sent["status"] == "ok"
    ana = house.console(evening)
    ana.page.evaluate("() => document.fonts.ready.then(() => true)")
    ana.do("Next")
    ana.says("4 wait for you")
    expect(ana.page.locator("[data-undo]")).to_be_visible()
    found = []
    for width, height in SIZES:
        ana.page.set_viewport_size({"width": width, "height": height})
        found += [(width, out) for out in (*ana.page.evaluate(OUT_OF_SIGHT), *ana.page.evaluate(COVERED)[1])]
    assert not found
    evening.home()


def test_a_box_is_four_lines_high_in_sight_while_one_writes(house: House, server: Server) -> None:
    evening = Hall(server, "boxes")
    ann = house.guest(evening, "Ann")
    evening.join("Ben")
    evening.do("start")
    for step, title in (("prompt", "A long prompt"), ("sheet", "Two blanks"), ("pairs", "Together")):
        assert server.command(evening.id, "goto", step=step)["status"] == "ok"
        if step == "pairs":
            evening.do("form_groups")
        ann.says(title)
        expect(ann.page.locator("#stage textarea").first).to_be_visible()
        for box in ann.page.locator("#stage textarea").all():
            box.evaluate("(box) => box.scrollIntoView({ block: 'center', behavior: 'instant' })")
            box.focus()
            assert box.evaluate(LINES) >= 4, step
    evening.home()


def test_on_a_phone_step_people_and_plan_are_a_press_apart(house: House, hall: Hall) -> None:
    hall.join("Ben")
    ana = house.console(hall)
    ana.page.set_viewport_size({"width": 360, "height": 740})
    ana.press("People")
    expect(ana.page.get_by_role("button", name="Let in Ben")).to_be_in_viewport()
    expect(ana.page.locator(".spoken")).to_be_hidden()
    assert not ana.inspect("the people, on a phone")
    ana.press("Plan")
    ana.page.locator(".plan").get_by_role("button", name="How is it?").click()
    ana.page.locator("[data-confirm-yes]").click()
    ana.at("How is it?")
    expect(ana.page.locator(".console > .plan")).to_be_hidden()


def test_where_too_few_answered_nothing_is_said_to_be_shown(house: House, hall: Hall) -> None:
    ana = house.console(hall)
    hall.do("next", "open", "close")
    ana.says("Too few answered, so nothing is shown to anybody.")
    expect(ana.page.locator("#primary")).to_have_text("End")
    ana.do("Tell the room")
    ana.says("The room was told why nothing shows.")
    ana.silent_about("Shown to everyone.")
    assert not ana.inspect("too few answered")


def test_a_button_says_what_it_does(house: House, hall: Hall) -> None:
    ana = house.console(hall)
    ana.press("End the workshop")
    expect(ana.page.locator("[data-confirm-yes]")).to_have_text("End for everyone")
    ana.press("Not now")
