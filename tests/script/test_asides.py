"""Words for the team that no label of ours gives away, and what keeps a line back where others read it."""

import pytest

from tests.script.lookalikes import codes, fixed

SLIDE = "### Slide: Hello (5 min)\n\n"
SHEET = "### Worksheet: Plan (5 min)\n\n- who sees this: facilitators\n\nFirst: ____\n\n"


def told(above: str, words: str) -> set[str]:
    return set(codes(f"{above}{words}\n"))


@pytest.mark.parametrize(
    "words",
    [
        "Say Anna will come", "First say: hello all", "Say to everyone: she is ill", "Say that Anna will not come",
        "Watch Tom, he cries.", "Keep an eye on Anna.", "Achtung! Tom weint leicht.", "Hinweis – erst lüften",
        "NB Anna is new", "(for me) breathe", "Only for us – tea", "[12:03, 1.2.2026] Ana: hi", "On Monday Ana wrote:",
        "Sent from my iPhone", "[AB1] too long?", "No time? Skip this.", "We breathe. Say: she is ill",
        "We breathe > Say: she is ill", "We breathe // note: she is ill", "o Say: she is ill", "Say.: she is ill",
        "&amp;gt; Say: she is ill", "Read aloud: she is ill", "For me: breathe", "Off the record: she is ill",
        "Betreff: Plan", "| Time | Facilitator |\n|---|---|\n| 1 | be kind |",
    ],
)  # fmt: skip
def test_words_for_the_team_are_asked_about(words: str) -> None:
    assert told(SLIDE, words) == {"W249"}


@pytest.mark.parametrize("words", ["ᐳ Say: she is ill", "Notes", "Notizen:"])
def test_labels_alone_and_behind_a_sign_that_looks_like_ours(words: str) -> None:
    assert told(SLIDE, words) == {"W232"}


@pytest.mark.parametrize(
    "heading", ["## Say: hello", "## If late: skip", "## Facilitator notes", "## Notes for us: Anna"]
)
def test_the_heading_of_a_part_is_read_by_all(heading: str) -> None:
    assert told("", f"{heading}\n\n### Slide: Hello") == {"W249"}


@pytest.mark.parametrize(
    "words", ["Led by Ana", "Ana leads", "Who: Ana", "👤 Ana", "担当: 花", "Geleitet von Ana und Ben", "Prowadzi: Ana"]
)
def test_who_leads_in_words_is_no_setting(words: str) -> None:
    assert told(SLIDE, words) == {"W208"}


@pytest.mark.parametrize("written", ["Sаy", "Ѕay", "𝐒𝐚𝐲", "Ｓａｙ"])
def test_letters_that_only_look_like_ours(written: str) -> None:
    assert told(SLIDE, f"{written}: she is ill") == {"W247"}
    assert "\n> Say: she is ill\n" in fixed(f"{SLIDE}{written}: she is ill\n")


@pytest.mark.parametrize(
    "words",
    [
        "My goal: ____. (only me)", "My goal: ____ *only me*", "My goal: ____ (for myself)",
        "My goal: ____ (don't share)", "My goal: ____ (stays here)", "My goal: ____ (no one sees this)",
        "Only me: My goal: ____", "only me – My goal: ____", "My goal 🔒: ____", "My goal: ____ (only me",
        "| My goal | only me |\n|---|---|\n| ____ | ____ |", "Only me:\n\nMy goal: ____",
        "#### Only me\n\nMy goal: ____",
        "The next is private.\n\nMy goal: ____", "Mein Ziel: ____ (bleibt bei mir)", "Mon but : ____ (pour moi)",
        "目標：____（自分だけ）",
    ],
)  # fmt: skip
def test_what_keeps_a_blank_back_where_others_read_it(words: str) -> None:
    assert "W208" in told(SHEET, words) or any(code.startswith("E") for code in told(SHEET, words))


@pytest.mark.parametrize(
    "words",
    [
        "Say yes, and then breathe.", "Watch the birds for a moment.", "Attention is a gift.", "Who are you?",
        "Note what you feel.", "Who leads?", "We say that it rains.", "Ana and Ben are here for you.",
        "Look after you.",
        "For me it was a long year.", "Keep it: nobody takes it away.", "At 12:03 we stop.", "- facilitators",
        "It is late – and the moon is out.", "Only the two of us know it.",
    ],
)  # fmt: skip
def test_prose_stays_alone(words: str) -> None:
    assert told(SLIDE, words) == set()


@pytest.mark.parametrize(
    "words", ["My goal: ____ (only me)", "For me it matters: ____", "Notes\n\nToday: ____", "Private life: ____"]
)
def test_blanks_that_are_read_as_written_stay_alone(words: str) -> None:
    assert told(SHEET, words) == set()


POLL = "### Poll: How (3 min)\n\n{}\n\n- [ ] Well\n- [ ] Badly\n"


@pytest.mark.parametrize(
    "words",
    [
        "- hide results", "- no results", "- live results", "- show results", "results are hidden", "(results hidden)",
        "- secret", "- secret ballot", "- named", "- with names", "- keine Ergebnisse", "- sin resultados",
        "- Mit Namen", "- random order", "- Zufällige Reihenfolge",
    ],
)  # fmt: skip
def test_what_a_poll_is_to_do_in_words_is_no_setting(words: str) -> None:
    assert {code[:4] for code in codes(POLL.format(words))} == {"W208"}


def test_a_note_behind_an_answer_is_read_before_it_is_chosen() -> None:
    assert codes("### Poll: How (3 min)\n\n- ( ) Well (note: they may laugh)\n- ( ) Badly\n") == ["W249"]


@pytest.mark.parametrize(
    "words", ["- results: never\n\nResults are hidden.", "Results matter less than the way.", "Name it."]
)
def test_what_is_said_as_a_setting_too_or_in_prose_stays_alone(words: str) -> None:
    assert codes(POLL.format(words)) == []
