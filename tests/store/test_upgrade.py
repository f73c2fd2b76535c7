"""A data folder and scripts of version 0.1.0, as it left them, served by today's program."""

import json
import shutil
from pathlib import Path

import pytest
import requests

from tests.support.places import Leader
from tests.support.server import serving
from tests.support.warm import WarmServer
from workshop.script import reading
from workshop.util.seeding import seeded

OLD = Path(__file__).with_name("version_0_1_0")
KNOWN = json.loads((OLD / "known.json").read_text())


@pytest.fixture(scope="module")
def server(mother, tmp_path_factory):
    base = tmp_path_factory.mktemp("server")
    (base / "data").mkdir(mode=0o700)
    shutil.copy(OLD / "workshop.db", base / "data")
    shutil.copytree(OLD / "scripts", base / "scripts")
    with serving(WarmServer(mother, base, base / "scripts")) as running:
        yield running


def test_what_was_told_of_an_ended_workshop_is_told_still(server):
    told = server.api("GET", f"/sessions/{KNOWN['ended']}/results").json()
    steps = {step["id"]: step for step in told["steps"]}
    for step in KNOWN["results"]["steps"]:
        now = steps[step["id"]]
        shared = {name: value for name, value in step.items() if name in now}
        assert _still_told(shared, now) == shared
        assert "poll" not in step or "poll" in now


def _still_told(before, now):
    """`now` without what has come to be told since."""
    if isinstance(before, dict) and isinstance(now, dict):
        return {name: _still_told(value, now[name]) for name, value in before.items() if name in now}
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [_still_told(*each) for each in zip(before, now, strict=True)]
    return now


def test_people_come_back_to_their_own(server):
    page = requests.get(f"{server.url}/my/{KNOWN['ended']}", headers={"Cookie": KNOWN["cookie"]}, timeout=20)
    assert page.status_code == 200
    assert "Our evening" in page.text


def test_a_running_workshop_goes_on(server):
    session = KNOWN["live"]
    assert server.show(session)["phase"] == "live"
    assert server.command(session, "next")["status"] == "ok"
    assert server.join(KNOWN["live_code"], "Hanna")["session"] == session


def test_its_scripts_are_there_and_start(server):
    assert "own" in {card["name"] for card in server.api("GET", "/scripts").json()}
    assert server.create("own")["id"]


def test_nothing_in_its_script_has_become_a_mistake():
    messages = reading.read((OLD / "scripts" / "own.md").read_text("utf-8"), "own.md").messages
    assert [message for message in messages if message.severity == "error"] == []


def test_scripts_that_were_written_into_the_checkout_come_along(tmp_path):
    folder = seeded(tmp_path / "scripts", OLD / "scripts")
    for path in (OLD / "scripts").iterdir():
        assert (folder / path.name).read_bytes() == path.read_bytes()


def test_all_that_was_there_belongs_to_the_first_place(server):
    ana = Leader(server)
    page = ana.get("/host").text
    assert all(KNOWN[session] in page for session in ("ended", "live"))
    [only] = server.api("GET", "/places").json()
    assert (only["id"], only["sessions"] >= 2) == ("first", True)
    bea = Leader.in_a_new_place(server, "Bea")
    assert not any(KNOWN[session] in bea.get("/host").text for session in ("ended", "live"))
