"""Texts that are too long for a phone are named, with their place."""

from workshop.rehearsal.lengths import BODY, CHOICE, plain, too_long
from workshop.script import read

TOP = "# A\n\n- format: 1\n- people: 6-24\n\n"


def found(text: str) -> list[tuple[str, int]]:
    reading = read(TOP + text, "a.md")
    assert not reading.errors, reading.errors
    return [(finding.step, finding.line) for finding in too_long(reading.script)]


def test_a_long_text():
    assert found(f"### Slide: Long (1 min)\n\n{'word ' * (BODY // 5 + 20)}\n") == [("Long", 6)]


def test_one_that_fits():
    assert not found(f"### Slide: Short (1 min)\n\n{'word ' * (BODY // 5 - 20)}\n")


def test_a_long_answer():
    assert found(f"### Poll: Which? (1 min)\n\n- ( ) One\n- ( ) Two — {'x' * CHOICE}\n") == [("Which?", 6)]


def test_a_round_counts_with_the_text_above_it():
    half = "word " * (BODY // 9)
    text = f"### Breakout: Talk (4 min)\n\n- groups: pairs\n\n{half}\n\n#### Round: One (2 min)\n\n{half}\n"
    assert found(text) == [("Talk", 6)]


def test_a_long_line_to_fill_in():
    assert found(f"### Worksheet: Plan (2 min)\n\n{'word ' * 40}: ____\n") == [("Plan", 6)]


def test_notes_for_the_team_do_not_count():
    assert not found(f"### Slide: Short (1 min)\n\nHello.\n\n> Say: {'word ' * BODY}\n")


def test_only_what_one_reads_is_counted():
    assert plain("<p>One &amp; <b>two</b></p>\n<p>three</p>") == "One & two three"
