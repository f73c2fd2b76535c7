"""Help lines with gaps: found where people would read a placeholder, and filled without touching anything else."""

import pytest

from workshop.script import read
from workshop.script.help_lines import Line, filled, gaps
from workshop.util.paths import bundled

SHIPPED = (bundled("sessions") / "_help-lines.md").read_text(encoding="utf-8")
SCRIPT = "# A title\n\n- format: 1\n- help: _help.md\n\n### Slide: Hello\n"
CRISIS = "- **Crisis line:** (name, number\n  and hours here)\n"
LINES = f"## Call\n\n{CRISIS}- **Chat:** [a chat](https://example.org/x)\n- **You:** rest\n"


@pytest.mark.parametrize(
    "text",
    [
        "Call (your number here)", "Call [your number]", "Call ____", "(the team writes name,\nnumber and hours here)",
        "Ruf [eure Nummer]", "(das Team trägt hier Name,\nNummer und Zeiten ein)",
    ],
)  # fmt: skip
def test_a_placeholder_is_a_gap(text):
    assert len(gaps(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["Call 116 123 (free, day and night)", "[number one](https://findahelpline.com)", "You are not alone (we are here)",
     "a number (some\n\nwords here)", "snake_case and __bold__"],
)  # fmt: skip
def test_what_is_real_is_none(text):
    assert gaps(text) == ()


def test_the_shipped_lines_have_five():
    assert [(g.label, g.link) for g in gaps(SHIPPED)] == [
        ("Crisis line in our area", False), ("By chat or message", True),
        ("Line about violence at home, in our area", False), ("A safe place to stay", True),
        ("Finding a therapist", True),
    ]  # fmt: skip


def test_so_have_the_german_ones_at_the_same_places():
    german = (bundled("sessions") / "_hilfe.md").read_text(encoding="utf-8")
    assert [g.link for g in gaps(german)] == [g.link for g in gaps(SHIPPED)]
    assert german.count("\n## ") == SHIPPED.count("\n## ")
    assert gaps(german)[0].label == "Krisendienst in unserer Gegend"


def test_each_is_a_finding_at_its_place():
    found = read(SCRIPT, "t.md", {"_help.md": LINES}.__getitem__).messages
    assert [(m.code, m.line, m.column) for m in found] == [("W607", 3, 20), ("W404", 5, 22)]
    assert {m.path for m in found} == {"_help.md"}
    assert "(name, number and hours here)" in found[0].message


def test_filled_in_nothing_else_changes():
    told = {0: Line("Krisen*dienst*", "0800 111 0 111", "day and night"), 1: Line(address="https://chat.test/a?b=1")}
    assert filled(LINES, told) == (
        "## Call\n\n- **Crisis line:** Krisen\\*dienst\\*, 0800 111 0 111, day and night\n"
        "- **Chat:** [a chat](<https://chat.test/a?b=1>)\n- **You:** rest\n"
    )


def test_a_line_that_is_not_needed_goes_alone():
    assert filled(LINES, {0: Line(drop=True)}) == LINES.replace(CRISIS, "")
    assert filled(LINES, {}) == LINES


def test_all_filled_leaves_no_finding():
    told = {n: Line("A", "12", "", "https://a.test/b") for n in range(5)}
    assert gaps(filled(SHIPPED, told)) == ()
    assert filled(SHIPPED, told).count("\n") == SHIPPED.count("\n") - 1  # one placeholder ran over two lines
