"""Who can only measure the encrypted line learns no answer: every message has one length for all answers."""

import json
import re

import pytest
from live_hall import LiveHall
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.test_never_lost import BLOCKED, DEAD_LINE
from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.every_form import ANSWERS, SCRIPT
from tests.support.server import Server
from tests.support.wire import Wire
from workshop.util.paths import bundled

pytest_plugins = ["tests.browser.fixtures"]

NAMES = ["Ann", "Ben", "Eve"]
SHORT, LONGER = "No.", "“Ja”, I do.\nAnd I want to say more. 🌱 <&'>"
LONGEST = "🌱" * 8000  # of the characters that take most bytes
TEXTS = {
    "letter": lambda text: {"text": text, "sees": "only me"},
    "sheet": lambda text: {"fields": {"i-slept": "yes" if text else "", "what-helps": text, "what-does-not": ""}},
    "seed": lambda text: {"text": text},
}
MESSAGE = 65536


@pytest.fixture(scope="module")
def hall(mother, tmp_path_factory):
    scripts = {"hall.md": SCRIPT, "media": bundled("sessions") / "media"}
    hall = LiveHall(mother, tmp_path_factory.mktemp("hall"), NAMES, 0, scripts)
    yield hall
    hall.leave()


@pytest.mark.parametrize("step", ANSWERS)
def test_what_the_server_sends_is_of_one_length(hall, step):
    """The ack, the repeated ack, `hello` (which holds `mine`), the state over HTTP and the page."""
    hall.open(step)
    sent = [("vote", body) for body in ANSWERS[step]] + [("pass", {})]
    acks: list[str] = []
    sizes = {name: measured(hall, name, step, acks, *op) for name, op in zip(NAMES, sent, strict=True)}
    assert len(set(map(tuple, sizes.values()))) == 1, sizes
    assert len({len(re.sub('"pad":"[A-Z2-7]*"', "", ack)) for ack in acks}) > 1, "the test would see nothing"


def measured(hall, name, step, seen, verb, body):
    wire = Wire(hall.server, hall.id, hall.cookies[name])
    acks = [wire.ask(f"{verb}:{step}", body, n=1) for _ in range(2)]
    seen += acks
    wire.leave()
    assert '"status":"ok"' in acks[0] and '"status":"dup"' in acks[1]
    again = Wire(hall.server, hall.id, hall.cookies[name])
    again.leave()
    vote = told(again.hello)["mine"]["vote"]
    assert vote["n"] == 1 and set(vote["body"]) == (set(body) - {"before"} or {"pass"})
    state = Visitor(hall.server).get(f"/s/{hall.id}/state", headers={"Cookie": hall.cookies[name]})
    page = Visitor(hall.server).get(f"/s/{hall.id}", headers={"Cookie": hall.cookies[name]})
    return [*map(len, acks), len(still(again.hello)), len(still(state.text)), len(still(page.text))]


@pytest.mark.parametrize("step", TEXTS)
@pytest.mark.parametrize("verb", ["note", "draft"])
def test_what_the_server_sends_about_a_text_tells_no_more_than_its_class(hall, step, verb):
    """The ack, the repeated ack, `hello`, the state over HTTP, the room's page and My notes."""
    hall.open(step)
    texts = (SHORT, "Perhaps", LONGER)
    few = [sent_about(hall, name, step, verb, text) for name, text in zip(NAMES, texts, strict=True)]
    assert few[0] == few[1] == few[2]
    many = sent_about(hall, "Ann", step, verb, LONGEST)
    assert all(more > less for more, less in zip(many, few[0], strict=True)), "the test would see nothing"
    for name in NAMES:
        hall.wire(name).op(f"{verb}:{step}", TEXTS[step](""), 3)


def sent_about(hall, name, step, verb, text):
    n, body = (2 if text == LONGEST else 1), TEXTS[step](text)
    acks = [hall.wire(name).ask(f"{verb}:{step}", body, n) for _ in range(2)]
    assert '"status":"ok"' in acks[0] and '"status":"dup"' in acks[1]
    again = Wire(hall.server, hall.id, hall.cookies[name])
    again.leave()
    assert told(again.hello)["mine"]["notes" if verb == "note" else "drafts"]
    paths = (f"/s/{hall.id}/state", f"/s/{hall.id}", f"/my/{hall.id}")
    pages = [Visitor(hall.server).get(path, headers={"Cookie": hall.cookies[name]}).text for path in paths]
    frames = [ack.partition("[")[2] for ack in acks]
    return [len(each.encode()) for each in (*frames, still(again.hello), still(pages[0]), *map(unhurried, pages[1:]))]


def unhurried(page):
    """Without the running timers, and else to the byte."""
    return re.sub(r'data-timers="[^"]*"', "", page)


def told(frame):
    return json.loads(frame.partition("[")[2][:-1].partition(",")[2])


def still(text):
    """Without the running timers and counts, which tell the time to everybody alike."""
    text = re.sub(r'(timers|data-timers)(["=:]+)\{[^}]*\}', r"\1\2", text.replace("&#34;", '"'))
    text = re.sub(r'"pulse":\{[^}]*\}', "", text)
    return re.sub(r'"t":\d+', "", text)


@pytest.mark.browser
def test_what_a_browser_sends_is_of_one_length(house: House, server: Server):
    hall = Hall(server, "hello")
    hall.go("poll")
    hall.do("open")
    sizes = {}
    for name, label in (("Ann", "Coffee"), ("Ben", "Tea"), ("Eve", "Something else"), ("Ida", "")):
        phone = house.guest(hall, name)
        frames = listen(phone)
        phone.page.reload()
        phone.live()
        if label:
            phone.choose(label)
        else:
            phone.press("I would rather not say")
        phone.saved()
        ops = [frame for frame in frames if '["op",' in frame and "coffee-or-tea" in frame]
        sizes[label] = [len(frame) for frame in ops]
    assert len(set(map(tuple, sizes.values()))) == 1, sizes
    assert len(sizes["Tea"]) == 1 and sizes["Tea"][0] > 256
    hall.home()


@pytest.mark.browser
@pytest.mark.parametrize("line", ["websocket", "http"])
def test_a_text_from_a_browser_tells_no_more_than_its_class(house: House, hall, line):
    """A word, some lines; then more, and 8,000 characters, which a message must have room for."""
    hall.open("letter")
    house.server = hall.server
    phone = house.phone("Ann")
    phone.carry(hall.cookies["Ann"])
    sent = listen(phone) if line == "websocket" else posted(phone)
    phone.goto(f"/s/{hall.id}")
    expect(phone.page.locator("body")).to_have_attribute("data-connection", "live" if line == "websocket" else "http")
    sizes = [sizes_of(phone, sent, text) for text in (SHORT, LONGER, "я" * 1500, "語" * 8000)]
    assert sizes[0] == sizes[1] and len(sizes[0]) == 1
    assert sizes[1] < sizes[2] < sizes[3], "the test would see nothing"
    assert max(sizes[3]) < MESSAGE


def sizes_of(phone, sent, text):
    """Of the note and of the draft that goes along, in order."""
    sent.clear()
    phone.write(text)
    phone.press("Keep it")
    phone.saved()
    ops = [op.partition('["op",')[2] or op for op in sent if '"note:' in op or '"draft:' in op]
    assert any('"note:' in op for op in ops)
    return sorted({len(op.encode()) for op in ops})


def posted(phone):
    """What goes the way without websockets."""
    phone.may_complain(*DEAD_LINE)
    phone.page.add_init_script(BLOCKED)
    bodies = []
    phone.page.on("request", lambda asked: "/op?" in asked.url and bodies.append(asked.post_data or ""))
    return bodies


@pytest.mark.browser
def test_a_form_of_a_page_tells_no_more_than_the_class_of_its_text(house: House, hall):
    """A question from the room; and other words under My notes for what was asked."""
    house.server = hall.server
    phone = house.phone("Ann")
    phone.carry(hall.cookies["Ann"])
    sizes = {"questions": [], "edit": []}
    phone.page.on("request", lambda asked: asked.method == "POST" and sizes[last(asked.url)].append(length(asked)))
    texts = (SHORT, LONGER, "語" * 490)
    for text in texts:
        phone.goto(f"/s/{hall.id}/questions")
        phone.page.get_by_label("Your question").fill(text)
        phone.press("Ask")
        expect(phone.page.locator("#held")).to_contain_text(text.splitlines()[0])
    for text in texts:
        phone.goto(f"/my/{hall.id}")
        phone.page.get_by_text("Change the words").first.click()
        phone.page.get_by_label("Your words").first.fill("!" + text)
        phone.press("Keep these words")
        expect(phone.page.get_by_text("!" + text.splitlines()[0]).first).to_be_attached()
    for form, (short, longer, more) in sizes.items():
        assert short == longer < more, form  # the last one: the test would see nothing


def last(url):
    return url.rpartition("/")[2]


def length(request):
    return int(request.all_headers()["content-length"])


@pytest.mark.browser
def test_own_words_from_a_browser_are_as_long_as_a_choice(house: House, hall):
    house.server = hall.server
    hall.open("typed")
    sizes = {}
    for name, words in zip(NAMES, ("", "No.", "語“" * 60), strict=True):
        phone = house.phone(name)
        phone.carry(hall.cookies[name])
        sent = listen(phone)
        phone.enter(hall.id)
        phone.choose("Something else" if words else "The longest of all")
        if words:
            phone.page.locator("#other-typed").fill(words)
            phone.press("Send")
        phone.saved()
        sizes[words] = {len(op.encode()) for op in sent if '"vote:typed"' in op}
    assert len({size for each in sizes.values() for size in each}) == 1, sizes


def listen(phone):
    frames = []
    phone.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(str(frame))))
    return frames
