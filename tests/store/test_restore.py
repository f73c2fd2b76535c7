"""A database that is damaged, too new or to be brought up to date: a sentence, a copy, and the way back."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from click.testing import CliRunner
from sqlalchemy import create_engine

from workshop.cli import main
from workshop.store import archive, migrate
from workshop.store.backup import copies, in_copies, open_for_copying
from workshop.store.before_update import copy_before_update
from workshop.store.claim import lock
from workshop.store.database import SQLITE_POOL, prepare
from workshop.store.restore import Place, back_up, refuse_damaged, restore
from workshop.util.whole_files import BackupError

EARLY = date(2026, 3, 2)
MARK = b"# Hello"


def one_byte(path: Path) -> None:
    """In the header of an inner page: the smallest damage that can be seen."""
    whole = bytearray(path.read_bytes())
    whole[4096 * 3] ^= 0xFF
    path.write_bytes(whole)


def a_hole(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(8192) + whole[12288:])


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 - 100])


def no_header(path: Path) -> None:
    path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])


def noise(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 1000)


def another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as held:
        held.execute("CREATE TABLE recipe (name)")


def empty(path: Path) -> None:
    path.write_bytes(b"")


DAMAGES = [one_byte, a_hole, cut_short, no_header, noise, another_program, empty]


@pytest.fixture
def place(room, session):
    """A data folder with a session, a script with a picture, and a backup of all that; no server runs."""
    here = Place(room.path, room.folder, room.folder / "scripts")
    (here.scripts / "media").mkdir(parents=True)
    (here.scripts / "own.md").write_text("# Own\n")
    (here.scripts / "media/sea.png").write_bytes(b"a picture")
    (here.data / "secret_key").write_text("a secret key of this server\n")
    here.backups.mkdir()
    with open_for_copying(here.database) as database:
        back_up(here, here.backups / "workshop-2026-03-01.zip", database)
    room.close()
    for end in ("-wal", "-shm"):
        here.database.with_name(here.database.name + end).unlink(missing_ok=True)
    return here


@pytest.fixture
def copy(place):
    [found] = copies(place.backups)
    return found


def sessions_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as held:
        return [row[0] for row in held.execute("SELECT id FROM session ORDER BY id")]


class TestADamagedDatabase:
    @pytest.mark.parametrize("damage", DAMAGES)
    def test_is_not_served_and_the_command_that_helps_is_named(self, place, copy, damage, monkeypatch):
        monkeypatch.chdir(place.data)
        damage(place.database)
        before = place.database.read_bytes()
        with pytest.raises(BackupError, match="Bring back the newest backup") as refused:
            refuse_damaged(place)
        assert f"workshop restore backups/{copy.name} --data {place.data}" in str(refused.value)
        assert place.database.read_bytes() == before

    @pytest.mark.parametrize("damage", DAMAGES)
    def test_is_set_aside_whole_and_the_backup_takes_its_place(self, place, copy, session, damage):
        damage(place.database)
        before = place.database.read_bytes()
        done = restore(copy, place, EARLY)
        assert sessions_in(place.database) == [session]
        assert done.damaged.read_bytes() == before
        refuse_damaged(place)

    def test_is_never_named_as_the_newest_backup(self, place, copy):
        noise(place.database)
        restore(copy, place, EARLY)
        shutil.copy(place.backups / "workshop-2026-03-01.zip", place.backups / "broken.zip")
        (place.backups / "broken.zip").write_bytes((place.backups / "broken.zip").read_bytes()[:900])
        noise(place.database)
        with pytest.raises(BackupError) as refused:
            refuse_damaged(place)
        assert "damaged-" not in str(refused.value)
        assert "broken" not in str(refused.value)

    def test_without_any_backup_it_is_said_how_to_begin_anew(self, place, copy):
        copy.unlink()
        empty(place.database)
        with pytest.raises(BackupError, match=r"(?s)There is no backup in .*To begin anew, move .* away"):
            refuse_damaged(place)

    def test_stops_the_command_with_a_sentence(self, place, monkeypatch):
        one_byte(place.database)
        monkeypatch.setenv("WORKSHOP_KEY_DIR", str(place.data / "keys"))
        serve = [sys.executable, "-m", "workshop", "serve", "--port", "0", "--data", str(place.data)]
        done = subprocess.run(serve, capture_output=True, text=True, timeout=60)
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.startswith(f"Error: The database {place.database} is damaged. Bring back")
        assert "Traceback" not in done.stderr

    def test_is_mended_by_the_command(self, place, copy, session, monkeypatch):
        monkeypatch.setenv("WORKSHOP_KEY_DIR", str(place.data / "keys"))
        noise(place.database)
        done = CliRunner().invoke(main, ["restore", str(copy), "--data", str(place.data)])
        assert done.exit_code == 0, done.output
        assert "Restored from" in done.output
        assert "The damaged database is" in done.output


class TestABackup:
    def test_that_is_damaged_changes_nothing(self, place, copy, session):
        copy.write_bytes(copy.read_bytes()[:-2000])
        with pytest.raises(BackupError, match="is damaged"):
            restore(copy, place, EARLY)
        assert sessions_in(place.database) == [session]

    @pytest.mark.parametrize("damage", DAMAGES)
    def test_with_a_damaged_database_in_it_changes_nothing(self, place, session, damage, tmp_path):
        shutil.copy(place.database, tmp_path / "inside.db")
        damage(tmp_path / "inside.db")
        archive.pack(tmp_path / "copy.zip", archive.Parts(tmp_path / "inside.db"))
        with pytest.raises(BackupError, match=r"is damaged|not a database of Workshop"):
            restore(tmp_path / "copy.zip", place, EARLY)
        assert sessions_in(place.database) == [session]
        assert [p.name for p in place.data.iterdir() if p.name.startswith((".workshop.db.", ".unpacked"))] == [
            ".workshop.db.lock"
        ]

    def test_cannot_write_outside_of_its_folders(self, place, tmp_path):
        import zipfile

        with zipfile.ZipFile(tmp_path / "evil.zip", "w") as evil:
            evil.writestr("scripts/../../gone.md", "hello")
        with pytest.raises(BackupError, match="not a backup of Workshop"):
            restore(tmp_path / "evil.zip", place, EARLY)
        assert not list(tmp_path.rglob("gone.md"))

    def test_brings_scripts_media_and_database_into_an_empty_folder(self, place, copy, session, tmp_path):
        kept = shutil.move(copy, tmp_path / "kept.zip")
        shutil.rmtree(place.data)
        place.data.mkdir()
        done = restore(Path(kept), place, EARLY)
        assert (done.database, done.scripts, done.secrets) == (True, 1, 0)
        assert sessions_in(place.database) == [session]
        assert (place.scripts / "own.md").read_text() == "# Own\n"
        assert (place.scripts / "media/sea.png").read_bytes() == b"a picture"

    def test_leaves_newer_scripts_and_keeps_the_ones_it_replaces(self, place, copy):
        (place.scripts / "own.md").write_text("# Changed since\n")
        (place.scripts / "newer.md").write_text("# Newer\n")
        done = restore(copy, place, EARLY)
        assert (place.scripts / "own.md").read_text() == "# Own\n"
        assert (place.scripts / "newer.md").exists()
        with archive.unpacked(done.kept, place.data) as held:
            assert (held.folders["scripts"] / "own.md").read_text() == "# Changed since\n"

    def test_holds_what_places_have_and_what_they_share(self, place, tmp_path):
        lying = [place.data / path for path in ("places/abc/scripts/own.md", "shared/def/script.md", "versions/x/1.md")]
        for path in lying:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("# Theirs\n")
        with open_for_copying(place.database) as database:
            back_up(place, tmp_path / "all.zip", database)
        for path in lying:
            path.unlink()
        restore(tmp_path / "all.zip", place, EARLY)
        assert [path.read_text() for path in lying] == ["# Theirs\n"] * 3

    def test_holds_secrets_only_on_wish(self, place, copy, tmp_path):
        assert b"a secret key" not in copy.read_bytes()
        assert not archive.holds(copy, "secrets/secret_key")
        with open_for_copying(place.database) as database:
            back_up(place, tmp_path / "all.zip", database, with_secrets=True)
        (place.data / "secret_key").write_text("another\n")
        assert restore(tmp_path / "all.zip", place, EARLY).secrets == 1
        assert (place.data / "secret_key").read_text() == "a secret key of this server\n"

    def test_loses_what_is_deleted_later(self, place, copy, session):
        assert archive.holds(copy, "workshop.db")
        in_copies([copy], lambda conn: conn.exec_driver_sql("DELETE FROM session").rowcount)
        with archive.unpacked(copy, place.data) as held:
            assert sessions_in(held.database) == []
            assert MARK not in held.database.read_bytes()
            assert (held.folders["scripts"] / "own.md").exists()

    def test_is_refused_while_a_server_has_the_database(self, place, copy, session):
        noise(place.database)
        held = lock(place.database)
        with pytest.raises(BackupError, match="Stop it first"):
            restore(copy, place, EARLY)
        held.close()
        assert restore(copy, place, EARLY).database


class TestTheSchema:
    @pytest.fixture
    def engine(self, place):
        engine = create_engine(f"sqlite:///{place.database}", **SQLITE_POOL)
        prepare(engine)
        yield engine
        engine.dispose()

    def to(self, engine, revision):
        with engine.begin() as conn:
            config = migrate._config()
            config.attributes["connection"] = conn
            command.downgrade(config, revision)

    def newer(self, path):
        with closing(sqlite3.connect(path)) as held, held:
            held.execute("UPDATE alembic_version SET version_num = '9999'")

    def test_of_a_newer_version_is_a_sentence(self, place, engine):
        self.newer(place.database)
        with pytest.raises(migrate.TooNew, match="newer version of Workshop"):
            migrate.upgrade(engine)
        with pytest.raises(BackupError, match="newer version of Workshop"):
            refuse_damaged(place)

    def test_of_a_newer_version_is_not_restored(self, place, copy, session, tmp_path):
        shutil.copy(place.database, tmp_path / "newer.db")
        self.newer(tmp_path / "newer.db")
        with pytest.raises(BackupError, match="newer version of Workshop"):
            restore(tmp_path / "newer.db", place, EARLY)
        assert sessions_in(place.database) == [session]

    def test_is_copied_before_it_is_changed_and_the_copy_stays_as_it_was(self, place, engine, session):
        self.to(engine, "0002")
        copy_before_update(engine, "", place)
        migrate.upgrade(engine)
        [before] = place.backups.glob("before-update-*.zip")
        in_copies([before], lambda conn: 0)  # the daily look for what is due
        with archive.unpacked(before, place.data) as held, closing(sqlite3.connect(held.database)) as database:
            assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("0002",)]
        assert sessions_in(place.database) == [session]

    def test_of_today_needs_no_copy(self, place, engine):
        copy_before_update(engine, "", place)
        assert not list(place.backups.glob("before-update-*"))

    def test_without_room_for_the_copy_nothing_is_changed(self, place, engine, monkeypatch):
        self.to(engine, "0002")
        shutil.rmtree(place.backups)
        place.backups.symlink_to("/proc")  # where no file can be made
        with pytest.raises(BackupError, match="Make room there"):
            copy_before_update(engine, "", place)
        assert migrate.is_behind(engine)

    def test_of_an_older_backup_is_brought_up_to_date(self, place, engine, session, tmp_path):
        self.to(engine, "0001")
        engine.dispose()
        shutil.copy(place.database, tmp_path / "old.db")
        with closing(sqlite3.connect(tmp_path / "old.db")) as held:
            held.execute("PRAGMA journal_mode=DELETE")
        assert restore(tmp_path / "old.db", place, EARLY).database
        assert sessions_in(place.database) == [session]
