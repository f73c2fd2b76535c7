"""Downloads in the session's language: no sentence of ours is left in English, and JSON stays as programs know it."""

import csv
import io
import json
import re
import runpy
import zipfile
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from tests.exports.stories import SCRIPT, full
from tests.support.apart import Lines, mixed
from workshop.exports import sheets, summary
from workshop.exports.formats import export, language_for
from workshop.exports.notes import Entry, Item, TakeHome, markdown
from workshop.exports.notes import page as own_page
from workshop.exports.thanks import letter
from workshop.exports.wording import SHARED
from workshop.exports.xlsx import _lines
from workshop.session.told_to_room import Told
from workshop.util import language
from workshop.util.language import said

ROOT = Path(__file__).parents[2]
TOOL = runpy.run_path(str(ROOT / "scripts/catalogues"), run_name="catalogues")
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}|<[^>]*>")


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    return full(tmp_path_factory.mktemp("lived"), SCRIPT.replace("- format: 1", "- format: 1\n- language: de"))


@pytest.fixture(scope="module")
def german(lived):
    app = Flask("test")
    language.install(app)
    with language.speaking(app, "de"):
        told = lived.gather()
        made = {fmt: b"".join(export(told, fmt).chunks).decode() for fmt in ("html", "md")}
        return {**made, "csv": lived.csv(), "xlsx": "".join(_lines(told))}


@cache
def english() -> list[str]:
    """Every sentence of ours, in pieces between its places: whatever is left of one would be found."""
    ids = [m.id for domain in ("messages", "team") for m in TOOL["template"](domain) if isinstance(m.id, str)]
    pieces = {piece.strip(" .,:;") for text in ids for piece in PLACE.split(text)}
    return [piece for piece in pieces if piece.count(" ") >= 2 and piece not in SCRIPT]


@pytest.mark.parametrize("fmt", ["html", "md", "csv", "xlsx"])
def test_no_sentence_is_left_in_english(german, fmt):
    told = re.sub(r'data-label="[^"]*"', "", str(german[fmt]))  # by which a phone finds its own answer
    assert [sentence for sentence in english() if sentence in told] == []


@pytest.mark.parametrize("code", sorted({*language.NAMES} - {language.ENGLISH}))
def test_nor_in_any_other_language(lived, code):
    """The report as text has all sentences of the page but those around charts."""
    app = Flask("test")
    language.install(app)
    with language.speaking(app, code):
        told = b"".join(export(lived.gather(), "md").chunks).decode()
    assert [sentence for sentence in english() if sentence in told] == []


def test_a_page_says_its_language_and_writes_dates_as_it_does(german):
    assert '<html lang="de" dir="ltr"' in german["html"]
    assert re.search("<p>\\s*\\d+\\.\N{NO-BREAK SPACE}September 2026 ", german["html"])
    assert re.search(r"^\d+\. September 2026\b", german["md"], re.MULTILINE)
    for page in (german["html"], german["md"]):
        assert re.search(r"(<li>|^- )12 Personen waren dabei", page, re.MULTILINE)


def test_words_that_are_ours_are_translated_and_those_of_people_are_not(german):
    rows = list(csv.DictReader(io.StringIO(german["csv"]["results.csv"])))
    assert {"Umfrage", "Check-in"} == {row["Art"] for row in rows}
    assert {"Tea", "Coffee"} <= {row["Antwort"] for row in rows}
    assert "Brust" in {row["Antwort"] for row in rows if row["Titel"] == "Where is it?"}


def test_the_dictionary_says_what_a_column_is_called_in_english(german):
    rows = list(csv.reader(io.StringIO(german["csv"]["dictionary.csv"])))
    assert rows[0] == ["Datei", "Spalte", "Bedeutung", "auf Englisch"]
    assert ["session.csv", "Titel", "Titel des Workshops.", "title"] in rows
    heads = {name: next(csv.reader(io.StringIO(text))) for name, text in german["csv"].items()}
    for name in ("session.csv", "results.csv", "reflections.csv", "timing.csv"):
        assert heads[name] == [column for file, column, *_ in rows if file == name]


@pytest.mark.parametrize(
    ("fmt", "script", "spoken"),
    [("html", "de", "de"), ("csv", "de-AT", "de"), ("json", "de", "en"), ("html", "tlh", "en"), ("md", "", "en")],
)
def test_which_language(fmt, script, spoken):
    """JSON is for programs; where the words of the team are not in a language, the page says that it is in English."""
    assert language_for(fmt, script) == spoken


def test_what_the_script_says_is_marked_as_its_own_language_where_ours_is_another(lived):
    page = lived.download("html").decode()
    assert '<html lang="en" dir="ltr"' in page and '<h1 lang="de" dir="auto">' in page


def test_a_spreadsheet_of_it_can_be_made(german):
    assert sheets.made(line.encode() for line in german["xlsx"].splitlines())[:2] == b"PK"


@pytest.mark.parametrize(
    ("code", "number", "written"),
    [("de", 1.4, "1,4"), ("en", 1.4, "1.4"), ("de", "3.50", "3,50"), ("ja", 2.0, "2.0"), ("de", 3, "3"),
     ("de", "-0.5", "-0,5"), ("de", "1 bis 2", "1 bis 2"), ("de", "1.2.3", "1.2.3")],
)  # fmt: skip
def test_a_number_of_a_result_is_written_as_the_language_does(code, number, written):
    app = Flask("test")
    language.install(app)
    with language.speaking(app, code):
        assert language.figure(number) == written


@pytest.mark.parametrize("fmt", ["html", "md"])
def test_averages_and_places_of_results_are_too(german, fmt):
    told = re.sub(r"<style.*?</style>|<svg.*?</svg>|<[^>]*>", " ", german[fmt], flags=re.DOTALL)
    assert re.findall(r"(?<![\d.v])\d\.\d(?![\d.])", told) == [] and re.search(r"\d,\d", told)


@pytest.mark.parametrize("fmt", ["html", "md", "csv", "xlsx", "records", "letter", "notes"])
def test_words_of_people_stand_apart_in_a_line_that_runs_the_other_way(lived, fmt):
    """Else the question mark of an English title stands before it in an Arabic report, and sizes at the wrong end."""
    app = Flask("test")
    language.install(app)
    with language.speaking(app, "ar"):
        told = lived.gather()
        lines = [*_lines_of(fmt, told, lived)]
    assert any(re.search("[\u0600-\u06ff]", line) for line in lines)
    assert mixed(lines) == []


def _lines_of(fmt, told, lived):
    if fmt == "csv":
        return [
            cell
            for name, text in lived.csv().items()
            if name != "dictionary.csv"
            for row in csv.reader(io.StringIO(text))
            for cell in row
        ]
    if fmt == "xlsx":
        return [str(cell) for line in _lines(told) for cell in json.loads(line).get("row", [])]
    if fmt == "records":
        return summary.record(told).split("\n")
    if fmt == "letter":
        steps = [
            Told(step, step.poll, asking.result) for step in told.steps for asking in step.askings if asking.result
        ]
        return (
            letter(told.title, steps, (), "https://example.org/my", told.day)
            .replace("https://example.org/my", "")
            .split("\n")
        )
    if fmt == "notes":
        note = Item("Your wish?", "More sleep.", said(SHARED["only me"]))
        home = TakeHome("An evening?", "ar", "en", "calm", told.day, told.day, (Entry("A wish?", "", (note,)),), ())
        return [*Lines(b"".join(own_page(home)).decode()).lines, *b"".join(markdown(home)).decode().split("\n")]
    made = b"".join(export(told, fmt).chunks).decode()
    return Lines(made).lines if fmt == "html" else re.split(r"\n|(?<!\\)\|", made)


def test_and_a_sheet_of_it_begins_on_the_right(lived):
    app = Flask("test")
    language.install(app)
    for code, way in (("ar", b'rightToLeft="1"'), ("de", b"<sheetView ")):
        with language.speaking(app, code):
            book = sheets.made(line.encode() for line in _lines(lived.gather()))
        with zipfile.ZipFile(io.BytesIO(book)) as file:
            assert way in file.read("xl/worksheets/sheet1.xml")
