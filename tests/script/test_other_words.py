"""What people write in other words, or as on paper, is said at its line; what was plainly meant, Fix writes."""

import pytest

from tests.script.lookalikes import HEAD, codes, fixed
from workshop.script import read

POLL = "### Poll: How?\n\n"
ASKED = f"{POLL}- ( ) Well\n- ( ) Badly\n"
SLIDE = "### Slide: Hello\n\nA word.\n\n"
REFLECT = "### Reflect: Think\n\n"
SHEET = "### Worksheet: Plan\n\n"
PAIRS = "### Breakout: Talk\n\n- groups: pairs\n\n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1-10", "scale 1 to 10"), ("scale 1-10", "scale 1 to 10"), ("scale from 1 to 10", "scale 1 to 10"),
        ("scale 10 to 1", None), ("10 - 1", "scale 1 to 10"), ("scale 1 (low) - 5 (high)", "scale 1 (low) to 5 (high)"),
        ("5 stars", "scale 1 to 5"), ("von 0 bis 10", "scale 0 to 10"), ("slider", "scale 0 to 100"),
        ("likert", "scale 1 (not at all) to 5 (completely)"), ("open", "text"), ("Freitext", "text"),
        ("word cloud", "words"), ("Wortwolke", "words"), ("dots", "3 dots"),
    ],
)  # fmt: skip
def test_how_people_answer(written: str, meant: str | None) -> None:
    body = f"{POLL}- answer: {written}\n\nSay it.\n"
    assert codes(body)[0] in ("E210", "E211")
    assert (f"- answer: {meant}\n" in fixed(HEAD + body)) is bool(meant)


@pytest.mark.parametrize(
    "written", ["yes/no", "Yes, No, Maybe", "ranking", "multiple choice", "ja/nein", "thumbs", "A | B | C"]
)
def test_answers_to_choose_from_are_a_list(written: str) -> None:
    message = read(f"{HEAD}{POLL}- answer: {written}\n").messages[0]
    assert (message.code, message.fix) == ("E210", None) and "- ( ) Yes" in message.suggestion


@pytest.mark.parametrize(
    ("heading", "written", "meant"),
    [
        ("### Poll: How?", "choose: 2 or 3", "up to 3"), ("### Poll: How?", "results: am Ende", "after closing"),
        ("### Pause: Breathe", "breathing: 4-7-8", "in 4, hold 7, out 8"),
        ("### Pause: Breathe", "breathing: box", "in 4, hold 4, out 4, hold 4"),
        ("### Seed: One thing", "remind: in 2 weeks", "after 2 weeks"), ("## Part", "repeat: 3 times", "3"),
        ("### Breakout: Talk", "groups: 4 tables", "4 groups"),
    ],
)  # fmt: skip
def test_values_in_other_words(heading: str, written: str, meant: str) -> None:
    body = f"{heading}\n\n- {written}\n\n- [ ] A\n- [ ] B\n- [ ] C\n"
    assert f"- {written.partition(':')[0]}: {meant}\n" in fixed(HEAD + body)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("people: about 12", "people: 12"), ("people: 6 to 12 people", "people: 6-12"),
     ("language: German", "language: de"),
     ("names: anonymous", "names: none"), ("care: yes", "care: sensitive")],
)  # fmt: skip
def test_values_of_the_workshop(written: str, meant: str) -> None:
    assert f"- {meant}\n" in fixed(f"{HEAD[:-1]}- {written}\n\n### Slide: Hi\n")


@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        # settings where they set nothing
        (POLL, "> results: live\n\n- ( ) a\n- ( ) b", "E243"), (POLL, "`results: live`\n\n- ( ) a\n- ( ) b", "E243"),
        (POLL, "```\nresults: live\n```\n\n- ( ) a\n- ( ) b", "E243"),
        # answers
        (POLL, "( ) a ( ) b ( ) c", "E245"), (POLL, "- ( ) a, - ( ) b", "E245"),
        (POLL, "- ( ) a\n  - ( ) a1\n  - ( ) a2\n- ( ) b", "W245"), (ASKED, "- (*) So-so", "W245"),
        (POLL, "- ( ) a ← correct\n- ( ) b", "W245"), (POLL, "- ( ) a *\n- ( ) b", "W245"),
        (POLL, "- ( ) a\n- ( ) b\n- ( ) Other (please say)", "W208"), (POLL, "- ( ) a\n- ( ) b\n- ( ) Other …", "W208"),
        # as on paper
        (SHEET + "Me: ____\n\n", "1 2 3 4 5", "W244"), (SHEET + "Me: ____\n\n", "Sleep: ○ ○ ○ ○ ○", "W244"),
        (SHEET + "Me: ____\n\n", "Yes [ ] No [ ]", "E245"), (REFLECT, "What helped: ____", "W244"),
        (ASKED, "not at all 1 2 3 4 5 very much", "W244"),
        # who reads
        (SHEET, "Me: ____ [only me]", "E210"), (SHEET, "Me: ____ – only me", "E210"),
        (SHEET, "Me: ____ (only for me)", "E210"), (REFLECT, "(everyone with names)", "W208"),
        (REFLECT, "Write a line (facilitators):", "W208"),
        # rounds, groups and prompts
        (PAIRS, "Round 1 (3 min): A speaks", "E134"), (PAIRS, "#### A speaks (3 min)", "E134"),
        (PAIRS, "Group 1: keep", "E212"), (REFLECT, "**For: Well**", "E134"), (REFLECT, "#### If well: a line", "E134"),
        # steps and lengths
        (SLIDE, "=== Poll: How? (3 min) ===", "E132"), (SLIDE, "h3. Poll: How? (3 min)", "E132"),
        (SLIDE, "/poll How are you?", "W249"), (SLIDE, "Step 3 – Pairs – 10 min", "W237"),
        (SLIDE, "#### Pairs (10 min)", "W237"), (SLIDE, "media/lake.png", "W235"),
        # words for the team
        (SLIDE, "Facilitator speaks about love", "W249"), (SLIDE, "Moderator Anna: welcome", "W249"),
        (SLIDE, "Anna (co-host): welcome", "W249"), (SLIDE, "SAY welcome everybody", "W249"),
        (SLIDE, "“Welcome.” (say warmly)", "W249"), (SLIDE, "Private: Anna had a hard week", "W249"),
        (SLIDE, "Prep: print the cards", "W249"), (SLIDE, "If nobody speaks, wait.", "W249"),
        (SLIDE, "Remember to mention the break", "W249"), (SLIDE, "((Anna had a hard week))", "W249"),
        (SLIDE, "--- notes ---", "W232"), (SLIDE, "🎤: welcome", "W249"),
    ],
)  # fmt: skip
def test_what_would_be_read_as_text_is_said(body: str, line: str, code: str) -> None:
    assert code in codes(f"{body}{line}\n")


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ("( ) a ( ) b", "- ( ) a\n- ( ) b"), ("- (*) a\n- ( ) b", "- (x) a\n- ( ) b"),
        ("- ( ) a ← correct\n- ( ) b", "- (x) a\n- ( ) b"),
        ("`results: live`\n\n- ( ) a\n- ( ) b", "- results: live\n\n- ( ) a\n- ( ) b"),
    ],
)  # fmt: skip
def test_a_press_on_fix_writes_it(body: str, mended: str) -> None:
    done = fixed(f"{HEAD}{POLL}{body}\n")
    assert done == f"{HEAD}{POLL}{mended}\n" and read(done).messages == ()


def test_answers_above_questions_become_those_of_a_question_too() -> None:
    asked = f"{POLL}- ( ) Well\n- ( ) Badly\n\n#### Question: And the room?\n\n- ( ) Good\n- ( ) Loud\n"
    assert codes(asked) == ["E261"]
    done = read(fixed(HEAD + asked))
    asked_for = done.script.steps[0].detail.questions
    assert done.messages == ()
    assert [(each.title, len(each.poll.choices)) for each in asked_for] == [("How?", 2), ("And the room?", 2)]


@pytest.mark.parametrize("head", ["Question 2: And the room?", "Frage: And the room?"])
def test_a_question_in_other_words_is_one_of_the_page(head: str) -> None:
    asked = f"{POLL}#### Question: How was it?\n\n- ( ) Well\n- ( ) Badly\n\n#### {head}\n\n- ( ) Good\n- ( ) Loud\n"
    assert "E212" in codes(asked)
    questions = read(fixed(HEAD + asked)).script.steps[0].detail.questions
    assert [each.title for each in questions] == ["How was it?", "And the room?"]


@pytest.mark.parametrize(
    "line",
    [
        "Breathe in: 1, 2, 3, 4.", "in 1-2-3-4, out 1-2-3-4-5-6", "1-2-4-All", "If you like, read on.",
        "The facilitators read this.", "The trainer shows it first.", "Remember to breathe.", "I have 2 of 5 points.",
        "Say it to your neighbour.", "A slide – and more", "(quietly)", "Lunch – at one",
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", [SLIDE, f"{REFLECT}A word.\n\n"])
def test_prose_is_left_alone(heading: str, line: str) -> None:
    assert codes(f"{heading}{line}\n") == []
