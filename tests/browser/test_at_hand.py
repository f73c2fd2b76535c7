"""What one needs under stress is at hand: all are let in by one press, Say stays in sight, and no tool is covered."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

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
RESULT = """# What came in

- format: 1
- minimum answers: 2

### Check-in: How is it inside, right now? (2 min)

- id: inside
- series: inside
- answer: scale 1 (stirred) to 7 (settled)

> Say: {say}
""".replace("{say}", "Take the first thing that comes. It may be small, and it need not be true tomorrow. " * 6)
WORDS = """# One word

- format: 1
- minimum answers: 2

### Poll: One word (1 min)

- id: word
- answer: words
- moderate: yes
"""
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

### Breakout: In few words (4 min)

- id: few
- groups: groups of 5
- notes: everyone without names

Which one idea do you want all to hear? Write it down.

### Talk: Or in writing (4 min)

- id: talk

{LONG}
"""
# How much of its button is in sight and can be pressed where a box is.
PRESSED = """(box) => {
    const button = [...document.querySelectorAll("#stage button.primary")].find((each) => each.form === box.form);
    const { left, right, top, bottom } = button.getBoundingClientRect(), x = (left + right) / 2;
    const points = [top + 3, (top + bottom) / 2, bottom - 3];
    return points.filter((y) => button.contains(document.elementFromPoint(x, y))).length / points.length;
}"""
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
# How many of its first four lines can be seen, with nothing over them.
CLEAR = """(box) => {
    const r = box.getBoundingClientRect(), style = getComputedStyle(box), line = parseFloat(style.lineHeight);
    const top = r.top + parseFloat(style.paddingTop), x = r.left + 24;
    return [0.1, 1, 2, 3, 3.9].filter((n) => document.elementFromPoint(x, top + n * line) === box).length / 5;
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
# Of what stands on top, were somebody asking and the room late as well: how far apart its rows are.
ROWS = """() => {
    const top = document.querySelector(".console > .top"), calls = top.querySelector("[data-calls]");
    Object.assign(calls, { hidden: false, textContent: "1 asking" });
    const late = "<details class='late'><summary><b>8 min late</b></summary></details>";
    top.querySelector(".drift").innerHTML = late;
    const boxes = [...top.children].map((e) => e.getBoundingClientRect()).filter((r) => r.width);
    const middles = boxes.map((r) => (r.top + r.bottom) / 2);
    return [Math.max(...middles) - Math.min(...middles), Math.min(...boxes.map((r) => r.top))];
}"""
OPENED = """() => {
    const late = "<details class='late' open><summary><b>8 min late</b></summary></details>";
    document.querySelector(".drift").innerHTML = late;
    return document.querySelectorAll(".late[open]").length;
}"""
# The first lines of what came in, where they are in sight: how high.
CAME = """() => {
    const came = document.querySelector(".came :is(.result, .queue)").getBoundingClientRect();
    const bar = document.querySelector(".actions").getBoundingClientRect();
    return Math.min(came.bottom, bar.top) - came.top;
}"""
# Where one practises, that is said on top, and what can be taken back stands below it.
BELOW_A_PRACTICE = """() => {
    document.querySelector("#stage").insertAdjacentHTML("beforebegin", "<p class='practice'>Practice</p>");
    const bar = document.querySelector(".practice"), toast = document.querySelector("[data-undo]");
    const below = toast.getBoundingClientRect().top >= bar.getBoundingClientRect().bottom;
    bar.remove();
    return below;
}"""
# In how many rows the buttons of the bar stand.
ROWS_OF_BAR = """() => {
    const buttons = [...document.querySelectorAll(".actions button")].map((button) => button.getBoundingClientRect());
    return new Set(buttons.map((box) => Math.round((box.top + box.bottom) / 20))).size;
}"""
# How much of its place Say takes.
BREADTH = """() => document.querySelector(".spoken").offsetWidth / document.querySelector(".at-work").offsetWidth"""
# How high each group's card is, if its name were a long one.
CARDS = """() => [...document.querySelectorAll(".rooms > li")].map((card) => {
    card.querySelector("h2").textContent = "Those under the old apple tree behind the house";
    return card.offsetHeight;
})"""
TWELVE = [f"Guest {n:02}" for n in range(12)]
SIZES = ((1366, 768), (820, 1180), (360, 740))
# Whatever is told for a while, against every button and field that one can press: how many share a point.
COVERED = """() => {
    const told = [...document.querySelectorAll("[data-undo], #notices > *")].filter((e) => e.getClientRects().length);
    const boxes = told.map((e) => e.getBoundingClientRect());
    const inside = (b, x, y) => b.left < x && x < b.right && b.top < y && y < b.bottom;
    const tools = [...document.querySelectorAll(".console :is(button, a, select, input)")];
    const scrolledAway = (tool, y) => {
        const list = tool.closest(".console > :is(.plan, main, aside)")?.getBoundingClientRect();
        return list && (y < list.top || y > list.bottom);
    };
    return [told.length, tools.filter((tool) => {
        const r = tool.getBoundingClientRect(), y = r.top + r.height / 2;
        return r.width && !scrolledAway(tool, y) && boxes.some((b) => inside(b, r.left + r.width / 2, y));
    }).map((tool) => tool.textContent.trim())];
}"""


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {
        "door.md": SCRIPT,
        "evening.md": EVENING,
        "texts.md": TEXTS,
        "result.md": RESULT,
        "boxes.md": BOXES,
        "words.md": WORDS,
    }


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


def test_nobody_who_waits_at_the_door_is_told_that_the_team_knows(hall: Hall, house: House) -> None:
    zoe = house.guest(hall, "Zoe")
    zoe.heading("Just a moment.")
    zoe.press("I need a moment")
    zoe.page.get_by_role("button", name="Please look in on me").tap()
    zoe.says("You are not in the workshop at the moment.")
    expect(zoe.page.get_by_text("The team knows.")).to_be_hidden()


def test_a_small_picture_shows_what_the_room_sees(house: House, server: Server) -> None:
    hall = Hall(server, "evening")
    hall.join("Ann", "Ben")
    hall.do("start")
    ana = house.console(hall)
    seen = ana.page.frame_locator("#they-see iframe")
    expect(seen.locator("h1")).to_have_text("Welcome")
    ana.page.evaluate(MARKED)
    expect(ana.page.locator("#they-see iframe")).not_to_have_attribute("srcdoc", re.compile("csrf-token"))
    hall.do("next", "open")
    expect(seen.locator("h1")).to_have_text("How is it inside, right now?")
    expect(seen.locator('[data-pulse="of"]').first).to_have_text("2")
    hall.do("pause")
    expect(seen.locator("h1")).to_have_text("We pause for a moment.")
    expect(seen.locator("head[data-stays]")).to_have_count(1)
    ana.press("Phone")
    expect(seen.locator("body.participant h1")).to_have_text("We pause for a moment.")
    hall.do("resume")
    expect(seen.get_by_text("I would rather not say")).to_be_visible()
    ana.press("Shared screen")
    expect(seen.locator("[data-role=projector] h1")).to_have_text("How is it inside, right now?")
    ana.page.set_viewport_size({"width": 360, "height": 740})
    expect(ana.page.locator("#they-see")).to_be_hidden()
    hall.home()


def test_twelve_quick_presses_let_in_twelve(house: House, hall: Hall) -> None:
    ana = at_the_door(house, hall)
    for name in TWELVE:  # each on its own button, though the list moves in between
        ana.page.get_by_role("button", name=f"Let in {name}").dispatch_event("click")
    expect(ana.page.locator('.who > li[data-state="here"]')).to_have_count(12)
    ana.silent_about("One moment: what you pressed before")


# What the small picture's head is marked with goes when it is read anew, and it would be empty for a while.
MARKED = "() => { document.querySelector('#they-see iframe').contentDocument.head.dataset.stays = 'yes'; }"
BELOW = """(bar) => {
    const parts = [...bar.children].filter(part => part.offsetHeight), box = (part) => part.getBoundingClientRect();
    const first = Math.min(...parts.map(part => box(part).bottom));
    return parts.filter(part => box(part).top >= first).map(part => part.className);
}"""
HEARD = """() => new Promise(then => { const line = new MessageChannel();
    line.port1.onmessage = then; line.port2.postMessage(0); })"""


@contextmanager
def a_finger_on(ana: FacilitatorPage, button: Locator, line: WebSocket, frame: str) -> Iterator[None]:
    """What happens meanwhile is told to the console in a `frame` long before the finger is lifted: some are slow."""
    button.hover()
    with ana.standing_time():
        ana.page.mouse.down()
        with line.expect_event("framereceived", lambda told: frame in str(told)):
            yield
        ana.page.evaluate(HEARD)
        ana.page.clock.run_for(5_000)
        ana.page.mouse.up()


def test_a_press_is_about_what_was_seen(house: House, hall: Hall) -> None:
    hall.join("Ben", "Cleo")
    ana = house.facilitator(clock=True)
    ana.signed_in()
    with ana.page.expect_websocket() as line:
        ana.open_console(hall.id)
    with a_finger_on(ana, ana.page.get_by_role("button", name="Let in Cleo"), line.value, "Aaron"):
        hall.join("Aaron")
    expect(ana.page.locator('.who > li[data-state="here"]')).to_contain_text("Cleo")
    expect(ana.page.get_by_role("button", name="Let in Aaron")).to_be_visible()
    with a_finger_on(ana, ana.page.locator('.actions [data-command="next"]'), line.value, "How is it?"):
        hall.do("next")
    ana.says("Something changed on another device at the same moment.")
    step = hall.server.show(hall.id)["step"]
    assert (step["id"], step["phase"]) == ("how", "prepared")


def test_one_press_lets_in_all(house: House, hall: Hall) -> None:
    ana = at_the_door(house, hall)
    assert not ana.inspect("twelve at the door")
    ana.press("Let all in (12)")
    expect(ana.page.locator('.who > li[data-state="here"]')).to_have_count(12)
    expect(ana.page.locator("[data-command=admit_all]")).to_have_count(0)


def test_how_long_somebody_waits_at_the_door_is_told(house: House, hall: Hall) -> None:
    hall.join("Ben")
    ana = house.console(hall, clock=True, viewport={"width": 1366, "height": 768})
    ana.says("wants to come in")
    expect(ana.page.get_by_role("button", name="Let in Ben")).to_be_in_viewport(ratio=1)
    ana.page.clock.fast_forward("04:00")
    ana.says("has waited for 4 min")
    expect(ana.page.locator("[data-at-the-door]")).to_have_text("1 at the door · 4 min")
    ana.page.set_viewport_size({"width": 1160, "height": 768})
    title = ana.page.locator(".top > .title")
    title.evaluate("(title) => { title.textContent = 'Coming home to yourself, '.repeat(4); }")
    assert not ana.page.locator(".top").evaluate(BELOW)


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
        assert ana.page.evaluate(BELOW_A_PRACTICE), width
        hall.do("back")
        ana.at("Welcome")


def test_say_and_the_next_thing_to_do_are_in_sight_in_every_state(house: House, server: Server) -> None:
    evening = Hall(server, "evening")
    evening.join("Ann", "Ben", "Cleo", "Dora")
    ana = house.console(evening)
    ana.page.evaluate("() => document.fonts.ready.then(() => true)")  # other letters have other widths
    found, cards = [], {}
    for command, more, button in STATES:
        assert server.command(evening.id, command, **more)["status"] == "ok"
        expect(ana.page.locator("#primary")).to_have_text(button)
        for width, height in SIZES:
            ana.page.set_viewport_size({"width": width, "height": height})
            found += [(button, width, out) for out in ana.page.evaluate(OUT_OF_SIGHT)]
            cards[button, width] = ana.page.evaluate(CARDS)
            if button == "Go on without a result":  # nothing that came in has to stand beside it
                assert ana.page.evaluate(BREADTH) > 0.95, width
            if button == "Resume":
                apart, edge = ana.page.evaluate(ROWS)
                found += [(button, width, f"{apart} px apart, {edge} from the edge")] * (apart > 12 or edge < 2)
    assert not found
    for width, _ in SIZES:  # no card shrinks under a hand as groups are called back
        assert len(cards["Call back", width]) == 2
        assert cards["Call back", width] == cards["Everyone back now", width]
    ana.page.set_viewport_size({"width": 1366, "height": 300})  # as where a tablet is turned
    expect(ana.page.locator(".console > .plan [aria-current]")).to_be_in_viewport(ratio=1)
    # What opens there lies over what comes next: it folds once one looks elsewhere or goes on.
    late, keys = ana.page.locator(".late[open]"), ana.page.keyboard
    for fold in (ana.page.locator("main h1").click, lambda: keys.press("Escape"), lambda: evening.do("back")):
        assert ana.page.evaluate(OPENED) == 1
        fold()
        expect(late).to_have_count(0)
    evening.home()


def test_what_is_said_runs_as_its_own_words_do(house: House, hall: Hall) -> None:
    """English notes on an Arabic console keep their full stops at the end."""
    ana = house.console(hall, locale="ar")
    assert ana.page.locator(".spoken p").first.evaluate("(p) => getComputedStyle(p).unicodeBidi") == "plaintext"


@pytest.mark.parametrize("language", ["de", "es", "it", "pl", "ar"])
def test_on_a_phone_what_is_at_hand_has_two_rows_in_long_words_too(house: House, server: Server, language: str) -> None:
    evening = Hall(server, "evening")
    evening.do("start", "next")
    ana = house.console(evening, locale=language, viewport={"width": 360, "height": 740})
    assert ana.page.evaluate(ROWS_OF_BAR) == 2


def test_what_came_in_is_in_sight_however_much_there_is_to_say(house: House, server: Server) -> None:
    evening = Hall(server, "result")
    people = evening.join("Ann", "Ben", "Cleo")
    evening.do("start", "open")
    for n, phone in enumerate(people):
        assert phone.op("vote:inside", {"scale": 1 + n})["status"] == "ok"
    evening.do("close")
    ana = house.console(evening)
    expect(ana.page.locator(".came .result")).to_be_visible()
    found = []
    for width, height in SIZES:
        ana.page.set_viewport_size({"width": width, "height": height})
        found += [(width, out) for out in ana.page.evaluate(OUT_OF_SIGHT)]
        if (seen := ana.page.evaluate(CAME)) < 100:
            found.append((width, f"{seen} px of the result"))
    assert not found
    evening.home()


def test_ask_now_is_in_sight_on_a_phone(house: House, hall: Hall) -> None:
    ana = house.console(hall, viewport={"width": 360, "height": 740})
    ana.press("Insert a new step")
    for letters in ("100%", "200%"):
        ana.page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", letters)
        expect(ana.button("Ask now")).to_be_in_viewport(ratio=1)


def test_where_texts_wait_nothing_is_covered_and_twenty_are_worked_through_by_one_key(
    house: House, server: Server
) -> None:
    evening = Hall(server, "texts")
    people = evening.join(*(f"Guest {n:02}" for n in range(20)))
    evening.do("start")
    for n, phone in enumerate(people):
        sent = phone.at("write").op("note:write", {"text": f"Thing {n} to put down", "sees": "everyone without names"})
        assert sent["status"] == "ok"
    ana = house.console(evening)
    ana.page.evaluate("() => document.fonts.ready.then(() => true)")
    ana.do("Next")
    ana.says("20 wait for you")
    expect(ana.page.locator("[data-undo]")).to_be_visible()
    found = []
    for width, height in SIZES:
        ana.page.set_viewport_size({"width": width, "height": height})
        found += [(width, out) for out in (*ana.page.evaluate(OUT_OF_SIGHT), *ana.page.evaluate(COVERED)[1])]
    assert not found
    ana.page.set_viewport_size({"width": 1366, "height": 768})
    ana.button("Show").first.focus()
    for n in range(20):  # as fast as keys can be pressed, and none is dropped
        ana.page.keyboard.press("Enter" if n % 2 else "Space")
    expect(ana.page.locator("#queue-shown-write > summary")).to_have_text("Shown 20")
    evening.home()


def test_a_box_is_four_lines_high_in_sight_and_its_button_with_it(house: House, server: Server) -> None:
    """While one writes, and as soon as half of it comes up from below."""
    evening = Hall(server, "boxes")
    ann = house.guest(evening, "Ann")
    evening.join("Ben")
    evening.do("start")
    for step, title in (("prompt", "A long prompt"), ("sheet", "Two blanks"), ("pairs", "Together"), ("talk", "Or in")):
        assert server.command(evening.id, "goto", step=step)["status"] == "ok"
        if step == "pairs":
            evening.do("form_groups")
        ann.says(title)
        if step == "talk":
            ann.page.get_by_text("Type instead of speaking").click()
        expect(ann.page.locator("#stage textarea").first).to_be_visible()
        for box in ann.page.locator("#stage textarea").all():
            box.evaluate("(box) => box.scrollIntoView({ block: 'center', behavior: 'instant' })")
            box.focus()
            assert box.evaluate(LINES) >= 4, step
            assert box.evaluate(PRESSED) == 1, step
            box.evaluate("(box) => scrollBy(0, box.getBoundingClientRect().top + box.offsetHeight / 2 - innerHeight)")
            assert box.evaluate(PRESSED) == 1, f"{step}, from below"
    evening.home()


def test_nothing_lies_over_the_box_in_which_somebody_writes(house: House, server: Server) -> None:
    """Its button with the receipt did, in a group; and the call to come back moved the words below it."""
    evening = Hall(server, "boxes")
    ann = house.guest(evening, "Ann")
    evening.join("Ben", "Cleo", "Dora", "Christiane-Maria")
    evening.do("start")
    assert server.command(evening.id, "goto", step="few")["status"] == "ok"
    evening.do("form_groups")
    ann.says("In few words")
    box = ann.page.locator("#stage textarea").first
    box.click()
    box.press_sequentially("One. Two. Three.")
    expect(ann.page.locator("#stage .sends")).to_contain_text("Draft kept")
    clear(ann.page, box)
    assert server.command(evening.id, "recall", seconds=60)["status"] == "ok"
    ann.says("Come back gently")
    expect(box).to_be_focused()
    clear(ann.page, box)
    expect(box).to_have_value("One. Two. Three.")
    evening.home()


def clear(page: Page, box: Locator) -> None:
    """Until four lines of the box are clear, and its button can be pressed."""
    handle = box.element_handle()
    page.wait_for_function(f"(box) => ({CLEAR})(box) === 1 && ({PRESSED})(box) === 1", arg=handle)


@pytest.mark.tour
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


@pytest.mark.tour
def test_where_too_few_answered_nothing_is_said_to_be_shown(house: House, hall: Hall) -> None:
    ana = house.console(hall)
    hall.do("next", "open", "close")
    ana.says("Too few answered, so nothing is shown to anybody.")
    expect(ana.page.locator("#primary")).to_have_text("End")
    ana.do("Tell the room")
    ana.says("The room was told why nothing shows.")
    ana.silent_about("Shown to everyone.")
    assert not ana.inspect("too few answered")


def test_words_that_nobody_let_through_are_not_said_to_be_shown(house: House, server: Server) -> None:
    room = Hall(server, "words")
    ana = house.console(room)
    people = room.join("Ben", "Cleo")
    room.do("start", "open")
    for person in people:
        person.op("vote:word", {"words": ["soft"]})
    room.do("close")
    expect(ana.page.locator("#work")).to_have_attribute("data-phase", "closed")
    ana.do("Show the result")
    expect(ana.page.locator("[data-undo]")).to_contain_text(nothing := "Nothing is let through yet, so nothing shows.")
    expect(ana.page.locator(".state")).to_contain_text(nothing)
    ana.silent_about("Shown to everyone.")
    ana.page.get_by_role("button", name="Show", exact=True).click()
    expect(ana.page.locator(".state")).to_contain_text("Shown to everyone.")
    room.home()


def test_a_button_says_what_it_does(house: House, hall: Hall) -> None:
    ana = house.console(hall)
    ana.press("End the workshop")
    expect(ana.page.locator("[data-confirm-yes]")).to_have_text("End for everyone")
    ana.press("Not now")
