"""Every screen of a phone, and the shared one, in a language that nobody speaks: accented, longer, from right to left.

PICTURES=<folder> saves a picture of each; WORDS=ar shows them in a language that there is, WIDTH=820 on a
wider phone.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import House
from tests.conftest import Hall
from tests.support.answers import answer
from tests.support.people import Phone
from tests.support.server import PROGRAMS, Scripts, Server
from workshop.people import choice
from workshop.script import read
from workshop.script.model import Breakout, Form, Poll, Show
from workshop.util.paths import bundled

pytestmark = [pytest.mark.browser, pytest.mark.soak]
pytest_plugins = ["tests.browser.fixtures"]

PICTURES = os.environ.get("PICTURES", "")
PSEUDO = "he"  # as in tests/programs/pseudo.py
WORDS = os.environ.get("WORDS", PSEUDO)
NARROW = {"width": int(os.environ.get("WIDTH", "320")), "height": 640}
CROWD = ("Φοίβη", "Νίκος", "Ζωή", "Λίνα", "Άρης", "Κική")  # enough that results show
# What the team wrote stands in Greek letters here: each plain letter on a screen is one of ours.
SCRIPT = """# Μικρό εργαστήρι

- format: 1
- people: 3-40
- care: sensitive
- help: _help-lines.md
- late joiners: welcome
- language: WORDS

### Slide: Πρώτα (10 s)

Καλώς ήρθατε.

### Check-in: Πριν (10 s)

- id: before
- series: mood
- answer: scale 1 (λίγο) to 5 (πολύ)

Πώς είναι;

### Poll: Ένα (10 s)

- id: one

- ( ) Κόκκινο
- ( ) Μπλε

### Poll: Πολλά (10 s)

- choose: up to 2
- other: yes

- [ ] Ψωμί
- [ ] Τυρί
- [ ] Σούπα

### Poll: Σειρά (10 s)

1. Ύπνος
2. Φαγητό
3. Φίλοι

### Poll: Λέξεις (10 s)

- answer: words
- moderate: yes

Μία λέξη.

### Poll: Κείμενο (10 s)

- answer: text
- results: facilitators

Μία πρόταση.

### Poll: Σώμα (10 s)

- answer: body

Πού;

### Poll: Χωρίζω (10 s)

- answer: sort into Κρατώ, Αφήνω

1. Συναντήσεις
2. Γράμματα

### Poll: Πλέγμα (10 s)

- answer: grid Κόπος (λίγος, πολύς) × Όφελος (μικρό, μεγάλο)

1. Συναντήσεις
2. Γράμματα

### Poll: Τελείες (10 s)

- answer: 3 dots

1. Συναντήσεις
2. Γράμματα

### Poll: Πόντοι (10 s)

- answer: 10 points

1. Συναντήσεις
2. Γράμματα

### Poll: Αριθμός (10 s)

- answer: number 0 to 60 (λεπτά)

### Poll: Πλατιά (10 s)

- answer: scale 0 (κρύο) to 100 (ζεστό)

### Poll: Προτάσεις (10 s)

- answer: scale 1 (ποτέ) to 5 (πάντα)

1. Ήμουν εδώ
2. Ήταν ήσυχα

### Poll: Σημείο (10 s)

- answer: place on media/boat.png (μια βάρκα)

### Poll: Σελίδα (10 s)

#### Question: Πώς ήταν;

- answer: scale 1 (λίγο) to 5 (πολύ)

#### Question: Τι μένει;

- answer: text

#### Question: Με μία λέξη;

- answer: words

### Reflect: Ποιος βλέπει (10 s)

- id: shared
- who sees this: I choose (only me, facilitators, everyone without names, everyone with names)
- moderate: yes

Γράψε κάτι.

### Wall: Ό,τι μοιραστήκαμε (10 s)

- from: shared

Διάβασε.

### Breakout: Όμοιοι (20 s)

- groups: by answer to one
- notes: my group

Μιλήστε.

#### Round: Πρώτος γύρος (10 s)

Ένας μιλά.

#### Round: Δεύτερος γύρος (10 s)

Ο άλλος μιλά.

### Breakout: Διαλέγω (10 s)

- groups: by choice
- size: 9
- ( ) Ύπνος
- ( ) Δουλειά

Μιλήστε.

### Worksheet: Ποιος και πότε (10 s)

- who sees this: I choose (only me, my group)

Θα ____ ως ____

- [ ] Το είπα σε κάποιον

### Pause: Ανάσα (5 s)

- breathing: in 4, hold 2, out 6

Ανάσα.

### Break: Τσάι (5 s)

Τέντωμα.

### Seed: Σπόρος (10 s)

Γράψε στον εαυτό σου.

### Check-in: Μετά (10 s)

- id: after
- series: mood

Και τώρα;

### Resources: Πού μετά (5 s)

Ένα βιβλίο.

### Talk: Αντίο (5 s)

Μια λέξη ακόμη;
"""
HELP = "# Βοήθεια\n\nΜια φίλη: 112\n"

# Plain words of three letters and more, in text and in what is read out; the names of things that have no other.
ENGLISH_LEFT = r"""(allowed) => {
    const seen = [], addresses = /https?:\S+|[\w-]+\.[\w.]+|--host/g;
    const plain = text => (text || "").replace(addresses, "").match(/[A-Za-z]{3,}/g) || [];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const holder = words.currentNode.parentElement;
        if (!holder.closest("script, style, noscript, [translate=no], [lang=en], .language select"))
            seen.push(...plain(words.currentNode.textContent).map(word => [word, holder.textContent.trim()]));
    }
    for (const name of ["aria-label", "placeholder", "alt", "title"])
        for (const one of document.querySelectorAll(`[${name}]:not([lang=en] *):not([translate=no] *)`))
            seen.push(...plain(one.getAttribute(name)).map(word => [word, `${name}: ${one.getAttribute(name)}`]));
    const left = seen.filter(([word]) => !allowed.includes(word));
    return [...new Set(left.map(([, text]) => "English: " + text.slice(0, 80)))];
}"""
OURS_EVERYWHERE = ["Workshop", "JSON", "JavaScript", "Cookie", "https", "Blue", "Heron"]
BADLY_SET = r"""() => {
    const found = [], shown = node => node.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const open = document.querySelector("dialog[open]") || document.body;
    if (document.documentElement.scrollWidth > innerWidth + 1) found.push("wider than the screen");
    const boxes = [];
    const words = document.createTreeWalker(open, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const text = words.currentNode.textContent.trim(), holder = words.currentNode.parentElement;
        const aside = ".unseen, .skip, svg, script, style, noscript, select, textarea, .cm-editor";
        if (!text || holder.closest(aside) || !shown(holder)) continue;
        for (let node = holder; node && node !== document.body; node = node.parentElement) {
            const style = getComputedStyle(node);
            if (style.overflowX !== "visible" && style.overflowX !== "auto" && node.scrollWidth > node.clientWidth + 1)
                found.push("cut: " + text.slice(0, 40));
        }
        const place = document.createRange();
        place.selectNodeContents(words.currentNode);
        for (const box of place.getClientRects()) {
            const beside = (box.left < -1 || box.right > innerWidth + 1) && !holder.closest(".tabs");
            if (beside) found.push("beside the screen: " + text.slice(0, 40));
            if (box.width > 2) boxes.push([box, words.currentNode, text, holder]);
        }
    }
    for (const label of open.querySelectorAll(".ladder > li > bdi")) {
        const words = document.createRange(), row = label.parentElement.getBoundingClientRect();
        words.selectNodeContents(label);
        const own = words.getBoundingClientRect();
        const away = document.dir === "rtl" ? row.right - own.right : own.left - row.left;
        if (shown(label) && away > row.width / 3) found.push("away from its rank: " + label.textContent);
    }
    for (const sign of open.querySelectorAll("svg, .dot")) {
        const box = sign.getBoundingClientRect();
        if (shown(sign) && box.width && box.width < 60) boxes.push([box, sign, "a sign", sign]);
    }
    const layer = node => node.closest(".bar, .holding, .banner, .notices, .foot, .unsent, .actions, .views") || open;
    for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
        const [a, one, text, holder] = boxes[i], [b, other, second, its] = boxes[j];
        if (one === other || layer(holder) !== layer(its)) continue;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 2 && down > Math.min(a.height, b.height) * 0.4)
            found.push(`overlap: ${text.slice(0, 30)} | ${second.slice(0, 30)}`);
    }
    return [...new Set(found)];
}"""


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    return (str(PROGRAMS / "pseudo.py"),) if WORDS == PSEUDO else ("workshop",)


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    media = bundled("sessions") / "media"
    return {"words.md": SCRIPT.replace("WORDS", WORDS), "_help-lines.md": HELP, "media": media}


@pytest.fixture
def room(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "words")
    yield opened
    opened.home()


class Walk:
    """One narrow phone, the shared screen, and some who answer; each state is judged once."""

    def __init__(self, house: House, hall: Hall) -> None:
        self.hall, self.faults, self.pictures = hall, [], 0
        self.steps = {step.id: step for step in read(SCRIPT.replace("WORDS", WORDS)).script.steps}
        self.ann = house.phone("Ann", viewport=NARROW, reduced_motion="reduce")
        self.ann.carry(f"{choice.COOKIE}={WORDS}")
        self.screen = house.projector()
        self.screen.show(house.console(hall).screen_link())
        self.crowd: list[Phone] = []

    def look(self, state: str, page: Page | None = None) -> None:
        page = page or self.ann.page
        page.wait_for_timeout(150)
        if PICTURES:
            self.pictures += 1
            page.screenshot(path=Path(PICTURES) / f"{self.pictures:03} {state}.png", full_page=True)
        faults = page.evaluate(BADLY_SET) if page is self.ann.page else []
        if WORDS == PSEUDO:
            faults += page.evaluate(ENGLISH_LEFT, [*OURS_EVERYWHERE, *CROWD])
        self.faults += [f"{state}: {fault}" for fault in faults]

    def both(self, state: str) -> None:
        self.look(state)
        self.look(f"{state}, the screen", self.screen.page)

    def goto(self, step: str) -> None:
        self.hall.server.command(self.hall.id, "goto", step=step)
        for window in (self.ann, self.screen):
            expect(window.page.locator("body")).to_have_attribute("data-step", step)

    def do(self, command: str, phase: str = "", **more: object) -> None:
        assert self.hall.server.command(self.hall.id, command, **more)["status"] == "ok", command
        for window in (self.ann, self.screen) if phase else ():
            expect(window.page.locator("body")).to_have_attribute("data-phase", phase)

    def poll(self, step: str, poll: Poll) -> None:
        self.both(f"{step}, prepared")
        self.do("open", "open")
        for person, phone in enumerate(self.crowd):
            assert phone.op(f"vote:{step}", answer(poll, person, "ήσυχα"))["status"] == "ok"
        self.both(f"{step}, open")
        self.do("close", "closed")
        self.both(f"{step}, closed")
        if poll.results is not Show.FACILITATORS:
            self.do("reveal", "revealed")
            self.both(f"{step}, shown")

    def breakout(self, step: str) -> None:
        self.both(f"{step}, prepared")
        self.do("form_groups", "open")
        self.both(f"{step}, at work")
        self.do("recall", seconds=60)
        self.both(f"{step}, called back")

    def step(self, name: str) -> None:
        step = self.steps[name]
        self.goto(name)
        match step.detail:
            case Poll() as poll:
                self.poll(name, poll)
            case Breakout():
                self.breakout(name)
            case _:
                self.both(name)

    def dialog(self, button: str) -> None:
        self.ann.page.locator(button).tap()
        self.look(f"dialog of {button}")
        self.ann.page.keyboard.press("Escape")

    def come_in(self) -> None:
        """The link has the code, which the page sends by itself: only what comes after it can be looked at."""
        self.ann.goto(f"/#{self.hall.code}")
        expect(self.ann.page.locator("input[name=nickname]")).to_be_visible()
        self.look("the promise")

    def pages(self, *paths: str) -> None:
        for path in paths:
            self.ann.goto(path.format(self.hall.id))
            self.look(path.replace("/", " "))


def test_every_form_is_among_them() -> None:
    polls = [step.detail for step in read(SCRIPT).script.steps if isinstance(step.detail, Poll)]
    assert {poll.form for poll in polls} == set(Form)


def test_nothing_is_cut_overlaps_or_stays_english(house: House, room: Hall) -> None:
    walk = Walk(house, room)
    walk.pages("/")
    walk.come_in()
    walk.pages("/s/nowhere")
    walk.ann.may_complain("404")
    room.cookies["Ann"] = room.server.join(room.code, "Αννα")["cookie"]
    walk.ann.carry(room.cookies["Ann"])
    walk.ann.enter(room.id)
    walk.both("lobby")
    walk.crowd = room.join(*CROWD)
    walk.dialog("#leaf")
    walk.dialog("#help")
    room.do("start")
    for name in walk.steps:
        walk.step(name)
    walk.do("pause")
    walk.both("paused")
    walk.do("resume")
    walk.do("end")
    expect(walk.ann.page.locator("body")).to_have_attribute("data-phase", "ended")
    walk.both("ended")
    walk.pages("/my/{}", "/nowhere")
    assert not walk.faults, "\n".join(sorted(set(walk.faults)))
