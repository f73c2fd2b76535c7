"""*Me too*: sealed while the workshop runs, told in lots from k on, kept once it is over, without ballots and key."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select

from workshop import engine
from workshop.authoring.library import Library
from workshop.live import questions
from workshop.live.submit import Live
from workshop.session import commands as cmd
from workshop.session.choices import pack
from workshop.session.errors import Refused
from workshop.session.questions import told
from workshop.store import me_too, people
from workshop.store.database import SQLITE_POOL, Database, prepare
from workshop.store.keys import Keys
from workshop.store.migrate import upgrade
from workshop.store.models import BallotRow

SCRIPT = "# Asking\n\n- format: 1\n- questions: on\n\n### Slide: Listen (1 min)\n\nWords.\n"
ASKS, *OTHERS = (bytes([n]) * 32 for n in range(8))


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
    for token in (ASKS, *OTHERS):
        live.database.write(lambda conn, t=token: people.join(conn, session_id, t, "Somebody"))
    questions.ask(live, live.session(session_id), ASKS, "How long?", "Ann")
    return session_id


def listed(live: Live, session_id: str) -> list[questions.Question]:
    session = live.session(session_id)
    with live.database.read() as conn:
        return questions.for_all(live, conn, session)


def ballots(live: Live) -> list[bytes]:
    with live.database.read() as conn:
        return list(conn.execute(select(BallotRow.sealed)).scalars())


def joined(live: Live, session_id: str, people: list[bytes], joins: bool = True) -> str:
    """And a pulse after each."""
    [question] = listed(live, session_id)
    for token in people:
        questions.join(live, live.session(session_id), token, question.id, joins)
        live.joined.tell(live.database, live.session(session_id))
    return question.id


def told_of(live: Live, session_id: str) -> int:
    return listed(live, session_id)[0].others


def test_it_is_told_from_k_on_and_fewer_look_like_nobody(live: Live, asking: str) -> None:
    joined(live, asking, OTHERS[:2])
    assert told_of(live, asking) == 0
    joined(live, asking, OTHERS[2:3])
    assert told_of(live, asking) == 3


def test_no_single_tap_moves_what_is_told(live: Live, asking: str) -> None:
    joined(live, asking, OTHERS[:3])
    joined(live, asking, OTHERS[3:5])
    joined(live, asking, OTHERS[3:4], joins=False)  # as if it had never been
    joined(live, asking, OTHERS[3:4])
    assert told_of(live, asking) == 3
    joined(live, asking, OTHERS[:1], joins=False)
    assert told_of(live, asking) == 4  # three people changed something: two came, one went


def test_what_came_after_it_was_told_last_is_not_told_at_the_end(live: Live, asking: str) -> None:
    item = joined(live, asking, OTHERS[:3])
    joined(live, asking, OTHERS[3:5])
    live.submit(asking, cmd.End(engine.now() - 60))
    live.on_due(asking)
    assert live.session(asking).me_too == {item[: me_too.MARK]: 3}


def test_a_list_of_all_that_one_may_join_in_fits_however_it_changed() -> None:
    marks = [f"{n:016x}" for n in range(2 * me_too.MOST)]
    joins = me_too.Joins(frozenset(marks[: me_too.MOST]), frozenset(marks[me_too.MOST :]))
    assert len(pack(joins.vote(10**6)).encode()) + 8 < me_too.SIZE
    assert me_too._joins(joins.vote(7), 7) == joins
    assert me_too._joins(joins.vote(7), 8) == me_too.Joins(joins.now, joins.now)  # it has been told since


def test_sealed_votes_have_one_length_whatever_somebody_joined_in(live: Live, asking: str) -> None:
    item = joined(live, asking, OTHERS[:3])
    questions.ask(live, live.session(asking), ASKS, "And why?", "Ann")
    other = next(q.id for q in listed(live, asking) if q.id != item)
    questions.join(live, live.session(asking), OTHERS[0], other, True)
    questions.join(live, live.session(asking), OTHERS[1], item, False)
    assert len(ballots(live)) == 3 and len({len(sealed) for sealed in ballots(live)}) == 1
    assert not any(item[: me_too.MARK].encode() in sealed for sealed in ballots(live))


def test_after_the_end_the_count_is_kept_and_neither_ballot_nor_key(live: Live, asking: str) -> None:
    item = joined(live, asking, OTHERS[:6])
    assert live.keys.all()
    live.submit(asking, cmd.End(engine.now() - 60))
    live.on_due(asking)
    assert live.session(asking).settled
    assert live.session(asking).me_too == {item[: me_too.MARK]: 6}
    assert (ballots(live), live.keys.all()) == ([], set())
    with pytest.raises(Refused):
        questions.join(live, live.session(asking), ASKS, item, True)


def test_where_the_key_is_lost_whoever_joins_in_next_is_counted_anew(live: Live, asking: str) -> None:
    joined(live, asking, OTHERS[:4])
    for key in live.keys.all():
        live.keys.destroy(key)
    item = joined(live, asking, OTHERS[4:])
    with live.database.read() as conn:
        assert me_too.told(conn, asking) == {item[: me_too.MARK]: len(OTHERS[4:])}
        assert conn.execute(select(func.count()).select_from(BallotRow)).scalar() == len(OTHERS[4:])


def test_a_question_on_the_screen_is_one_at_a_time(live: Live, asking: str) -> None:
    for text in ("And why?", "And where?"):
        questions.ask(live, live.session(asking), ASKS, text, "Ann")
    first, second, _ = (question.id for question in listed(live, asking))
    for item in (first, second):
        live.submit(asking, cmd.MarkQuestion(item, "pinned", 1.0))
    assert live.session(asking).question_marks == {second: "pinned"}
    live.submit(asking, cmd.MarkQuestion(second, "open", 1.0))
    assert live.session(asking).question_marks == {}


def test_in_sensitive_care_it_is_told_in_steps() -> None:
    assert [told(n, 5, sensitive=True) for n in (0, 4, 5, 9, 10, 14)] == [0, 0, 5, 5, 10, 10]
    assert [told(n, 3, sensitive=False) for n in (0, 2, 3, 7)] == [0, 0, 3, 7]
