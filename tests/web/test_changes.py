"""A script is edited while it runs: the console says so, a page tells what will happen, and one button applies it."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.conftest import Hall
from tests.realtime.test_console import board
from tests.support.browser import Visitor
from tests.support.server import Scripts, Server

SCRIPT = """# Tea at five

- format: 1

### Slide: Welcome (2 min)

Good to see you.

### Poll: Tea or coffee? (2 min)

- id: drink

- ( ) Tea
- ( ) Coffee

### Slide: See you soon (1 min)

Good bye.
"""


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"tea.md": SCRIPT}


@pytest.fixture
def script(server: Server) -> Path:
    path = server.scripts / "tea.md"
    path.write_text(SCRIPT)
    return path


@pytest.fixture
def hall(server: Server, script: Path) -> Iterator[Hall]:
    opened = Hall(server, "tea")
    opened.do("start")
    yield opened
    opened.home()


@pytest.fixture
def ana(server: Server) -> Visitor:
    visitor = Visitor(server)
    visitor.sign_in()
    return visitor


def page(hall: Hall) -> str:
    return f"/host/sessions/{hall.id}/changes"


def press(ana: Visitor, hall: Hall, seen: str = ""):
    """The button of the page as it was `seen`, else as it is now."""
    found = dict(re.findall(r'name="(v|mark)" value="([^"]+)"', seen or ana.get(page(hall)).text))
    return ana.post(page(hall), page(hall), **found)


def held(server: Server, hall: Hall) -> tuple[str, str]:
    engine = create_engine(f"sqlite:///{server.data / 'data' / 'workshop.db'}")
    with engine.connect() as conn:
        row = conn.execute(text("select text, sha256 from session where id = :id"), {"id": hall.id}).one()
    engine.dispose()
    return row.text, row.sha256


def test_nothing_to_apply_while_the_file_is_the_same(hall: Hall, ana: Visitor):
    assert "nothing to apply" in ana.get(page(hall)).text
    assert 'name="mark"' not in ana.get(page(hall)).text


def test_the_page_says_step_by_step_what_will_happen(hall: Hall, ana: Visitor, script: Path):
    hall.do("next")
    script.write_text(
        SCRIPT.replace("Good to see you.", "Hello.").replace("( ) Coffee", "( ) Coffe").replace("Good bye.", "Bye.")
    )
    told = " ".join(re.sub(r"<[^>]+>", " ", ana.get(page(hall)).text).split())
    assert "changed Welcome Slide · 2 min · other text already seen: stays as it was" in told
    assert "Tea or coffee? Poll · 2 min · other answers open now: the new spelling is taken" in told
    assert "See you soon Slide · 1 min · other text comes as written" in told


def test_applied_it_is_what_next_brings_and_survives_a_restart(own_server: Server):
    server, script = own_server, own_server.scripts / "tea.md"
    hall, ana = Hall(server, "tea"), Visitor(server)
    hall.do("start", "next")
    ana.sign_in()
    script.write_text(SCRIPT.replace("See you soon", "Farewell").replace("Welcome", "Welcome back"))
    done = press(ana, hall)
    assert done.headers["Location"] == f"/host/sessions/{hall.id}"
    assert held(server, hall) == (script.read_text(), hashlib.sha256(script.read_bytes()).hexdigest())
    server.kill()
    server.start()
    hall.do("next")
    report = ana.get(f"/host/sessions/{hall.id}/download/html").text
    assert "Farewell" in report
    assert "Welcome" in report
    assert "Welcome back" not in report
    assert "Welcome back" in ana.get(f"/host/sessions/{hall.id}/script.md").text
    hall.home()
    assert server.stop() == 0


def test_mistakes_are_shown_and_nothing_is_applied(hall: Hall, ana: Visitor, script: Path):
    sane = ana.get(page(hall)).text
    script.write_text(SCRIPT.replace("### Poll:", "### Pol:"))
    shown = ana.get(page(hall)).text
    assert "has mistakes" in shown
    assert "is not a kind of step" in shown
    assert 'name="mark"' not in shown
    assert press(ana, hall, sane + 'name="v" value="1" name="mark" value="x"').headers["Location"].endswith("again=1")
    assert held(hall.server, hall)[0] == SCRIPT


def test_the_care_of_the_start_goes_on(hall: Hall, ana: Visitor, script: Path):
    script.write_text(SCRIPT.replace("- format: 1", "- format: 1\n- minimum answers: 2\n- keep: 3 days"))
    assert "stay as they were" in ana.get(page(hall)).text
    assert press(ana, hall).headers["Location"] == f"/host/sessions/{hall.id}"
    told = hall.server.api("GET", f"/sessions/{hall.id}/results").json()
    assert told.get("k", 3) == 3


def test_what_moved_on_meanwhile_is_looked_at_again(hall: Hall, ana: Visitor, script: Path):
    script.write_text(SCRIPT.replace("Good bye.", "Bye."))
    seen = ana.get(page(hall)).text
    hall.do("next")
    assert press(ana, hall, seen).headers["Location"].endswith("again=1")
    assert "went on meanwhile" in ana.get(page(hall) + "?again=1").text
    seen = ana.get(page(hall)).text
    script.write_text(SCRIPT.replace("Good bye.", "Farewell."))
    assert press(ana, hall, seen).headers["Location"].endswith("again=1")


def test_two_consoles_apply_it_once(hall: Hall, ana: Visitor, script: Path):
    script.write_text(SCRIPT.replace("Good bye.", "Bye."))
    seen = ana.get(page(hall)).text
    before = hall.server.show(hall.id)["v"]
    assert press(ana, hall, seen).headers["Location"] == f"/host/sessions/{hall.id}"
    assert press(ana, hall, seen).headers["Location"].endswith("again=1")
    assert hall.server.show(hall.id)["v"] == before + 1


def test_the_older_file_can_be_applied_again(hall: Hall, ana: Visitor, script: Path):
    script.write_text(SCRIPT.replace("Good bye.", "Bye."))
    press(ana, hall)
    script.write_text(SCRIPT)
    assert press(ana, hall).headers["Location"] == f"/host/sessions/{hall.id}"
    assert held(hall.server, hall)[0] == SCRIPT
    assert "nothing to apply" in ana.get(page(hall)).text


def test_the_console_hears_of_it_and_only_the_console(hall: Hall, script: Path):
    (ann,) = hall.join("Ann")
    script.write_text(SCRIPT.replace("Good bye.", "Bye."))
    console = hall.console()
    console.until(lambda c: "The script was changed" in board(c, "script"))
    assert "script was changed" not in str(ann.heard)


def test_only_for_the_facilitator_and_only_from_the_page(hall: Hall, ana: Visitor, script: Path):
    assert Visitor(hall.server).get(page(hall), allow_redirects=False).status_code == 302
    script.write_text(SCRIPT.replace("Good bye.", "Bye."))
    assert ana.http.post(hall.server.url + page(hall), data={"v": "1", "mark": "x"}, timeout=20).status_code == 400
    assert ana.get("/host/sessions/nowhere/changes").status_code == 404
