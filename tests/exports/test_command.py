"""`workshop export`: writes the file, also while a server holds the database; says what is wrong otherwise."""

import json
import stat

import pytest
from click.testing import CliRunner

from tests.exports.stories import SCRIPT, Story, full
from workshop.exports import pdf
from workshop.exports.cli import COMMANDS


@pytest.fixture
def run(tmp_path, monkeypatch):
    for name in ("WORKSHOP_DATA", "WORKSHOP_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        return CliRunner().invoke(COMMANDS[0], [*arguments, "--data", str(tmp_path)])

    return run


def test_into_a_folder_under_the_name_of_the_session(run, tmp_path):
    story = full(tmp_path)
    before = story.path.read_bytes()
    done = run(story.id, "--format", "json", "--out", str(tmp_path))
    assert done.exit_code == 0, done.output
    written = tmp_path / "an-evening-of-everything-2026-09-21.json"
    assert json.loads(written.read_text())["session"]["id"] == story.id
    assert str(written) in done.output
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert story.path.read_bytes() == before


def test_to_standard_output(run, tmp_path):
    Story(tmp_path)
    done = run("latest", "--format", "md", "--out", "-")
    assert done.output.startswith("# An evening of everything")


def test_the_report_holds_the_picture_that_people_pointed_at(run, tmp_path):
    """Of the scripts that lie where the server has them: here those that Workshop brings."""
    full(tmp_path)
    assert "data:image/jpeg;base64," in run("latest", "--out", "-").output


def test_an_unknown_session_lists_those_that_are_here(run, tmp_path):
    story = Story(tmp_path)
    done = run("nowhere")
    assert done.exit_code == 1
    assert story.id in done.output


def test_no_sessions(run, tmp_path):
    story = Story(tmp_path)
    with story.engine.begin() as conn:
        conn.exec_driver_sql("delete from session")
    assert "no sessions here yet" in run("latest").output


@pytest.mark.skipif(not pdf.can_be_made(), reason="nothing here sets PDFs")
def test_a_pdf_without_all_letters_only_where_one_wants_it_anyway(run, tmp_path):
    story = Story(tmp_path, SCRIPT.replace("An evening of everything", "An evening of \U0010fffd"))
    refused = run(story.id, "--format", "pdf", "--out", "-")
    assert refused.exit_code == 1 and "U+10FFFD" in refused.output and "--anyway" in refused.output
    assert run(story.id, "--format", "pdf", "--out", "-", "--anyway").stdout_bytes.startswith(b"%PDF-")


def test_no_database(run):
    assert "There is no database " in run("latest").output


def test_a_folder_that_cannot_be_written(run, tmp_path):
    story = Story(tmp_path)
    assert "cannot be written" in run(story.id, "--out", str(tmp_path / "no" / "such" / "x.html")).output


@pytest.mark.parametrize("out", ["results/", "results", "of/this/year"])
def test_a_folder_that_is_not_there_is_made(run, tmp_path, out):
    Story(tmp_path)
    done = run("latest", "--format", "md", "--out", out)
    assert done.exit_code == 0, done.output
    [written] = (tmp_path / out).iterdir()
    assert written.read_text().startswith("# An evening of everything")
