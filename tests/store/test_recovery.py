"""What a start puts right, after a reboot above all: the folder in memory is empty then."""

from sqlalchemy import select

from workshop.session.choices import Vote
from workshop.store import ballots
from workshop.store.models import BallotRow, PollRow
from workshop.store.recovery import recover

TEA = Vote(choice=(0,))


def reboot(room):
    for poll in room.keys.all():
        room.keys.destroy(poll)


class TestAfterARestart:
    def test_a_running_poll_goes_on(self, room, session):
        room.open(session)
        room.cast(session, "ann", 1, TEA)
        assert recover(room.database, room.keys) == []
        assert room.votes(session) == [TEA]

    def test_keys_without_a_poll_are_destroyed(self, room, session):
        room.open(session)
        room.keys.create(b"a poll that was.")
        recover(room.database, room.keys)
        assert room.keys.all() == {ballots.poll_id(session, "tea", 1)}

    def test_the_key_of_a_counted_poll_is_destroyed(self, room, session):
        room.open(session)
        room.write(lambda c: ballots.finish(c, session, "tea", 1))
        recover(room.database, room.keys)
        assert room.keys.all() == set()


class TestAfterAReboot:
    def test_polls_are_named_and_their_ballots_gone(self, room, session):
        room.open(session)
        room.cast(session, "ann", 1, TEA)
        reboot(room)
        assert recover(room.database, room.keys) == [(session, "tea")]
        assert room.turnout(session) == 0

    def test_they_are_named_again_until_they_are_asked_anew(self, room, session):
        room.open(session)
        reboot(room)
        recover(room.database, room.keys)
        assert recover(room.database, room.keys) == [(session, "tea")]
        room.open(session, epoch=2)
        assert recover(room.database, room.keys) == []

    def test_until_then_they_take_no_votes(self, room, session):
        room.open(session)
        reboot(room)
        assert room.cast(session, "ann", 1, TEA).status == "lost"

    def test_everybody_can_vote_in_the_new_epoch(self, room, session):
        room.open(session)
        room.cast(session, "ann", 4, TEA)
        reboot(room)
        recover(room.database, room.keys)
        room.open(session, epoch=2)
        assert room.cast(session, "ann", 4, TEA, epoch=2).status == "ok"
        with room.read() as c:
            states = dict(c.execute(select(PollRow.epoch, PollRow.state)).all())
        assert states == {1: "closed", 2: "open"}

    def test_counted_polls_are_not_named(self, room, session):
        room.open(session)
        room.finish(session)
        reboot(room)
        assert recover(room.database, room.keys) == []


def test_ballots_that_belong_to_no_open_poll_go(room, session):
    stray = {"poll": b"no poll has this", "tag": bytes(16), "sealed": b"noise"}
    room.write(lambda c: c.execute(BallotRow.__table__.insert().values(**stray)))
    recover(room.database, room.keys)
    with room.read() as c:
        assert c.execute(select(BallotRow.poll)).all() == []
