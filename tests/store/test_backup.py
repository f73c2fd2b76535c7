"""Copies that can be trusted, and deletion that leaves nothing behind."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import date, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from tests.support import redis as redis_server
from workshop.script.model import Sees
from workshop.session.choices import Vote
from workshop.store import archive, backup, cli, sessions
from workshop.store.ballots import poll_id
from workshop.store.database import StoreUnavailable
from workshop.store.keys_in_redis import KeysInRedis
from workshop.store.models import SessionRow
from workshop.store.restore import Place, restore

TEA = Vote(choice=(0,))
DAY = date(2026, 5, 30)  # 90 days after the first of March


def bring_back(copy, room):
    """On a day on which nothing is due."""
    return restore(copy, Place(room.path, room.folder, room.folder / "scripts"), date(2026, 3, 2))


def sessions_in(path):
    with closing(sqlite3.connect(path)) as held:
        return [row[0] for row in held.execute("SELECT id FROM session ORDER BY id")]


class TestABackup:
    def test_holds_all_that_was_committed(self, room, session, tmp_path):
        room.note(session, "ann", 1, "hope", Sees.WITHOUT_NAMES)
        backup.backup(room.database, tmp_path / "copy.db")
        with closing(sqlite3.connect(tmp_path / "copy.db")) as held:
            assert held.execute("SELECT text FROM shared").fetchall() == [("hope",)]

    def test_is_private(self, room, tmp_path):
        backup.backup(room.database, tmp_path / "copy.db")
        assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
        assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["copy.db"]

    def test_never_overwrites(self, room, tmp_path):
        (tmp_path / "copy.db").write_text("dear to me")
        with pytest.raises(backup.BackupError, match="already"):
            backup.backup(room.database, tmp_path / "copy.db")
        assert (tmp_path / "copy.db").read_text() == "dear to me"

    def test_holds_no_key(self, room, session, tmp_path):
        room.open(session)
        room.cast(session, "ann", 1, TEA)
        backup.backup(room.database, tmp_path / "copy.db")
        [poll] = room.keys.all()
        assert room.keys.get(poll) not in (tmp_path / "copy.db").read_bytes()

    def test_under_load_holds_every_vote_acknowledged_before_it(self, room, session, tmp_path):
        room.open(session)
        acked, stop = [], threading.Event()

        def vote():
            for n in range(1, 2000):
                if stop.is_set():
                    return
                room.cast(session, f"{n}", 1, TEA)
                acked.append(n)

        voting = threading.Thread(target=vote)
        voting.start()
        for turn in range(5):
            before = len(acked)
            backup.backup(room.database, tmp_path / f"{turn}.db")
            with closing(sqlite3.connect(tmp_path / f"{turn}.db")) as held:
                assert held.execute("SELECT count(*) FROM ballot").fetchone()[0] >= before
        stop.set()
        voting.join()

    def test_can_be_made_from_beside_a_running_server(self, room, session, tmp_path):
        with backup.open_for_copying(room.path) as beside:
            backup.backup(beside, tmp_path / "copy.db")
        assert sessions_in(tmp_path / "copy.db") == [session]


class TestRestoring:
    @pytest.fixture
    def copy(self, room, session, tmp_path):
        room.open(session)
        room.cast(session, "ann", 1, TEA)
        backup.backup(room.database, tmp_path / "copy.db")
        return tmp_path / "copy.db"

    def test_brings_back_what_was_and_gives_new_epochs(self, room, session, copy, reopen):
        with room.read() as c:
            before = sessions.record_of(c, session)
        room.session()
        room.close()
        bring_back(copy, room)
        with reopen(room.folder) as again, again.read() as c:
            assert [r.id for r in sessions.all_records(c)] == [session]
            assert sessions.record_of(c, session).epoch != before.epoch

    def test_votes_are_readable_while_the_key_lives(self, room, session, copy, reopen):
        room.close()
        bring_back(copy, room)
        with reopen(room.folder) as again:
            assert again.votes(session) == [TEA]

    def test_keeps_what_was_there_among_the_backups(self, room, session, copy):
        later = room.session()
        room.close()
        bring_back(copy, room)
        [kept] = backup.copies(room.folder / "backups")
        with archive.unpacked(kept, room.folder) as held:
            assert sessions_in(held.database) == sorted([session, later])

    def test_is_refused_while_the_server_runs(self, room, copy):
        command = "import sys; from pathlib import Path; from workshop.store.backup import alone; "
        command += "sys.exit(alone(Path(sys.argv[1])))"
        assert subprocess.run([sys.executable, "-c", command, room.path]).returncode == 0
        room.close()
        assert subprocess.run([sys.executable, "-c", command, room.path]).returncode == 1

    @pytest.mark.parametrize("damage", ["noise", "hole", "other"])
    def test_refuses_what_is_no_sound_database_of_ours(self, room, session, copy, damage, tmp_path):
        match damage:
            case "noise":
                copy.write_bytes(b"not a database at all" * 1000)
            case "hole":
                whole = copy.read_bytes()
                copy.write_bytes(whole[:4096] + bytes(8192) + whole[12288:])
            case "other":
                copy.unlink()
                with closing(sqlite3.connect(copy)) as held:
                    held.execute("CREATE TABLE recipe (name)")
        room.close()
        with pytest.raises(backup.BackupError, match=r"damaged|not a database of Workshop"):
            bring_back(copy, room)
        assert sessions_in(room.path) == [session]


class TestDeleting:
    """What Ann wrote, her name and her vote: not a byte of them is left, in no file."""

    @pytest.fixture
    def full(self, room):
        session = room.session(text="# Canary script 7f3a")
        room.open(session)
        room.cast(session, "ann", 1, TEA)
        room.note(session, "ann", 1, "canary note 7f3a " * 400, Sees.WITH_NAMES, name="Canary name 7f3a")
        room.note(session, "ann", 1, "for me only", Sees.ONLY_ME, field="other")
        return session

    def test_a_session_leaves_nothing(self, room, full):
        other = room.session()
        assert full.encode() in room.bytes()
        assert b"7f3a" in room.bytes()
        assert room.write(lambda c: backup.remove_all(c, room.keys, full))
        room.database.tidy()
        assert full.encode() not in room.bytes()
        assert b"7f3a" not in room.bytes()
        assert room.keys.all() == set()
        with room.read() as c:
            assert c.execute(text("SELECT count(*) FROM ballot")).scalar() == 0
            assert c.execute(select(SessionRow.id)).scalars().all() == [other]

    def test_it_goes_from_the_backups_too(self, room, full):
        folder = room.folder / "backups"
        folder.mkdir()
        backup.backup(room.database, folder / "copy.db")
        room.write(lambda c: backup.remove_all(c, room.keys, full))
        room.database.tidy()
        assert b"7f3a" in room.bytes()
        backup.forget_in_backups(folder, full)
        assert b"7f3a" not in room.bytes()

    def test_an_unknown_session_is_no_session(self, room, full):
        assert not room.write(lambda c: backup.remove_all(c, room.keys, "unknown"))
        assert b"7f3a" in room.bytes()


class TestPurging:
    def phase(self, room, session, phase):
        change = SessionRow.__table__.update().where(SessionRow.id == session).values(phase=phase)
        room.write(lambda c: c.execute(change))

    def purge(self, room, today):
        return room.write(lambda c: backup.purge(c, today, room.keys))

    def test_nothing_goes_before_its_day(self, room, session):
        assert self.purge(room, date(2026, 5, 29)) == 0

    def test_what_is_due_goes(self, room, session):
        longer = room.session(keep_days=91)
        assert self.purge(room, DAY) == 1
        with room.read() as c:
            assert c.execute(select(SessionRow.id)).scalars().all() == [longer]

    def moved(self, room, session, at):
        """It is live, and went on to a step at this moment."""
        self.phase(room, session, "live")
        state = {"visits": [{"step": "tea", "at": at.timestamp()}]}
        room.write(lambda c: c.execute(SessionRow.__table__.update().values(state=state)))

    def test_a_live_session_is_not_taken_from_under_its_people(self, room, session):
        self.phase(room, session, "live")
        assert self.purge(room, DAY) == 0
        self.moved(room, session, datetime(DAY.year, DAY.month, DAY.day - 1, 23))
        assert self.purge(room, DAY) == 0

    def test_one_that_nobody_ended_goes_on_the_day_that_people_were_told(self, room, session):
        self.moved(room, session, datetime(2026, 3, 2, 21))
        assert (self.purge(room, date(2026, 5, 29)), self.purge(room, DAY)) == (0, 1)

    def test_but_a_forgotten_one_goes_two_days_later(self, room, session):
        self.phase(room, session, "live")
        assert self.purge(room, date(2026, 6, 1)) == 1

    def test_everywhere_includes_the_backups(self, room, session):
        folder = room.folder / "backups"
        folder.mkdir()
        backup.backup(room.database, folder / "copy.db")
        assert backup.purge_everywhere(room.database, room.keys, folder, DAY) == 1
        assert sessions_in(folder / "copy.db") == []
        assert session.encode() not in room.bytes()

    def test_what_a_crash_left_of_a_copy_goes_too(self, room, session):
        """A whole database under a name that nobody looks for: it would outlive the day of everything in it."""
        folder = room.folder / "backups"
        folder.mkdir()
        left = [folder / ".auto-2026-03-01-120000.zip.0a1b2c3d", folder / ".auto-2026-03-01-120000.zip.dump",
                room.folder / ".workshop.db.0a1b2c3d", room.folder / ".workshop.db.0a1b2c3d-wal"]  # fmt: skip
        unpacked = folder / ".unpacked-x1y2"
        unpacked.mkdir()
        for path in (*left, unpacked / "workshop.db"):
            backup.backup(room.database, path)
        being_made = folder / ".auto-2026-05-30-120000.zip.1a2b3c4d"
        for path in (*left, unpacked):
            os.utime(path, (0, 0))
        backup.backup(room.database, being_made)
        backup.purge_everywhere(room.database, room.keys, folder, DAY)
        assert [path for path in (*left, unpacked) if path.exists()] == []
        assert being_made.exists() and room.path.exists()

    def test_a_damaged_backup_keeps_nothing_else_from_going(self, room, session, caplog):
        folder = room.folder / "backups"
        folder.mkdir()
        for name in ("a.db", "c.db"):
            backup.backup(room.database, folder / name)
        (folder / "b.db").write_bytes(b"noise" * 1000)
        assert backup.purge_everywhere(room.database, room.keys, folder, DAY) == 1
        assert (sessions_in(folder / "a.db"), sessions_in(folder / "c.db")) == ([], [])
        assert "The backup b.db is damaged or in use" in caplog.text

    def test_the_keys_of_its_polls_go_and_no_others(self, room, session):
        longer = room.session(keep_days=91)
        for each in (session, longer):
            room.open(each)
        assert self.purge(room, DAY) == 1
        assert room.keys.all() == {poll_id(longer, "tea", 1)}

    def test_where_the_keys_are_out_of_reach_nothing_goes_and_the_next_time_all(self, room, session):
        with redis_server.running() as redis:
            room.keys = KeysInRedis(redis.url)
            room.open(session)
            redis.stop()
            with pytest.raises(StoreUnavailable):
                self.purge(room, DAY)
            with room.read() as c:
                assert sessions.record_of(c, session)
            redis.start()
            room.keys = KeysInRedis(redis.url)
            room.keys.create(poll_id(session, "tea", 1))
            assert self.purge(room, DAY) == 1
            assert room.keys.all() == set()


class TestTheCommands:
    @pytest.fixture
    def call(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("WORKSHOP_KEY_DIR", str(tmp_path / "data" / "keys"))

        def call(command, *args):
            return CliRunner().invoke(command, [*args, "--data", str(tmp_path / "data")])

        return call

    def test_backup_and_restore(self, room, session, call, tmp_path, reopen):
        done = call(cli.backup)
        assert (done.exit_code, "Kept in" in done.output) == (0, True)
        [copy] = backup.copies(room.folder / "backups")
        room.session()
        room.close()
        done = call(cli.restore, str(copy))
        assert (done.exit_code, "Restored from" in done.output) == (0, True), done.output
        expected = [session] if date.today() < DAY else []  # what is due does not come back
        assert sessions_in(room.path) == expected

    def test_backup_before_the_first_start_says_so(self, call):
        done = call(cli.backup)
        assert (done.exit_code, "There is no database" in done.output) == (1, True)

    def test_restore_of_nothing_says_so(self, room, call, tmp_path):
        room.close()
        done = call(cli.restore, str(tmp_path / "nothing.db"))
        assert (done.exit_code, "There is no file" in done.output) == (1, True)

    def test_purge_says_how_many(self, room, call):
        room.open(room.session(today=date(2020, 1, 1)))
        room.session(keep_days=100_000)
        room.close()
        done = call(cli.purge)
        assert (done.exit_code, done.output) == (0, "Deleted: 1. Nothing of them is left.\n")
        assert room.keys.all() == set()
        assert call(cli.purge).output == "Deleted: 0. No workshop was due.\n"
