"""The same from the browser: start, progress, report; beside a running server, on its own sockets."""

import json
import re
import time
from functools import reduce

import pytest

from tests.rehearsal.scripts import PATH
from tests.support.browser import Visitor
from tests.support.server import Scripts, Server

PAGE = "/host/scripts/small/rehearse"
SMALL = """# Small

- format: 1
- people: 3-40

### Poll: Tea? (5 s)

- ( ) Yes
- ( ) No

### Breakout: Talk (5 s)

- groups: pairs
"""


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {
        "small.md": SMALL,
        "broken.md": "# Broken\n\n- format: 1\n\n### Pol: What?\n",
        PATH.name: PATH,
        "media": PATH.with_name("media"),
    }


@pytest.fixture
def ana(server: Server) -> Visitor:
    visitor = Visitor(server)
    visitor.sign_in()
    return visitor


def start(ana: Visitor, page: str = PAGE, **numbers: str):
    return ana.post(page, page, **{"people": "6", "speed": "20", **numbers})


def session_of(ana: Visitor, page: str = PAGE) -> str:
    return re.search(r"/host/sessions/([^/\"]+)/", ana.get(page).text)[1]


def over(ana: Visitor, page: str = PAGE, seconds: float = 60) -> str:
    """The page's changing part once nothing runs any more."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        text = ana.get(f"{page}/progress").text
        if "data-running" not in text:
            return text
        time.sleep(0.3)
    raise AssertionError("It goes on and on.")


def test_a_rehearsal_from_start_to_report(server: Server, ana: Visitor):
    assert start(ana).status_code == 303
    running = ana.get(PAGE).text
    assert "data-running" in running
    assert "<progress" in running
    link = re.search(r'href="([^"]+)"[^>]*>.{0,200}Walk as one phone', running, re.S)[1]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#[A-Z0-9]{6}", link)
    session = session_of(ana)
    report = over(ana)
    assert "Nothing was lost." in report, " ".join(re.sub("<[^>]+>", " ", report).split())
    assert re.search(r"Groups of <bdi>Talk</bdi></span> <small>\d groups?: ", report)
    assert server.show(session)["rehearsal"] is True
    assert "Rehearsal" in ana.get(f"/host/sessions/{session}/results").text
    assert "A rehearsal." in ana.get(f"/host/sessions/{session}/download/html").text


def test_it_is_told_in_the_language_of_whoever_started_it(ana: Visitor):
    ana.http.cookies["reads-in"] = "de"
    assert start(ana).status_code == 303
    report = over(ana)
    assert "Nichts ging verloren." in report and "Der Plan geht auf." in report
    assert re.search(r"<small>\d Gruppen?: ", report)
    ours = re.sub(r"<(\w+) lang=\"en\".*?</\1>", "", report)
    assert re.findall(r"[^<>]*\b(?:the|of|answers|groups?)\b[^<>]*", ours) == []


def test_one_at_a_time_and_it_can_be_stopped(ana: Visitor):
    assert start(ana, speed="1").status_code == 303
    again = start(ana, "/host/scripts/everything/rehearse")
    assert again.status_code == 409
    assert "Another rehearsal is running." in again.text
    assert ana.post(f"{PAGE}/stop", PAGE).status_code == 303
    assert "stopped before its end" in over(ana)


def test_a_session_that_is_deleted_meanwhile_ends_it(server: Server, ana: Visitor):
    start(ana, speed="1")
    session = session_of(ana)
    time.sleep(1)
    assert server.api("DELETE", f"/sessions/{session}").status_code == 204
    assert "could not go on" in over(ana)


def test_somebody_real_walks_along(server: Server, ana: Visitor):
    """Their answers count like the others'; the facilitator does not wait for them."""
    start(ana, speed="1")
    shown = server.show(session_of(ana))
    joined = server.join(shown["code"], "Zoe")
    assert joined["session"] == shown["id"]
    ana.post(f"{PAGE}/stop", PAGE)
    over(ana)


@pytest.mark.parametrize("people", ["0", "101", "many", ""])
def test_numbers_that_cannot_be(ana: Visitor, people: str):
    refused = start(ana, people=people)
    assert refused.status_code == 400
    assert 'aria-invalid="true"' in refused.text


def test_errors_block_a_start_and_not_a_rehearsal(ana: Visitor):
    page = "/host/scripts/broken/rehearse"
    assert "has errors" in ana.get(page).text
    assert start(ana, page).status_code == 303
    assert "a card stood in its place" in over(ana, page)


@pytest.mark.parametrize("path", ["", "/progress"])
def test_for_facilitators_only(server: Server, path: str):
    assert Visitor(server).get(PAGE + path, allow_redirects=False).status_code == 302


def test_an_unknown_script(ana: Visitor):
    assert ana.get("/host/scripts/nothing/rehearse").status_code == 409


def practised(ana: Visitor) -> str:
    return ana.post("/host/scripts/small/practise", PAGE).headers["Location"].rpartition("/")[2]


def come_to(server: Server, session: str, *path: str, value: object) -> None:
    """Waits until that is told of the session."""
    until = time.monotonic() + 60
    while (told := reduce(lambda part, key: part[key], path, server.show(session))) != value:
        assert time.monotonic() < until, f"{path} is {told}, not {value}"
        time.sleep(0.05)


def test_whoever_practises_alone_has_a_result_to_show(server: Server, ana: Visitor) -> None:
    """Pretend people answer as soon as the poll is open, as many as it needs, and go home at the end."""
    session = practised(ana)
    come_to(server, session, "people", "connected", value=3)
    server.command(session, "start")
    server.command(session, "open")
    come_to(server, session, "turnout", "answered", value=3)
    server.command(session, "reveal")
    come_to(server, session, "step", "phase", value="revealed")
    told = server.api("GET", f"/sessions/{session}/results").json()
    assert '"hidden": true' not in json.dumps(told["steps"][0]), told
    server.command(session, "end")
    come_to(server, session, "people", "connected", value=0)


def test_a_new_practice_sends_the_company_of_the_last_one_home(server: Server, ana: Visitor) -> None:
    first, second = practised(ana), practised(ana)
    come_to(server, second, "people", "connected", value=3)
    come_to(server, first, "people", "connected", value=0)
