"""The wire has one list of names: the server's, which the docs and the browser keep to. An op is read once."""

import re
from pathlib import Path

import pytest

from workshop.live import protocol
from workshop.live.protocol import AloneOp, DraftOp, HandOp, JoinOp, NoteOp, PassOp, SignalOp, TopicOp, VoteOp, read_op
from workshop.session.command_table import COMMANDS
from workshop.session.errors import Refused

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs/protocol.md").read_text("utf-8")


def table(head: str) -> str:
    """The rows under a table's head, up to the next empty line."""
    return DOCS.split(head, 1)[1].split("\n\n", 1)[0]


def names(head: str) -> set[str]:
    return set(re.findall(r"^\| `(\w+)` \|", table(head), re.M))


class TestOneList:
    def test_of_events_to_browsers(self):
        script = next(path for path in (ROOT / "static/js").rglob("connection.js")).read_text("utf-8")
        browser = re.search(r"const DOWN = \[(.*?)\]", script, re.S)[1]
        assert names("| Down | Body |") == set(protocol.DOWN) == set(re.findall(r'"(\w+)"', browser))

    def test_of_events_from_browsers(self):
        sent = {
            name
            for path in (ROOT / "static/js").rglob("*.js")
            for name in re.findall(r'\.emit\("(\w+)"|\b(?:call|send)\("(\w+)"', path.read_text("utf-8"))
            for name in name
            if name
        }
        assert names("| Up | Body → ack |") == set(protocol.UP)
        assert sent <= set(protocol.UP)

    def test_of_ops(self):
        rows = table("| `key` | `body` |")
        assert set(re.findall(r"`(\w+)(?::<step>(?::<field>)?)?`", rows.replace("`{}`", ""))) & set(
            protocol.VERBS
        ) == set(protocol.VERBS)

    def test_of_commands(self):
        part = DOCS.split("### Commands", 1)[1].split("The API acts", 1)[0]
        first = "\n".join(line.split("|")[1] for line in part.splitlines() if line.startswith("| `"))
        named = {name for code in re.findall(r"`([^`]+)`", first) for name in re.findall(r"^\w+", code)}
        assert named == set(COMMANDS)

    def test_of_statuses(self):
        assert names("| `status` | Meaning |") == set(protocol.Status.__args__)


@pytest.mark.parametrize(
    ("key", "body", "op"),
    [
        ("vote:tea", {"choice": [0]}, VoteOp("tea", 1, {"choice": [0]})),
        ("pass:tea", {}, PassOp("tea", 1, {})),
        ("note:letter", {"text": "a"}, NoteOp("letter", "", 1, {"text": "a"})),
        ("draft:sheet:first-field", {"text": "a"}, DraftOp("sheet", "first-field", 1, {"text": "a"})),
        ("topic:pairs", {"topic": 2}, TopicOp("pairs", 1, 2)),
        ("hand:talk", {"up": True}, HandOp("talk", 1, True)),
        ("hand:talk", {"up": 1}, HandOp("talk", 1, False)),
        ("signal", {"kind": "look in"}, SignalOp(1, "look in")),
        ("alone:pairs", {}, AloneOp("pairs", 1)),
        ("join:pairs", {}, JoinOp("pairs", 1)),
    ],
)
def test_every_kind_of_op_is_read(key, body, op):
    assert read_op({"key": key, "n": 1, "body": body}) == op


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        {},
        {"key": "vote:tea", "n": 0},
        {"key": "vote:tea", "n": True},
        {"key": "vote:tea", "n": 1.0},
        {"key": "vote:tea", "n": 2**53},
        {"key": "vote:tea", "n": 1, "body": []},
        {"key": "vote", "n": 1},
        {"key": "vote:", "n": 1},
        {"key": "vote:Tea", "n": 1},
        {"key": "vote:tea\n", "n": 1},
        {"key": "signal:tea", "n": 1},
        {"key": "signal", "n": 1, "body": {"kind": "dance"}},
        {"key": "signal", "n": 1, "body": {"kind": []}},
        {"key": f"note:tea:{'x' * 201}", "n": 1},
        {"key": "dance:tea", "n": 1},
    ],
)
def test_what_is_none_of_them_is_refused_in_words(message):
    with pytest.raises(Refused, match="could not be read"):
        read_op(message)
