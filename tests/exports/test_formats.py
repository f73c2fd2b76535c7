"""Every format: exact to the letter, safe to open, valid by its own rules, also where there is nothing to tell."""

import csv
import io
import json
import re
import socket
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from tests.exports.naughty import NAUGHTY
from tests.exports.stories import SCRIPT, Story, choice
from workshop.exports import extras, pdf, xlsx
from workshop.exports.csv_tables import defused
from workshop.exports.data import SCHEMA
from workshop.exports.dictionary import DICTIONARY
from workshop.exports.extras import Missing, NotMade
from workshop.exports.formats import FORMATS, export
from workshop.exports.markdown import escaped, quoted
from workshop.exports.spreadsheet_text import is_guessed_at
from workshop.script.model import Sees

UNTOLD = {"count": None, "percent": None, "share": ""}


@pytest.fixture(scope="module")
def naughty(tmp_path_factory):
    """Every string once without names, and once as a name that shares it."""
    story = Story(tmp_path_factory.mktemp("naughty")).go("say")
    for i, text in enumerate(NAUGHTY):
        story.write(f"w{i}", "say", text, Sees.WITHOUT_NAMES)
    for text in NAUGHTY[:200]:
        story.write(text, "say", f"by {text}"[:8000], Sees.WITH_NAMES)
    return story.end()


class Page(HTMLParser):
    """What a browser would show as people's texts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.names: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self._into: list[str] | None = None
        self._in_bold = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "p" and dict(attrs).get("class") == "text":
            self.texts.append("")
            self._into = self.texts
        self._in_bold = tag == "b" or (self._in_bold and tag == "bdi")
        if tag == "bdi" and self._in_bold:
            self.names.append("")
            self._into = self.names

    def handle_endtag(self, tag):
        if tag in ("p", "bdi"):
            self._into = None

    def handle_data(self, data):
        if self._into is not None:
            self._into[-1] += data


def in_markdown(text: str) -> list[str]:
    """The quotes of a Markdown file, as a reader renders them: hard breaks are line breaks."""
    quotes, inside = [], False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        inside = inside or token.type == "blockquote_open"
        if token.type == "inline" and inside:
            parts = ("\n" if t.type == "hardbreak" else t.content for t in token.children)
            quotes.append("".join(parts))
        inside = inside and token.type != "blockquote_close"
    return quotes


def cells(sheet: bytes, strings: list[str]) -> list[tuple[str, str]]:
    """(type, value) of every cell; s = text, n = number, f = formula."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    found = []
    for cell in ElementTree.fromstring(sheet).iter(f"{space}c"):
        value = cell.find(f"{space}v")
        if cell.find(f"{space}f") is not None:
            found.append(("f", ""))
        elif value is not None:
            text = cell.get("t") == "s"
            found.append(("s", strings[int(value.text)]) if text else ("n", value.text))
    return found


def workbook(data: bytes) -> dict[str, list[tuple[str, str]]]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    strings = [
        spreadsheet_text("".join(t.text or "" for t in item.iter(f"{space}t")))
        for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml")).iter(f"{space}si")
    ]
    names = [s.get("name") for s in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{space}sheet")]
    return {name: cells(archive.read(f"xl/worksheets/sheet{i}.xml"), strings) for i, name in enumerate(names, 1)}


def spreadsheet_text(text: str) -> str:
    """Spreadsheets write some characters as _xHHHH_ (ECMA-376, ST_Xstring)."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)


class TestExact:
    def test_there_are_a_few_hundred(self):
        assert len(NAUGHTY) > 300

    def test_json(self, naughty):
        pools = next(s for s in naughty.json()["steps"] if s["id"] == "say")["shared"]
        assert sorted(t["text"] for t in pools[0]["texts"]) == sorted(NAUGHTY)
        assert {t["name"] for t in pools[1]["texts"]} == set(NAUGHTY[:200])

    def test_csv(self, naughty):
        rows = list(csv.DictReader(io.StringIO(naughty.csv()["reflections.csv"], newline="")))
        told = [r["text"].removeprefix("'") if defused(r["text"][1:]) == r["text"] else r["text"] for r in rows]
        assert sorted(t for t, r in zip(told, rows, strict=True) if not r["name"]) == sorted(NAUGHTY)

    def test_html(self, naughty):
        page = Page(naughty.download("html").decode())
        assert set(NAUGHTY) <= set(page.texts)
        assert len(page.texts) == len(NAUGHTY) + 200
        assert set(NAUGHTY[:200]) == set(page.names)

    def test_markdown(self, naughty):
        told = in_markdown(naughty.download("md").decode())
        assert not [s for s in NAUGHTY if s not in told]
        assert len(told) == len(NAUGHTY) + 200

    def test_xlsx(self, naughty):
        book = workbook(naughty.download("xlsx"))
        texts = [value for kind, value in next(v for k, v in book.items() if "say" in k) if kind == "s"]
        assert not [s for s in NAUGHTY if s not in texts]

    def test_markdown_of_raw_line_ends(self):
        for text in ("a\r\nb", "\na", "a\n", "a\n\n", "\n", " ", "  a  "):
            [told] = in_markdown(quoted(text))
            assert told == text

    @pytest.mark.soak
    def test_pdf_is_made_of_all_of_it(self, naughty):
        assert naughty.download("pdf").startswith(b"%PDF")


GUESSED = [
    "1-2", "3/4", "0049 30 1234", "007", "1.5", "3,5", "1e5", "1E+5", "10:30", "10:30 pm", "3. Mai",
    "May 5", "5 %", "(5)", "1234567890123456", "$3", "TRUE", "falsch", "'1-2", "März 2024", "1.000",
    "₹500", "5 zł", "CHF 20", "１－２", "１／２", "５０％", "1.2.", "−5",
    "5 de mayo", "5月3日", "10時", "٣/٤", "5 مايو", "#N/A",
]  # fmt: skip


class TestFormulas:
    @pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'=1", "''=1", "＝1"])
    def test_defused(self, text):
        assert defused(text) == f"'{text}"

    @pytest.mark.parametrize(
        "text",
        GUESSED,
    )
    def test_what_a_spreadsheet_would_guess_at_is_marked_and_can_be_had_back(self, text):
        assert defused(text) == f"'{text}"
        assert not is_guessed_at("Group 1") and not is_guessed_at("We were 3") and not is_guessed_at("march")

    def test_a_row_of_months_takes_no_time(self):
        assert not is_guessed_at(f"1{'jan' * 19}!")  # a hang of minutes, were each of them tried both ways

    def test_days_and_shares_that_we_wrote_stay_what_they_are(self):
        assert defused("2026-09-21", ours=True) == "2026-09-21"
        assert defused("33 %", ours=True) == "33 %"
        assert defused("=1", ours=True) == "'=1"

    @pytest.mark.parametrize("value", ["0", "7", "2026", "a=1", "'tis", "", "1+1", " =1", -1, 1.5])
    def test_left_alone(self, value):
        assert defused(value) == value

    def test_no_cell_of_any_table_starts_one(self, naughty):
        for table in naughty.csv().values():
            for row in csv.reader(io.StringIO(table, newline="")):
                assert not [c for c in row if c and c[0] in "=+-@\t\r\n"]

    def test_spreadsheets_hold_no_formula_and_no_link(self, naughty):
        data = naughty.download("xlsx")
        assert "f" not in {kind for sheet in workbook(data).values() for kind, _ in sheet}
        assert b"hyperlink" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet3.xml")


class TestHtml:
    def test_stands_alone(self, naughty, lived):
        for story in (naughty, lived):
            page = Page(story.download("html").decode())
            fetched = [a for _, attrs in page.tags for k, a in attrs.items() if k in ("src", "href")]
            assert not [a for a in fetched if not a.startswith("#")]
            assert not [t for t, _ in page.tags if t in ("script", "link", "img", "iframe")]
            assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on") or a == "style"]

    def test_no_style_sheet_reaches_outside(self, lived):
        style = re.search(r"<style>(.*?)</style>", lived.download("html").decode(), re.S)[1]
        assert "</" not in style
        assert not [u for u in re.findall(r"url\(([^)]{0,20})", style) if not u.startswith("data:font/woff2")]

    def test_pictures_become_their_descriptions(self, tmp_path):
        text = SCRIPT.replace("Let it speak.", "Let it speak.\n\n![A path](media/path.png)")
        story = Story(tmp_path, text).write("Ann", "say", "x", Sees.FACILITATORS)
        assert "[A path]" in story.download("html").decode()

    def test_every_answer_carries_its_label(self, lived):
        labels = [a["data-label"] for t, a in Page(lived.download("html").decode()).tags if "data-label" in a]
        assert {"Tea", "=SUM(A1)", "calm", "chest", "First things", "A late answer"} <= set(labels)

    def test_a_rehearsal_says_so(self, tmp_path):
        assert "A rehearsal." in Story(tmp_path, rehearsal=True).download("html").decode()

    def test_only_words_need_a_table_beside_their_drawing(self, lived):
        page = lived.download("html").decode()
        assert page.count('<table class="numbers">') == page.count('<ul class="cloud">') > 0


class TestJson:
    def validate(self, story):
        jsonschema.Draft202012Validator(
            json.loads(SCHEMA.read_text()), format_checker=jsonschema.FormatChecker()
        ).validate(story.json())

    def test_holds_to_its_schema(self, lived, careful, naughty, story):
        for told in (lived, careful, naughty, story):
            self.validate(told)

    def test_the_schema_refuses_a_name_beside_a_nameless_text(self, lived):
        told = lived.json()
        pool = next(p for s in told["steps"] for p in s["shared"] if p["sees"] == "everyone without names")
        pool["texts"][0]["name"] = "Ann"
        schema = json.loads(SCHEMA.read_text())
        assert not jsonschema.Draft202012Validator(schema).is_valid(told)

    def test_says_its_version_first(self, lived):
        assert lived.download("json").startswith(b'{"format": "workshop-results/1"')


class TestCsv:
    def test_five_tables_with_a_bom(self, lived):
        archive = zipfile.ZipFile(io.BytesIO(lived.download("csv")))
        assert archive.namelist() == [f"{t}.csv" for t in (*DICTIONARY, "dictionary")]
        assert archive.testzip() is None
        assert all(archive.read(n).startswith(b"\xef\xbb\xbf") for n in archive.namelist())

    def test_entries_carry_the_day_and_no_time(self, lived):
        archive = zipfile.ZipFile(io.BytesIO(lived.download("csv")))
        assert {i.date_time for i in archive.infolist()} == {(2026, 9, 21, 0, 0, 0)}

    def test_the_dictionary_names_every_column(self, lived):
        for name, table in lived.csv().items():
            head = next(csv.reader(io.StringIO(table, newline="")))
            if name != "dictionary.csv":
                assert head == list(DICTIONARY[name.removesuffix(".csv")])

    def test_under_ten_percent_is_no_number(self, careful):
        rows = list(csv.DictReader(io.StringIO(careful.csv()["results.csv"], newline="")))
        assert {r["percent"] for r in rows if not r["share"][:1].isdigit()} == {""}  # bands, and what is under or over
        assert {r["count"] for r in rows} == {""}


class TestXlsx:
    def test_a_sheet_for_each_step_that_tells(self, lived):
        made = lived.download("xlsx")
        with zipfile.ZipFile(io.BytesIO(made)) as book:
            about = book.read("docProps/core.xml").decode()
        assert {*re.findall(r"\d{4}-\d\d-\d\dT([\d:]+)", about)} == {"00:00:00"}  # of the day, not of the download
        assert "<dc:creator></dc:creator>" in about
        names = list(workbook(made))
        assert names[:3] == ["Overview", "Timing", "2 How are you"]
        assert all(len(name) <= 31 for name in names)

    def test_numbers_are_numbers(self, lived):
        values = workbook(lived.download("xlsx"))["3 Tea or coffee"]
        assert ("n", "4") in values
        assert ("n", "1") in values  # 100 % as a share

    def test_without_the_extra_it_says_what_to_do(self, lived, monkeypatch):
        monkeypatch.setattr(extras, "find_spec", lambda name: None)
        for write, extra in ((xlsx.chunks, "xlsx"), (pdf.chunks, "pdf")):
            with pytest.raises(Missing, match=rf"pip install 'workshop-live\[{extra}\]'"):
                write(lived.gather())


def _fonts(data: bytes) -> list[tuple[str, set[str]]]:
    """Those that are in it, each with the letters that are set in it."""
    found = {}
    for page in PdfReader(io.BytesIO(data)).pages:
        for name, font in page["/Resources"]["/Font"].items():
            told = font.get_object()["/ToUnicode"].get_object().get_data().decode()
            codes = re.findall(r"<[0-9a-f]+> <([0-9a-f]{4})>", told, re.IGNORECASE)
            found[name] = (font.get_object()["/BaseFont"], {chr(int(code, 16)) for code in codes})
    return list(found.values())


class TestPdf:
    def test_pages(self, lived):
        """The stroke through a zero is for codes, so the report has the plain one, from a face of its own."""
        data = lived.download("pdf")
        assert data.startswith(b"%PDF-")
        assert data.rstrip().endswith(b"%%EOF")
        with_zeros = {name.partition("+")[2] for name, letters in _fonts(data) if "0" in letters}
        assert "Zero" in with_zeros and not [name for name in with_zeros if name.startswith("Atkinson")]
        paper = PdfReader(io.BytesIO(data))
        assert paper.metadata.keys() == {"/Producer", "/Title"}  # no time, and nobody who made it
        read = "".join(page.extract_text() for page in paper.pages)
        assert "0" in read and "\0" not in read  # whoever copies a date gets its noughts, and the space after one

    def test_nothing_is_fetched(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.setblocking(False)
            page = f'<html><head></head><body><img src="http://127.0.0.1:{server.getsockname()[1]}/x.png">'
            assert next(filter(None, pdf.printed([page.encode()]))).startswith(b"%PDF-")
            with pytest.raises(BlockingIOError):
                server.accept()

    def test_what_cannot_be_set_is_told_before_the_first_byte(self):
        pieces = pdf.printed([b"\xff"])
        with pytest.raises(NotMade, match="Choose HTML"):
            next(filter(None, pieces))

    def test_more_than_a_book_is_refused_before_anybody_waits(self, monkeypatch):
        monkeypatch.setattr(pdf, "LARGEST", 1000)
        with pytest.raises(NotMade, match=r"too long for a PDF\. Choose HTML and print it"):
            list(pdf.printed([b"x" * 600] * 2))


class TestNothing:
    @pytest.mark.parametrize("fmt", FORMATS)
    def test_a_valid_file_all_the_same(self, story, fmt):
        data = story.download(fmt)
        starts = {"html": b"\n", "md": b"#", "csv": b"PK", "json": b"{", "xlsx": b"PK", "pdf": b"%PDF"}
        assert data.startswith(starts[fmt]) or fmt == "html"
        if fmt == "html":
            assert b"Nothing was asked or shared" in data

    def test_a_poll_below_k_is_a_row_with_the_reason(self, story):
        story.vote("drink", choice(0))
        rows = list(csv.DictReader(io.StringIO(story.csv()["results.csv"], newline="")))
        assert [(r["measure"], r["answer"], r["n"]) for r in rows] == [("hidden", "", "")]


class TestNames:
    @pytest.mark.parametrize(("title", "plain"), [
        ("Coming home to yourself", "coming-home-to-yourself"),
        ("../../etc/passwd", "etc-passwd"),
        ("🌱🌱", "workshop"),
        ("Größe & Straße\r\nSet-Cookie: x", "grosse-strasse-set-cookie-x"),
        ("x" * 300, "x" * 60),
        ("", "workshop"),
        ('a"; filename="evil.exe', "a-filename-evil-exe"),
    ])  # fmt: skip
    def test_safe_everywhere_and_whole_where_possible(self, story, title, plain):
        made = export(replace(story.gather(), title=title), "json")
        assert made.filename == f"{plain}-2026-09-20.json"
        assert made.disposition.isascii()
        assert not set("\r\n") & set(made.disposition)
        assert f'filename="{made.filename}"' in made.disposition
        assert made.disposition.count('"') == 2

    def test_letters_of_any_script_in_the_long_name(self, story):
        made = export(replace(story.gather(), title="Zuhause – בית"), "html")
        assert unquote(made.disposition.split("UTF-8''")[1]) == "Zuhause – בית 2026-09-20.html"


def test_one_line_stays_one_line():
    assert escaped("# a") == "\\# a"
    assert escaped("12. a") == "12\\. a"


def test_the_docs_say_what_every_column_means():
    docs = (Path(__file__).resolve().parents[2] / "docs/exports.md").read_text()
    told = [f"| `{column}` | {meaning} |" for columns in DICTIONARY.values() for column, meaning in columns.items()]
    assert not [line for line in told if line not in docs]


def test_what_is_right_stands_in_every_file_and_in_sensitive_care_without_how_many(lived, careful):
    for story, gave in ((lived, True), (careful, False)):
        assert ("10–20 minutes · 2 of 6 gave it" in story.everything("md")) is gave
        assert ("2 of 6 gave it" in story.everything("html")) is gave
        told = next(step for step in story.json()["steps"] if step["id"] == "minutes")["results"][0]
        assert told["right"] == {
            "answer": "10–20",
            **({"count": 2, "percent": 33, "share": "33 %"} if gave else UNTOLD),
        }
        rows = [
            r
            for r in csv.DictReader(io.StringIO(story.csv()["results.csv"]))
            if (r["step"], r["measure"]) == ("minutes", "right answer")
        ]
        assert [(row["answer"].lstrip("'"), row["count"]) for row in rows] == [("10–20", "2" if gave else "")]
