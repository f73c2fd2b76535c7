"""The way of a command: load, decide, record, tell. Stored equals lived, and of two only one is first."""

import random
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from workshop import engine
from workshop.authoring.library import Library
from workshop.live import ops, own_state
from workshop.live.protocol import read_op
from workshop.live.submit import Live
from workshop.live.timers import Timers
from workshop.script.model import Poll
from workshop.session import commands as cmd
from workshop.session.people import Person
from workshop.session.running_order import again
from workshop.session.state import Session
from workshop.store import people, sessions, state_json
from workshop.store.database import SQLITE_POOL, Database, prepare
from workshop.store.keys import Keys
from workshop.store.migrate import upgrade
from workshop.store.people import Participant
from workshop.util.paths import bundled

REPEATS = Path(__file__).parents[1] / "rehearsal"  # the folder of a script whose parts repeat
SEEDS = [*range(6), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(6, 200))]
PEOPLE = tuple(Person(f"p{i}", f"Person {i}") for i in range(7))


@pytest.fixture
def live(tmp_path: Path):
    engine = create_engine(f"sqlite:///{tmp_path / 'w.db'}", **SQLITE_POOL)
    prepare(engine)
    upgrade(engine)
    (tmp_path / "keys").mkdir(mode=0o700)
    yield Live(Database(engine), Keys(tmp_path / "keys"))
    engine.dispose()


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test says what time it is: no timer of the wall's clock moves the workshop on between two looks at it."""
    monkeypatch.setattr(Timers, "arm", lambda _timers, _session: None)


def begin(live: Live, script: str = "hello") -> str:
    return Library(REPEATS if script == "repeats" else bundled("sessions")).start(live, script).id


def stored(live: Live, session_id: str) -> Session:
    with live.database.read() as conn:
        found = sessions.load(conn, session_id)
    assert found is not None
    return found


def a_command(dice: random.Random, session: Session, now: float) -> cmd.Command:
    if again(session) and dice.random() < 0.5:
        return cmd.Repeat(now)
    return dice.choice(
        [
            cmd.Start(now), cmd.Next(now), cmd.Next(now), cmd.Back(now), cmd.Undo(now), cmd.Close(now),
            cmd.Repeat(now),
            cmd.GoTo(dice.choice(session.order), now), cmd.Open(now, PEOPLE, dice.getrandbits(16)),
            cmd.Reveal(now), cmd.AskAgain(now), cmd.FormGroups(now, PEOPLE, dice.getrandbits(16)),
            cmd.Recall(now, dice.choice((0, 60))), cmd.ReopenGroups(now), cmd.Arrive(Person("late", "Late"), now),
            cmd.WorkAlone(PEOPLE[0], now), cmd.Extend(60, now), cmd.PauseAll(now), cmd.Resume(now),
            cmd.Lock(now), cmd.Unlock(now), cmd.Depart(PEOPLE[2].id), cmd.Send("Back at ten", now), cmd.Tick(now + 100),
            cmd.FormGroups(now, PEOPLE, dice.getrandbits(16), propose=True), cmd.Extend(60, now, "g1"),
            cmd.Move(PEOPLE[1], dice.choice(("g1", "g2", "new", "")), now),
            cmd.KeepApart((PEOPLE[0], PEOPLE[2]), dice.random() < 0.7, now),
            cmd.Skip(dice.choice(session.order), dice.random() < 0.7, now), cmd.Decline("ground-again", now),
            *(cmd.Insert(now, step=s.id) for s in session.script.drawer),
        ]
    )  # fmt: skip


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("script", ["hello", "healing-anxious-attachment", "repeats"])
def test_stored_equals_lived(live: Live, script: str, seed: int):
    """After every command the session loaded from the database is the session that is lived."""
    dice = random.Random(seed)
    session_id = begin(live, script)
    now = 1000.0
    live.submit(session_id, cmd.Start(now))
    for _ in range(60):
        now += dice.randint(1, 90)
        session = live.session(session_id)
        assert session is not None
        live.submit(session_id, a_command(dice, session, now))
        assert stored(live, session_id) == live.session(session_id)
    assert state_json.dump(stored(live, session_id)) == state_json.dump(live.session(session_id))
    assert bool(live.session(session_id).part_rounds) == (script == "repeats")


def an_edit(dice: random.Random, session: Session, text: str) -> tuple[str, cmd.ApplyScript]:
    """A text with another title or time somewhere, a step less or a step more; and the command that applies it."""
    lines = text.split("\n")
    here = dice.choice([n for n, line in enumerate(lines) if line.startswith("### ")])
    match dice.randrange(3):
        case 0:
            lines[here] = lines[here].replace(": ", ": Ah, ", 1)
        case 1:
            lines[here:here] = [f"### Slide: Something new {dice.random()} (2 min)", "", "Look.", ""]
        case _:
            lines = [line for line in lines if not line.startswith("Good")]
    edited = "\n".join(lines)
    script = state_json.compile_script(edited, {}, session.script.rules)
    return edited, cmd.ApplyScript(script, edited, {})


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("script", ["hello", "repeats"])
def test_stored_equals_lived_while_the_script_changes(live: Live, script: str, seed: int):
    dice = random.Random(seed)
    session_id = begin(live, script)
    with live.database.read() as conn:
        text = sessions.script_of(conn, session_id)
    now = 1000.0
    for turn in range(40):
        now += dice.randint(1, 90)
        session = live.session(session_id)
        if turn % 4 == 3:
            text, command = an_edit(dice, session, text)
            assert live.submit(session_id, command).status == "ok"
        else:
            live.submit(session_id, a_command(dice, session, now))
        assert stored(live, session_id) == live.session(session_id)
    with live.database.read() as conn:
        assert sessions.script_of(conn, session_id) == text
    assert len(stored(live, session_id).versions) > 1


def test_of_two_who_apply_a_script_one_is_first(live: Live):
    session_id = begin(live)
    session = live.session(session_id)
    with live.database.read() as conn:
        text = sessions.script_of(conn, session_id)
    _, command = an_edit(random.Random(1), session, text)
    assert live.submit(session_id, command, seen=session.v).status == "ok"
    assert live.submit(session_id, command, seen=session.v).status == "stale"


def test_a_step_typed_live_survives_a_restart(live: Live):
    from workshop.script import read_step

    session_id = begin(live)
    text = "### Slide: A breath of air (2 min)\n\nOpen a window."
    live.submit(session_id, cmd.Start(1))
    session = live.session(session_id)
    made, _ = read_step(text, session.script.rules)
    assert live.submit(session_id, cmd.Insert(2, text=text, made=made)).status == "ok"
    again = stored(live, session_id)
    assert again.neighbour(1).title == "A breath of air"
    assert again == live.session(session_id)


def test_who_looked_at_an_older_state_is_told(live: Live):
    session_id = begin(live)
    live.submit(session_id, cmd.Start(1), seen=0)
    assert live.submit(session_id, cmd.Next(2), seen=0).status == "stale"
    assert live.session(session_id).current == "welcome"


def test_another_process_that_was_first_is_noticed(live: Live):
    session_id = begin(live)
    live.submit(session_id, cmd.Start(1))
    other = Live(live.database, live.keys)
    other.submit(session_id, cmd.Next(2))
    assert live.session(session_id) == other.session(session_id)
    assert live.submit(session_id, cmd.Next(3)).status == "ok"
    assert live.session(session_id).number == 3


def test_while_one_looks_the_others_go_by_what_is_known(live: Live, monkeypatch: pytest.MonkeyPatch):
    session_id = begin(live)
    live.submit(session_id, cmd.Start(1))
    live.cache.alone = True
    live.cache.doubt(session_id)
    read, meanwhile = live.database.read, []

    @contextmanager
    def slow_read():
        meanwhile.append(live.session(session_id).v)  # somebody votes while the look takes its time
        with read() as conn:
            yield conn

    monkeypatch.setattr(live.database, "read", slow_read)
    assert live.session(session_id).v == 1
    assert meanwhile == [1]
    assert not live.cache._looking


def test_nothing_is_told_before_it_is_kept(live: Live):
    seen = []

    def teller(before: Session, after: Session, events) -> None:
        seen.append((after.v, stored(live, after.id).v))

    live.listeners.append(teller)
    session_id = begin(live)
    live.submit(session_id, cmd.Start(1))
    until = engine.now() + 20
    while not seen and engine.now() < until:
        engine.sleep(0.01)
    assert seen == [(1, 1)]


def test_an_unknown_session_is_refused_in_words(live: Live):
    assert live.submit("nothing", cmd.Start(1)).reason == "There is no such workshop."


def test_a_damaged_session_keeps_no_other_from_starting(live: Live):
    damaged, sound = begin(live), begin(live)
    for session_id in (damaged, sound):
        live.submit(session_id, cmd.Start(1000.0))
    live.database.write(lambda conn: conn.exec_driver_sql(
        "UPDATE session SET state = 'not json', v = v + 1 WHERE id = ?", (damaged,)))  # fmt: skip
    again = Live(live.database, live.keys)
    again.resume_timers()
    assert again.session(sound).phase == "live"
    with pytest.raises(sessions.Damaged):
        again.session(damaged)


class TestALostKey:
    """The folder of keys was wiped, or Redis restarted, while the server went on."""

    @pytest.fixture
    def asked(self, live: Live) -> str:
        session_id = begin(live)
        live.submit(session_id, cmd.Start(1000.0))
        live.database.write(lambda conn: people.join(conn, session_id, bytes(32), "Ann"))
        while not isinstance(live.session(session_id).step.detail, Poll):
            live.submit(session_id, cmd.Next(1000.0))
        live.submit(session_id, cmd.Open(engine.now()))
        return session_id

    def lose(self, live: Live) -> None:
        for poll in live.keys.all():
            live.keys.destroy(poll)

    def vote(self, live: Live, session_id: str, n: int = 1, **body: object) -> dict[str, object]:
        ann = Participant("ann", session_id, "Ann", "in")
        step = live.session(session_id).current
        return ops.accept(
            live, ann, bytes(32), read_op({"key": f"vote:{step}", "n": n, "body": {"choice": [0], **body}})
        )

    def test_a_vote_finds_it_and_everybody_is_asked_anew(self, live: Live, asked: str):
        step = live.session(asked).current
        assert self.vote(live, asked)["status"] == "ok"
        self.lose(live)
        assert self.vote(live, asked, 2)["status"] == "later"
        run = live.session(asked).polls[step]
        assert (run.phase, run.epoch, run.since) == ("open", 2, 1)
        assert self.vote(live, asked, 2, epoch=1)["status"] == "later"  # has not heard of it yet
        assert self.vote(live, asked, 2, epoch=2)["status"] == "ok"
        assert own_state.turnout(live, live.session(asked), step) == 1

    def test_asked_again_by_hand_an_answer_from_before_is_late(self, live: Live, asked: str):
        self.lose(live)
        assert self.vote(live, asked)["status"] == "later"
        live.submit(asked, cmd.Close(engine.now() - 60))
        live.on_due(asked)
        live.submit(asked, cmd.AskAgain(engine.now()))
        assert live.session(asked).polls[live.session(asked).current].since == 3
        for epoch in (1, 2):
            assert self.vote(live, asked, 2, epoch=epoch)["status"] == "closed"

    def test_two_who_find_it_ask_once(self, live: Live, asked: str):
        self.lose(live)
        step = live.session(asked).current
        for _ in range(2):
            live.key_lost(asked, step)
        assert live.session(asked).polls[step].epoch == 2

    def test_lost_while_closing_nothing_is_counted_as_nobody(self, live: Live, asked: str):
        step = live.session(asked).current
        assert self.vote(live, asked)["status"] == "ok"
        self.lose(live)
        live.submit(asked, cmd.Close(engine.now() - 60))
        live.on_due(asked)
        run = live.session(asked).polls[step]
        assert (run.phase, run.epoch, run.result) == ("open", 2, None)
