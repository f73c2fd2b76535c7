"""A thief with one copy of the data folder, who knows in which order people wrote: whose are the texts without names?

Where a row lies in its page, and in which commit of the journal it came, tell the order in which rows were written.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hall import Hall, opened
from test_random_workshops import Workshop, house, lived  # noqa: F401 - a fixture

from workshop import engine
from workshop.live import ops
from workshop.live.protocol import read_op
from workshop.script.model import Sees
from workshop.session import commands as cmd
from workshop.store import ballots, notes, sessions, shared_texts
from workshop.store.note_owner import Owner

NAMES = [f"Guest {letter}" for letter in "ABCDEFGH"]
ROUNDS = 30
PAGE = 4096


def text_of(name: str, step: str) -> str:
    return f"a text of {name} at {step};"


def written(hall: Hall, step: str, order: list[str]) -> None:
    for name in order:
        told = {"field": "", "n": 1, "text": text_of(name, step), "sees": Sees.WITHOUT_NAMES, "held": True}
        hall.write(lambda conn, t=hall.tokens[name], told=told: notes.write(conn, hall.session, t, step, **told))


def guessed(folder: Path, needles: list[bytes]) -> list[bytes]:
    """These in the order in which they were written, by journal and pages: rows fill a page from its end."""
    loot = [folder / f"workshop.db{end}" for end in ("-wal", "")]
    whole = b"".join(path.read_bytes() for path in loot if path.exists())
    journal = loot[0].stat().st_size if loot[0].exists() else 0

    def place(needle: bytes) -> tuple[int, int]:
        at = whole.find(needle)
        page = (at - 32) // (PAGE + 24) if at < journal else (at - journal) // PAGE + 10**6
        return page, -at

    return sorted(needles, key=place)


def needle(hall: Hall, what: str, name: str, step: str) -> bytes:
    """What only this person's row of the table has."""
    if what == "text":
        return text_of(name, step).encode()
    return Owner(hall.session, hall.tokens[name]).mark(step)


def hits(hall: Hall, what: str, *, over: bool) -> int:
    dice, right = random.Random(7), 0
    for number in range(ROUNDS):
        step, order = f"step-{number}", dice.sample(NAMES, len(NAMES))
        written(hall, step, order)
        if over:
            hall.write(lambda conn, s=step: notes.mix_order(conn, hall.session, s))
            assert hall.write(lambda conn, s=step: shared_texts.release(conn, hall.session, s, 3, closing=True))
            hall.database.checkpoint()
        theirs = [needle(hall, what, name, step) for name in order]
        right += sum(one == other for one, other in zip(guessed(hall.folder, sorted(theirs)), theirs, strict=True))
    return right


@pytest.mark.parametrize("what", ["text", "mark"])
def test_is_not_told_once_they_came_out(tmp_path: Path, what: str) -> None:
    with opened(Hall, tmp_path, NAMES) as hall:
        assert hits(hall, what, over=True) <= 60  # of 240; who guesses has 30, and never twice as many


@pytest.mark.parametrize("what", ["text", "mark"])
def test_control_while_they_write_it_is(tmp_path: Path, what: str) -> None:
    """docs/privacy.md says so: whoever copies the database while people write."""
    with opened(Hall, tmp_path, NAMES) as hall:
        assert hits(hall, what, over=False) >= 0.9 * ROUNDS * len(NAMES)


@pytest.fixture
def workshop(house) -> tuple[Workshop, Path]:  # noqa: F811
    _, path = house
    room = lived(house, "", [])
    return room, path.with_name(path.name + "-wal")


@pytest.mark.parametrize("way", ["close", "goto", "late"])
def test_the_journal_goes_when_texts_come_out(workshop: tuple[Workshop, Path], way: str) -> None:
    room, journal = workshop
    late = way == "late"  # before its groups are made, people write on this step late, as it were: in lots of k
    room.do(cmd.GoTo("again" if late else "among", room.tick()))
    if not late:
        room.do(cmd.Open(room.tick(), room.here(), 1))
    first, second, third, _ = room.guests
    room.write(first, Sees.WITHOUT_NAMES, True)
    room.write(second, Sees.WITHOUT_NAMES, True)
    assert b"canary" in journal.read_bytes()  # the control
    room.write(third, Sees.WITHOUT_NAMES, True)
    if not late:
        room.do(cmd.GoTo("lines", room.tick()) if way == "goto" else cmd.Close(room.tick()))
    assert journal.stat().st_size == 0


class Listeners(list):
    """Whoever hears of what happened; `first` is called before anybody does."""

    def __init__(self, first: Callable[[], None]) -> None:
        super().__init__()
        self.first = first

    def __iter__(self) -> Iterator:
        self.first()
        return super().__iter__()


def test_nobody_hears_of_a_result_before_its_key_is_gone(
    workshop: tuple[Workshop, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, _ = workshop
    live = room.live
    text = "# A poll\n\n- format: 1\n\n### Poll: Which? (1 min)\n\n- id: which\n\n- ( ) A\n- ( ) B\n"
    made = {"name": "poll", "title": "A poll", "rehearsal": False, "place": "first", "included": {}}
    record = live.database.write(
        lambda conn: sessions.create(conn, text=text, keep_days=9, today=date(2026, 3, 1), **made)
    )
    asked = Workshop(live, record.id)
    for _ in range(3):
        asked.come()
    asked.do(cmd.Start(engine.now()))
    asked.do(cmd.Open(engine.now(), asked.here(), 1))
    for n, name in enumerate(asked.guests):
        vote = {"key": "vote:which", "n": 1, "body": {"choice": [n % 2]}}
        assert ops.accept(live, asked.who(name), asked.guests[name].token, read_op(vote))["status"] == "ok"
    poll, keys = ballots.poll_id(record.id, "which", 1), []
    live.listeners, before = Listeners(lambda: keys.append(live.keys.get(poll))), live.listeners
    asked.do(cmd.Close(engine.now()))
    closed = engine.now() + 4
    monkeypatch.setattr(engine, "now", lambda: closed)
    live.on_due(record.id)
    live.listeners = before
    assert asked.session.polls["which"].result is not None
    assert keys[0] is not None  # the control: while it closed
    assert keys[1:] == [None]
