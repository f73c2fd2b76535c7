"""What a reader meets on the page, on paper and in the cells: in order, the right way round, typed."""

import io
import re
import zipfile
from datetime import date
from xml.etree import ElementTree

from tests.exports.stories import SCRIPT, SENSITIVE, Story, choice, scale
from tests.exports.test_formats import workbook
from workshop.exports import markdown, plain, report, xlsx
from workshop.exports.direction import directed
from workshop.script.model import Sees

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SEALED = SCRIPT.replace("sees this: everyone with names", "sees this: only me")
MODERATED = SCRIPT.replace("- answer: words\n", "- answer: words\n- moderate: yes\n")


def part(story: Story, name: str) -> str:
    """The text of a step in the report, tags and all."""
    return re.search(rf'<article id="step-{name}">(.*?)</article>', story.download("html").decode(), re.S)[1]


def inside(story: Story, name: str) -> ElementTree.Element:
    """One of the files that a spreadsheet is made of."""
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(story.download("xlsx"))).read(name))


class TestReport:
    def test_a_chart_says_its_numbers_once_and_the_movement_comes_after_it(self, lived):
        page = part(lived, "last")
        assert page.index('class="column"') < page.index("Since the first")
        assert "<table" not in page

    def test_a_small_room_has_one_dot_a_person_as_on_its_phones_and_a_large_one_count_and_share(self, lived, tmp_path):
        drink = part(lived, "drink")
        assert drink.count("<i></i>") == 12 + 9 == sum(int(n) for n in re.findall(r"<b>(\d+)</b>", drink))
        assert "%" not in drink
        crowd = Story(tmp_path, SEALED).vote("drink", *(choice(n % 2) for n in range(14)))
        assert len(re.findall(r"<small>7 · </small>50\s%", part(crowd, "drink"))) == 2

    def test_the_lines_of_a_sheet_are_told_also_where_all_of_it_is_sealed(self, tmp_path):
        story = Story(tmp_path, SEALED).go("plan")
        assert "What I will do: ____" in part(story, "plan")
        assert "What I will do: \\_\\_\\_\\_" in story.download("md").decode()

    def test_a_tick_of_a_sheet_is_a_box(self, tmp_path):
        story = Story(tmp_path, SEALED.replace("By when: ____", "- [ ] I slept <well>")).go("plan")
        assert "[ ] I slept &lt;well&gt;" in part(story, "plan")

    def test_words_that_nobody_let_through_are_not_announced_for_later(self, tmp_path):
        story = Story(tmp_path, MODERATED).vote("word", *({"words": [w]} for w in ("calm", "tired", "ready")))
        assert "The facilitators read these first." in part(story, "word")
        assert "Too few of these were let through to be shown." in part(story.end(), "word")

    def test_a_small_table_tells_how_many_and_a_large_one_keeps_number_and_percent_together(self, lived, tmp_path):
        assert "6×" in part(lived, "sorted")
        assert "%" not in part(lived, "sorted")
        crowd = Story(tmp_path, SEALED).vote("sorted", *({"sort": [0, n % 2]} for n in range(14)))
        assert "50\u00a0%" in part(crowd, "sorted")


class TestPaper:
    def test_a_text_says_which_way_it_runs(self):
        assert directed('<p class="text" dir="auto">שלום <b>a</b></p>') == '<p class="text" dir="rtl">שלום <b>a</b></p>'
        assert directed('<p dir="auto">12 – مرحبا</p>') == '<p dir="rtl">12 – مرحبا</p>'
        assert directed('<p dir="auto">&lt;b&gt; עברית</p>') == '<p dir="ltr">&lt;b&gt; עברית</p>'

    def test_names_titles_and_spans_of_numbers_keep_their_order_in_a_line_from_right_to_left(self):
        """Else “10–19” stands there as “19–10”, and “How are you?” with its mark before it."""
        assert directed("<bdi>10–19</bdi>") == '<bdi dir="ltr">10–19</bdi>'
        assert directed('<bdi lang="en">How?</bdi><bdi>كيف؟</bdi>') == (
            '<bdi lang="en" dir="ltr">How?</bdi><bdi dir="rtl">كيف؟</bdi>'
        )

    def test_a_text_without_letters_runs_as_the_page_does_whatever_comes_next(self):
        assert directed('<p dir="auto">1, 2</p><p dir="auto">שלום</p>').startswith('<p dir="ltr">1, 2</p><p dir="rtl">')

    def test_words_that_look_like_a_tag_stay_words(self):
        page = '<p dir="ltr">&lt;p dir="auto"&gt;</p>'
        assert directed(page) == page

    def test_the_styles_for_paper_lay_out_no_grid_that_would_be_torn(self):
        on_paper = report.style()[report.style().rindex("@media print") :]
        assert re.search(r"\.report section, \.report article[^{]*\{ display: block; \}", on_paper)


class TestMarkdown:
    def test_words_are_counted_once(self, lived):
        assert "| word | times |\n| --- | --- |\n| calm | 6 |" in lived.download("md").decode().lower()

    def test_a_list_is_one_list(self):
        assert list(markdown.question("<p>Two:</p><ul><li>one</li><li>two</li></ul><p>End</p>")) == [
            "Two:", "", "- one", "- two", "", "End", "",
        ]  # fmt: skip

    def test_nothing_hidden_is_said_so(self, story):
        told = story.go("welcome").end().download("md").decode()
        assert "Nothing was asked or shared in this session.\n" in told
        assert "## What stayed hidden, and why\n\nNothing.\n" in told

    def test_a_link_keeps_its_address(self):
        assert plain.plain('<a href="https://example.org/a">why</a>') == "why (https://example.org/a)"
        assert plain.plain('<a href="https://example.org">example.org</a>') == "example.org"
        assert plain.plain('<a href="#x">here</a>') == "here"


class TestCells:
    def test_every_sheet_keeps_its_first_row_in_view(self, lived):
        archive = zipfile.ZipFile(io.BytesIO(lived.download("xlsx")))
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert len(sheets) > 12
        for name in sheets:
            pane = ElementTree.fromstring(archive.read(name)).find(f".//{SPACE}pane")
            assert (pane.get("state"), pane.get("topLeftCell")) == ("frozen", "A2")

    def test_days_are_days(self, lived):
        days = (lived.gather().day - date(1899, 12, 30)).days
        assert ("n", str(days)) in workbook(lived.download("xlsx"))["Overview"]

    def test_the_file_says_the_day_and_no_time(self, lived):
        made = inside(lived, "docProps/core.xml").find("{http://purl.org/dc/terms/}created").text
        assert made == "2026-09-21T00:00:00Z"

    def test_a_scale_is_numbers_and_an_answer_that_looks_like_one_is_text(self, tmp_path):
        story = Story(tmp_path, SCRIPT.replace("( ) Tea", "( ) 007"))
        story.vote("first", *(scale(3) for _ in range(4))).vote("drink", *(choice(0) for _ in range(4)))
        book = workbook(story.download("xlsx"))
        assert ("n", "5") in book["2 How are you"]
        assert ("s", "007") in book["3 Tea or coffee"]

    def test_only_the_columns_that_hold_something(self, lived, tmp_path):
        head = [value for _, value in workbook(lived.download("xlsx"))["4 Three habits"]]
        assert head[head.index("Answer") :][:3] == ["Answer", "People", "Share"]
        careful = Story(tmp_path, SENSITIVE).vote("drink", *(choice(i % 2) for i in range(8))).download("xlsx")
        assert ("s", "People") not in workbook(careful)["3 Tea or coffee"]

    def test_who_what_by_when(self, lived):
        sheets = workbook(lived.download("xlsx"))
        values = [value for _, value in next(sheets[name] for name in sheets if name.endswith(" Who does what"))]
        assert values[values.index("Who") :][:6] == ["Who", "What I will do:", "By when:", "Ann", "Ann calls", "Friday"]

    def test_a_text_that_could_become_a_formula_is_marked_as_text(self, story):
        story.write("Ann", "say", "=1+1", Sees.FACILITATORS)
        marked = inside(story, "xl/styles.xml").findall(f"{SPACE}cellXfs/{SPACE}xf[@quotePrefix='1']")
        assert len(marked) == 1

    def test_names_of_sheets_are_as_long_as_spreadsheets_count(self):
        name = xlsx._sheet_name("12 " + "🌱" * 30)
        assert len(name.encode("utf-16-le")) <= 62
        assert name == "12 " + "🌱" * 14
