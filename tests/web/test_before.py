"""Before anybody comes in: shipped scripts to copy, those in one's own language first, and practising alone."""

import re

import pytest

from tests.support.browser import Visitor
from tests.support.server import Server


@pytest.fixture(scope="module")
def ana(server: Server) -> Visitor:
    visitor = Visitor(server)
    visitor.sign_in()
    return visitor


def names(page: str) -> list[str]:
    return re.findall(r'<h2 dir="auto" lang="[^"]*"><a href="/host/scripts/([\w-]+)"', page)


def in_language(ana: Visitor, code: str) -> list[str]:
    return names(ana.http.get(ana.url + "/host", headers={"Accept-Language": code}).text)


def test_shipped_scripts_in_the_readers_language_come_first(ana: Visitor) -> None:
    german = {"hallo", "heilung-bindungsangst"}
    english, deutsch = in_language(ana, "en"), in_language(ana, "de")
    assert set(english[-2:]) == german
    assert set(deutsch[:2]) == german
    assert sorted(english) == sorted(deutsch)


def test_a_copy_says_that_it_is_one_and_opens_in_the_editor(ana: Visitor) -> None:
    made = ana.post("/host/scripts/hello/use", "/host")
    assert made.status_code == 303
    page = ana.get(made.headers["Location"]).text
    assert "# Hello in ten minutes (copy)" in page
    cards = ana.get("/host").text
    assert "Hello in ten minutes (copy)" in cards
    assert cards.count("Use a copy") == len(names(cards)) - 1, "only what Workshop brings offers copies"
    assert ana.post("/host/scripts/nothing/use", "/host").status_code in (404, 409)


def test_practising_opens_a_console_with_a_phone_beside_it_and_counts_nowhere(server: Server, ana: Visitor) -> None:
    made = ana.post("/host/scripts/hello/practise", "/host/scripts/hello/rehearse")
    console = ana.get(made.headers["Location"]).text
    link = re.search(r'href="([^"]+)" target="practice-phone"', console)[1]
    shown = server.show(made.headers["Location"].rpartition("/")[2])
    assert shown["rehearsal"] and link.endswith("#" + shown["code"])
    assert 'target="practice-phone"' not in ana.get(f"/host/sessions/{server.create('hello')['id']}").text


def test_where_nobody_real_comes_no_placeholder_stops_the_start(server: Server, ana: Visitor) -> None:
    script = "healing-anxious-attachment"
    made = ana.post(f"/host/scripts/{script}/practise", f"/host/scripts/{script}/rehearse")
    console = ana.get(made.headers["Location"]).text
    assert "People would see placeholders" not in console
    start = re.search(r'<button[^>]* id="primary">', console)[0]
    assert 'data-command="start"' in start and 'data-all-the-same="true"' in start
    real = ana.get(f"/host/sessions/{server.create(script)['id']}").text
    assert "People would see placeholders" in real and 'id="primary" data-primary href' in real
