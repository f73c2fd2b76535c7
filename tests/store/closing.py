"""One process that opens, votes, closes or recovers, and may kill itself on the way. For test_crashes.py."""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import select, update
from storeroom import Room, token

from workshop.script.model import Choice, Form, Poll
from workshop.session.choices import Vote
from workshop.session.counting import tally
from workshop.store import ballots
from workshop.store.models import PollRow, SessionRow
from workshop.store.recovery import recover

POLL = Poll(Form.ONE, (Choice("Tea"), Choice("Coffee")))
PEOPLE = ("ann", "ben", "cleo", "dan", "eve")


class Doomed:
    """`reach(point)` is the end of this process at the point that it was given."""

    def __init__(self, point: str) -> None:
        self.point = point

    def reach(self, point: str) -> None:
        if point == self.point:
            os.kill(os.getpid(), signal.SIGKILL)


def everything(room: Room, doom: Doomed) -> None:
    """A poll from its opening to its result. Whatever was done already is not done again."""
    session = first_session(room) or room.session()

    def opening(conn):
        ballots.open_poll(conn, room.keys, session, "tea", 1, 256)
        doom.reach("key made")

    room.write(opening)
    doom.reach("opened")
    for n, name in enumerate(PEOPLE):
        args = (room.keys, session, "tea", 1, token(name), 1, Vote(choice=(n % 2,)))
        room.write(lambda conn, args=args: ballots.cast(conn, *args))
    doom.reach("voted, not yet told so")
    close(room, session, doom)


def close(room: Room, session: str, doom: Doomed) -> None:
    room.write(lambda conn: ballots.set_closing(conn, session, "tea", 1))
    doom.reach("closing")

    def counting(conn):
        result = tally(POLL, ballots.votes(conn, room.keys, session, "tea", 1), sensitive=False, seed=1)
        doom.reach("counted")
        state = {"counts": [bar.count for bar in result.bars]}
        conn.execute(update(SessionRow).where(SessionRow.id == session).values(state=state))
        ballots.finish(conn, session, "tea", 1)
        doom.reach("finished, not committed")

    room.write(counting)
    doom.reach("committed")
    if doom.point == "key overwritten":
        Path.unlink = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
    room.keys.destroy(ballots.poll_id(session, "tea", 1))
    doom.reach("key destroyed")
    room.database.checkpoint()
    doom.reach("WAL emptied")


def first_session(room: Room) -> str | None:
    with room.read() as conn:
        return conn.execute(select(SessionRow.id)).scalar()


def start_again(room: Room, doom: Doomed) -> None:
    """What a server does at its start: recover, then finish what was closing, or go on with what was open."""
    assert recover(room.database, room.keys) == []
    with room.read() as conn:
        state = conn.execute(select(PollRow.state)).scalar()
    if state == "closing":
        close(room, first_session(room), doom)
    elif state != "closed":
        everything(room, doom)


def main(folder: str, what: str, point: str = "") -> None:
    room = Room(Path(folder))
    {"everything": everything, "start again": start_again}[what](room, Doomed(point))
    room.close()


def results(room: Room) -> list[dict]:
    with room.read() as conn:
        return list(conn.execute(select(SessionRow.state)).scalars())


if __name__ == "__main__":
    main(*sys.argv[1:])
