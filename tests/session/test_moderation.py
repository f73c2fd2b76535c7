"""Words and texts are read first: what the room sees is what was shown, and only from k on."""

import pytest

from tests.session.stories import Form, Poll, after, at_poll, cmd, run
from tests.session.test_decide import refused
from workshop.session.audience_names import PARTICIPANTS, PROJECTOR
from workshop.session.results import Result, text_id
from workshop.session.stage import stage_for
from workshop.session.team import FACILITATOR

WORDS = Poll(Form.WORDS, moderate=True)
CAME = Result(hidden=False, k=3, n=5, n_text="5", kept_back=("home", "home", "tired", "rude", "soft"))


def counted():
    return run(at_poll(WORDS), cmd.Open(11), cmd.Close(12), cmd.Count("drink", CAME, 15))


def moderate(session, to, *words):
    return run(session, cmd.Moderate("drink", tuple(map(text_id, words)), to, 20))


def seen(session, audience=PARTICIPANTS):
    return sorted(stage_for(session, audience).poll.result.texts)


class TestModerate:
    def test_nothing_is_seen_before_it_is_shown(self):
        assert seen(run(counted(), cmd.Reveal(20))) == []

    def test_equal_words_are_shown_together(self):
        session = run(moderate(counted(), "shown", "home", "tired"), cmd.Reveal(21))
        assert seen(session) == ["home", "home", "tired"]

    @pytest.mark.parametrize("audience", [PARTICIPANTS, PROJECTOR])
    def test_fewer_than_k_are_not_seen(self, audience):
        session = run(moderate(counted(), "shown", "tired", "soft"), cmd.Reveal(21))
        assert seen(session, audience) == []
        assert seen(moderate(session, "shown", "home"), audience) == ["home", "home", "soft", "tired"]

    @pytest.mark.parametrize("audience", [PARTICIPANTS, PROJECTOR])
    def test_what_was_kept_back_never_leaves_the_console(self, audience):
        session = moderate(moderate(counted(), "kept back", "rude"), "shown", "home", "tired")
        assert "rude" not in repr(stage_for(run(session, cmd.Reveal(21)), audience))

    def test_the_console_reads_all_three(self):
        session = moderate(moderate(counted(), "kept back", "rude"), "shown", "home")
        queue = stage_for(session, FACILITATOR).console.queue
        assert [(line.text, line.times) for line in queue.shown] == [("home", 2)]
        assert {line.text for line in queue.waiting} == {"tired", "soft"}
        assert [line.text for line in queue.kept_back] == ["rude"]
        assert queue.lacking == 1

    def test_a_word_can_be_taken_back_again(self):
        session = moderate(moderate(counted(), "shown", "home", "soft"), "kept back", "soft")
        assert session.polls["drink"].result.set_aside == ("soft",)

    def test_twice_is_once(self):
        session = moderate(counted(), "shown", "home")
        assert moderate(session, "shown", "home") == session

    def test_an_unknown_text(self):
        assert "not here any more" in refused(counted(), cmd.Moderate("drink", ("nothing",), "shown", 20))

    def test_no_text_at_all(self):
        assert "Choose a text" in refused(counted(), cmd.Moderate("drink", (), "shown", 20))

    def test_nothing_to_read_before_the_count(self):
        assert "not here" in refused(run(at_poll(WORDS), cmd.Open(11)), cmd.Moderate("drink", ("x",), "shown", 12))


class TestWall:
    def test_is_drawn_anew_under_a_new_v(self):
        session = after(cmd.Start(0), cmd.GoTo("wall", 1))
        assert run(session, cmd.RefreshWall("wall", 2)).v == session.v + 1

    def test_but_not_once_the_room_has_gone_on(self):
        session = after(cmd.Start(0), cmd.GoTo("bye", 1))
        assert run(session, cmd.RefreshWall("wall", 2)) == session

    def test_moderating_a_shared_text_draws_it_anew_too(self):
        session = after(cmd.Start(0), cmd.GoTo("wall", 1))
        assert run(session, cmd.Moderate("think", ("a",), "shown", 2)).v == session.v + 1
