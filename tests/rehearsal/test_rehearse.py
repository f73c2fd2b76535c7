"""`workshop rehearse` on a server of its own: whole workshops with simulated people over real sockets."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.rehearsal.scripts import PATH
from workshop.cli import main
from workshop.util.paths import bundled


def rehearse(*args: str, seconds: float = 300) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workshop", "rehearse", *args], capture_output=True, text=True, timeout=seconds
    )


def test_hello():
    done = rehearse("hello", "--people", "8", "--speed", "60", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["good"]
    assert report["lost"] == report["errors"] == []
    assert report["steps"] == 6
    assert sum(report["groups"][0]["sizes"]) == 8
    told = report["messages"]
    assert told["kept"] == told["sent"] > 20
    assert told["arrived"] == told["stages"] > 100
    assert report["took"] < 50


@pytest.mark.tour
def test_every_kind_of_step():
    done = rehearse(str(PATH), "--people", "9", "--speed", "40")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Rehearsing" in done.stderr
    assert done.stdout.startswith("Rehearsal of “A bit of everything”: 9 simulated people\n")
    assert done.stdout.endswith("Nothing was lost.\n")
    assert "Alike: " in done.stdout
    # How many come to ask before the end is the machine's: a slow one goes on before everybody saw a step.
    assert re.search(r"^Questions  [1-5] asked", done.stdout, re.M), done.stdout
    assert "Chosen: 9" not in done.stdout, "nobody chose a topic"


@pytest.fixture(scope="module")
def too_little(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a rehearsal with too few people, of a script with errors."""
    again = "- id: same\n\nThe same id.\n\n"
    steps = f"### Pol: What? (1 min)\n\n### Slide: One (1 min)\n\n{again}### Slide: Two (1 min)\n\n{again}"
    path = tmp_path_factory.mktemp("too little") / "bad.md"
    path.write_text(f"# Bad\n\n- format: 1\n\n{steps}### Poll: Here? (1 min)\n\n- ( ) Yes\n- ( ) No\n")
    done = rehearse(str(path), "--people", "2", "--speed", "60")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_too_few_people_leave_results_hidden(too_little: str):
    assert "Results that would stay hidden" in too_little
    assert "3 are needed." in too_little


def test_where_a_step_has_an_error_stands_a_card(too_little: str):
    assert too_little.count("a card stood in its place") == 2


def test_without_a_step_there_is_nothing_to_rehearse(tmp_path: Path):
    (tmp_path / "bad.md").write_text("# Bad\n\n- format: 2\n")
    done = CliRunner().invoke(main, ["rehearse", str(tmp_path / "bad.md")])
    assert done.exit_code == 1
    assert "no step to rehearse" in done.stderr


def test_broken_off_it_takes_its_server_and_its_folder_along(tmp_path: Path):
    command = [sys.executable, "-m", "workshop", "rehearse", "hello"]
    process = subprocess.Popen(command, env={**os.environ, "TMPDIR": str(tmp_path)}, stderr=subprocess.PIPE, text=True)
    assert process.stderr.readline() == "Rehearsing\n"
    assert list(tmp_path.iterdir())
    process.terminate()
    assert process.wait(30) in (128 + signal.SIGTERM, 1)  # 1: it was just waiting for its server, which has ended too
    process.stderr.close()
    assert not list(tmp_path.iterdir())


def test_an_unknown_script():
    done = CliRunner().invoke(main, ["rehearse", "no-such-script"])
    assert done.exit_code == 1
    assert "There is no script" in done.stderr


@pytest.mark.soak
def test_the_healing_workshop():
    path = bundled("sessions") / "healing-anxious-attachment.md"
    done = rehearse(str(path), "--people", "24", "--speed", "20", "--json", seconds=900)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["steps"] == 37
    assert [g["step"] for g in report["groups"]] == ["Hear it, say it back", "Say the new sentence aloud"]


@pytest.mark.tour
def test_a_part_that_repeats_comes_as_often_as_the_script_says_and_until_stopped_twice():
    done = rehearse(str(PATH.with_name("repeats.md")), "--people", "6", "--speed", "60", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["steps"] == 2 * 2 + 2
    assert (report["planned"], report["steps_add_up"]) == (300, 300)
    assert [g["step"] for g in report["groups"]] == ["Listen to one another", "Listen to one another (second time)"]
    # Who passes the second time is chance: where it is one or two of six, the second result would tell of them.
    assert {"Almost the same" in finding["why"] for finding in report["hidden"]} <= {True}
    assert not [finding for finding in report["hidden"] if "In the rehearsal" in finding["why"]]
    first, *notes = report["notes"]
    assert first.startswith("Where the time goes: ")
    assert notes == ["“Closing” goes on until you stop it. The plan counts it once; the rehearsal did it twice."]
