"""What was on its way when the end settled, or when its writer got another secret: it is kept as things are then."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from workshop import engine
from workshop.authoring.library import Library
from workshop.live import ops, own_state, questions
from workshop.live.protocol import read_op
from workshop.live.submit import Live
from workshop.live.timers import Timers
from workshop.script.model import QUESTIONS_ID
from workshop.session import commands as cmd
from workshop.session.errors import Refused
from workshop.store import me_too, notes, people, shared_texts, waiting_questions
from workshop.store.database import SQLITE_POOL, Database, prepare
from workshop.store.keys import Keys
from workshop.store.migrate import upgrade
from workshop.web.private_link import _rekey

SCRIPT = """# On its way

- format: 1
- questions: on

### Reflect: Think (2 min)

- id: think
- who sees this: facilitators

### Poll: Which (1 min)

- id: which

- ( ) Heron
- ( ) Kestrel
"""
ANN, FRESH, BEN = (bytes([n]) * 32 for n in range(3))


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Timers, "arm", lambda _timers, _session: None)
    database = create_engine(f"sqlite:///{tmp_path / 'w.db'}", **SQLITE_POOL)
    prepare(database)
    upgrade(database)
    (tmp_path / "keys").mkdir(mode=0o700)
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "way.md").write_text(SCRIPT)
    yield Live(Database(database), Keys(tmp_path / "keys"))
    database.dispose()


@pytest.fixture
def session(live: Live, tmp_path: Path) -> str:
    session_id = Library(tmp_path / "sessions").start(live, "way").id
    live.submit(session_id, cmd.Start(engine.now()))
    for token, name in ((ANN, "Ann"), (BEN, "Ben")):
        live.database.write(lambda conn, t=token, n=name: people.join(conn, session_id, t, n))
    return session_id


@pytest.fixture
def meanwhile(live: Live, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """What happens between the look at the workshop and the next write."""

    def happens(act: Callable[[], object]) -> None:
        write = live.database.write

        def after_it(job, *whose):
            monkeypatch.setattr(live.database, "write", write)
            act()
            return write(job, *whose)

        monkeypatch.setattr(live.database, "write", after_it)

    return happens


def send(live: Live, session: str, key: str, body: dict, n: int = 1, token: bytes = ANN) -> dict:
    with live.database.read() as conn:
        who = people.by_token(conn, session, token)
    return ops.accept(live, who, token, read_op({"key": key, "n": n, "body": body}))


def end(live: Live, session: str) -> None:
    for command in (cmd.End(engine.now() - 60), cmd.Tick(engine.now())):
        assert live.submit(session, command).status == "ok"
    assert live.session(session).settled


def renew(live: Live, session: str) -> None:
    assert live.database.write(lambda conn: _rekey(conn, live.keys, session, ANN, FRESH))


def shared(live: Live, session: str) -> list[str]:
    with live.database.read() as conn:
        return [copy.shown for copy in shared_texts.copies_where(conn, "", session) if copy.text]


class TestTheEndSettles:
    def test_a_text_for_the_facilitators_stays_its_writers_and_says_so(
        self, live: Live, session: str, meanwhile: Callable
    ) -> None:
        """It would have waited for others for ever, and its writer would have been told that it came."""
        meanwhile(lambda: end(live, session))
        ack = send(live, session, "note:think", {"text": "late", "sees": "facilitators"})
        assert (ack["status"], "for you only" in ack.get("why", "")) == ("closed", True)
        assert shared(live, session) == []
        with live.database.read() as conn:
            assert notes.own_step(conn, session, ANN, "think")[""].sees == "only me"

    def test_nor_does_a_question_come_after_it(self, live: Live, session: str, meanwhile: Callable) -> None:
        meanwhile(lambda: end(live, session))
        with pytest.raises(Refused):
            questions.ask(live, live.session(session), ANN, "How long?", "Ann")
        assert shared(live, session) == []

    def test_nor_is_a_box_for_me_too_opened_once_more(self, live: Live, session: str, meanwhile: Callable) -> None:
        questions.ask(live, live.session(session), BEN, "How long?", "Ben")
        with live.database.read() as conn:
            [asked] = shared_texts.shared(conn, session, QUESTIONS_ID)
        meanwhile(lambda: end(live, session))
        with pytest.raises(Refused):
            questions.join(live, live.session(session), ANN, asked.id, True)
        with live.database.read() as conn:
            assert not me_too.running(conn, session)
        assert not live.keys.all()


class TestAnotherSecret:
    def test_a_vote_counts_once(self, live: Live, session: str, meanwhile: Callable) -> None:
        live.submit(session, cmd.GoTo("which", engine.now()))
        live.submit(session, cmd.Open(engine.now()))
        meanwhile(lambda: renew(live, session))
        assert send(live, session, "vote:which", {"choice": [0]})["status"] == "later"
        assert send(live, session, "vote:which", {"choice": [0]}, token=FRESH)["status"] == "ok"
        assert own_state.turnout(live, live.session(session), "which") == 1

    def test_a_text_is_of_one_person(self, live: Live, session: str, meanwhile: Callable) -> None:
        meanwhile(lambda: renew(live, session))
        body = {"text": "one", "sees": "facilitators"}
        assert send(live, session, "note:think", body)["status"] == "later"
        assert send(live, session, "note:think", body, token=FRESH)["status"] == "ok"
        assert shared(live, session) == ["held"]

    def test_a_question_is_too(self, live: Live, session: str, meanwhile: Callable) -> None:
        meanwhile(lambda: renew(live, session))
        with pytest.raises(Refused):
            questions.ask(live, live.session(session), ANN, "How long?")
        questions.ask(live, live.session(session), FRESH, "How long?")
        with live.database.read() as conn:
            assert waiting_questions.people(conn, session) == 1

    def test_nor_does_a_vote_of_somebody_count_who_was_asked_out(
        self, live: Live, session: str, meanwhile: Callable
    ) -> None:
        live.submit(session, cmd.GoTo("which", engine.now()))
        live.submit(session, cmd.Open(engine.now()))
        with live.database.read() as conn:
            ann = people.by_token(conn, session, ANN).id
        meanwhile(lambda: live.database.write(lambda conn: people.set_state(conn, session, ann, "out")))
        send(live, session, "vote:which", {"choice": [0]})
        assert own_state.turnout(live, live.session(session), "which") == 0
