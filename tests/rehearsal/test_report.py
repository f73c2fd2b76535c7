"""The report: in plain words, and good only where nothing was lost."""

import json
from dataclasses import replace

from workshop.rehearsal.report import Finding, Groups, Messages, Report, Slowest, as_data, as_text, length

GOOD = Report(
    title="Hello", people=8, speed=10, steps=6, planned=600, steps_add_up=600, took=62.4,
    messages=Messages(30, 30, 90, 90), groups=(Groups("Smile", (3, 2, 2), alone=1),),
    hidden=(Finding("One word", "Too few.", 12),), slowest=Slowest("Coffee", "open", 0.1234),
)  # fmt: skip


def test_it_says_what_there_is_to_know():
    assert as_text(GOOD).splitlines() == [
        "Rehearsal of “Hello”: 8 simulated people",
        "",
        "Time      1 min 2 s at ×10, for 10 min of steps. The plan adds up.",
        "Messages  30 of 30 answers kept, 90 of 90 screens reached, 0 lost",
        "Slowest   123 ms from open to the last screen, at “Coffee”",
        "",
        "Groups",
        "  Smile: 3 groups: 1 × 3, 2 × 2; 1 alone",
        "",
        "Results that would stay hidden",
        "  One word (line 12): Too few.",
        "",
        "Nothing was lost.",
    ]


def test_what_was_lost_is_no_success():
    lost = replace(GOOD, lost=("Ada’s vote was not kept.",))
    assert not lost.good
    assert as_text(lost).endswith("Lost\n  Ada’s vote was not kept.\n\n1 message lost, 0 errors.")


def test_an_error_is_none_either():
    assert not replace(GOOD, errors=("next was refused.",)).good


def test_a_plan_that_does_not_add_up():
    assert "The script says 9 min: the steps are 1 min more." in as_text(replace(GOOD, planned=540))
    assert "The script says 12 min: the steps are 2 min less." in as_text(replace(GOOD, planned=720))


def test_as_data():
    data = json.loads(json.dumps(as_data(GOOD)))
    assert data["good"] is True
    assert data["groups"] == [{"step": "Smile", "sizes": [3, 2, 2], "alone": 1}]


def test_lengths_of_time():
    assert [length(s) for s in (0, 45, 60, 270, 5400)] == ["0 s", "45 s", "1 min", "4 min 30 s", "90 min"]
