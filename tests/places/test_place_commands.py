"""`workshop place …`: beside a running server, and where none runs."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.places import Leader
from tests.support.server import KEY, ONE_FILE, Server
from workshop.cli import main
from workshop.store.backup import open_to_change


def place(data: Path, *arguments: str, key: str = KEY) -> Result:
    env = {"WORKSHOP_DATA": str(data), "WORKSHOP_FACILITATOR_KEY": key, "WORKSHOP_KEY_DIR": str(data / "keys")}
    return CliRunner().invoke(main, ["place", *arguments], env=env)


def ran_once(data: Path) -> Path:
    data.mkdir(exist_ok=True)
    with open_to_change(data / "workshop.db"):
        return data


@ONE_FILE
def test_beside_a_running_server(server: Server) -> None:
    data = server.data / "data"
    added = place(data, "add", "Bea")
    assert added.exit_code == 0, added.output
    link = added.output.split()[0]
    assert link.startswith(f"{server.url}/host#once-")
    bea = Leader(server, link.rpartition("#")[2])
    assert re.search(r"^first .*\(host, .*\n[0-9a-f]{12}  Bea  \(", place(data, "list").output, re.M)
    assert "Renamed." in place(data, "rename", "bea", "Bea Berg").output
    assert "Suspended." in place(data, "suspend", "Bea Berg").output
    assert "sign-out" not in bea.get("/host").text
    assert "suspended" in place(data, "list").output
    assert place(data, "resume", "Bea Berg").exit_code == 0
    assert "sign-out" in bea.get("/host").text
    again = place(data, "link", "Bea Berg", "--sign-out")
    assert "sign-out" not in bea.get("/host").text
    bea = Leader(server, again.output.split()[0].rpartition("#")[2])
    bea.starts("hello")
    refused = place(data, "remove", "Bea Berg")
    assert (refused.exit_code, "still has sessions: 1" in refused.output) == (1, True)


def test_where_no_server_runs(tmp_path: Path) -> None:
    ran_once(tmp_path)
    link = place(tmp_path, "add", "Carl", "--host", "--public-url", "https://workshop.example.org").output.split()[0]
    assert link.startswith("https://workshop.example.org/host#once-")
    assert re.search(r"Carl  \(host, not used yet, sessions: 0,", place(tmp_path, "list").output)
    assert "Removed." in place(tmp_path, "remove", "Carl").output
    assert "Carl" not in place(tmp_path, "list").output


def test_a_backup_holds_the_scripts_of_every_place_and_brings_them_back(tmp_path: Path) -> None:
    data = ran_once(tmp_path / "data")
    place(data, "add", "Carl")
    [own] = re.findall(r"^([0-9a-f]{12})  Carl", place(data, "list").output, re.M)
    written = data / "places" / own / "scripts" / "carls-own.md"
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text("# Carl's own\n")
    env = {"WORKSHOP_DATA": str(data), "WORKSHOP_FACILITATOR_KEY": KEY, "WORKSHOP_KEY_DIR": str(tmp_path / "keys")}
    kept = str(tmp_path / "kept.zip")
    assert CliRunner().invoke(main, ["backup", "--to", kept], env=env).exit_code == 0
    shutil.rmtree(data)
    restored = CliRunner().invoke(main, ["restore", kept], env=env)
    assert restored.exit_code == 0, restored.output
    assert written.read_text() == "# Carl's own\n"
    assert "Carl" in place(data, "list").output


COMMANDS = [("rename", "Nobody", "X"), ("suspend", "Nobody"), ("remove", "Nobody"), ("link", "Nobody")]


@pytest.mark.parametrize("command", COMMANDS)
def test_of_a_place_that_is_not_there(tmp_path: Path, server: Server, command: tuple[str, ...]) -> None:
    for data in (ran_once(tmp_path), server.data / "data"):
        told = place(data, *command)
        assert (told.exit_code, "There is no place of this name." in told.output) == (1, True)


@ONE_FILE
def test_with_a_wrong_key_beside_a_server(server: Server) -> None:
    told = place(server.data / "data", "list", key="another-key-altogether")
    assert (told.exit_code, "Error: Send the facilitator's key" in told.output) == (1, True)
