"""The report: in plain words, and good only where nothing was lost."""

import json
from dataclasses import replace

import pytest

from workshop.rehearsal.api import Api, Door, Unreachable
from workshop.rehearsal.rehearse import in_words
from workshop.rehearsal.report import Finding, Groups, Messages, Questions, Report, Slowest, as_data, as_text, length
from workshop.util import language
from workshop.util.phrases import ours, phrase

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
    assert as_text(lost).endswith("Lost\n  Ada’s vote was not kept.\n\nLost messages: 1. Errors: 0.")


def test_an_error_is_none_either():
    assert not replace(GOOD, errors=("next was refused.",)).good


def test_questions_from_the_room():
    def told(**more: int) -> list[str]:
        lines = as_text(replace(GOOD, questions=Questions(**more))).splitlines()
        return [line for line in lines if line.startswith("Questions")]

    assert told(asked=6, came=6, joined=9, k=3) == ["Questions  6 asked; “Me too” was pressed 9 times"]
    assert told(asked=5, came=3, joined=8, k=3)[0].startswith("Questions  5 asked, of which 2 still wait for others; ")
    assert told(asked=2, k=3) == ["Questions  2 asked, and none came: they wait until 3 people have asked"]


def test_a_plan_that_does_not_add_up():
    assert "The script says 9 min: the steps are 1 min more." in as_text(replace(GOOD, planned=540))
    assert "The script says 12 min: the steps are 2 min less." in as_text(replace(GOOD, planned=720))


def test_as_data():
    data = json.loads(json.dumps(as_data(GOOD)))
    assert data["good"] is True
    assert data["groups"] == [{"step": "Smile", "sizes": [3, 2, 2], "alone": 1}]


def test_lengths_of_time():
    assert [length(s) for s in (0, 45, 60, 270, 5400)] == ["0 s", "45 s", "1 min", "4 min 30 s", "90 min"]


def test_it_is_in_the_language_of_whoever_asked():
    with language.speaking_alone("de"):
        told = as_text(GOOD).splitlines()
    assert told[0] == "Probe von „Hello“: 8 simulierte Personen"
    assert told[2].startswith("Zeit            1 Min. 2 Sek.")
    assert "  One word (Zeile 12): Too few." in told
    assert not {"Time", "Groups", "Messages", "Nothing was lost."} & {line.split("  ")[0] for line in told}


def test_what_went_wrong_is_kept_by_threads_and_told_in_that_language_too():
    door = Door("http://127.0.0.1:9", "no key")
    with pytest.raises(Unreachable) as trouble:
        Api(door).show("nowhere")
    missed = phrase("“{step}”: {trouble}", step="Smile", trouble=trouble.value.args[0])
    why = ours("In {no} language of ours.")
    refused = phrase("“{step}”: {command} was refused. {why}", step="Smile", command="next", why=why)
    with language.speaking_alone("de"):
        told = in_words([missed], [refused])
    assert told[0] == "„Smile“: Der Server war nicht zu erreichen (ConnectionError)."
    assert told[1] == "„Smile“: next wurde abgelehnt. In {no} language of ours."
