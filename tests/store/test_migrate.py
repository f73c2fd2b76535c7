"""The database at the start: brought up to date, once, whoever comes first."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, select, text, update
from storeroom import token

from workshop.script.model import Sees
from workshop.store import migrate, notes, shared_texts
from workshop.store.database import SQLITE_POOL, StoreUnavailable, prepare
from workshop.store.migrate import FOLDER, upgrade
from workshop.store.models import Base, SessionRow, SharedRow

START = """
import sys
from sqlalchemy import create_engine
from workshop.store.database import SQLITE_POOL, prepare
from workshop.store.migrate import upgrade
engine = create_engine(sys.argv[1], **SQLITE_POOL)
prepare(engine)
upgrade(engine)
"""


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'workshop.db'}"


@pytest.fixture
def engine(url):
    engine = create_engine(url, **SQLITE_POOL)
    prepare(engine)
    yield engine
    engine.dispose()


def test_the_revisions_make_exactly_the_tables_of_the_models(engine):
    upgrade(engine)
    with engine.begin() as conn:
        assert compare_metadata(MigrationContext.configure(conn), Base.metadata) == []


def test_a_second_start_changes_nothing(engine):
    upgrade(engine)
    upgrade(engine)
    with engine.begin() as conn:
        assert conn.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1


def test_our_revisions_are_those_that_alembic_finds():
    found = ScriptDirectory.from_config(migrate._config())
    assert migrate._ours() == ({script.revision for script in found.walk_revisions()}, set(found.get_heads()))


def test_several_processes_may_start_at_once(url, engine):
    started = [subprocess.Popen([sys.executable, "-c", START, url]) for _ in range(4)]
    assert [process.wait(60) for process in started] == [0, 0, 0, 0]
    with engine.begin() as conn:
        assert compare_metadata(MigrationContext.configure(conn), Base.metadata) == []


def test_a_database_that_cannot_be_read_is_refused(tmp_path, monkeypatch):
    engine = create_engine(f"sqlite:///{tmp_path / 'no such folder' / 'a.db'}", **SQLITE_POOL)
    with pytest.raises(StoreUnavailable):
        upgrade(engine)


def test_tables_of_secrets_keep_no_row_numbers(engine):
    """A row number would tell in which order people came."""
    upgrade(engine)
    with engine.begin() as conn:
        rows = conn.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        without = {name for name, sql in rows if "WITHOUT ROWID" in sql}
    assert without == {
            "participant", "member", "ballot", "placement", "note", "shared", "place_link", "place_browser",
            "api_key", "ended_sign_in", "place_offer", "passkey", "sign_on",
        }  # fmt: skip


def test_revisions_and_the_files_for_hosts_are_part_of_the_wheel(tmp_path):
    root = Path(__file__).parents[2]
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(build, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    for path in (FOLDER / "env.py", *FOLDER.glob("versions/*.py")):
        assert str(path.relative_to(root)) in names
    for path in (root / "contrib").iterdir():
        assert any(name.endswith(f".data/data/share/workshop/{path.name}") for name in names), path.name


def test_boxes_whose_first_texts_came_out_before_an_update_remember_it(room):
    """Else who opens and closes a box after each writer gets another text by itself, once the first was taken back."""
    first, other = room.session(), room.session()
    for box, held in (("out", False), ("held", True), ("known", False)):
        room.note(first, "Ann", 1, f"{box} of Ann", Sees.FACILITATORS, field=box, held=held)
    room.note(other, "Ann", 1, "for everybody", Sees.WITHOUT_NAMES, field="out")
    before = {"shown": shared_texts.HAD, "sees": "facilitators", "step": "letter", "name": "", "text": ""}
    with room.engine.begin() as conn:
        conn.execute(insert(SharedRow).values(id="h" * 32, session=first, field="known", **before))
        conn.execute(update(SessionRow).where(SessionRow.id == other).values(state={"first_lots": [["letter", "old"]]}))
        conn.execute(text("UPDATE alembic_version SET version_num = '0012'"))
    upgrade(room.engine)
    with room.engine.begin() as conn:
        had = select(SharedRow.session, SharedRow.field).where(SharedRow.shown == shared_texts.HAD)
        assert sorted(conn.execute(had).all()) == sorted([(first, "out"), (first, "known"), (other, "old")])

    def alone(field: str, who: str) -> bool:
        """Whether it comes by itself once the box closes."""
        room.note(first, who, 2, f"{field} of {who}", Sees.FACILITATORS, field=field, held=True)
        return room.write(lambda conn: shared_texts.release(conn, first, "letter", 3, closing=True))

    for field in ("out", "held"):
        room.write(lambda conn, field=field: notes.withdraw(conn, first, token("Ann"), "letter", field))
    assert (alone("out", "Ben"), alone("held", "Ben")) == (False, True)
