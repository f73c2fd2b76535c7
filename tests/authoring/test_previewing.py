"""What a script becomes without a session; and the command that shows it while it is written."""

import html
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner
from jinja2 import Environment

from tests.exports.test_language import english
from workshop.authoring import previewing
from workshop.cli import main
from workshop.script import read
from workshop.script.files import read_file
from workshop.script.model import Reading, Step
from workshop.web.blocks import texts_in
from workshop.web.cli import app_for

ROOT = Path(__file__).parents[2]
SCRIPTS = [*sorted(ROOT.glob("sessions/[a-z]*.md")), *sorted(ROOT.glob("tests/script/examples/*.md"))]
HEAD = "# Plan\n\n- format: 1\n\n"


@pytest.fixture(scope="module")
def env() -> Iterator[Environment]:
    app = app_for(ROOT / "sessions/hello.md")
    with app.app_context():
        yield app.jinja_env


def look(env: Environment, reading: Reading, step: Step | None, phase: str = "") -> previewing.Look:
    return previewing.look(env, reading, step, phase)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_step_can_be_seen_in_every_moment(env: Environment, path: Path):
    reading = read_file(path)
    for step in (None, *reading.script.steps):
        for phase in ("", *dict(previewing.PHASES.get(step.kind, ()) if step else ())):
            seen = look(env, reading, step, phase)
            assert "<" in seen.phone
            assert "<" in seen.projector
            assert seen.broken == bool(step and step.broken)


def test_the_lobby_comes_before_the_first_step(env: Environment):
    reading = read(HEAD + "### Slide: One (1 min)\n\nHello.\n")
    assert previewing.step_at(reading.script, 3) is None
    assert "You are in." in look(env, reading, None).phone


def test_it_is_in_the_language_of_the_script_with_its_you(env: Environment):
    """As participants will see it, whatever language its author reads."""
    head = "# Plan\n\n- format: 1\n- Sprache: de\n- Anrede: förmlich\n\n"
    reading = read(f"{head}### Schreiben: Brief (1 min)\n\n- wer sieht das: nur ich\n")
    phone = look(env, reading, reading.script.steps[0]).phone
    assert "Nur Sie" in phone and "Only you" not in phone
    assert previewing.outline(reading)["lang"] == "de"


@pytest.mark.parametrize("code", ["es", "fr"])
def test_no_step_of_any_kind_holds_english_on_a_phone_or_the_shared_screen(env: Environment, code: str):
    """A script of the ready-made steps, each in every moment."""
    head = f"# Plan\n\n- format: 1\n- language: {code}\n\n"
    reading = read(head + "\n".join(texts_in(code).values()))
    pieces, left = english(), set()
    for step in (None, *reading.script.steps):
        for phase in ("", *dict(previewing.PHASES.get(step.kind, ()) if step else ())):
            seen = look(env, reading, step, phase)
            left |= {piece for piece in pieces if piece in html.unescape(seen.phone + seen.projector)}
    assert left == set()


def test_in_a_language_that_is_not_here_the_words_of_the_script_say_which_it_is(env: Environment):
    reading = read("# Plan\n\n- format: 1\n- language: tlh\n\n### Slide: Hej (1 min)\n\nVälkommen.\n")
    phone = look(env, reading, reading.script.steps[0]).phone
    assert 'lang="tlh">Hej</h1>' in phone and '<div class="prose" lang="tlh">' in phone
    assert previewing.outline(reading)["lang"] == "en"


@pytest.mark.parametrize(("body", "shown"), [
    ("- ( ) Yes\n- ( ) No\n", "answered"),
    ("- minimum answers: 90\n\n- ( ) Yes\n- ( ) No\n", "95 answered"),
    ("- answer: scale 1 (low) to 7 (high)\n", "answered"),
    ("- answer: words\n", "calm"),
    ("- results: never\n\n- ( ) Yes\n- ( ) No\n", "No result is shown"),
])  # fmt: skip
def test_results_are_of_a_room_that_is_made_up(env: Environment, body: str, shown: str):
    reading = read(HEAD + f"### Poll: How? (1 min)\n\n{body}")
    step = reading.script.steps[0]
    assert shown in look(env, reading, step, "revealed").phone
    assert look(env, reading, step, "revealed") == look(env, reading, step, "revealed")


@pytest.mark.parametrize("groups", ["pairs", "triads", "3 groups", "solo", "partners", "by answer to how"])
def test_groups_are_of_people_that_are_made_up(env: Environment, groups: str):
    poll = "### Poll: How? (1 min)\n\n- id: how\n\n- ( ) Yes\n- ( ) No\n\n"
    reading = read(HEAD + poll + f"### Breakout: Talk (5 min)\n\n- groups: {groups}\n\nTalk.\n")
    seen = look(env, reading, reading.script.steps[1], "open")
    if groups != "solo":
        assert re.search("Heron|Wren|Finch|Otter|Robin|Hare|Swan|Carp", seen.phone)
    assert look(env, reading, reading.script.steps[1], "closed").phase == "closed"


def test_what_waits_in_the_drawer_can_be_seen(env: Environment):
    reading = read(HEAD + "### Slide: One (1 min)\n\nHi.\n\n### Slide: Two (1 min, if needed)\n\nKept back.\n")
    assert "Kept back." in look(env, reading, reading.script.steps[1]).phone
    assert previewing.outline(reading)["rows"][-1]["part"] == "In the drawer"


def test_a_step_with_a_mistake_is_a_card(env: Environment):
    reading = read(HEAD + "### Slide: One (1 min)\n\n- revael: all\n\n> Say: Secret.\n")
    seen = look(env, reading, reading.script.steps[0])
    assert "Line 7" in seen.phone
    assert "Secret" not in str(asdict(seen))


# The command


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A file, and where its preview is served."""
    path = tmp_path / "my plan.txt"
    path.write_text(HEAD + "### Slide: One (1 min)\n\nHello.\n")
    command = [sys.executable, "-u", "-m", "workshop", "preview", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield path, process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=10)
        assert [line for line in errors.splitlines() if "does not know the address" not in line] == []


def test_the_command_follows_the_file(shown: tuple[Path, str]):
    path, url = shown
    assert "js/pages/preview.js" in requests.get(url, timeout=10).text
    first = requests.get(f"{url}look?step=one", timeout=10).json()
    assert first["look"]["title"] == "One"
    assert requests.get(f"{url}look?mark={first['mark']}", timeout=10).status_code == 204
    path.write_text(HEAD + "### Pol: Two (1 min)\n")
    again = requests.get(f"{url}look?mark={first['mark']}", timeout=10).json()
    assert [(m["code"], m["own"]) for m in again["messages"]][:1] == [("E111", True)]
    path.unlink()
    assert requests.get(f"{url}look", timeout=10).status_code == 409


def test_the_command_answers_this_machine_only(shown: tuple[Path, str]):
    _, url = shown
    assert requests.get(url, headers={"Host": "evil.example"}, timeout=10).status_code == 403


def test_the_command_says_what_it_cannot_read(tmp_path: Path):
    done = CliRunner().invoke(main, ["preview", str(tmp_path / "none.md")])
    assert (done.exit_code, "E123" in done.output) == (2, True)


def test_looking_is_quick(env: Environment):
    """In the processor's time: what else the machine does is none of it."""
    reading = read_file(ROOT / "sessions/healing-anxious-attachment.md")
    begin = time.process_time()
    for step in reading.script.steps:
        look(env, reading, step, "revealed")
    assert (time.process_time() - begin) / len(reading.script.steps) < 0.2
