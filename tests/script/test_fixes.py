"""One-click repairs change their own lines and no others, byte for byte."""

from pathlib import Path

import pytest

from workshop.script import fixes, read
from workshop.script.ids import write_ids
from workshop.script.model import Fix

EXAMPLES = Path(__file__).parent / "examples"


def messages(text):
    return read(text, "t.md").messages


def repaired(text):
    return fixes.apply_all(text, messages)


def test_an_untouched_script_is_the_same_bytes():
    text = "\ufeff# T\r\n\r\n- format: 1\r\n\n### Slide: A \t\r\n\r\n\u00a0x\r"
    assert repaired(text) == text


def test_endings_and_bom_stay():
    assert fixes.apply("\ufeffa\r\nb\nc", Fix(2, 2, "x")) == "\ufeffa\r\nx\nc"
    assert fixes.apply("a\r\nb\r\n", Fix(1, 1, "x\ny")) == "x\r\ny\r\nb\r\n"
    assert fixes.apply("a", Fix(1, 1, "x\ny")) == "x\ny"
    assert fixes.apply("a\nb\nc\n", Fix(1, 3, "x")) == "x\n"


def test_several_repairs_on_one_line():
    text = "# T\n\n- format: 1\n\n### Pol: How? (2m)\n\n- resutls: never\n- answer: words\n"
    fixed = repaired(text)
    assert fixed == text.replace("Pol:", "Poll:").replace("2m", "2 min").replace("resutls", "results")
    assert messages(fixed) == ()


def test_the_settings_block_moves_under_the_title():
    text = (EXAMPLES / "c.md").read_text(encoding="utf-8")
    fixed = repaired(text)
    assert fixed.startswith("# Colour for beginners\n\n- format: 1\n- theme: plain\n")
    assert messages(fixed) == ()


def test_a_settings_block_without_a_title_becomes_one():
    fixed = repaired('---\ntitle: "My day"\nformat: 1\n---\n\n### Slide: Hello\n')
    assert fixed.startswith("# My day\n\n- format: 1\n")
    assert messages(fixed) == ()


def test_pasted_bullets_become_plain_ones_and_the_lines_between_stay():
    text = "# T\n\n- format: 1\n\n### Poll: How?\n\n•\t( ) Well\n  a\u00a0word more\n– ( ) Badly\n"
    fixed = repaired(text)
    assert fixed == text.replace("•\t", "- ").replace("– (", "- (")
    assert messages(fixed) == ()


@pytest.mark.parametrize("name", ["b.md", "c.md", "d.md", "e.md"])
def test_a_repaired_example_keeps_the_lines_that_were_right(name):
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    wrong = {m.line for m in messages(text)}
    right = [line for n, line in enumerate(text.split("\n"), 1) if n not in wrong and line.strip()]
    fixed = repaired(text).split("\n")
    assert all(line in fixed or f"- {line}" in fixed for line in right if line[0] not in "-•")


class TestIds:
    def test_each_step_gets_one(self):
        text = "# T\n\n- format: 1\n\n### Slide: One\n\nText\n\n### Poll: Two?\n\n* answer: words\n\n### Slide: One\n"
        written = write_ids(text)
        assert written == (
            "# T\n\n- format: 1\n\n### Slide: One\n\n- id: one\n\nText\n\n"
            "### Poll: Two?\n\n* id: two\n* answer: words\n\n### Slide: One\n\n- id: one-2\n"
        )
        assert [s.id for s in read(written).script.steps] == [s.id for s in read(text).script.steps]
        assert messages(written) == ()

    def test_written_ids_stay(self):
        text = "# T\n\n- format: 1\n\n### Slide: One\n\n- id: mine\n"
        assert write_ids(text) == text


PLAIN_LIST = "Format: 1\nTime: 90 min\nPeople: 6-10 clients, 2 therapists\nWe meet in the garden.\n"


def test_settings_without_their_signs_become_one_list():
    """With each of them once, with those whose value cannot be read, and with a line between them and the words."""
    fixed = repaired(f"# T\n{PLAIN_LIST}\n### Slide: A (2 min)\n\nHello.\n")
    head = "# T\n- format: 1\n- time: 90 min\n- people: 6-10 clients, 2 therapists\n\nWe meet in the garden.\n"
    assert fixed.startswith(head)
    assert [m.code for m in messages(fixed)] == ["E210"]


@pytest.mark.parametrize("words", ["Time is what we need.", "People: who comes?", "We meet here: in the garden."])
def test_words_below_a_title_stay_words(words):
    text = f"# T\n\n- format: 1\n\n{words}\nNames: whatever you like.\n\n### Slide: A (2 min)\n\nHello.\n"
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        ("Breakout: A\n\n- groups: pairs\n- roles: speaker / listener", "- roles: speaker, listener"),
        ("Poll: A\n\n- answer: sort into now; later\n\n1. Tea", "- answer: sort into now, later"),
    ],
)
def test_other_signs_between_names_become_commas(step, wanted):
    text = f"# T\n\n- format: 1\n\n### {step}\n"
    assert "E211" in [m.code for m in messages(text)]
    assert wanted in repaired(text).splitlines()


def test_whoever_names_no_language_is_asked_for_it_once():
    text = (
        "# Abend\n\n- format: 1\n- Zeit: 20 min\n- Personen: 6-12\n\n### Folie: Ankommen (5 min)\n\nHallo.\n\n"
        "### Umfrage: Wie ist es? (5 min)\n\n- Antwort: Wörter\n\n### Schreiben: Brief (10 min)\n\n"
        "- wer sieht das: nur ich\n"
    )
    assert [m.code for m in messages(text)] == ["E137"]
    fixed = repaired(text)
    assert fixed == text.replace("- format: 1\n", "- format: 1\n- Sprache: de\n")
    assert not messages(fixed)


@pytest.mark.parametrize("named", ["- language: en\n", "- language: sv\n", ""])
def test_two_words_or_a_language_of_its_own_are_no_question(named):
    lines = "- Zeit: 20 min\n\n### Folie: A (5 min)\n\nHallo.\n" + "\n### Umfrage: B (5 min)\n" * bool(named)
    assert "E137" not in [m.code for m in messages(f"# A\n\n- format: 1\n{named}{lines}")]


@pytest.mark.parametrize(
    "heading", ["Pause (15 min)", "Pause – Tee (15 min)", "Pause Tee (15 min)", "Pause: Tee (15 min)"]
)
def test_a_word_with_two_meanings_is_never_repaired(heading):
    text = f"# A\n\n- format: 1\n- language: de\n\n### Folie: A (5 min)\n\nHallo.\n\n### {heading}\n\nTee.\n"
    assert [m.code for m in messages(text)] == ["E136"]
    assert repaired(text) == text


@pytest.mark.parametrize("word", ["Ranking", "Rangfolge", "Classement"])
def test_an_order_is_a_poll_with_numbers(word):
    text = f"# A\n\n- format: 1\n\n### {word}: What matters? (2 min)\n\n1. Price\n2. Time\n"
    fixed = repaired(text)
    assert "### Poll: What matters? (2 min)" in fixed
    assert not messages(fixed)


@pytest.mark.parametrize(("code", "heading"), [("fr", "Pause café"), ("es", "Pausa"), ("pt", "Pausa para o almoço")])
def test_nor_where_all_else_is_english(code, heading):
    text = f"# A\n\n- format: 1\n- language: {code}\n\n### {heading} (15 min)\n\nTea.\n"
    assert [m.code for m in messages(text)] == ["E136"]
    assert repaired(text) == text


def test_a_break_for_coffee_is_one_in_an_english_script_too():
    assert "### Break: Pause café (15 min)" in repaired("# A\n\n- format: 1\n\n### Pause café (15 min)\n\nTea.\n")


@pytest.mark.parametrize(
    ("code", "written", "meant"),
    [("fr", "soin : sensible", "protection: sensible"), ("es", "cuidado: sensible", "protección: sensible"),
     ("it", "cura: sensibile", "protezione: sensibile"), ("nl", "zorg: gevoelig", "bescherming: gevoelig"),
     ("de", "Vertraulichkeit: sensibel", "Schutz: sensibel")],
)  # fmt: skip
def test_another_word_for_care_never_becomes_another_setting(code, written, meant):
    """French *soin* looks like *son*, the sound of a pause."""
    text = f"# A\n\n- format: 1\n- language: {code}\n- {written}\n- help: h.md\n\n### Slide: B (5 min)\n\nTea.\n"
    assert [m.code for m in messages(text)] == ["E203"]
    assert f"- {meant}" in repaired(text).replace(" :", ":").splitlines()


@pytest.mark.parametrize("lines", ["INTRODUCTION (5 min)\nWelcome everyone.", "Ankommen (10 min)\nWir beginnen."])
def test_a_heading_without_its_signs_is_told_of_above_its_words(lines):
    for text in (f"# A\n\n- format: 1\n\n{lines}\n", f"# A\n\n- format: 1\n\n### Slide: B (1 min)\n\n{lines}\n"):
        assert "W237" in [m.code for m in messages(text)]


def test_a_length_in_a_sentence_over_two_lines_is_none():
    text = "# A\n\n- format: 1\n\n### Slide: B (1 min)\n\nWe walk to the lake (10 min)\nand come back.\n"
    assert not messages(text)


@pytest.mark.parametrize(
    "value", ["only me, facilitators", "facilitators, my group", "only me / my group", "me or the team"]
)
def test_of_two_readers_none_is_guessed(value):
    text = f"# A\n\n- format: 1\n\n### Reflect: B (5 min)\n\n- who sees this: {value}\n\nTea.\n"
    assert [m.code for m in messages(text)] == ["E210"]
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("value", "meant"),
    [("two groups", "2 groups"), ("2 big groups", "2 groups"), ("three equal groups", "3 groups"),
     ("3 Kleingruppen", "3 groups"), ("2 grandes groupes", "2 groups"), ("4 teams", "4 groups"),
     ("groups of three", "triads"), ("4 people", "groups of 4"), ("3 people each", "triads")],
)  # fmt: skip
def test_how_many_groups_is_not_how_large_they_are(value, meant):
    text = f"# A\n\n- format: 1\n\n### Breakout: B (5 min)\n\n- groups: {value}\n\nTea.\n"
    assert f"- groups: {meant}" in repaired(text).splitlines()


def test_of_a_table_of_settings_each_row_is_told_of_and_no_ruler():
    table = "| Setting | Value |\n|---|---|\n| care | sensitive |\n| names | none |\n"
    found = messages(f"# A\n\n- format: 1\n\n{table}\n### Slide: B (5 min)\n\nTea.\n")
    assert [(m.code, m.line) for m in found] == [("E243", 7), ("W208", 8)]
