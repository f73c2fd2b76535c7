"""A session changes hands: by a code, in one place and out of the other, with what people could expect."""

import re
from typing import Any

import pytest

from tests.places.test_own_place import log_of
from tests.places.test_two_places import api_key
from tests.support.browser import Visitor
from tests.support.places import Leader
from tests.support.server import Server

SCRIPT = """\
# An evening by the {word}

- format: 1

![The {word}](media/{word}.svg)

### Reflect: What do you take along? (3 min)
- who sees this: facilitators
"""


WORDS = "I would like to say sorry to my sister"


@pytest.fixture(scope="module")
def ana(server: Server) -> Leader:
    return Leader.in_a_new_place(server, "Ana Arndt")


@pytest.fixture(scope="module")
def bea(server: Server) -> Leader:
    return Leader.in_a_new_place(server, "Bea Berg")


@pytest.fixture(scope="module")
def anas_tool(ana: Leader) -> str:
    return api_key(ana)


def evening(leader: Leader, word: str, picture: str = "<svg/>") -> str:
    """A session in its lobby; its id."""
    leader.keeps(f"{word}.svg", picture)
    return leader.starts(leader.writes(f"{leader.place} {word}", SCRIPT.format(word=word)))


def code_on(page: str) -> str:
    found = re.search(r'id="hand-over-code"[^>]*value="([A-Z0-9-]{19})"', page)
    assert found, page[-1500:]
    return found[1]


def code_of(leader: Leader, session: str) -> str:
    found = re.search(r"/#([A-Z0-9]{6})", leader.get(f"/host/sessions/{session}/invite").text)
    assert found
    return found[1]


def screen_key(leader: Leader, session: str) -> str:
    found = re.search(rf"/projector/{session}#([0-9a-f]+)", leader.get(f"/host/sessions/{session}/invite").text)
    assert found
    return found[1]


def shows(server: Server, session: str, key: str) -> bool:
    """Whether this link of the shared screen still does."""
    told = Visitor(server).get(f"/projector/{session}/state", headers={"Authorization": f"Bearer {key}"})
    return told.status_code == 200


def offered(leader: Leader, session: str) -> str:
    return code_on(leader.sends("POST", f"/host/sessions/{session}/hand-over").text)


def takes(leader: Leader, code: str, name: str = "Bea Berg") -> Any:
    return leader.sends("POST", "/host/place/take-over/accept", data={"code": code, "name": name})


def sees(leader: Leader, session: str) -> bool:
    return leader.get(f"/host/sessions/{session}/invite").status_code == 200


def test_a_session_goes_to_another_place_and_all_are_told(
    server: Server, ana: Leader, bea: Leader, anas_tool: str
) -> None:
    session = evening(ana, "river")
    guest = Visitor(server)
    guest.join(code_of(ana, session), "Kim")
    assert "Bea Berg" not in guest.get(f"/my/{session}").text
    screen = screen_key(ana, session)
    assert shows(server, session, screen)
    invited = ana.sends("POST", f"/host/sessions/{session}/team", data={"name": "Mo", "role": "lead"}).text
    link = re.search(rf"/team/{session}#([\w-]+)", invited)
    assert link
    tool(server, anas_tool, session, "start")
    tool(server, anas_tool, session, "end")
    told = offered(ana, session)
    typed = told.lower().replace("-", " ")  # as people type it
    looked = bea.sends("POST", "/host/place/take-over", data={"code": typed}).text
    assert ("An evening by the river" in looked, "1 joined" in looked, "Ana Arndt" in looked) == (True, True, True)
    assert (sees(ana, session), sees(bea, session)) == (True, False)  # looking takes nothing
    assert takes(bea, typed, "Bea, from the practice").status_code == 303
    assert (sees(ana, session), sees(bea, session)) == (False, True)
    went_on = bea.sends("POST", f"/host/sessions/{session}/command", json={"command": "undo"}).json()
    assert "too late to take that back" in went_on["reason"]  # else people would write on, to her
    for page in (f"/my/{session}", f"/kept/{session}"):
        assert 'is led by <bdi translate="no">Bea, from the practice</bdi>' in guest.get(page).text
    assert takes(ana, told).status_code == 409  # it is good once
    assert "opens nothing any more" in Visitor(server).post(f"/team/{session}", secret=link[1]).text
    assert not shows(server, session, screen)
    assert (bea.folder / "media" / "river.svg").read_text() == "<svg/>"
    assert "Took over a session of this place that was made on" in log_of(ana)
    assert "Took over a session that was made on" in log_of(bea)


def test_a_code_that_was_taken_back_or_replaced_opens_nothing(server: Server, ana: Leader, bea: Leader) -> None:
    session = evening(ana, "lake")
    first = offered(ana, session)
    second = offered(ana, session)
    assert ana.sends("POST", f"/host/sessions/{session}/hand-over/back").status_code == 303
    for code in (first, second, "2222-2222-2222-2222", "", "x" * 199, "\u202e"):
        refused = takes(bea, code)
        assert (refused.status_code, "This code opens nothing" in refused.text) == (409, True)
    screen = screen_key(ana, session)
    assert shows(server, session, screen)
    assert takes(bea, offered(ana, session)).status_code == 303  # the control
    assert (shows(server, session, screen), shows(server, session, screen_key(bea, session))) == (False, True)


def test_nobody_takes_their_own_and_everybody_says_a_name(ana: Leader, bea: Leader) -> None:
    session = evening(ana, "meadow")
    code = offered(ana, session)
    assert "is yours already" in takes(ana, code).text
    refused = takes(bea, code, " \u200b ")
    assert (refused.status_code, "by which name participants" in refused.text) == (409, True)
    assert sees(ana, session)


def test_what_was_written_for_the_facilitators_is_read_by_the_new_ones(
    server: Server, ana: Leader, bea: Leader, anas_tool: str
) -> None:
    session, key = evening(ana, "hill"), anas_tool
    writer = Visitor(server)
    room = writer.join(code_of(ana, session), "Kim")
    tool(server, key, session, "start")
    writes(writer, room, WORDS)
    tool(server, key, session, "end")
    assert WORDS in ana.get(f"/host/sessions/{session}/results").text
    assert takes(bea, offered(ana, session)).status_code == 303
    assert WORDS in bea.get(f"/host/sessions/{session}/results").text
    for page in ("results", "download/json", "download/html"):
        assert ana.get(f"/host/sessions/{session}/{page}").status_code == 404
    assert WORDS in writer.get(f"/my/{session}").text


def writes(writer: Visitor, room: str, text: str) -> None:
    page = writer.get(room).text
    token, step = (re.search(sought, page) for sought in (r'name="csrf-token" content="([^"]+)"', r"note:([\w-]+)"))
    assert token and step
    message = {"key": f"note:{step[1]}", "n": 1, "body": {"text": text, "sees": "facilitators"}}
    kept = writer.http.post(f"{writer.url}{room}/op", json=message, headers={"X-CSRFToken": token[1]}, timeout=20)
    assert kept.json()["status"] == "ok", kept.text


def test_what_runs_stays_until_it_has_ended(server: Server, ana: Leader, bea: Leader, anas_tool: str) -> None:
    session, key = evening(ana, "valley"), anas_tool
    code = offered(ana, session)
    for command, state in (("start", 409), ("end", 303)):
        tool(server, key, session, command)
        if command == "start":
            assert ana.sends("POST", f"/host/sessions/{session}/hand-over").status_code == 409
        assert takes(bea, code).status_code == state
    assert sees(bea, session)


def tool(server: Server, key: str, session: str, command: str) -> None:
    """A program of the place does it."""
    done = Visitor(server).http.post(
        f"{server.url}/api/sessions/{session}/commands", json={"command": command},
        headers={"Authorization": f"Bearer {key}"}, timeout=20,
    )  # fmt: skip
    assert done.json()["status"] == "ok", done.text


def test_whom_people_have_joined_is_not_changed_before_the_end(server: Server, ana: Leader, bea: Leader) -> None:
    """They have read who leads, and are in front of their phones."""
    session = evening(ana, "marsh")
    code = offered(ana, session)
    Visitor(server).join(code_of(ana, session), "Kim")
    refused = takes(bea, code)
    assert (refused.status_code, "There are people in what this code offers" in refused.text) == (409, True)
    assert ana.sends("POST", f"/host/sessions/{session}/hand-over").status_code == 409
    assert sees(ana, session)


def test_what_a_place_may_have_holds_for_what_it_takes_over_too(server: Server, ana: Leader) -> None:
    small = Leader.in_a_new_place(server, "Small")
    session = evening(ana, "pond", "<svg>" + " " * 3_000_000 + "</svg>")
    code = offered(ana, session)
    for limits, told in (({"most_megabytes": 2}, "may have 2 MB"), ({"most_sessions": 1}, "may have 1 sessions")):
        assert server.api("PATCH", f"/places/{small.place}", limits).ok
        if "most_sessions" in limits:
            small.starts("hello")
        refused = takes(small, code)
        assert (refused.status_code, told in refused.text) == (409, True)
    assert sees(ana, session)


def test_another_picture_of_the_same_name_is_not_written_over(ana: Leader, bea: Leader) -> None:
    session = evening(ana, "boat")
    bea.keeps("boat.svg", "<svg id='mine'/>")
    refused = takes(bea, offered(ana, session))
    assert (refused.status_code, "Two different files are called media/boat.svg" in refused.text) == (409, True)
    assert (bea.folder / "media" / "boat.svg").read_text() == "<svg id='mine'/>"
    assert sees(ana, session)


def test_a_host_hands_over_what_somebody_leaves_behind(server: Server, bea: Leader) -> None:
    host, leaver = Leader(server), Leader.in_a_new_place(server, "Cleo")
    kept = [evening(leaver, word) for word in ("tree", "stone")]
    host.sends("POST", f"/host/places/{leaver.place}/suspend")
    page = host.sends("POST", f"/host/places/{leaver.place}/hand-over").text
    assert "An evening by" not in page  # a host sees no title
    assert takes(bea, code_on(page)).status_code == 303
    assert [sees(bea, session) for session in kept] == [True, True]
    assert host.sends("POST", f"/host/places/{leaver.place}/remove").status_code == 303
