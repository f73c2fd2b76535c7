"""Whatever sign stands before it: no note and no care level is lost in silence."""

import pytest

from tests.script.conftest import reading_of
from workshop.script import fixes, read, render

PRIVATE = "Anna had a hard week."
NOTES = (
    f"Say: {PRIVATE}", f"**Say:** {PRIVATE}", f"*Do*: {PRIVATE}", f"Note to self: {PRIVATE}",
    f"＞ Say: {PRIVATE}", f"&gt; Say: {PRIVATE}", f"❯ {PRIVATE}", f"“> Say: {PRIVATE}”", f"- Say: {PRIVATE}",
    f"| > Say: {PRIVATE} |", f"› Watch: {PRIVATE}", f"» If late: {PRIVATE}", f"Say： {PRIVATE}", f"Say : {PRIVATE}",
    f"\\> Say: {PRIVATE}", f"<Say: {PRIVATE}>", f"(Say: {PRIVATE})", f"[Note: {PRIVATE}]", f"→ Do: {PRIVATE}",
)  # fmt: skip
CARE = (
    "– care: sensitive", "— care: sensitive", "− care: sensitive", "－ care: sensitive", "–care: sensitive",
    "-care: sensitive", "care: sensitive", "**care:** sensitive", "\uf0b7 care: sensitive", "▶ care: sensitive",
    "1. care: sensitive", "> care: sensitive", "- care： sensitive", "- care = sensitive", "- care – sensitive",
    "- “care”: sensitive", "\\- care: sensitive", "-- care: sensitive", "■ care: sensitive", "➢ care: sensitive",
    "§ care: sensitive", "• care: sensitive", "&bull; care: sensitive", "- (care): sensitive", "- Care; sensitive",
)  # fmt: skip


@pytest.mark.parametrize("line", NOTES)
def test_a_note_that_lost_its_sign_is_said_and_one_press_hides_it(line):
    text = f"# T\n\n- format: 1\n\n### Slide: Hello\n\nWelcome.\n\n{line}\n"
    messages = read(text).messages
    assert [(m.code, m.line) for m in messages] == [("W232", 9)], render(messages)
    fixed = read(fixes.apply_all(text, lambda t: read(t).messages))
    assert "Anna" not in fixed.script.steps[0].html and fixed.messages == ()


@pytest.mark.parametrize("line", CARE)
@pytest.mark.parametrize("rows", ["- format: 1\n{}", "{}\n- format: 1", "- format: 1\n\n{}"])
def test_a_care_level_is_never_lost_in_silence(line, rows):
    reading = read(f"# T\n\n{rows.format(line)}\n- help: _h.md\n\n### Slide: Hello\n\nHi.\n", load=lambda _: "Call.")
    assert reading.script.rules.sensitive or reading.errors, render(reading.messages)


@pytest.mark.parametrize("words", ["(We say: all is well.)", "“Do it now”, he said.", "Care and rest.", "» Bonjour «"])
def test_ordinary_words_are_left_alone(words):
    assert reading_of(f"### Slide: Hello\n\n{words}\n").messages == ()
