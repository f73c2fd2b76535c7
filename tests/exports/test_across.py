"""One script, several sessions: side by side only where each may be told."""

from dataclasses import replace
from datetime import date

from workshop.exports.across import compare
from workshop.script.model import Choice, Form, Kind, Poll, Scale
from workshop.session.choices import Vote
from workshop.session.counting import tally
from workshop.session.report import Asking, Report, ReportStep

POLL = Poll(Form.ONE, (Choice("Coffee"), Choice("Tea")), k=3)


def told(day: int, votes: int, poll: Poll = POLL, **more) -> Report:
    result = tally(poll, [Vote(choice=(0,))] * votes, False, 1)
    asking = Asking(1, None, "Fewer than 3 answered.") if result.hidden else Asking(1, result)
    step = ReportStep(1, "drink", Kind.POLL, "What do you drink?", poll=poll, askings=(asking,))
    return Report(f"s{day}", "An evening", date(2026, 11, day), 3, "5", steps=(step,), **more)


def test_two_sessions_stand_in_the_order_of_their_days():
    across = compare([told(9, 4), told(2, 3)])
    assert [(day.day, result.n) for day, result in across.rows[0].results] == [(2, 3), (9, 4)]
    assert not across.hidden


def test_one_vote_too_few_hides_the_row_for_all():
    across = compare([told(2, 3), told(9, 2)])
    assert not across.rows
    assert across.hidden == ("What do you drink?",)


def test_one_session_alone_is_no_comparison():
    assert not compare([told(2, 5)]).rows


def test_a_session_that_ended_early_takes_no_question_from_the_others():
    early = replace(told(20, 3), steps=(ReportStep(1, "drink", Kind.POLL, "What do you drink?"),))
    across = compare([told(2, 3), told(9, 4), early])
    assert [day.day for day, _ in across.rows[0].results] == [2, 9]


def test_a_session_that_goes_on_does_not_count_yet():
    across = compare([told(2, 3), told(9, 4), told(20, 0, phase="live")])
    assert [day.day for day, _ in across.rows[0].results] == [2, 9]
    assert not across.hidden


def test_rehearsals_do_not_count():
    assert not compare([told(2, 5), told(9, 5, rehearsal=True)]).rows


def test_another_question_under_the_same_id_is_another_question():
    other = Poll(Form.ONE, (Choice("Coffee"), Choice("Cocoa")), k=3)
    assert not compare([told(2, 5), told(9, 5, poll=other)]).rows


def test_a_statement_that_one_session_keeps_back_is_shown_for_none():
    """Beside the others, its gap would say who was too few."""
    poll = Poll(Form.ROWS, (Choice("I felt safe"), Choice("It was useful")), scale=Scale(1, 2), bins=("1", "2"), k=3)

    def page(day: int, *votes: tuple[int, int]) -> Report:
        result = tally(poll, [Vote(sort=vote) for vote in votes], False, 1)
        step = ReportStep(1, "page", Kind.POLL, "Looking back", poll=poll, askings=(Asking(1, result),))
        return Report(f"s{day}", "An evening", date(2026, 11, day), 3, "5", steps=(step,))

    whole, gap = page(2, (1, 1), (1, 2), (2, 2)), page(9, (1, 0), (1, 2), (2, 2))
    across = compare([whole, gap])
    assert [[row.label for row in result.rows] for _, result in across.rows[0].results] == [["I felt safe"]] * 2
    assert across.hidden == ("Looking back: It was useful",)
    nothing = compare([gap, page(10, (0, 1), (0, 1), (1, 1))])
    assert not nothing.rows
    assert nothing.hidden == ("Looking back",)


def test_nothing_at_all():
    assert compare([]).rows == ()
