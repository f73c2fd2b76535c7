"""Values that no phone of ours sends: each is told so in a sentence, and the people beside it are counted."""

from collections.abc import Iterator

import pytest

from tests.conftest import Hall
from tests.support.server import Scripts, Server

SCRIPT = """\
# Values

- format: 1

### Poll: Tea? (1 min)

- ( ) Yes
- ( ) No
- ( ) Maybe

### Reflect: Letter (5 min)

Write.
"""


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"values.md": SCRIPT}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "values")
    yield opened
    opened.home()


CHOICES = [
    None, True, 0, "0", {}, [], [-1], [99], [1.0], ["0"], [True], [None], [[0]], [0, 0], [0, 1], [0] * 500,
    {"0": True},
]  # fmt: skip
NUMBERS = [None, True, 0, -1, 1.0, 2**53, 2**63, "1", [1], {}]
KEYS = [
    None,
    7,
    "",
    "vote",
    "vote:",
    "Vote:x",
    "vote:../x",
    "vote:nowhere",
    "poll:x",
    "note:x:" + "y" * 201,
    "signal:x",
]


def test_each_is_refused_and_the_others_are_counted(hall: Hall):
    ann, ben = hall.join("Ann", "Ben")
    poll = hall.go("poll")
    hall.do("open")
    key, good = f"vote:{poll}", {"choice": [0]}
    sent = [{"key": key, "n": 1, "body": {"choice": choice}} for choice in CHOICES]
    sent += [{"key": key, "n": n, "body": good} for n in NUMBERS]
    sent += [{"key": each, "n": 1, "body": good} for each in KEYS]
    sent += [{"key": key, "n": 1, "body": body} for body in (None, [], "x", {}, {"choices": [0]})]
    for message in sent:
        ack = ann.call("op", message)
        assert ack["status"] == "invalid", message
        assert ack["why"].endswith("."), message
    assert ben.op(key, good)["status"] == "ok"
    assert ann.op(key, {**good, "unknown": 1})["status"] == "ok", "a newer phone may say more"
    assert hall.server.show(hall.id)["turnout"]["answered"] == 2


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d", "x" * 8001])
def test_a_text_that_cannot_be_kept_is_told_so_and_the_next_one_is(hall: Hall, text: str):
    (ann,) = hall.join("Ann")
    step = hall.go("reflect")
    refused = ann.op(f"note:{step}", {"text": text})
    assert refused["status"] == "invalid"
    assert refused["why"].endswith(".")
    assert ann.op(f"note:{step}", {"text": "{{7*7}} %s <script>alert(1)</script>"})["status"] == "ok"
    assert ann.op(f"note:{step}", {"text": "x" * 8000})["status"] == "ok"


NO_NAMES = ["", "   ", "\u200b", "\u0301\u0301", "\u202e", "\n", "a" * 41, "\u200d\u200d"]
NAMES = {
    "\u202eAnn": "Ann",
    "Ann\r\nBen": "Ann Ben",
    "{{7*7}} %s": "{{7*7}} %s",
    '"><img onerror>': '"><img onerror>',
    "\U0001f468\u200d\U0001f469\u200d\U0001f467": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "A" + "\u0301" * 30: None,  # however many accents: some of them
}


def test_names_that_nobody_can_read_are_refused_and_odd_ones_are_kept_as_they_are_meant(hall: Hall):
    for name in NO_NAMES:
        answer = hall.server.api("POST", "/join", {"code": hall.code, "nickname": name}, key="")
        assert answer.status_code in (409, 422), (name, answer.text)
        assert answer.json()["message"].endswith("."), name
    for name, meant in NAMES.items():
        hall.cookies["x"] = hall.server.join(hall.code, name)["cookie"]
        shown = hall.phone("x").mine["nickname"]
        assert shown == meant if meant else len(shown) <= 10, name
