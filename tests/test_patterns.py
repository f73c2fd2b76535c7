"""No pattern of ours reads what somebody sends in thousands of ways: forty words in a row would hold the server."""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import workshop

PIECES = (
    "(5 min) ", "(5) ", "5 min ", "5 min", "10:00 ", "10:00-11:00 ", "9h30 ", "1", "1. ", "1.1", "1) ",
    "(1) ", "a. ", "o ", "i) ",
    "Step 1: ", "Teil 1 ", "&nbsp;", "&#8203;", "<b>", "[x] ", "- ", "* ", "**", "_", "\u200b",
    "\u2764\ufe0f", "\ufe0f", "## ",
    "1/2 ", "①", "a", "a ", "Ab ", "A b, ", "a: ", "a - ", "a'", "é ", "Say: ", "round ", "Poll: ", "min ", ": ", ", ",
    "... ", "(", ")", "[", "()", "<", "<a ", "$", "`", "\\", "/", "| ", "=", "+ ", "http://a ", "![", " ", "\t", "\xa0",
    "\u3000", "、", "：", "「", "あ", "ا ", "½ ", "5–10 min ", "Ana and ", "only me ", "____ ", "☐ ", "(a) ", "“",
    "’s ",
    "a\n", "- a\n", "| a |\n", "x: y\n",
)  # fmt: skip
MANY = 28


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(workshop.__path__, "workshop."):
        if "migrations" in module.name or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            yield from _in(f"{module.name}.{name}", value)


def _in(name: str, value: object, deep: int = 0) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield name, value
    elif deep < 3 and isinstance(value, list | tuple):
        for each in value:
            yield from _in(name, each, deep + 1)
    elif deep < 3 and isinstance(value, dict):
        for each in value.values():
            yield from _in(name, each, deep + 1)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Of this process's own time, so that other work beside it counts for nothing."""

    def over(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for piece in PIECES:
        try:
            with at_most(1):
                pattern.match(piece * MANY + "x")
                pattern.search(piece * MANY + "x")
        except TimeoutError:
            found.append(piece)
    return found


def test_none_of_them_does() -> None:
    known = {pattern: name for name, pattern in patterns()}
    assert len(known) > 300
    assert {name: pieces for pattern, name in known.items() if (pieces := slow(pattern))} == {}


@pytest.mark.parametrize("pattern", [r"(?:\(?\d min\)?|[^\w\s]|\d min|\s)*x!", r"(?:a|a)*b"])
def test_control_one_that_does_is_found(pattern: str) -> None:
    assert slow(re.compile(pattern))
