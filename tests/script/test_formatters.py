"""Formatters and word processors may go over a script: nothing in its meaning changes.

`rich.wrapped.md` and `rich.unwrapped.md` are what Prettier made of `rich.md` (prose wrap at 70, and never).
"""

import dataclasses
import re
from pathlib import Path

import pytest

from workshop.script import read

EXAMPLES = Path(__file__).parent / "examples"
RICH = (EXAMPLES / "rich.md").read_text(encoding="utf-8")


def meaning(data):
    """A script as plain data without lines; spaces and loose lists make no difference in HTML."""
    if isinstance(data, str):
        bare = re.sub(r"\s+", " ", re.sub("</?p>", "", data.replace("&nbsp;", " ")))
        return re.sub(r" ?(</?li>) ?", r"\1", bare).strip()
    if dataclasses.is_dataclass(data):
        names = [f.name for f in dataclasses.fields(data) if f.name != "line"]
        return {name: meaning(getattr(data, name)) for name in names}
    return [meaning(part) for part in data] if isinstance(data, (tuple, list)) else data


def script_of(text):
    reading = read(text, "rich.md", load=lambda name: "Call somebody.")
    assert reading.messages == ()
    return meaning(reading.script)


def plain_words(text):
    """As somebody pastes it: hard spaces, curly quotes, long dashes in ranges, tabs, Windows endings, a BOM."""
    text = re.sub(r"(?m)^(- [a-z ]+): ", "\\1:\u00a0", text)
    text = re.sub(r"(?m)^(###?#?) ", "\\1\u00a0", text).replace("- ( ) ", "-\t( )\u00a0")
    return "\ufeff" + text.replace("\n", "\r\n")


@pytest.mark.parametrize("name", ["rich.wrapped.md", "rich.unwrapped.md"])
def test_prettier_changes_nothing(name):
    assert script_of((EXAMPLES / name).read_text(encoding="utf-8")) == script_of(RICH)


def test_another_bullet_sign_changes_nothing():
    text = RICH.replace("- ( ) inert", "inert")
    assert script_of(re.sub(r"(?m)^\* ", "- ", text)) == script_of(text)
    assert script_of(re.sub(r"(?m)^[*-] ", "+ ", text)) == script_of(text)


def test_loose_lists_change_nothing():
    loose = re.sub(r"(?m)^(\* .*)$", r"\1\n", RICH)
    assert script_of(loose) == script_of(RICH)


def test_word_processors_change_nothing():
    text = re.sub(r"(?m)^\* ", "- ", RICH.replace("- ( ) inert", "inert"))
    assert script_of(plain_words(text)) == script_of(text)


def test_columns_are_those_of_the_written_line():
    reading = read("\ufeff# T\r\n\r\n- format:\u00a01\r\n\r\n###\u00a0Slide: Hello (2m)\r\n", "t.md")
    (message,) = reading.messages
    assert (message.line, message.column, message.end_column) == (5, 19, 21)
