"""The command line: sentences instead of tracebacks, and nothing loaded too early."""

import gzip
import re
import runpy
import subprocess
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from workshop.cli import _sentences, main
from workshop.hosting import banner
from workshop.script.speaking import CHOSEN, SENTENCES
from workshop.store.backup import open_to_change
from workshop.util import language

TOOL = runpy.run_path(str(Path(__file__).parents[1] / "scripts/catalogues"), run_name="catalogues")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs `workshop …` in a folder of its own; the result holds exit_code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKSHOP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("WORKSHOP_KEY_DIR", str(tmp_path / "keys"))
    return lambda *args: CliRunner().invoke(main, args)


@pytest.fixture
def ran(run, tmp_path):
    """As where a server ran once."""
    (tmp_path / "data").mkdir()
    with open_to_change(tmp_path / "data/workshop.db"):
        return run


def test_a_wrong_setting_stops_the_start_with_a_sentence(run):
    result = run("serve", "--port", "http")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: WORKSHOP_PORT: “http” is not a port. Give a number from 1 to 65535, or 0 for any free one.\n"
    )


def test_an_unknown_command_is_named(run):
    assert "No such command 'serv'" in run("serv").stderr


def test_every_command_explains_itself(run):
    for name in main.list_commands(None):
        result = run(name, "--help")
        assert result.exit_code == 0
        assert len(result.stdout.splitlines()) > 4, name


def test_nor_with_serve_where_the_machine_speaks_another_language():
    """Patched after Flask, the engine prints a traceback for each object that it cannot look into."""
    code = (
        "import click, sys; from workshop.cli import main\n"
        "main.resolve_command(click.Context(main), ['serve']); sys.exit('flask' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], env={"LANG": "de_DE.UTF-8"}, check=False, timeout=30)
    assert done.returncode == 0


def test_nothing_that_must_be_patched_is_loaded_with_the_command_line():
    """Sockets and locks that Flask and the database made before patching would block everyone."""
    code = "import sys, workshop.cli; print({'flask', 'sqlalchemy', 'socketio', 'redis'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30)
    assert done.stdout == "set()\n"


class Compressing(BaseHTTPRequestHandler):
    """A proxy that heeds nothing: it takes the server's answer apart and compresses it."""

    server_url = ""

    def do_GET(self) -> None:
        with urllib.request.urlopen(self.server_url + self.path) as answer:
            body = gzip.compress(answer.read())
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class TestTheDoctorBehindAProxy:
    def test_one_that_compresses_is_to_be_mended(self, ran, server, monkeypatch):
        monkeypatch.setattr(Compressing, "server_url", server.url)
        proxy = ThreadingHTTPServer(("127.0.0.1", 0), Compressing)
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        monkeypatch.setenv("WORKSHOP_PUBLIC_URL", f"http://127.0.0.1:{proxy.server_port}")
        result = ran("doctor")
        proxy.shutdown()
        proxy.server_close()
        assert "MEND  Pages of one’s own have one size, but something before the server compresses" in result.stdout

    def test_one_that_does_not_is_well(self, ran, server, monkeypatch):
        monkeypatch.setenv("WORKSHOP_PUBLIC_URL", server.url)
        assert "ok    Pages of one’s own have one size" in ran("doctor").stdout

    def test_where_no_server_answers_nothing_is_said_to_be_well(self, ran, monkeypatch):
        monkeypatch.setenv("WORKSHOP_PUBLIC_URL", "http://127.0.0.1:1")
        assert "it was not looked whether a proxy compresses" in ran("doctor").stdout


class TestDoctor:
    def test_it_names_what_is_there(self, ran, tmp_path):
        out = ran("doctor").stdout
        assert f"ok    Data folder {tmp_path}/data can be written" in out
        assert "SQLite" in out
        assert "Room for" in out

    def test_a_folder_without_scripts_is_to_be_mended(self, ran, tmp_path):
        (tmp_path / "empty").mkdir()
        result = ran("doctor", "--sessions", "empty")
        assert result.exit_code == 1
        assert f"MEND  Scripts folder {tmp_path}/empty holds 0" in result.stdout

    @pytest.mark.parametrize(
        ("flag", "url", "says"),
        [
            ("--redis-url", "redis://127.0.0.1:1/0", "Redis does not answer. Look at WORKSHOP_REDIS_URL"),
            ("--database-url", "postgresql://127.0.0.1:1/x", "PostgreSQL does not answer. Look at WORKSHOP_DATA"),
        ],
    )
    def test_a_service_that_is_away_is_to_be_mended(self, ran, flag, url, says):
        result = ran("doctor", flag, url)
        assert result.exit_code == 1
        assert f"MEND  {says}" in result.stdout


LOOKING = (
    ("audit",), ("doctor",), ("link",), ("place", "add", "Ana"), ("place", "list"), ("backup",), ("purge",),
    ("export", "latest"), ("restore", "nowhere.zip"), ("link", "--database-url", "postgresql://127.0.0.1:1/x"),
    ("serve", "--port", "http"), ("serve", "--backup-every", "never"), ("serve", "--sessions", "nowhere"),
)  # fmt: skip


@pytest.mark.parametrize("command", LOOKING, ids=" ".join)
def test_where_no_server_ran_it_is_said_and_nothing_is_made(run, tmp_path, monkeypatch, command):
    """A folder with a letter amiss: keys in it would fit no server, and nothing found in it would be no comfort."""
    monkeypatch.delenv("WORKSHOP_KEY_DIR")
    before = set(Path("/dev/shm").glob("workshop-*"))
    for data in ("dtaa", "empty"):
        monkeypatch.setenv("WORKSHOP_DATA", str(tmp_path / data))
        (tmp_path / "empty").mkdir(exist_ok=True)
        if command[-1].startswith("postgresql") and data == "empty":
            continue  # a server of PostgreSQL has as much, where its folder is its own
        done = run(*command)
        assert done.exit_code == 1
        assert re.search(r"There is no (database|data folder|file|folder) |is not a ", done.output), done.output
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]
    assert set(Path("/dev/shm").glob("workshop-*")) <= before


class TestInTheLanguageOfTheMachine:
    """Commands for whoever runs a server, as all others: by LANG, or `--lang`."""

    COMMANDS = (
        ("doctor", "--data", "nowhere"), ("doctor",), ("doctor", "--port", "x"), ("doctor", "--data", "/proc/x"),
        ("audit",), ("place", "add", "Ana"),
        ("place", "list"), ("place", "rename", "Ana", "Bea"), ("place", "suspend", "Bea"), ("place", "resume", "Bea"),
        ("place", "limit", "Bea", "--sessions", "3"), ("place", "hand-over", "Bea"), ("place", "link", "nobody"),
        ("place", "remove", "Bea"), ("backup", "--with-secrets"), ("purge",), ("restore", "nowhere.zip"),
        ("doctor", "--redis-url", "redis://127.0.0.1:1/0"), ("doctor", "--database-url", "mysql://x"), ("audit",),
    )  # fmt: skip

    def test_none_of_them_says_a_sentence_in_english(self, ran, monkeypatch):
        monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
        told = "".join(done.stdout + done.stderr for done in (ran(*command) for command in self.COMMANDS))
        spoken = language.translations("de")
        sentences = [m.id for m in TOOL["template"]("team") if isinstance(m.id, str) and spoken.ugettext(m.id) != m.id]
        pieces = {piece.strip(" .:") for text in sentences for piece in re.split(r"\{\w+\}|%\(\w+\)s", text)}
        assert [piece for piece in pieces if piece.count(" ") >= 1 and re.search(rf"\b{re.escape(piece)}", told)] == []
        assert "Fehler: WORKSHOP_PORT: „x“ ist kein Port." in told and "Der erste Platz" in told

    def test_one_may_choose(self, run):
        assert "„x“ ist kein Port" in run("doctor", "--lang", "de", "--port", "x").stderr

    def test_a_server_that_starts_on_a_terminal_does_too(self, monkeypatch, capsys):
        with click.Context(main) as ctx:
            ctx.meta.update({SENTENCES: _sentences, CHOSEN: "de"})
            for is_terminal in (True, False):
                monkeypatch.setattr("sys.stdout.isatty", lambda seen=is_terminal: seen)
                banner.print_ready()
        assert capsys.readouterr().out == "Bereit.\nReady.\n"  # what is no terminal is read by programs
