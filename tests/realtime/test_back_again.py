"""Back on a step that was there before: each hears what is their own where there can be something, and only there."""

import json

import pytest

from tests.conftest import Hall
from tests.support.server import Server
from tests.support.wire import Wire

SCRIPT = """# Back again

- format: 1

### Slide: Hello (1 min)

Read this.

### Reflect: A word (2 min)

- id: word

What is it?

### Slide: The end (1 min)
"""


@pytest.fixture(scope="module")
def scripts() -> dict[str, str]:
    return {"again.md": SCRIPT}


def test_own_words_come_with_their_step_and_nothing_with_a_slide(server: Server):
    hall = Hall(server, "again")
    wire = Wire(server, hall.id, server.join(hall.code, "Ann")["cookie"])
    server.command(hall.id, "start")
    server.command(hall.id, "next")
    wire.until('42["stage"')
    wire.until('42["stage"')
    assert wire.op("note:word", {"text": "Calm"})["status"] == "ok"
    wire.frames.clear()
    server.command(hall.id, "back")
    server.command(hall.id, "next")
    wire.until('42["stage"')
    wire.until('42["stage"')
    own = json.loads(wire.until('42["mine"')[2:])[1]
    assert "Calm" in json.dumps(own["notes"])
    told = [json.loads(frame[2:])[1]["step"] for frame in wire.frames if frame.startswith('42["mine"')]
    assert set(told) == {"word"}
    wire.leave()
