"""The one writer: batches, failures that stay where they are, locks, full disks, emptied logs."""

import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, nullcontext
from multiprocessing.pool import ThreadPool

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from tests.support.server import PROGRAMS
from workshop.script.model import Sees
from workshop.store.database import StoreUnavailable
from workshop.store.rows import Rows
from workshop.store.writer import TURN, Job


@pytest.fixture
def table(room):
    room.write(lambda c: c.execute(text("CREATE TABLE word (word TEXT PRIMARY KEY)")))


def put(word):
    return lambda c: c.execute(text("INSERT INTO word VALUES (:word)"), {"word": word}) and word


def words(room):
    with room.read() as c:
        return sorted(c.execute(text("SELECT word FROM word")).scalars())


@pytest.mark.usefixtures("table")
class TestWriting:
    def test_gives_what_the_job_gives(self, room):
        assert room.write(put("a")) == "a"

    def test_what_a_job_raises_undoes_that_job_alone(self, room):
        def half(conn):
            put("half")(conn)
            raise LookupError("never mind")

        with pytest.raises(LookupError):
            room.write(half)
        room.write(put("whole"))
        assert words(room) == ["whole"]

    def test_a_broken_rule_of_the_tables_hurts_no_other_job_of_the_batch(self, room):
        outcomes = room.database._writer._commit([Job(put(each)) for each in "aab"])
        assert [failed for failed, _ in outcomes] == [False, True, False]
        assert isinstance(outcomes[1][1], IntegrityError)
        assert words(room) == ["a", "b"]

    def test_many_at_once_are_all_answered_and_share_commits(self, room):
        commits = []
        event.listen(room.engine, "commit", commits.append)
        with ThreadPool(16) as pool:
            assert sorted(pool.map(lambda n: room.write(put(f"{n:03}")), range(400))) == words(room)
        assert len(commits) < 400


OF_WORD = "SELECT word, 'it is ' || word FROM word WHERE word IN"


@pytest.mark.usefixtures("table")
class TestRows:
    def test_a_crowd_that_asks_while_the_connection_is_taken_is_looked_up_in_one(self, room):
        for n in range(8):
            room.write(put(str(n)))
        taken, said, held = [], [], room.engine.raw_connection()
        held.driver_connection.set_trace_callback(said.append)
        event.listen(room.engine, "checkout", lambda *_: taken.append(1))
        with ThreadPool(10) as pool:
            asked = [pool.apply_async(room.database.row, (OF_WORD, str(n))) for n in (*range(9), 0)]
            wait_for(lambda: len(room.database._rows._asked) == 10)
            held.close()
            found = [each.get(timeout=20) for each in asked]
        assert found == [*((f"it is {n}",) for n in range(8)), None, ("it is 0",)]
        assert (len(taken), len(said)) == (1, 1)

    def test_whoever_asks_while_others_are_looked_up_is_in_the_next_look(self):
        """Not in the one that goes on: what they ask for may have come since."""
        looks, going = [], threading.Event()

        def look(_statement, keys):
            looks.append(set(keys))
            assert going.wait(20)
            return {key: (key,) for key in keys}

        shared = Rows(lambda: nullcontext(look))
        with ThreadPool(4) as pool:
            asked = [pool.apply_async(shared.first, ("", 0))]
            wait_for(lambda: looks)
            asked += [pool.apply_async(shared.first, ("", n)) for n in (1, 2, 3)]
            wait_for(lambda: len(shared._asked) == 3)
            going.set()
            assert [each.get(timeout=20) for each in asked] == [(0,), (1,), (2,), (3,)]
        assert looks == [{0}, {1, 2, 3}]

    def test_what_goes_wrong_is_heard_by_all_who_asked_and_by_nobody_after_them(self, room):
        held = room.engine.raw_connection()
        with ThreadPool(2) as pool:
            asked = [pool.apply_async(room.database.row, ("SELECT nothing IN", "a")) for _ in range(2)]
            wait_for(lambda: len(room.database._rows._asked) == 2)
            held.close()
            for each in asked:
                with pytest.raises(StoreUnavailable):
                    each.get(timeout=20)
        assert room.database.row(OF_WORD, "a") is None

    def test_who_reads_for_others_and_is_stopped_tells_nobody_that_there_is_no_row(self):
        """No row would mean that somebody is unknown here."""
        going, rows = threading.Event(), []

        @contextmanager
        def connected():
            going.wait(20)
            yield stopped

        def stopped(*_):
            raise SystemExit

        shared = Rows(connected)

        def read():
            with pytest.raises(SystemExit):
                shared.first("SELECT 1", "a")

        first = threading.Thread(target=read)
        with ThreadPool(1) as pool:
            first.start()
            wait_for(lambda: len(shared._asked) == 1)
            second = pool.apply_async(shared.first, ("SELECT 1", "a"))
            wait_for(lambda: len(shared._asked) == 2)
            going.set()
            with pytest.raises(RuntimeError, match="stopped"):
                rows.append(second.get(timeout=20))
        first.join()
        assert rows == []


def wait_for(there):
    until = time.monotonic() + 20
    while not there():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_those_who_read_do_not_wait_for_a_commit_each(tmp_path):
    """Thirty who come while somebody writes without a pause: it was one of them after each batch."""
    done = subprocess.run(
        [sys.executable, PROGRAMS / "reading_beside.py", tmp_path / "workshop.db"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) <= 5


def test_a_thousand_at_once_wait_for_the_disk_two_or_three_times_and_others_have_their_turn(tmp_path):
    """A batch may be long since it is written in turns: each of some 10 ms, before and after its commit."""
    done = subprocess.run(
        [sys.executable, PROGRAMS / "writing_at_once.py", tmp_path / "workshop.db"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    transactions, most = map(int, done.stdout.split())
    assert transactions <= 3
    assert most <= TURN


@pytest.fixture
def somebody_else(room):
    """Another process's connection to the same file."""
    options = {"isolation_level": None, "timeout": 0, "check_same_thread": False}
    with closing(sqlite3.connect(room.path, **options)) as other:
        yield other


@pytest.mark.usefixtures("table")
class TestALockedDatabase:
    def test_is_waited_for(self, room, somebody_else):
        somebody_else.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.3, somebody_else.execute, ["COMMIT"])
        release.start()
        assert room.write(put("a")) == "a"
        release.join()

    def test_for_too_long_says_so_and_keeps_nothing(self, room, somebody_else, monkeypatch):
        monkeypatch.setattr("workshop.store.writer.RETRY_SECONDS", (0.01, 0.01))
        somebody_else.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable):
            room.write(put("a"))
        somebody_else.execute("COMMIT")
        assert words(room) == []
        room.write(put("b"))
        assert words(room) == ["b"]

    def test_can_be_read_all_the_same(self, room, somebody_else):
        room.write(put("a"))
        somebody_else.execute("BEGIN IMMEDIATE")
        assert words(room) == ["a"]


@pytest.mark.usefixtures("table")
def test_a_full_disk_acknowledges_nothing_and_is_got_over(room):
    def limit(pages):
        with room.read() as c:
            c.execute(text(f"PRAGMA max_page_count={pages}"))

    limit(1)
    with pytest.raises(StoreUnavailable):
        for n in range(1000):
            room.write(put(f"{n}" * 200))
    kept = words(room)
    limit(1_000_000)
    room.write(put("again"))
    assert words(room) == sorted([*kept, "again"])


def test_settings_that_anonymity_and_durability_rest_on(room):
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }
    with room.read() as c:
        assert {name: c.execute(text(f"PRAGMA {name}")).scalar() for name in wanted} == wanted


def test_values_never_appear_in_errors(room):
    with pytest.raises(IntegrityError) as caught:
        room.write(lambda c: c.execute(text("INSERT INTO poll (session) VALUES (:s)"), {"s": "a secret"}))
    assert "a secret" not in str(caught.value)


def places(room, copies):
    """Where each text lies in the file: pages grow from their end, so later rows lie further to the front."""
    file = room.path.read_bytes()
    return [file.index(copy.text.encode()) for copy in copies]


def test_what_is_put_aside_for_a_moment_lies_on_the_disk_of_the_data(tmp_path):
    """The folder for temporary files may be on another one, which nobody sealed."""
    if not shutil.which("strace") or subprocess.run(["strace", "-f", "true"], capture_output=True).returncode:
        pytest.skip("strace is not installed, or may not look at processes here")
    trace = tmp_path / "trace"
    watched = ["strace", "-f", "-o", str(trace), "-e", "trace=openat", sys.executable]
    folder = tmp_path / "Ana's data"
    subprocess.run([*watched, str(PROGRAMS / "putting_aside.py"), str(folder)], check=True, capture_output=True)
    aside = re.findall(r'"([^"]+)/etilqs_\w+"', trace.read_text())
    assert {*aside} == {str(folder)}


def test_once_tidied_the_file_does_not_tell_in_which_order_texts_came(room, session):
    for n in range(12):
        room.note(session, f"person {n}", 1, f"the thought of person {n:02}", Sees.WITHOUT_NAMES)
    room.database.checkpoint()
    by_time = sorted(room.shared(session), key=lambda s: s.text)
    assert places(room, by_time) == sorted(places(room, by_time), reverse=True)  # it does tell before
    room.database.tidy()
    assert places(room, by_time) != sorted(places(room, by_time), reverse=True)
    assert places(room, room.shared(session)) == sorted(places(room, room.shared(session)), reverse=True)


class TestTrouble:
    """What is amiss is known without asking, told in the log once, and over as soon as something can be saved."""

    @pytest.fixture
    def connection(self, room):
        """The one connection that the database has."""

        def run(pragma):
            held = room.engine.raw_connection()
            held.driver_connection.execute(pragma)
            held.close()

        return run

    def test_that_nothing_can_be_written(self, room, session, connection, caplog):
        caplog.set_level("INFO", "workshop.store")
        assert room.database.trouble is None
        connection("PRAGMA query_only=ON")
        for _ in range(3):
            with pytest.raises(StoreUnavailable):
                room.session()
        assert room.database.trouble.what == "The database cannot be written to."
        connection("PRAGMA query_only=OFF")
        assert room.database.probe() is None
        assert [record.message.split(".")[0] for record in caplog.records] == [
            "Nothing can be saved just now", "The database can be written to again",
        ]  # fmt: skip

    def test_is_found_by_a_probe_where_nobody_writes(self, room, connection):
        connection("PRAGMA query_only=ON")
        assert room.database.probe().title == "Nothing can be saved just now."

    def test_a_probe_leaves_alone_what_was_saved_just_now(self, room, connection):
        room.session()
        connection("PRAGMA query_only=ON")
        assert room.database.probe() is None

    def test_that_another_program_holds_it(self, room, monkeypatch):
        monkeypatch.setattr("workshop.store.writer.RETRY_SECONDS", (0.01,))
        with closing(sqlite3.connect(room.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert room.database.probe().what == "Another program holds the database."
