"""A facilitator hears where time goes, where it is too short for what stands there, and where people only listen."""

from pathlib import Path

import pytest

from workshop.rehearsal.pace import too_much, where_time_goes
from workshop.script import read
from workshop.script.model import Script

SESSIONS = Path(__file__).parents[2] / "sessions"
TOP = "# A\n\n- format: 1\n\n"


def script(text: str) -> Script:
    reading = read(TOP + text, "a.md")
    assert not reading.errors, reading.errors
    return reading.script


def test_a_text_that_cannot_be_read_in_its_time():
    long = script(f"### Slide: Long (30 s)\n\n{'word ' * 120}\n")
    assert [(f.step, f.why) for f in too_much(long)] == [
        ("Long", "Its text takes about 40 s to read, and the step has 30 s."),
    ]  # fmt: skip
    assert not too_much(script(f"### Slide: Long (60 s)\n\n{'word ' * 120}\n"))
    assert not too_much(script(f"### Slide: Long\n\n{'word ' * 120}\n"))


def test_more_than_two_screens_of_answers():
    def asked(n: int, words: str) -> Script:
        return script("### Poll: Which? (9 min)\n\n" + "".join(f"- ( ) {words} {a}\n" for a in range(n)))

    assert [f.why for f in too_much(asked(18, "An answer that takes three lines on a phone, as long ones do"))] == [
        "Its answers fill about 3 screens of a phone. Up to two are easy to look over."
    ]
    assert not too_much(asked(12, "Short"))


def test_where_the_time_goes_and_where_people_only_listen():
    text = "### Slide: One (12 min)\n\n### Slide: Two (13 min)\n\n### Breakout: Three (9 min)\n\n- groups: pairs\n"
    assert where_time_goes(script(text)) == (
        "Where the time goes: 25 min listening and talking together, 9 min in groups.",
        "People only listen for 25 min in a row, from “One” to “Two”.",
    )
    assert where_time_goes(script("### Slide: One (5 min)\n")) == ()


@pytest.mark.parametrize("path", sorted(SESSIONS.glob("h*.md")), ids=lambda path: path.stem)
def test_the_shipped_scripts_leave_time_to_read(path: Path):
    assert not too_much(read(path.read_text("utf-8"), path.name).script)
