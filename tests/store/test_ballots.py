"""Votes: one a person, the newest counts, sealed to one length, unreadable once the poll is counted."""

import hypothesis.strategies as st
import pytest
from hypothesis import given
from sqlalchemy import select

from tests.store.storeroom import token
from workshop.session.choices import PASS, Vote
from workshop.store import ballots
from workshop.store.models import BallotRow, PollRow

TEA, COFFEE = Vote(choice=(0,)), Vote(choice=(1,))


@pytest.fixture
def poll(room, session):
    room.open(session)
    return session


class TestAVote:
    def test_is_kept(self, room, poll):
        assert room.cast(poll, "ann", 1, TEA) == ballots.Cast("ok", 1, TEA)
        assert room.own(poll, "ann") == (1, TEA)

    def test_sent_again_it_is_a_duplicate(self, room, poll):
        room.cast(poll, "ann", 1, TEA)
        assert room.cast(poll, "ann", 1, TEA) == ballots.Cast("dup", 1, TEA)
        assert room.votes(poll) == [TEA]

    def test_a_change_of_mind_replaces_it(self, room, poll):
        for n, vote in enumerate([TEA, COFFEE, TEA, COFFEE, TEA], start=1):
            assert room.cast(poll, "ann", n, vote).status == "ok"
        assert (room.votes(poll), room.turnout(poll)) == ([TEA], 1)

    def test_an_older_one_is_stale_and_hears_what_counts(self, room, poll):
        room.cast(poll, "ann", 2, COFFEE)
        assert room.cast(poll, "ann", 1, TEA) == ballots.Cast("stale", 2, COFFEE)
        assert room.cast(poll, "ann", 2, TEA) == ballots.Cast("stale", 2, COFFEE)
        assert room.votes(poll) == [COFFEE]

    def test_a_pass_counts_as_answered(self, room, poll):
        room.cast(poll, "ann", 1, PASS)
        room.cast(poll, "ben", 1, TEA)
        assert (room.turnout(poll), sorted(v.passed for v in room.votes(poll))) == (2, [False, True])

    def test_is_nobody_elses(self, room, poll):
        room.cast(poll, "ann", 1, TEA)
        assert room.own(poll, "ben") is None

    def test_of_many_who_come_at_once_the_key_is_asked_for_once(self, room, poll, monkeypatch):
        """Each look at a key may be a journey to another machine."""
        room.cast(poll, "ann", 1, TEA)
        asked, get = [], room.keys.get
        monkeypatch.setattr(room.keys, "get", lambda of: asked.append(of) or get(of))
        with room.read() as conn:
            found = [ballots.own(conn, room.keys, poll, "tea", 1, token(who)) for who in ("ann", "ben", "cy")]
        assert (found, len(asked)) == ([(1, TEA), None, None], 1)

    def test_survives_the_process(self, room, poll):
        room.cast(poll, "ann", 1, TEA)
        room.close()
        again = type(room)(room.folder)
        assert again.cast(poll, "ann", 1, TEA).status == "dup"
        again.close()

    def test_keeps_every_kind_of_answer(self, room, session):
        answers = [
            Vote(scale=-3, before=2), Vote(choice=(2, 0, 1)), Vote(words=("tired", "müde 😌")),
            Vote(sort=(0, 1)), PASS,
        ]  # fmt: skip
        room.open(session, "all", room=512)
        for n, vote in enumerate(answers):
            room.cast(session, str(n), 1, vote, step="all")
        assert sorted(map(str, room.votes(session, "all"))) == sorted(map(str, answers))


class TestThePoll:
    def test_takes_no_vote_before_it_is_open(self, room, session):
        assert room.cast(session, "ann", 1, TEA) == ballots.Cast("closed")

    def test_takes_votes_while_it_closes(self, room, poll):
        room.write(lambda c: ballots.set_closing(c, poll, "tea", 1))
        assert room.cast(poll, "ann", 1, TEA).status == "ok"

    def test_takes_none_once_counted(self, room, poll):
        room.cast(poll, "ann", 1, TEA)
        room.finish(poll)
        assert room.cast(poll, "ann", 1, TEA) == ballots.Cast("closed")
        assert (room.own(poll, "ann"), room.votes(poll), room.turnout(poll)) == (None, [], 0)

    def test_opened_twice_keeps_its_key_and_votes(self, room, poll):
        room.cast(poll, "ann", 1, TEA)
        room.open(poll)
        assert room.votes(poll) == [TEA]

    def test_once_counted_a_late_open_makes_no_key(self, room, poll):
        room.finish(poll)
        room.open(poll)
        assert room.keys.all() == set()
        assert room.cast(poll, "ann", 1, TEA).status == "closed"

    def test_closing_does_not_reopen_a_counted_one(self, room, poll):
        room.finish(poll)
        room.write(lambda c: ballots.set_closing(c, poll, "tea", 1))
        with room.read() as c:
            assert c.execute(select(PollRow.state)).scalars().all() == ["closed"]

    def test_asked_again_everyone_votes_afresh(self, room, poll):
        room.cast(poll, "ann", 5, TEA)
        room.finish(poll)
        room.open(poll, epoch=2)
        assert room.own(poll, "ann", epoch=2) is None
        assert room.cast(poll, "ann", 1, COFFEE, epoch=2).status == "ok"
        assert room.votes(poll, epoch=2) == [COFFEE]

    def test_takes_none_without_its_key(self, room, poll):
        room.keys.destroy(ballots.poll_id(poll, "tea", 1))
        assert room.cast(poll, "ann", 1, TEA) == ballots.Cast("lost")

    def test_a_new_epoch_ends_one_whose_key_was_lost(self, room, poll):
        room.cast(poll, "ann", 1, TEA)
        room.keys.destroy(ballots.poll_id(poll, "tea", 1))
        room.open(poll, epoch=2)
        assert room.turnout(poll) == 0
        assert room.cast(poll, "ann", 1, TEA, epoch=1).status == "closed"

    def test_votes_come_in_an_order_that_tells_nothing(self, room, poll, token_of):
        """By what they say, not by tag: a seeded shuffle over an order that a thief knows could be undone."""
        for name in "abcdefghij":
            room.cast(poll, name, 1, Vote(words=(f"I am {name}",)))
        said = [vote.words[0] for vote in room.votes(poll)]
        assert said == sorted(said)


class TestASealedVote:
    def sealed(self, room):
        with room.read() as c:
            return c.execute(select(BallotRow.tag, BallotRow.sealed)).all()

    def test_has_one_length_whatever_it_says(self, room, poll):
        for n, vote in enumerate([TEA, PASS, Vote(choice=tuple(range(20))), Vote(words=("head", "nowhere"))]):
            room.cast(poll, str(n), 10**n, vote)
        assert {len(sealed) for _, sealed in self.sealed(room)} == {256 + 12 + 16}

    def test_looks_new_each_time(self, room, poll):
        room.cast(poll, "ann", 1, TEA)
        [(tag, before)] = self.sealed(room)
        room.cast(poll, "ann", 2, TEA)
        [(same_tag, after)] = self.sealed(room)
        assert tag == same_tag
        assert before != after

    def test_cannot_be_moved_to_another_voter(self, room, poll):
        room.cast(poll, "ann", 1, TEA)
        room.cast(poll, "ben", 1, COFFEE)
        (tag, _), (_, other) = self.sealed(room)
        change = BallotRow.__table__.update().where(BallotRow.tag == tag).values(sealed=other)
        room.write(lambda c: c.execute(change))
        assert len(room.votes(poll)) == 1  # the moved one opens no more

    def test_too_long_a_vote_is_refused_and_nothing_else_is_lost(self, room, poll):
        room.cast(poll, "ann", 1, TEA)
        with pytest.raises(ValueError, match="do not fit"):
            room.cast(poll, "ann", 2, Vote(words=("x" * 300,)))
        assert room.own(poll, "ann") == (1, TEA)

    def test_is_gone_from_the_disk_once_counted(self, room, poll):
        for name in ("ann", "ben", "cleo"):
            room.cast(poll, name, 1, TEA)
        rows = self.sealed(room)
        assert all(sealed in room.bytes() for _, sealed in rows)
        room.finish(poll)
        assert not any(sealed in room.bytes() or tag in room.bytes() for tag, sealed in rows)


OPS = st.lists(st.tuples(st.sampled_from(["ann", "ben"]), st.integers(1, 6)), min_size=1, max_size=8)


@given(ops=OPS, data=st.data())
def test_each_op_one_to_five_times_in_any_order_counts_once(room_in_memory, ops, data):
    """A vote of person and n always says the same; retries and reordering change nothing."""
    room = room_in_memory
    session = room.session()
    room.open(session)
    sent = [op for op in set(ops) for _ in range(data.draw(st.integers(1, 5)))]
    newest = {}
    for who, n in data.draw(st.permutations(sent)):
        cast = room.cast(session, who, n, Vote(choice=(n,)))
        expected = "ok" if n > newest.get(who, 0) else "dup" if n == newest[who] else "stale"
        newest[who] = max(n, newest.get(who, 0))
        assert (cast.status, cast.n) == (expected, newest[who])
    assert sorted(v.choice[0] for v in room.votes(session)) == sorted(newest.values())
