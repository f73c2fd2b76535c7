"""Two results of one question, counted by two processes: both come out where the same people answered, wherever they
sat; and neither process tells the second before it knows whose answers the first is made of."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from workshop import engine
from workshop.authoring.library import Library
from workshop.live import ops, submit
from workshop.live.protocol import read_op
from workshop.live.submit import Live
from workshop.live.timers import Timers
from workshop.session import commands as cmd
from workshop.session.undo import CLOSING_SECONDS
from workshop.store import people
from workshop.store.database import SQLITE_POOL, Database, prepare
from workshop.store.keys import Keys
from workshop.store.migrate import upgrade
from workshop.store.people import Participant

SCRIPT = """\
# Twice

- format: 1
- people: 5-12
- care: {care}
- help: _help.md

### Check-in: First (1 min)

- id: first
- series: mood
- answer: scale 1 (low) to 3 (high)

### Check-in: Again (1 min)

- id: again
- series: mood
- answer: scale 1 (low) to 3 (high)
"""
PEOPLE = [f"p{n}" for n in range(8)]
LONG = 600.0


@dataclass
class Two:
    """Processes over one database; what `Hearing` tells between them is told here, one word after another."""

    one: Live
    other: Live
    session: str

    def __post_init__(self) -> None:
        self.late: list[tuple[str, str, int]] = []
        for live in (self.one, self.other):
            live.voters.tell_late = lambda *asking: self.late.append(asking)

    def ask(self, step: str, people: list[str] = PEOPLE, closed_for: float = 0.1) -> None:
        """Half of them sit at the other process; it has closed, and nothing is told yet."""
        self.one.submit(self.session, cmd.GoTo(step, engine.now()))
        self.one.submit(self.session, cmd.Open(engine.now()))
        for n, person in enumerate(people):
            self.vote((self.one, self.other)[n % 2], step, person)
        self.one.submit(self.session, cmd.Close(engine.now() - CLOSING_SECONDS - closed_for))

    def vote(self, live: Live, step: str, person: str) -> None:
        op = read_op({"key": f"vote:{step}", "n": 1, "body": {"scale": 3}})
        who = Participant(person, self.session, person, "in")
        assert ops.accept(live, who, person.encode(), op)["status"] == "ok"

    def share(self, step: str) -> None:
        """Each tells the other who answered there."""
        for by, to in ((self.one, self.other), (self.other, self.one)):
            asking = (self.session, step, by.session(self.session).polls[step].epoch)
            to.voters.add(*asking, by.voters.share(*asking))

    def tell_result(self, step: str) -> None:
        """The one that counted tells the other."""
        asking = (self.session, step, self.one.session(self.session).polls[step].epoch)
        self.other.voters.told_elsewhere(*asking, self.one.voters.of_result(*asking))

    def count(self, live: Live, step: str) -> str:
        """By this process: whether the result came out, is kept back, or is not there yet."""
        live.on_due(self.session)
        run = live.session(self.session).polls[step]
        if run.result is None:
            return run.phase
        return "too alike" if run.result.too_alike else "hidden" if run.result.hidden else "told"


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, care: str):
    """The tests are the clock."""
    monkeypatch.setattr(Timers, "arm", lambda _self, _session: None)
    monkeypatch.setattr(submit, "LOOK_AGAIN", 0.0)
    monkeypatch.setattr(submit, "HEARSAY", LONG)
    database = create_engine(f"sqlite:///{tmp_path / 'w.db'}", **SQLITE_POOL)
    prepare(database)
    upgrade(database)
    (tmp_path / "keys").mkdir(mode=0o700)
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "twice.md").write_text(SCRIPT.format(care=care))
    (tmp_path / "sessions" / "_help.md").write_text("Call 112.\n")
    store, keys = Database(database), Keys(tmp_path / "keys")
    one, other = Live(store, keys), Live(store, keys)
    session_id = Library(tmp_path / "sessions").start(one, "twice").id
    one.submit(session_id, cmd.Start(engine.now()))
    for person in PEOPLE:
        store.write(lambda conn, p=person: people.join(conn, session_id, p.encode(), p))
    yield Two(one, other, session_id)
    database.dispose()


pytestmark = pytest.mark.parametrize("care", ["standard", "sensitive"])


def test_both_come_out_whichever_counts(two: Two) -> None:
    two.ask("first")
    two.share("first")
    assert two.count(two.one, "first") == "told"
    two.tell_result("first")
    two.ask("again")
    two.share("again")
    assert two.count(two.other, "again") == "told"


def test_one_person_less_is_too_alike_at_the_other_process_too(two: Two) -> None:
    two.ask("first")
    two.share("first")
    assert two.count(two.one, "first") == "told"
    two.tell_result("first")
    two.ask("again", PEOPLE[1:])
    two.share("again")
    assert two.count(two.other, "again") == "too alike"


def test_whoever_lacks_word_of_the_voters_waits_for_it(two: Two) -> None:
    two.ask("first")
    assert two.count(two.other, "first") == "closing"
    two.share("first")
    assert two.count(two.other, "first") == "told"


def test_whoever_lacks_word_of_the_earlier_result_leaves_it_to_the_one_that_knows(two: Two) -> None:
    two.ask("first")
    two.share("first")
    assert two.count(two.one, "first") == "told"
    two.ask("again")
    two.share("again")
    assert two.count(two.other, "again") == "closing"
    assert two.count(two.one, "again") == "told"


def test_where_no_word_comes_it_counts_without_and_keeps_back_what_could_tell(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submit, "HEARSAY", 0.0)
    two.ask("first")
    assert two.count(two.one, "first") == "told"  # alone it tells of nobody
    two.ask("again")
    two.share("again")
    assert two.count(two.one, "again") == "too alike"


def test_who_answers_after_they_were_told_is_told(two: Two) -> None:
    two.ask("first", PEOPLE[:6], closed_for=-LONG)
    two.share("first")
    assert two.late == []
    two.vote(two.other, "first", PEOPLE[6])
    assert two.late == [(two.session, "first", 1)]


def test_one_process_alone_waits_for_nobody(two: Two) -> None:
    two.one.voters.tell_late = None
    two.ask("first")
    assert two.count(two.one, "first") == "told"
