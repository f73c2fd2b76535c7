"""The drawings that phones, the projector and the report share."""

import base64
import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from tests.exports.stories import PAGES, SCRIPT, choice, scale
from workshop.exports.grounds import Grounds
from workshop.exports.report import own_environment
from workshop.script import read
from workshop.script.model import Axis, Choice, Form, Grid, Ground, Poll, Right
from workshop.session.choices import Vote, read_vote
from workshop.session.counting import tally
from workshop.session.results import Result, Row
from workshop.session.right_answers import with_right_words

POLLS = {s.id: s.detail for s in read(SCRIPT, exists=lambda path: True).script.steps}


def drawn(poll_id, *bodies, sensitive=False, **more):
    poll = POLLS[poll_id]
    result = tally(poll, [read_vote(poll, b) for b in bodies], sensitive, 7)
    return own_environment().get_template("macros/charts.html").module.chart(result, poll, **more)


def test_a_report_holds_the_picture_that_people_pointed_at(tmp_path):
    (tmp_path / "media").mkdir()
    Image.new("RGBA", (2000, 1000)).save(tmp_path / "media/a map.png")
    Image.new("RGB", (9, 9)).save(tmp_path / "other.png")
    (tmp_path / "media/broken.png").write_text("no picture")
    pictures = Grounds(tmp_path)
    address = pictures(Ground("media/a%20map.png"))
    with Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))) as held:
        assert held.size == (900, 450) and held.getpixel((0, 0)) == (255, 255, 255)
    for gone in ("media/none.png", "media/broken.png", "media/../other.png", "other.png", ""):
        assert pictures(Ground(gone)) == ""
    pictures.left = len(address) - 1
    assert pictures(Ground("media/a%20map.png")) == "" == Grounds(None)(Ground("media/a%20map.png"))


def test_shares_as_bars():
    page = drawn("drink", choice(0), choice(0), choice(1), choice(2))
    assert '<rect width="50%"' in page
    assert 'data-label="=SUM(A1)"' in page
    assert "4 answered" in page


def test_small_rooms_as_dots_one_for_each_person():
    page = drawn("drink", choice(0), choice(0), choice(1), dots=True)
    assert page.count("<i></i>") == 3
    assert "%" not in page


@pytest.mark.parametrize("sensitive", [False, True])
def test_no_dots_for_many_or_in_sensitive_care(sensitive):
    page = drawn("drink", *(choice(0) for _ in range(20 if not sensitive else 6)), sensitive=sensitive, dots=True)
    assert "<i></i>" not in page


def test_below_k_the_reason():
    page = drawn("drink", choice(0), choice(0))
    assert "Kept back to protect the few." in page
    assert "Tea" not in page


def test_a_scale_has_one_block_a_person_and_the_first_time_beside_it():
    first = tally(POLLS["first"], [read_vote(POLLS["first"], scale(2)) for _ in range(5)], False, 7)
    page = drawn("last", *(scale(v) for v in (3, 4, 4, 5, 1)), before=first)
    assert page.count('<rect class="now"') == page.count('<rect class="before"') == 5
    assert "on average 2.0" in page


def test_a_number_that_nobody_chose_stays_empty_and_the_average_has_its_mark():
    page = drawn("last", *(scale(5) for _ in range(30)))
    assert page.count("<rect") == 1
    assert '<circle class="now" cx="90.0%"' in page


def test_a_rounded_share_is_said_as_a_size():
    bodies = [choice(0)] * 12 + [choice(1)] * 9 + [choice(2)] * 9
    page = drawn("drink", *bodies, sensitive=True)
    assert "about two in five" in page
    assert page.count("nearly a third") == 2
    assert "%</b>" not in page


def test_where_no_share_may_be_told_it_is_said_once_and_nothing_is_drawn():
    page = drawn("drink", *(choice(i % 3) for i in range(5)), sensitive=True)
    assert page.count("not told in so small a round") == 1
    assert "<rect" not in page and 'data-label="=SUM(A1)"' in page


def test_where_neither_time_may_be_told_that_is_said_once():
    answers = [choice(0), choice(1), choice(2), choice(0), choice(1)]
    first = tally(POLLS["drink"], [read_vote(POLLS["drink"], body) for body in answers], True, 7)
    page = drawn("drink", *answers, sensitive=True, before=first)
    assert page.count("not told in so small a round") == 1 and "The first time" not in page


def test_where_all_are_few_no_column_is_high():
    page = drawn("last", *(scale(1 + i % 5) for i in range(15)), sensitive=True)
    heights = {float(height) for height in re.findall(r'<rect class="now"[^>]* height="([\d.]+)%"', page)}
    assert heights and max(heights) < 40


@pytest.mark.parametrize(
    ("n", "said"),
    [(6, "A tall column is the larger part, a low one the smaller part or nobody."),
     (15, "A low column is few or nobody, a middle one about half, a tall one most."), (30, "")],
)  # fmt: skip
def test_columns_that_are_only_as_high_as_a_word_say_so(n, said):
    """Ten columns of the same height looked like ten answers of five people."""
    page = drawn("last", *(scale(1) for _ in range(n - 1)), scale(5), sensitive=True)
    assert ("A tall column" in page or "A low column" in page) is bool(said)
    assert said in page
    assert "column is" not in drawn("last", *(scale(1) for _ in range(n - 1)), scale(5))  # where people are counted


def test_where_only_the_order_is_told_nothing_shows_how_far_apart():
    bodies = [choice(2, 1, 0)] * 24
    assert "<rect" in drawn("order", *bodies)
    assert "<rect" not in drawn("order", *bodies, sensitive=True)


def test_equal_words_grow_and_lose_their_order():
    page = drawn("word", *({"words": [w]} for w in ("tired", "Calm", "calm", "calm")))
    assert page.index("calm") < page.index("tired")
    assert 'class="s4" data-label="calm"' in page.replace("Calm", "calm")
    assert 'class="s2" data-label="tired"' in page
    assert "3 times" in page


def test_words_that_wait_to_be_read_first():
    poll = POLLS["word"]
    result = Result(hidden=False, k=3, n=4, n_text="4", kept_back=("secret",))
    page = own_environment().get_template("macros/charts.html").module.chart(result, poll)
    assert "The facilitators read these first." in page
    assert "secret" not in page


@pytest.mark.parametrize("poll_id", ["order", "sorted", "where"])
def test_the_other_forms(poll_id):
    bodies = {
        "order": choice(2, 1, 0),
        "sorted": {"sort": [0, 1]},
        "where": {"regions": ["jaw"]},
    }
    page = drawn(poll_id, *[bodies[poll_id]] * 4)
    assert {"order": "ladder", "sorted": '" class="most"', "where": "spot jaw h5"}[poll_id] in page


def test_nothing_is_drawn_with_style_attributes():
    assert " style=" not in drawn("drink", *(choice(i % 3) for i in range(9)))


def test_numbers_as_steps_and_their_median():
    page = drawn("minutes", *({"scale": n} for n in (5, 7, 12, 12, 41)))
    assert "10–19" in page and "40–49" in page
    assert "Median: <bdi>12 minutes</bdi>" in page


def test_dots_as_dots_the_answer_with_most_on_top():
    page = drawn("dots", {"dots": [0, 3, 0]}, {"dots": [1, 1, 1]}, {"dots": [0, 1, 0]})
    assert page.count("<i></i>") == 7
    assert page.index("Paint") < page.index("Windows")
    assert "3 answered" in page


def test_places_as_dots_on_the_picture_and_nine_fields_beside_it():
    cells = [{"scale": cell} for cell in (0, 1, 24, 575)]
    page = drawn("place", *cells)
    assert 'src="/media/boat.png" alt="a boat"' in page and page.count("<circle") == 2
    assert ">3</text>" in page and 'data-label="top left"' in page and 'data-label="middle"' not in page
    assert ">Top left</bdi>" in page  # in a PDF as well, where no style sheet makes a letter large
    gone = drawn("place", *cells, pictures=lambda ground: "")
    assert "<img" not in gone and gone.count("<circle") == 2 and "<bdi>a boat</bdi>" in gone
    calm = drawn("place", *cells * 8, sensitive=True)
    assert "<circle" not in calm and calm.count('<rect class="spot') == 2


def test_statements_each_in_a_line_with_its_shares_and_its_average():
    rows = [{"rows": [5, 4, None]}, {"rows": [5, 4, None]}, {"rows": [2, 4, 1]}, {"rows": [4, None, 1]}]
    page = drawn("page", *rows)
    assert "I felt safe" in page and "4.0" in page and "3 answered" in page
    assert page.count("Fewer than 3 people answered.") == 1
    assert ">4.0<" not in drawn("page", *rows, sensitive=True)


def test_the_questions_of_a_page_each_with_its_own_result():
    few = [{"scale": 5}, {"choice": [0]}, None]
    page = drawn("questions", *({"page": page} for page in (*PAGES[:2], PAGES[0], few)))
    assert page.count('<section class="of-question"') == 3 and page.index("How was it?") < page.index("What else?")
    assert page.count("4 answered") == 3 and "Tea, *please*" in page
    assert "Fewer than 3 people answered." in drawn("questions", *({"page": few} for _ in range(3)))


def test_a_statement_that_is_not_told_says_why():
    poll = POLLS["page"]
    few, alike = Row("=2+5"), Row("I felt safe", too_alike=True)
    result = Result(hidden=False, k=3, n=4, n_text="4", rows=(few, alike))
    page = own_environment().get_template("macros/charts.html").module.chart(result, poll)
    assert "Fewer than 3 people answered." in page and "the difference could tell of the few" in page
    assert "On average" not in page


@pytest.mark.parametrize("sensitive", [False, True])
def test_what_is_right_and_how_many_gave_it_where_that_may_be_told(sensitive):
    page = drawn("minutes", *(scale(n) for n in (5, 12, 20, 41) * 8), sensitive=sensitive)
    assert "Right answer: <bdi>10–20 minutes</bdi>" in page
    assert ("16 of 32 gave it" in page) is not sensitive
    assert page.count('class="correct"') == page.count("right answer</small>") == 2


def test_of_words_those_that_are_right_have_a_sign_that_is_read_out():
    poll = replace(POLLS["word"], right=Right(words=("calm", "at ease")))
    bodies = [{"words": [w]} for w in ("Calm", "calm", "tired", "At ease")]
    result = with_right_words(tally(poll, [read_vote(poll, b) for b in bodies], False, 7), poll)
    page = own_environment().get_template("macros/charts.html").module.chart(result, poll)
    assert page.count('correct" data-label=') == page.count("right answer</span>") == 2
    assert "Right answer: <bdi>calm</bdi>" in page and "3 of 4 gave it" in page


def test_on_a_grid_each_thing_hangs_where_most_put_it_and_the_table_has_the_rest():
    grid = Grid(Axis("Effort", ("little", "much")), Axis("Effect", ("small", "great")))
    poll = Poll(Form.SORT, (Choice("Door"), Choice("Wall")), bins=grid.bins, grid=grid, k=3)
    for sensitive, votes in ((False, [(0, 3), (0, 3), (1, 2)]), (True, [(0, 0), (1, 1), (2, 2), (3, 3)])):
        result = tally(poll, [Vote(sort=sort) for sort in votes], sensitive, 7)
        page = own_environment().get_template("macros/charts.html").module.chart(result, poll)
        cells = page.split('class="matrix"')[-1].split("</div>")
        assert 'data-head="Effect: great · Effort: little"' in page or sensitive
        if sensitive:
            assert "matrix" not in page and page.count("not told in so small a round") == 2
        else:
            assert "Door" in cells[0] and "Wall" in cells[3] and "Door" not in cells[3]


def test_a_row_of_sizes_that_are_all_the_same_says_it_once():
    poll = Poll(Form.SORT, (Choice("Door"), Choice("Wall")), bins=("Mine", "Ours", "Yours"), k=3)
    result = tally(poll, [Vote(sort=(n % 3, 0)) for n in range(7)], True, 7)
    page = own_environment().get_template("macros/charts.html").module.chart(result, poll)
    assert page.count("no answer has the larger part") == 1  # of the door
    assert page.count("the smaller part") == 2 and page.count("the larger part") == 2
