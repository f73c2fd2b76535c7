"""Who can only measure the encrypted line learns no answer: every message has one length for all answers."""

import json
import re

import pytest
from live_hall import LiveHall

from tests.browser.house import House
from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.server import Server
from tests.support.wire import Wire

pytest_plugins = ["tests.browser.fixtures"]

SCRIPT = """\
# Every form

- format: 1

### Poll: One of them (1 min)

- ( ) A
- ( ) The longest of all the answers that are here
- ( ) Neither

### Poll: Several (1 min)

- choose: up to 3

- [ ] Bread
- [ ] Cheese
- [ ] Soup

### Poll: Order (1 min)

1. Sleep
2. Food
3. Friends

### Check-in: Scale (1 min)

- series: mood
- answer: scale 0 (low) to 10 (high)

### Poll: Words (1 min)

- answer: words
- choose: up to 3

### Poll: Text (1 min)

- answer: text

### Poll: Body (1 min)

- answer: body

### Poll: Sorting (1 min)

- answer: sort into Mine, Everybody's, Nobody's at all

1. Meetings
2. “Ärger”
"""
ANSWERS = {
    "one-of-them": [{"choice": [0]}, {"choice": [1]}],
    "several": [{"choice": [0]}, {"choice": [0, 1, 2]}],
    "order": [{"choice": [0, 1, 2]}, {"choice": [2, 1, 0]}],
    "scale": [{"scale": 1}, {"scale": 10, "before": 10}],
    "words": [{"words": ["a"]}, {"words": ["“Wörter”", "no", "<&'>"]}],
    "text": [{"text": "No."}, {"text": "“Ja”, I do.\nAnd I want to say more about it. 🌱" * 10}],
    "body": [{"regions": ["head"]}, {"regions": ["eyes", "jaw", "throat", "shoulders", "chest", "arms"]}],
    "sorting": [
        {"sort": {"Meetings": "Mine", "“Ärger”": "Mine"}},
        {"sort": {"Meetings": "Nobody's at all", "“Ärger”": "Everybody's"}},
    ],
}  # fmt: skip
NAMES = ["Ann", "Ben", "Eve"]


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    hall = LiveHall(tmp_path_factory.mktemp("hall"), NAMES, 0, script=SCRIPT)
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
    assert len({len(ack.replace(".", "")) for ack in acks}) > 1, "the test would see nothing"


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


def listen(phone):
    frames = []
    phone.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(str(frame))))
    return frames
