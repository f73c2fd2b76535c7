"""A sensitive workshop does not start with placeholders for help lines; the page that stops it also mends them."""

import re
from pathlib import Path

import pytest
import requests

from tests.support.browser import Visitor
from tests.support.people import Console, Phone
from tests.support.server import PACKAGED, Server
from tests.support.warm import Mother, WarmServer

NAME = "healing-anxious-attachment"
PAGE = f"/host/scripts/{NAME}/help-lines"
FIVE = {
    "name-0": "Line of our town", "number-0": "0800 111 0 111", "hours-0": "day and night", "drop-1": "yes",
    "name-2": "Women’s line", "number-2": "116 016", "drop-3": "yes", "drop-4": "yes",
}  # fmt: skip


@pytest.fixture
def ana(own_server: Server) -> Visitor:
    visitor = Visitor(own_server)
    visitor.sign_in()
    return visitor


def lines(server: Server) -> Path:
    return next(p for p in server.data.rglob("_help-lines.md"))


def mark(page: str) -> str:
    return re.search(r'name="mark" value="(\w+)"', page)[1]


def test_the_stop_and_the_form(own_server: Server, ana: Visitor) -> None:
    stopped = ana.post("/host/sessions", "/host", name=NAME)
    assert stopped.status_code == 409
    assert "People would see placeholders instead of help lines." in stopped.text
    assert "<h3" not in ana.get("/host").text  # no session was made

    given = {"mark": mark(stopped.text), "then": "start"}
    wrong = ana.post(PAGE, PAGE, **given, **{**FIVE, "number-2": "soon"})
    assert wrong.status_code == 400
    assert "Write the number that people can call" in wrong.text
    assert "Line of our town" in wrong.text  # nothing that was typed is lost
    assert re.findall(r'name="([^"]+)"[^>]* autofocus', wrong.text) == ["number-2"]  # and one stands where it is amiss
    example = ana.post(PAGE, PAGE, **given, **{"address-1": "https://help.example.org/chat"})
    assert "This address is only an example" in example.text and "Write the whole address" not in example.text
    assert "(the team writes" in lines(own_server).read_text()

    made = ana.post(PAGE, PAGE, **given, **FIVE)
    assert made.status_code == 303
    assert ana.get(made.headers["Location"]).text.count("huge-code")
    text = lines(own_server).read_text()
    assert "**Crisis line in our area:** Line of our town, 0800 111 0 111, day and night\n" in text
    assert "example.org" not in text
    assert "Nothing is missing" in ana.get(PAGE).text
    assert ana.post("/host/sessions", "/host", name=NAME).headers["Location"].endswith("/invite")


def test_all_the_same(ana: Visitor) -> None:
    made = ana.post("/host/sessions", "/host", name=NAME, all_the_same="yes")
    assert made.headers["Location"].endswith("/invite")


def test_all_the_same_takes_along_what_was_typed(own_server: Server, ana: Visitor) -> None:
    stopped = ana.post("/host/sessions", "/host", name=NAME).text
    given = {"mark": mark(stopped), "then": "start", "all_the_same": "yes"}
    named = ana.post(
        PAGE, PAGE, **given, **{"name-0": "Our line", "number-0": "116 123", "name-4": "List of therapists"}
    )
    assert named.status_code == 400 and "Write the whole address" in named.text and "List of therapists" in named.text
    made = ana.post(PAGE, PAGE, **given, **{"name-0": "Our line", "number-0": "116 123"})
    assert ana.get(made.headers["Location"]).text.count("huge-code")
    assert "Our line, 116 123" in lines(own_server).read_text() and "(the team writes" in lines(own_server).read_text()


def test_part_of_it_can_wait_but_does_not_start(own_server: Server, ana: Visitor) -> None:
    given = {"mark": mark(ana.get(PAGE).text), "then": "start", "name-0": "Line of our town", "number-0": "0800 111"}
    kept = ana.post(PAGE, PAGE, **given)
    assert kept.headers["Location"].startswith(PAGE)
    page = ana.get(kept.headers["Location"]).text
    assert "4 are still to be filled in" in page
    assert "Some lines are still open." in page
    assert "Some lines are still open." not in ana.get(PAGE).text
    assert "People would see placeholders" in ana.get(f"{PAGE}?stopped=1").text


def test_an_old_session_does_not_start_before_its_lines_are_filled_in(own_server: Server, ana: Visitor) -> None:
    """From a tool, at the console, or with a step of one's own; and the form mends it for the phones that are in."""
    told = own_server.api("POST", "/sessions", {"script": NAME, "all_the_same": False})
    assert (told.status_code, told.json()["error"]) == (409, "help_lines")
    made = own_server.create(NAME)  # programs are not stopped unless they ask for it
    program = Console(own_server, own_server.create(NAME)["id"])
    assert program.command("start")["status"] == "ok"
    program.leave()
    start = lambda **more: own_server.command(made["id"], "start", all_the_same=False, **more)  # noqa: E731
    for more in ({}, {"step": "chair"}):
        assert start(**more)["status"] == "refused"
        assert "People would see placeholders" in start(**more)["reason"]
    console = ana.get(f"/host/sessions/{made['id']}").text
    assert "Fill in the help lines" in console
    assert "Start all the same" in console
    own = f"/host/sessions/{made['id']}/help-lines"

    cookie = own_server.join(made["code"], "Ann")["cookie"]
    ann = Phone(own_server, made["id"], cookie)
    kept = ana.post(own, own, mark=mark(ana.get(own).text), **FIVE)
    assert kept.headers["Location"] == f"/host/sessions/{made['id']}"
    ann.until(lambda phone: any(event == "reload" for event, _ in phone.heard)).leave()
    room = requests.get(f"{own_server.url}/s/{made['id']}", headers={"Cookie": cookie}, timeout=20).text
    assert "0800 111 0 111" in room
    assert "(the team writes" not in room
    assert "Line of our town" in lines(own_server).read_text()  # the next session has them, too
    assert start()["status"] == "ok"


def test_what_was_written_into_the_file_meanwhile_stays(own_server: Server, ana: Visitor) -> None:
    made = own_server.create(NAME)
    lines(own_server).write_text("- **Line:** (name and number here)\n")
    own = f"/host/sessions/{made['id']}/help-lines"
    wrong = ana.post(own, own, mark=mark(ana.get(own).text), **{**FIVE, "number-2": "soon"})
    assert wrong.status_code == 400
    assert ana.post(own, own, mark=mark(wrong.text), **FIVE).status_code == 303
    assert lines(own_server).read_text() == "- **Line:** (name and number here)\n"
    assert own_server.command(made["id"], "start", all_the_same=False)["status"] == "ok"


def test_lines_for_scripts_inside_a_package_are_kept_with_the_session(mother: Mother, tmp_path: Path) -> None:
    server = WarmServer(mother, tmp_path)
    server.program = (PACKAGED,)
    server.start()
    before = lines(server).read_bytes()
    ana = Visitor(server)
    ana.sign_in()
    stopped = ana.post("/host/sessions", "/host", name=NAME)
    given = {"mark": mark(stopped.text), "then": "start"}
    assert "Some lines are still open" in ana.post(PAGE, PAGE, **given, **{"drop-1": "yes"}).text
    made = ana.post(PAGE, PAGE, **given, **FIVE)
    session = made.headers["Location"].split("/")[3]
    assert server.command(session, "start", all_the_same=False)["status"] == "ok"
    assert "0800 111 0 111" in ana.get(f"/host/sessions/{session}/help-lines").text
    assert lines(server).read_bytes() == before
    assert server.stop() == 0


def test_nothing_is_written_over_unseen(own_server: Server, ana: Visitor) -> None:
    seen = mark(ana.get(PAGE).text)
    lines(own_server).write_text("- **Line:** (name and number here)\n")
    refused = ana.post(PAGE, PAGE, mark=seen, **FIVE)
    assert refused.status_code == 409
    assert "Somebody changed the help lines meanwhile" in refused.text
    assert "Line of our town" in refused.text.split("What you had written")[1]
    whole = ana.post(PAGE, PAGE, mark=mark(refused.text), text="- **Line:** 116 123\r\n")
    assert whole.status_code == 303
    assert lines(own_server).read_text() == "- **Line:** 116 123\n"


def test_what_is_too_long_is_said_and_nothing_of_it_is_cut(own_server: Server, ana: Visitor) -> None:
    long = "day and night " * 30
    page = ana.post(PAGE, PAGE, mark=mark(ana.get(PAGE).text), **{**FIVE, "hours-0": long})
    assert page.status_code == 400
    assert "Hours is too long by 119. All of it is still here; up to 300 characters can be written." in page.text
    assert long.strip() in page.text
    assert "(the team writes" in lines(own_server).read_text()


def test_a_script_without_help_lines_says_what_to_write(ana: Visitor) -> None:
    page = ana.get("/host/scripts/hello/help-lines")
    assert "- help: _help-lines.md" in page.text


def test_findings_lead_to_their_place(ana: Visitor) -> None:
    assert f'href="{PAGE}"' in ana.get("/host").text
    assert f'href="{PAGE}">Fill in the help lines' in ana.get(f"/host/scripts/{NAME}").text


def test_nobody_else_reads_or_writes_them(own_server: Server) -> None:
    stranger = Visitor(own_server)
    assert stranger.get(PAGE, allow_redirects=False).status_code == 302
    assert stranger.post(PAGE, "/", text="x").status_code in (302, 403)
