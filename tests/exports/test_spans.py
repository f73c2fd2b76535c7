"""Lengths of time, large numbers and our own answers are written as the language does, wherever they stand."""

import re

import pytest
from flask import Flask

from workshop.exports import wording
from workshop.rehearsal.report import Groups
from workshop.script.model import OTHER
from workshop.session.errors import Large, Refused
from workshop.session.gathered import TAKEN_BACK
from workshop.util import language
from workshop.util.casing import first_large
from workshop.util.paths import bundled
from workshop.util.spans import span_said


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask("test")
    language.install(app)
    return app


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("en", ["0 s", "45 s", "1 min 30 s", "90 min", "1 h 30 min"]),
        ("de", ["0 Sek.", "45 Sek.", "1 Min. 30 Sek.", "90 Min.", "1 Std. 30 Min."]),
        ("ja", ["0秒", "45秒", "1分 30秒", "90分", "1時間 30分"]),
    ],
)
def test_a_length_of_time(app: Flask, code: str, told: list[str]):
    with language.speaking(app, code):
        assert [*map(span_said, (0, 45, 90, 5400)), span_said(5400, hours=True)] == told
        assert [wording.minutes(seconds) for seconds in (45, 90, None)] == [told[1], told[2], "–"]


@pytest.mark.parametrize(("code", "told"), [("en", "2,000"), ("de", "2.000"), ("it", "2.000"), ("ja", "2,000")])
def test_a_large_number(app: Flask, code: str, told: str):
    refused = Refused("That is a little long. Up to %(n)s characters, please.", n=Large(2000))
    assert "2,000" in refused.sentence
    with language.speaking(app, code):
        assert told in language.said(refused.words, refused.places)


def test_an_answer_of_ours(app: Flask):
    assert {OTHER, TAKEN_BACK} == set(language.OUR_ANSWERS)
    with language.speaking(app, "de"):
        assert [language.answer_said(each) for each in (OTHER, "Tea")] == ["Etwas anderes", "Tea"]


def test_what_a_rehearsal_counted(app: Flask):
    with language.speaking(app, "de"):
        assert Groups("Smile", (3, 2, 2), alone=1).words == "3 Gruppen: 1 × 3, 2 × 2; 1 allein"


@pytest.mark.parametrize(
    ("code", "small", "large"),
    [
        ("de", "oben in der Mitte", "Oben in der Mitte"), ("tr", "istasyon", "İstasyon"), ("tr", "ılık su", "Ilık su"),
        ("nl", "ijs", "IJs"), ("fr", "île", "Île"), ("ja", "休憩", "休憩"), ("en", "", ""),
    ],
)  # fmt: skip
def test_the_first_letter_of_a_line(code: str, small: str, large: str):
    """Only that one: what makes the others small would write a noun of German as no one does."""
    assert first_large(small, code) == large


def test_no_template_makes_the_other_letters_small():
    """A word of the script, which is the key of a sentence, may be made one: `_(label|capitalize)`."""
    used = [
        (path.name, line.strip())
        for path in bundled("templates").rglob("*.html")
        for line in path.read_text("utf-8").splitlines()
        if "|capitalize" in re.sub(r"_\([\w.]+\|capitalize\)", "", line) or re.search(r"\|\s*title\b(?!\()", line)
    ]
    assert used == []
