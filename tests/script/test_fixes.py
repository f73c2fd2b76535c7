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
