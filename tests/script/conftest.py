"""Short ways to write scripts in tests: `script("### Poll: …")` puts a title and the format above."""

import re
from collections.abc import Callable

import pytest

from workshop.script import read
from workshop.script.model import Reading

HEAD = "# Test\n\n- format: 1\n"
SENSITIVE = HEAD + "- care: sensitive\n- help: _help-lines.md\n"


def reading_of(body: str, head: str = HEAD, **how) -> Reading:
    return read(f"{head}\n{body}", "t.md", **how)


@pytest.fixture
def step() -> Callable:
    """The only step of a script without messages."""

    def read_one(body: str, head: str = HEAD):
        reading = reading_of(body, head)
        assert reading.messages == ()
        return reading.script.steps[0]

    return read_one


def marked(text: str) -> tuple[str, tuple[int, int, int] | None]:
    """Text with ⟦ ⟧ around the place of a message: the text without them, and (line, column, end)."""
    if "⟦" not in text:
        return text, None
    before, inside, _ = re.split("[⟦⟧]", text)
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return before + inside + text.partition("⟧")[2], (line, column, column + len(inside))
