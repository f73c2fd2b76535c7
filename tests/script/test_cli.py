"""The commands for authors, run as they are run in a terminal."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from workshop.script import read_file
from workshop.script.cli import COMMANDS

EXAMPLES = Path(__file__).parent / "examples"
GOOD = "# Title\n\n- format: 1\n\n### Slide: Hello\n"
BAD = GOOD.replace("Slide", "Slid")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    group = click.Group(commands=COMMANDS)
    return lambda *words, **how: CliRunner().invoke(group, list(words), **how)


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.md"
    path.write_text(GOOD)
    return path


class TestCheck:
    def test_nothing_to_say(self, run, good):
        result = run("check", "good.md")
        assert (result.output, result.exit_code) == ("good.md: no problems\n", 0)

    def test_errors(self, run, tmp_path):
        (tmp_path / "bad.md").write_text(BAD)
        result = run("check", "bad.md")
        assert result.output.startswith('bad.md:5:5: error E111: "Slid" is not a kind of step.\n    5 | ### Slid')
        assert result.exit_code == 1

    def test_a_piece_that_scripts_include_is_no_script_and_not_told_to_be_one(self, run, tmp_path):
        (tmp_path / "_help.md").write_text("## In danger\n\nCall 112.\n\n[Chat](https://example.org/chat)\n")
        result = run("check", "_help.md")
        assert "W404" in result.output
        assert "E101" not in result.output
        assert "W233" not in result.output
        assert run("check", "_missing.md").exit_code == 2

    def test_warnings_do_not_fail(self, run, good):
        good.write_text(GOOD + "\nhttps://example.org\n")
        assert run("check", "good.md").exit_code == 0

    @pytest.mark.parametrize("name", ["missing.md", "latin.md"])
    def test_unreadable(self, run, tmp_path, name):
        (tmp_path / "latin.md").write_bytes("# Grüße".encode("latin-1"))
        assert run("check", name).exit_code == 2

    def test_folders_hold_scripts_and_other_files(self, run, tmp_path, good):
        (tmp_path / "README.md").write_text("# About\n")
        (tmp_path / "_piece.md").write_text("### Slide: x\n")
        (tmp_path / "bad.md").write_text(BAD)
        result = run("check", ".", "good.md")
        assert result.output.count("no problems") == 2
        assert "README" not in result.output
        assert result.exit_code == 1

    def test_json(self, run, tmp_path):
        (tmp_path / "bad.md").write_text(BAD)
        (entry,) = json.loads(run("check", "--json", "bad.md").output)
        assert (entry["code"], entry["line"], entry["fix"]["text"]) == ("E111", 5, "### Slide: Hello")

    def test_included_files_are_named_from_here(self, run, tmp_path):
        (tmp_path / "s").mkdir()
        (tmp_path / "s" / "a.md").write_text(GOOD + "\n[Include: x](_x.md)\n")
        (tmp_path / "s" / "_x.md").write_text("### Slid: x\n")
        output = run("check", "s/a.md").output
        assert output.startswith("s/_x.md:1:5: error E111")
        assert "included from s/a.md:7" in output


class TestNew:
    def test_with_flags(self, run, tmp_path):
        result = run("new", "Tea & rest", "--from", "hello", "--people", "6-12", "--standard")
        assert result.exit_code == 0, result.output
        reading = read_file(tmp_path / "sessions" / "tea-rest.md")
        assert (reading.script.title, reading.script.rules.people) == ("Tea & rest", (6, 12))
        assert reading.errors == ()

    def test_a_german_is_offered_the_german_sample(self, run, tmp_path, monkeypatch):
        monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
        result = run("new", "--to", str(tmp_path), input="Mein Abend\n\n8-20\nn\n")
        assert "[hallo]" in result.output
        assert "- language: de" in (tmp_path / "mein-abend.md").read_text("utf-8")

    def test_with_four_questions(self, run, tmp_path):
        result = run("new", input="My evening\nhello\n8-20\ny\n")
        assert result.exit_code == 0, result.output
        reading = read_file(tmp_path / "sessions" / "my-evening.md")
        assert reading.script.rules.sensitive
        assert reading.script.help_html
        assert reading.errors == ()

    def test_nothing_is_written_over(self, run, tmp_path):
        words = ("new", "One", "--from", "hello", "--people", "6-12", "--standard", "--to", str(tmp_path))
        assert run(*words).exit_code == 0
        (tmp_path / "one.md").write_text("mine")
        assert "there already" in run(*words).output
        assert (tmp_path / "one.md").read_text() == "mine"

    def test_an_unknown_sample(self, run):
        assert "Samples: " in run("new", "One", "--from", "nothing").output


class TestPrint:
    def test_a_page_beside_the_script(self, run, tmp_path, good):
        (tmp_path / "media").mkdir()
        (tmp_path / "media" / "a.png").write_bytes(b"png")
        good.write_text(GOOD.replace("Hello", "Hello (5 min)") + "\n![A wood](media/a.png)\n\n### Slide: Next\n")
        result = run("print", "good.md", "--start", "14:30")
        page = (tmp_path / "good.html").read_text()
        assert result.exit_code == 0
        assert "14:35" in page
        assert "data:image/png;base64,cG5n" in page

    def test_a_strange_time(self, run, good):
        assert "Write it like 14:30" in run("print", "good.md", "--start", "half past two").output


class TestFix:
    def test_shows_the_changes_and_asks(self, run, tmp_path):
        path = tmp_path / "bad.md"
        path.write_bytes(BAD.replace("\n", "\r\n").encode())
        result = run("fix", "bad.md", input="n\n")
        assert "-### Slid: Hello" in result.output and "+### Slide: Hello" in result.output
        assert b"Slid:" in path.read_bytes()
        assert run("fix", "bad.md", "--yes").exit_code == 0
        assert path.read_bytes() == GOOD.replace("\n", "\r\n").encode()

    def test_nothing_to_repair(self, run, good):
        assert "Nothing to repair" in run("fix", "good.md").output

    def test_what_is_left(self, run, good):
        good.write_text(BAD + "\n### Breakout: Talk\n")
        assert "1 error left to you" in run("fix", "good.md", "--yes").output

    def test_unreadable(self, run):
        assert run("fix", "missing.md").exit_code == 2


def test_ids(run, good):
    result = run("ids", "good.md", input="y\n")
    assert "+- id: hello" in result.output
    assert good.read_text() == GOOD + "\n- id: hello\n"
    assert "Every step has an id" in run("ids", "good.md").output


def test_explain(run):
    assert "not a setting" in run("explain", "E203").output
    assert "Messages: E101" in run("explain", "E999").output


def test_an_empty_folder(run, tmp_path):
    (tmp_path / "empty").mkdir()
    assert run("check", "empty").exit_code == 0
