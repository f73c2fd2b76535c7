"""`workshop audit`: silent about a sound server, and for each thing planted that must not be there, a leak."""

import base64
import json
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hall import LABELS, Hall, opened

from workshop.hosting import audit as auditing
from workshop.hosting.audit import NAMED, audit
from workshop.session.choices import Vote
from workshop.store import archive, backup

NAMES = ["Annika", "Benedikt", "Cleopatra", "Dorothea"]
TODAY = date(2026, 3, 2)


@pytest.fixture
def hall(tmp_path):
    """One poll closed with a result, one open with votes."""
    with opened(Hall, tmp_path / "hall", NAMES) as hall:
        for step in ("closed", "open"):
            hall.open(step)
            for name in NAMES:
                hall.cast(step, name, 1, Vote(choice=(1,)))
        hall.close("closed")
        hall.folder.chmod(0o700)
        yield hall


@pytest.fixture
def leaks(hall):
    def leaks(*logs):
        return [f.text for f in audit(hall.folder, hall.key_folder, logs, TODAY) if f.kind == "leak"]

    return leaks


def change(hall, sql, *values):
    with closing(sqlite3.connect(hall.folder / "workshop.db", timeout=5)) as held, held:
        held.execute(sql, values)


class TestASoundServer:
    def test_has_no_leak(self, leaks):
        assert leaks() == []

    def test_is_told_what_a_thief_would_learn_all_the_same(self, hall):
        told = " ".join(f.text for f in audit(hall.folder, hall.key_folder) if f.kind == "knows")
        assert re.search(r"nicknames, .* from where: 4\.", told)
        assert "A poll is open, with sealed votes: 4." in told
        assert "with their scripts and published results: 1." in told
        change(hall, "INSERT INTO shared (id, session, step, field, sees, \"group\", name, text, shown) "
               "SELECT 'i', id, 's', '', ?, '', 'Annika', 'Hope', 'shown' FROM session", NAMED[-1])  # fmt: skip
        told = " ".join(f.text for f in audit(hall.folder, hall.key_folder) if f.kind == "knows")
        assert "texts that people chose to show to others: 1, with a nickname: 1." in told

    def test_before_the_first_start_there_is_nothing_to_learn(self, tmp_path):
        [finding] = audit(tmp_path, tmp_path / "keys")
        assert (finding.kind, "no database" in finding.text) == ("knows", True)

    def test_is_never_quoted(self, hall):
        (hall.folder / "more.log").write_text(f"Annika said {LABELS[1]}")
        told = " ".join(f.text for f in audit(hall.folder, hall.key_folder))
        assert not [secret for secret in (*NAMES, *LABELS[1:3]) if secret in told]


class TestALeak:
    @pytest.mark.parametrize("form", [bytes, bytes.hex, base64.b64encode, base64.urlsafe_b64encode])
    def test_a_key_in_a_file(self, hall, leaks, form):
        written = form(hall.key("open"))
        (hall.folder / "dump").write_bytes(b"..." + (written if isinstance(written, bytes) else written.encode()))
        assert any("The key of a running poll is in dump" in text for text in leaks())

    @pytest.mark.parametrize("form", [bytes, bytes.hex, base64.urlsafe_b64encode])
    def test_a_token_in_a_file(self, hall, leaks, form):
        written = form(hall.tokens["Annika"])
        if isinstance(written, str):
            written = written.encode()
        elif written.isascii():  # base64; the token itself may end with the byte of an equals sign
            written = written.rstrip(b"=")
        (hall.folder / "dump").write_bytes(b"a long line of text " * 20 + b"\n" + written + b"\0\0 more")
        assert any("secret is in dump" in text for text in leaks())

    def test_keys_inside_the_data_folder(self, hall, leaks):
        hall.key_folder.rename(hall.folder / "keys")
        hall.key_folder = hall.folder / "keys"
        assert any("lies in the data folder" in text for text in leaks())

    def test_keys_that_outlived_their_poll(self, hall, leaks):
        hall.keys.create(bytes(15) + b"x")
        assert any("outlived" in text for text in leaks())

    def test_keys_that_others_can_read(self, hall, leaks):
        hall.key_folder.chmod(0o755)
        assert any("chmod 700" in text for text in leaks())

    def test_a_data_folder_that_others_can_read(self, hall, leaks):
        hall.folder.chmod(0o755)
        assert any("chmod -R go=" in text for text in leaks())

    def test_ballots_of_two_lengths(self, hall, leaks):
        change(hall, "UPDATE ballot SET sealed = sealed || x'00' WHERE tag = (SELECT max(tag) FROM ballot)")
        assert any("differ in length" in text for text in leaks())

    def test_ballots_of_a_closed_poll(self, hall, leaks):
        change(hall, "UPDATE poll SET state = 'closed'")
        assert any("a poll that is closed" in text for text in leaks())

    @pytest.mark.parametrize(("table", "column"), [("ballot", "cast_at"), ("participant", "ip"), ("note", "author")])
    def test_a_column_too_many(self, hall, leaks, table, column):
        change(hall, f"ALTER TABLE {table} ADD COLUMN {column} TEXT")
        assert any(f"The table {table} has columns" in text for text in leaks())

    @pytest.mark.parametrize(
        "result",
        [
            '{"hidden": true, "k": 3, "n": 2}',
            '{"hidden": true, "k": 3, "bars": [{"label": "Yes", "count": 2}]}',
            '{"hidden": false, "k": 5, "n": 4, "bars": []}',
            '{"hidden": false, "k": 3, "rounded": true, "n": null, "bars": [{"label": "Yes", "count": 3}]}',
        ],
    )
    def test_counts_that_should_not_be_kept(self, hall, leaks, result):
        change(hall, "UPDATE session SET state = ?", '{"polls": {"a": {"result": ' + result + "}}}")
        assert any("holds more than it may show" in text for text in leaks())

    @pytest.mark.parametrize(
        ("sees", "group", "name"),
        [("everyone without names", "", "Annika"), ("facilitators", "g1", ""), ("only me", "", "")],
    )
    def test_a_text_with_more_beside_it_than_was_promised(self, hall, leaks, sees, group, name):
        row = ("id", hall.session, "step", "", sees, group, name, "a text", "shown")
        change(hall, "INSERT INTO shared VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)", *row)
        assert any("promised" in text for text in leaks())

    def test_what_should_have_been_deleted(self, hall, leaks):
        for day, phase in (("2026-03-01", "ended"), ("2026-02-01", "live")):  # nobody ended it, and no server ran since
            change(hall, "UPDATE session SET delete_on = ?, phase = ?", day, phase)
            assert any("workshop purge" in text for text in leaks()), phase

    def test_answers_that_decided_groups_after_the_end(self, hall, leaks):
        change(hall, "INSERT INTO placement VALUES (?, 'step', 'person', 'Yes')", hall.session)
        assert leaks() == []
        change(hall, "UPDATE session SET phase = 'ended'")
        assert any("decided groups" in text for text in leaks())

    @pytest.mark.parametrize(
        ("line", "what"),
        [
            ("connect from 203.0.113.7", "an address"),
            ("Mozilla/5.0 (X11; Linux)", "a browser's name"),
            ("12:30:59 joined", "a time to the second"),
            ("Annika joined", "a nickname"),
            (f"chose {LABELS[1]}", "an answer"),
        ],
    )
    def test_in_a_log(self, hall, leaks, tmp_path, line, what):
        log = tmp_path / "logs" / "server.txt"
        log.parent.mkdir()
        log.write_text(f"2026-03-01T12:30Z started on 127.0.0.1\n{line}\n")
        assert leaks(log.parent) == [f"server.txt holds {what}. A log needs none."]

    def test_the_key_of_the_server_in_a_log(self, hall, leaks, tmp_path):
        key = (hall.folder / "facilitator_key").read_text() if (hall.folder / "facilitator_key").exists() else ""
        if not key:
            (hall.folder / "facilitator_key").write_text(key := "a-facilitator-key-of-the-test")
        (tmp_path / "server.txt").write_text(f"Facilitator: http://127.0.0.1:8000/host#{key.strip()}\n")
        [told] = leaks(tmp_path / "server.txt")
        assert told.startswith("server.txt holds the server's key")
        assert key.strip() not in told


class TestTheCommand:
    @pytest.fixture
    def run(self, hall, monkeypatch):
        monkeypatch.chdir(hall.folder.parent)
        monkeypatch.setenv("WORKSHOP_KEY_DIR", str(hall.key_folder))
        today = f"UPDATE session SET delete_on = '{date.today().replace(year=date.today().year + 1)}'"
        change(hall, today)
        return lambda *args: CliRunner().invoke(auditing.command, ["--data", str(hall.folder), *args])

    def test_ends_well(self, run):
        done = run()
        assert (done.exit_code, "LEAK" in done.output) == (0, False), done.output
        assert "Nobody who takes these files can tell who voted what." in done.output

    def test_ends_with_1_on_a_leak(self, run, hall):
        (hall.folder / "dump").write_bytes(hall.key("open"))
        done = run()
        assert (done.exit_code, "LEAK  The key of a running poll is in dump" in done.output) == (1, True)

    def test_a_database_that_is_none_is_said_in_words(self, run, hall):
        (hall.folder / "workshop.db").write_bytes(b"no database at all" * 1000)
        for end in ("-wal", "-shm"):
            (hall.folder / f"workshop.db{end}").unlink()
        done = run()
        assert (done.exit_code, "cannot be read" in done.output) == (1, True)


OLD = Path(__file__).parents[1] / "store" / "version_0_1_0"
LEFT = {
    "one who was put into a group reads what was written before": "could read its older texts",
    "answers beside names after the end": "still bear the answers that formed them",
    "exact counts back from rounding": "the exact numbers can be told from it",
    "the answer of the one who was missing": "and so tell what these answered",
    "a name from a pattern of steps": "lie under one mark for all steps",
    "one person's three texts, and two people's": "of one or two people in their box: 5.",
}


class TestAFolderOfVersion010:
    """Made by that version: two workshops in which each of its leaks is."""

    @pytest.fixture
    def folder(self, tmp_path):
        tmp_path.chmod(0o700)
        shutil.copy(OLD / "leaks.db", tmp_path / "workshop.db")
        (tmp_path / "workshop.db").chmod(0o600)
        return tmp_path

    def test_each_of_its_leaks_is_found(self, folder):
        found = [f for f in audit(folder, folder.parent / "keys", (), TODAY) if f.kind != "ok"]
        missed = [what for what, words in LEFT.items() if not any(words in f.text for f in found)]
        assert missed == []
        assert len([f for f in found if f.kind == "leak"]) == 5
        assert not [f for f in found if "Osprey" in f.text or "secret of" in f.text]

    @pytest.mark.parametrize("packed", [False, True])
    def test_each_is_found_in_a_backup_that_was_kept_over_the_update(self, hall, folder, packed):
        """The database was updated and emptied since; who carries the folder away has the old one all the same."""
        backups = hall.folder / "backups"
        backups.mkdir(mode=0o700)
        if packed:
            with zipfile.ZipFile(backups / "workshop-2026-03-01.zip", "w") as made:
                made.write(folder / "workshop.db", archive.DATABASE)
        else:
            shutil.copy(folder / "workshop.db", backups / "workshop-2026-03-01.db")
        found = [f.text for f in audit(hall.folder, hall.key_folder, (), TODAY) if f.kind != "ok"]
        told = [text for text in found if text.startswith("In 1 of 1 backups in the data folder: ")]
        assert [what for what, words in LEFT.items() if not any(words in text for text in told)] == []
        assert [*backups.iterdir()] == [*backups.glob("workshop-2026-03-01.*")]  # nothing is left of the looking

    def test_and_what_can_be_mended_is_mended_at_the_next_start(self, folder):
        with backup.open_to_change(folder / "workshop.db") as database:
            backup.forget_old_labels(database, folder / "backups")
        with closing(sqlite3.connect(folder / "workshop.db")) as held:
            states = [json.loads(state) for (state,) in held.execute("SELECT state FROM session")]
        assert not [state for state in states if "Osprey" in str(state.get("breakouts"))]
        found = [f.text for f in audit(folder, folder.parent / "keys", (), TODAY) if f.kind == "leak"]
        assert not [text for text in found if "formed them" in text]
        assert len(found) == 4  # the control: what was told is told, and only deleting helps
