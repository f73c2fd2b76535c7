"""What is published: k, rounding, shuffling, movement."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from workshop.script.model import Choice, Form, Number, Poll, Question, Right, Scale
from workshop.session.choices import PASS, Vote, as_body, pack, read_vote, unpack, vote_bytes
from workshop.session.columns import column_label, columns
from workshop.session.counting import tally
from workshop.session.errors import Refused
from workshop.session.moderation_view import of_result
from workshop.session.results import Result, covered, moderated, people_behind, public, text_id
from workshop.session.right_answers import with_right_words
from workshop.session.spots import FIELDS, SIDE, field_of, square_of

ONE = Poll(Form.ONE, (Choice("Coffee"), Choice("Tea")), k=3)
SCALE = Poll(Form.SCALE, scale=Scale(1, 5), k=3, series="energy")


def votes(*indices: int) -> list[Vote]:
    return [Vote(choice=(i,)) for i in indices]


def test_how_many_to_choose_is_said_in_words_that_can_be_translated():
    several = Poll(Form.SEVERAL, tuple(map(Choice, "abc")), k=3, least=2, most=2)
    for poll, words in (
        (several, "Please choose %(n)s answers."),
        (replace(several, least=1), "Please choose up to %(n)s answers."),
    ):
        with pytest.raises(Refused) as refused:
            read_vote(poll, {"choice": [] if poll.least == 1 else [1]})
        assert (refused.value.words, refused.value.places) == (words, {"n": 2})


class TestTheKRule:
    def test_fewer_than_k_make_no_counts(self):
        result = tally(ONE, votes(0, 1), sensitive=False, seed=1)
        assert (result.hidden, result.n, result.bars, result.n_text) == (True, None, (), "fewer than k votes")

    def test_k_votes_are_told(self):
        result = tally(ONE, votes(0, 1, 1), sensitive=False, seed=1)
        assert [(b.label, b.count, b.percent) for b in result.bars] == [("Coffee", 1, 33), ("Tea", 2, 67)]

    def test_a_pass_is_no_vote(self):
        assert tally(ONE, [*votes(0, 1), PASS, PASS], sensitive=False, seed=1).hidden


class TestSensitive:
    def test_rounds_and_tells_no_counts(self):
        result = tally(ONE, votes(0, 0, 0, 1, 1, 1, 1), sensitive=True, seed=1)
        assert [(b.text, b.count) for b in result.bars] == [("the smaller part", None), ("the larger part", None)]
        assert (result.n, result.n_text) == (None, "3+")

    def test_unanimity_is_blurred_on_both_sides(self):
        result = tally(ONE, votes(1, 1, 1, 1, 1), sensitive=True, seed=1)
        assert [b.text for b in result.bars] == ["the smaller part", "the larger part"]
        result = tally(ONE, votes(*[1] * 30), sensitive=True, seed=1)
        assert [b.text for b in result.bars] == ["under 10 %", "over 90 %"]


class TestTexts:
    def test_the_order_of_arrival_does_not_matter(self):
        poll = Poll(Form.WORDS, most=1, k=3)
        said = [Vote(words=(w,)) for w in ("sea", "calm", "warm", "home")]
        assert tally(poll, said, False, 7).texts == tally(poll, said[::-1], False, 7).texts

    def test_moderated_ones_wait(self):
        poll = Poll(Form.WORDS, most=1, k=3, moderate=True)
        result = tally(poll, [Vote(words=(w,)) for w in "abc"], False, 7)
        assert not result.texts
        assert sorted(result.kept_back) == ["a", "b", "c"]


class TestWordsCountPeople:
    """One person may write three words, and is one person."""

    POLL = Poll(Form.WORDS, most=3, k=3, moderate=True)
    SAID = (("alone", "tired", "empty"), ("sea",), ("calm",), ("home", "warm"))

    def shown(self, *words: str, sensitive: bool = False) -> Result:
        counted = tally(self.POLL, [Vote(words=w) for w in self.SAID], sensitive, 7)
        return moderated(counted, [text_id(w) for w in words], "shown")

    @pytest.mark.parametrize("sensitive", [False, True])
    def test_three_words_of_one_are_told_nowhere(self, sensitive: bool) -> None:
        one = self.shown(*self.SAID[0], sensitive=sensitive)
        assert len(one.texts) == 3 and public(one, self.POLL).texts == ()
        assert of_result("words", one, self.POLL).lacking == 2

    @pytest.mark.parametrize("sensitive", [False, True])
    def test_all_that_came_are_told(self, sensitive: bool) -> None:
        everything = self.shown(*(w for words in self.SAID for w in words), sensitive=sensitive)
        assert len(public(everything, self.POLL).texts) == 7

    def test_what_was_certainly_of_three_is_told(self) -> None:
        but_one = self.shown(*(w for words in self.SAID for w in words if w != "empty"))
        assert len(public(but_one, self.POLL).texts) == 6 and people_behind(but_one, self.POLL) == 3

    @pytest.mark.parametrize("hidden", range(8))
    def test_never_more_people_than_there_can_be(self, hidden: int) -> None:
        """Whichever words are shown: what is said of people is true of who really wrote them."""
        for kept in combinations([w for words in self.SAID for w in words], hidden):
            result = self.shown(*(w for words in self.SAID for w in words if w not in kept))
            wrote = sum(1 for words in self.SAID if set(words) - set(kept))
            assert people_behind(result, self.POLL) <= wrote

    def test_who_writes_a_word_three_times_is_counted_once(self) -> None:
        said = [Vote(words=w) for w in (("Tired", "tired", "TIRED"), ("tired",), ("sea",))]
        assert sorted(tally(replace(self.POLL, moderate=False), said, False, 7).texts) == ["sea", "tired", "tired"]


class TestMovement:
    def test_needs_k_who_carry_their_first_answer(self):
        moved = [Vote(scale=4, before=b) for b in (2, 4, 5)]
        result = tally(SCALE, moved, False, 1)
        assert (result.movement.up.count, result.movement.same.count, result.movement.down.count) == (1, 1, 1)

    def test_is_hidden_where_the_rest_would_show(self):
        moved = [Vote(scale=4, before=b) for b in (2, 4, 5)] + [Vote(scale=1)]
        assert tally(SCALE, moved, False, 1).movement is None


@pytest.mark.parametrize(
    "body", [{}, {"choice": [2]}, {"choice": [-1]}, {"choice": [True]}, {"choice": [0, 1]}, {"choice": [0, 0]},
             {"choice": [1.0]}, {"choice": ["0"]}, {"choice": "0"}, {"choice": []}]
)  # fmt: skip
def test_an_answer_that_is_none_is_refused_in_words(body):
    with pytest.raises(Refused) as refused:
        read_vote(ONE, body)
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("poll", "body"),
    [
        (ONE, {"choice": [1]}),
        (SCALE, {"scale": 3}),
        (Poll(Form.SEVERAL, ONE.choices, most=2), {"choice": [0, 1]}),
        (Poll(Form.RANKING, ONE.choices), {"choice": [1, 0]}),
        (Poll(Form.WORDS, most=2), {"words": ["sea", "wind"]}),
        (Poll(Form.TEXT), {"text": "It was\nwarm"}),
        (Poll(Form.BODY), {"regions": ["jaw", "belly"]}),
        (Poll(Form.SORT, ONE.choices, bins=("mine", "yours")), {"sort": [0, 1]}),
        (Poll(Form.DOTS, ONE.choices, most=5), {"dots": [0, 3]}),
        (Poll(Form.POINTS, ONE.choices, most=100, least=100), {"dots": [99, 1]}),
        (Poll(Form.NUMBER), {"scale": -5}),
        (Poll(Form.SPOT), {"scale": 575}),
        (
            Poll(
                Form.PAGE, questions=(Question("A", ONE), Question("B", SCALE), Question("C", Poll(Form.WORDS, most=2)))
            ),
            {"page": [{"choice": [1]}, None, {"words": ["sea", "wind"]}]},
        ),
        (Poll(Form.ROWS, ONE.choices, scale=Scale(0, 4), bins=Scale(0, 4).heads), {"rows": [0, 5]}),
    ],
)
def test_what_was_sealed_comes_back_as_it_was_given(poll, body):
    assert as_body(unpack(pack(read_vote(poll, body))), poll) == body


class TestOwnWords:
    """`other: yes`: own words beside the choices."""

    POLL = Poll(Form.SEVERAL, ONE.choices, most=2, k=2, other=True)

    def given(self, *texts: str) -> list[Vote]:
        return [read_vote(self.POLL, {"choice": [], "other": text}) for text in texts]

    def test_are_one_answer_and_their_texts_are_mixed(self):
        result = tally(self.POLL, [*self.given("milk", "juice", "water"), *votes(0)], sensitive=False, seed=1)
        assert [(b.label, b.count) for b in result.bars] == [("Coffee", 1), ("Tea", 0), ("Something else", 3)]
        assert sorted(result.texts) == ["juice", "milk", "water"]

    def test_fewer_than_k_texts_never_leave_the_console(self):
        result = tally(self.POLL, [*self.given("milk"), *votes(0, 1)], sensitive=False, seed=1)
        assert result.texts == ("milk",) and public(result, self.POLL).texts == ()

    def test_are_moderated_like_texts(self):
        result = tally(replace(self.POLL, moderate=True), self.given("a", "b"), sensitive=False, seed=1)
        assert result.texts == () and sorted(result.kept_back) == ["a", "b"]
        assert [b.count for b in result.bars] == [0, 0, 2]

    def test_come_back_as_they_were_given(self):
        body = {"choice": [1], "other": "milk"}
        vote = read_vote(self.POLL, body)
        assert as_body(unpack(pack(vote)), self.POLL) == body

    @pytest.mark.parametrize(
        ("poll", "body"),
        [
            (ONE, {"choice": [], "other": "milk"}),
            (POLL, {"choice": [0, 1], "other": "milk"}),
            (POLL, {"choice": [], "other": " "}),
            (POLL, {"choice": [], "other": "x" * 121}),
            (POLL, {"choice": [], "other": 7}),
        ],
    )
    def test_one_answer_too_many_or_none_is_refused(self, poll, body):
        with pytest.raises(Refused):
            read_vote(poll, body)

    def test_a_check_in_moves_without_them(self):
        poll = Poll(Form.ONE, ONE.choices, k=2, other=True, series="mood")
        moved = [read_vote(poll, {"choice": [1], "before": 0}) for _ in "ab"]
        told = [read_vote(poll, {"choice": [], "other": "in between", "before": 0}) for _ in "ab"]
        assert tally(poll, [*moved, *told], sensitive=False, seed=1).movement.up.count == 2


class TestDots:
    """Dots and points, several on one answer: what counts is where all of them lie together."""

    POLL = Poll(Form.DOTS, tuple(Choice(label) for label in ("Roof", "Door", "Wall")), most=5, k=3)

    def told(self, *given, sensitive=False):
        return tally(self.POLL, [read_vote(self.POLL, {"dots": list(dots)}) for dots in given], sensitive, 1)

    def test_are_added_up_and_the_answer_with_most_stands_first(self):
        result = self.told((0, 5, 0), (1, 3, 0), (0, 2, 1))
        assert [(bar.label, bar.count, bar.percent) for bar in result.bars] == [
            ("Door", 10, 83), ("Roof", 1, 8), ("Wall", 1, 8),
        ]  # fmt: skip
        assert result.n == 3

    def test_of_fewer_than_k_people_tell_nothing(self):
        result = self.told((5, 0, 0), (5, 0, 0))
        assert result.hidden and not result.bars

    def test_in_sensitive_care_are_an_order_without_numbers(self):
        result = self.told((0, 5, 0), (1, 3, 0), (0, 2, 1), sensitive=True)
        assert result.ranks == (("Door", 1.0), ("Roof", 2.0), ("Wall", 3.0))  # that two are alike is a number, too
        assert not result.bars

    @pytest.mark.parametrize("dots", [[0, 0, 0], [3, 3, 0], [6, 0, 0], [-1, 2, 0], [1, 2], [1, 1, True], "5", None])
    def test_that_are_none_or_too_many_are_refused(self, dots):
        with pytest.raises(Refused):
            read_vote(self.POLL, {"dots": dots})

    @pytest.mark.parametrize("dots", [[9, 0], [10, 1], [0, 0]])
    def test_points_are_given_all(self, dots):
        with pytest.raises(Refused, match="exactly 10 points"):
            read_vote(Poll(Form.POINTS, ONE.choices, most=10, least=10), {"dots": dots})


class TestNumbers:
    """Numbers that are typed: columns with round ends, and the median. In sensitive care neither tells of one."""

    POLL = Poll(Form.NUMBER, k=3, number=Number("minutes", 0, 120))
    FREE = Poll(Form.NUMBER, k=3, number=Number("minutes"))

    def told(self, poll, *given, sensitive=False):
        return tally(poll, [read_vote(poll, {"scale": n}) for n in given], sensitive, 1)

    def test_fall_into_columns_and_have_a_median(self):
        result = self.told(self.FREE, 5, 7, 12, 12, 41)
        assert [(bar.label, bar.count) for bar in result.bars if bar.count] == [("5–9", 2), ("10–14", 2), ("40–44", 1)]
        assert result.median == "12"
        assert self.told(self.FREE, 1, 2, 5, 6).median == "3.5"

    def test_columns_end_where_the_script_says(self):
        assert [bar.label for bar in self.told(self.POLL, 5, 7, 12).bars][-2:] == ["100–119", "120"]

    def test_of_fewer_than_k_tell_nothing(self):
        assert self.told(self.FREE, 5, 900).hidden

    @pytest.mark.parametrize("given", [[*range(0, 60, 2)] * 2, [0] * 42 + [120]])
    def test_in_sensitive_care_have_columns_that_the_script_made_and_no_persons_number(self, given):
        result = self.told(self.POLL, *given, sensitive=True)
        assert result.bars[0].label == "0–19" and len(result.bars) == 7
        assert {bar.count for bar in result.bars} == {None}
        assert result.median in ("0–19", "20–39")

    def test_of_few_in_sensitive_care_have_no_median(self):
        assert self.told(self.POLL, *range(5), sensitive=True).median == ""

    @pytest.mark.parametrize("value", [-1, 121, 3.5, True, "3", None, [3], 10**12])
    def test_that_do_not_fit_are_refused(self, value):
        with pytest.raises(Refused):
            read_vote(self.POLL, {"scale": value})

    @pytest.mark.parametrize(
        ("low", "high"), [(0, 0), (3, 14), (-7, 30), (0, 999), (-999_999_999, 999_999_999), (99, 100_001)]
    )
    def test_each_number_has_one_column(self, low, high):
        found = columns(low, high)
        assert len(found) <= 11 and found[0][0] <= low and high <= found[-1][1]
        assert all(one[1] + 1 == other[0] for one, other in pairwise(found))
        assert len({column_label(column) for column in found}) == len(found)


class TestPlaces:
    """On a picture: how many in each square; in sensitive care in nine fields, as answers to choose from."""

    POLL = Poll(Form.SPOT, k=3)

    def told(self, *cells, sensitive=False):
        return tally(self.POLL, [read_vote(self.POLL, {"scale": cell}) for cell in cells], sensitive, 1)

    def test_are_told_rougher_than_they_were_given(self):
        result = self.told(0, 1, 24, 575)
        assert result.spots == ((0, 3), (143, 1))
        assert [(bar.label, bar.count) for bar in result.bars if bar.count] == [("top left", 3), ("bottom right", 1)]

    def test_each_cell_has_one_square_and_one_field(self):
        squares, fields = Counter(map(square_of, range(SIDE**2))), Counter(map(field_of, range(SIDE**2)))
        assert len(squares) == 144 and set(squares.values()) == {4}
        assert list(fields) == list(FIELDS) and set(fields.values()) == {64}

    @pytest.mark.parametrize("many", [4, 40])
    def test_in_sensitive_care_no_square_is_told_and_no_number(self, many):
        result = self.told(*[0, 1, 24, 575] * (many // 4), sensitive=True)
        assert result.spots == () and {bar.count for bar in result.bars} == {None}

    def test_of_fewer_than_k_tell_nothing(self):
        assert self.told(0, 575) == Result(hidden=True, k=3)

    @pytest.mark.parametrize("cell", [-1, 576, 3.5, True, "3", None, [3]])
    def test_beside_the_picture_are_refused(self, cell):
        with pytest.raises(Refused, match="on the picture"):
            self.told(cell)


class TestStatements:
    """A page of statements: each is a question of its own, and who leaves one out is not counted there."""

    POLL = Poll(
        Form.ROWS, tuple(Choice(label) for label in ("Useful", "Time", "Safe")), k=3,
        scale=Scale(0, 4, "no", "yes"), bins=Scale(0, 4, "no", "yes").heads,
    )  # fmt: skip

    def told(self, *given, sensitive=False):
        return tally(self.POLL, [read_vote(self.POLL, {"rows": list(rows)}) for rows in given], sensitive, 1)

    def test_are_counted_each_for_itself(self):
        useful, time, safe = self.told((5, 1, 1), (5, 1, None), (4, 2, 3), (1, 2, 3)).rows
        assert [bar.count for bar in useful.bars] == [1, 0, 0, 1, 2]
        assert (useful.average, useful.n, useful.whole) == (2.8, 4, True)
        assert (time.average, time.n) == (0.5, 4)
        assert (safe.n, safe.whole, safe.average) == (3, False, 1.3)

    def test_of_fewer_than_k_tell_nothing_though_the_page_does(self):
        result = self.told((5, 0, None), (5, 1, None), (4, 2, 3), (1, 2, 3))
        assert not result.hidden and result.n == 4
        assert (result.rows[2].bars, result.rows[2].n, result.rows[2].average) == ((), None, None)

    def test_in_sensitive_care_have_no_numbers(self):
        rows = self.told(*[(5, 1, 3)] * 4, *[(1, 2, None)] * 4, sensitive=True).rows
        assert {(row.n, row.average) for row in rows} == {(None, None)}
        assert all(bar.count is None for row in rows for bar in row.bars)

    @pytest.mark.parametrize(
        "rows", [[None] * 3, [0] * 3, [1, 2], [-1, 1, 1], [6, 1, 1], [1, 1, True], [1, 1, "1"], [1.0, 1, 1], "5", None]
    )
    def test_that_fit_no_line_are_refused(self, rows):
        with pytest.raises(Refused):
            read_vote(self.POLL, {"rows": rows})


class TestQuestionsOnOnePage:
    """Each is counted as if it were asked alone; nothing ties two answers of one person together."""

    POLL = Poll(
        Form.PAGE, k=3, moderate=True,
        questions=(
            Question("Useful?", Poll(Form.SCALE, scale=Scale(1, 5), k=3)),
            Question("Which?", Poll(Form.SEVERAL, ONE.choices, most=2, k=3)),
            Question("More?", Poll(Form.TEXT, k=3, moderate=True)),
        ),
    )  # fmt: skip

    def told(self, *given, sensitive=False):
        return tally(self.POLL, [read_vote(self.POLL, {"page": list(page)}) for page in given], sensitive, 1)

    SAID = tuple(({"scale": 5 - n % 2}, {"choice": [n % 2]}, {"text": f"text {n}"}) for n in range(4))

    def test_are_counted_each_for_itself(self):
        useful, which, more = self.told(*self.SAID[:3], (None, *self.SAID[3][1:])).parts
        assert (useful.n, useful.whole, useful.average) == (3, False, 4.7)
        assert ([bar.count for bar in which.bars], which.whole, which.label) == ([2, 2], True, "Which?")
        assert set(more.kept_back) == {f"text {n}" for n in range(4)} and not more.texts

    def test_of_fewer_than_k_hold_nothing_though_the_page_does(self):
        result = self.told(*self.SAID[:2], *((*page[:2], None) for page in self.SAID[2:]))
        assert (result.hidden, result.n) == (False, 4)
        assert result.parts[2] == Result(hidden=True, k=3, label="More?")

    def test_the_same_words_under_two_questions_are_let_through_each_by_itself(self):
        helped, hurt = (
            Result(False, 3, 4, "4", kept_back=("Anna",) * 3, label=f"Who {did} you?") for did in ("helped", "hurt")
        )
        result = Result(False, 3, 4, "4", parts=(helped, hurt))
        waiting = of_result("page", result, self.POLL).waiting
        assert len({line.id for line in waiting}) == 2
        shown = moderated(result, [text_id("Anna", "Who helped you?")], "shown").parts
        assert [(part.texts, part.kept_back) for part in shown] == [(("Anna",) * 3, ()), ((), ("Anna",) * 3)]

    def test_texts_are_shown_to_the_room_from_k_on_and_as_they_are_let_through(self):
        result = self.told(*self.SAID)
        names = [text_id(text, "More?") for text in result.parts[2].kept_back]
        two = moderated(result, names[:2], "shown")
        assert len(two.parts[2].texts) == 2 and public(two, self.POLL).parts[2].texts == ()
        three = public(moderated(result, names[:3], "shown"), self.POLL).parts[2]
        assert (len(three.texts), three.kept_back) == (3, ())

    def test_in_sensitive_care_have_no_numbers(self):
        parts = self.told(*self.SAID * 2, sensitive=True).parts
        assert {(part.n, part.average, part.n_text) for part in parts} == {(None, None, "3+")}
        assert all(bar.count is None for part in parts for bar in part.bars)

    def test_the_order_of_texts_ties_none_to_another_question(self):
        """Two questions with the same words from the same people: were they mixed alike, the places would tell."""
        twice = replace(self.POLL, questions=tuple(Question(t, Poll(Form.TEXT, k=3)) for t in ("One?", "Two?")))
        votes = [read_vote(twice, {"page": [{"text": f"{n:02}"}] * 2}) for n in range(20)]
        one, two = tally(twice, votes, False, 7).parts
        assert one.texts != two.texts and sorted(one.texts) == sorted(two.texts)

    def test_votes_are_as_long_as_any_other_whatever_they_say(self):
        short, long = (
            {"page": [None, {"choice": [0]}, None]},
            {"page": [{"scale": 5}, {"choice": [0, 1]}, {"text": "🌱" * 1000}]},
        )
        assert max(len(pack(read_vote(self.POLL, page)).encode()) for page in (short, long)) <= vote_bytes(self.POLL)

    @pytest.mark.parametrize(
        "page", [[None] * 3, [{"scale": 5}], [{"scale": 9}, None, None], [{"choice": [0]}, None, None],
                 ["5", None, None], [[], None, None], {"0": {"scale": 5}}, "5", None, [None, {"choice": []}, None],
                 [None, None, {"text": " "}]]
    )  # fmt: skip
    def test_what_fits_no_question_is_refused(self, page):
        with pytest.raises(Refused) as refused:
            read_vote(self.POLL, {"page": page})
        assert refused.value.sentence.endswith(".")


class TestWhatIsRightWithoutAList:
    METRES = Poll(Form.NUMBER, number=Number("m", 0, 100), right=Right(42, 44), k=3)
    NAMES = Poll(Form.WORDS, right=Right(words=("Canberra", "Canbera")), most=2, k=3)
    GUESSES = tuple(Vote(scale=n) for n in (42, 44, 45, 12))
    WORDS = tuple(Vote(words=w) for w in (("canberra",), ("Sydney", "Canbera"), ("Sydney",), ("CANBERRA", "Canberra")))

    def test_a_column_is_marked_and_those_who_gave_it_are_counted(self):
        result = tally(self.METRES, self.GUESSES, False, 7)
        assert [b.label for b in result.bars if b.correct] == ["40–59"]
        assert (result.right.count, result.right.percent) == (2, 50)

    def test_on_a_scale(self):
        poll = replace(SCALE, right=Right(4, 5))
        result = tally(poll, [Vote(scale=n) for n in (1, 4, 5, 5)], False, 7)
        assert [b.label for b in result.bars if b.correct] == ["4", "5"] and result.right.count == 3

    def test_words_in_any_spelling_once_for_each_person(self):
        result = tally(self.NAMES, self.WORDS, False, 7)
        assert result.right.count == 3 and result.right_texts == ()
        assert {w.casefold() for w in with_right_words(result, self.NAMES).right_texts} == {"canberra", "canbera"}

    def test_in_sensitive_care_and_of_words_that_wait_nobody_is_counted(self):
        assert tally(self.METRES, self.GUESSES * 9, True, 7).right is None
        assert tally(replace(self.NAMES, moderate=True), self.WORDS, False, 7).right is None

    def test_below_k_nothing_is_told(self):
        assert tally(self.METRES, self.GUESSES[:2], False, 7) == Result(hidden=True, k=3)

    def test_covered_nothing_shows_which_is_right(self):
        for poll, votes in ((self.METRES, self.GUESSES), (self.NAMES, self.WORDS)):
            result = covered(with_right_words(tally(poll, votes, False, 7), poll))
            assert result.right is None and not result.right_texts and not any(b.correct for b in result.bars)
