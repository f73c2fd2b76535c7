"""Questions without a name, as they lie in the database: while they wait, and when they have come out."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from workshop import engine
from workshop.authoring.library import Library
from workshop.live import questions
from workshop.live.submit import Live
from workshop.session import commands as cmd
from workshop.store import people
from workshop.store.database import SQLITE_POOL, Database, prepare
from workshop.store.keys import Keys
from workshop.store.migrate import upgrade
from workshop.store.models import NoteRow, SharedRow

SCRIPT = "# Asking\n\n- format: 1\n- questions: on\n\n### Slide: Listen (1 min)\n\nWords.\n"
ANN, BEN, CEM = (bytes([n]) * 32 for n in range(3))


@pytest.fixture
def live(tmp_path: Path):
    database = create_engine(f"sqlite:///{tmp_path / 'w.db'}", **SQLITE_POOL)
    prepare(database)
    upgrade(database)
    (tmp_path / "keys").mkdir(mode=0o700)
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "asking.md").write_text(SCRIPT)
    yield Live(Database(database), Keys(tmp_path / "keys"))
    database.dispose()


@pytest.fixture
def asking(live: Live, tmp_path: Path) -> str:
    session_id = Library(tmp_path / "sessions").start(live, "asking").id
    live.submit(session_id, cmd.Start(engine.now()))
    for token in (ANN, BEN, CEM):
        live.database.write(lambda conn, t=token: people.join(conn, session_id, t, "Somebody"))
    for token, text in ((ANN, "How long?"), (ANN, "And why?"), (BEN, "Who says so?")):
        questions.ask(live, live.session(session_id), token, text)
    return session_id


def rows(live: Live) -> tuple[list[SharedRow], set[str]]:
    """The copies, and all that stands in the notes beside what is sealed."""
    with live.database.read() as conn:
        copies = list(conn.execute(select(SharedRow.__table__)).mappings())
        notes = conn.execute(select(NoteRow.owner, NoteRow.field)).all()
    return copies, {mark.hex() for mark, _ in notes} | {field for _, field in notes}


def test_beside_one_that_waits_stands_a_mark_of_a_person_that_stands_nowhere_else(live: Live, asking: str) -> None:
    copies, notes = rows(live)
    marks = {copy["text"]: copy["field"] for copy in copies}
    assert len({*marks.values()}) == 2 and marks["How long?"] == marks["And why?"]
    assert not {*marks.values()} & notes


def test_the_mark_goes_when_they_come_out(live: Live, asking: str) -> None:
    questions.ask(live, live.session(asking), CEM, "Where else?")
    copies, _ = rows(live)
    assert [(copy["shown"], copy["field"], copy["name"]) for copy in copies] == [("shown", "", "")] * 4


def test_who_asks_more_is_one_person_and_counts_again_after_a_release(live: Live, asking: str) -> None:
    session = live.session(asking)

    def told() -> int:
        with live.database.read() as conn:
            return len(questions.for_all(live, conn, session))

    def waits() -> int:
        with live.database.read() as conn:
            return questions.askers(conn, session)

    questions.ask(live, session, BEN, "Who else?")
    assert (told(), waits()) == (0, 2)
    questions.ask(live, session, CEM, "Where else?")
    assert (told(), waits()) == (5, 0)
    questions.ask(live, session, CEM, "When?")
    assert (told(), waits()) == (5, 1)
