"""The guides inside the product: every page opens, and no link or picture of theirs leads nowhere."""

import re

import pytest

from tests.support.browser import Visitor
from tests.support.server import Server
from workshop.util.paths import bundled
from workshop.web.host import guides


@pytest.fixture(scope="module")
def ana(server: Server) -> Visitor:
    visitor = Visitor(server)
    visitor.sign_in()
    return visitor


def test_every_guide_opens_and_the_bar_leads_to_the_first(ana: Visitor) -> None:
    assert "Facilitating: from the first script" in ana.get("/host/help").text
    for name in guides.GUIDES:
        assert 'aria-current="page"' in ana.get(f"/host/help/{name}").text
    assert ana.get("/host/help/nothing").status_code == 404


@pytest.mark.parametrize(
    ("page", "leads_to"),
    [
        ("", "#before"), ("/look", "#your-logo-and-your-colour"), ("/plan", "/scripts#you-have-a-plan-already"),
        ("/scripts/hello", "/scripts"), ("/scripts/hello/across", "/exports#across-sessions"),
        ("/scripts/hello/rehearse", "#before"), ("/sessions/{id}/invite", "#before"),
        ("/sessions/{id}/changes", "#changing-the-script-while-it-runs"), ("/sessions/{id}/results", "#afterwards"),
        ("/help", ""),
    ],
)  # fmt: skip
def test_from_each_page_the_bar_leads_to_what_the_guides_tell_of_it(
    server: Server, ana: Visitor, page: str, leads_to: str
) -> None:
    session = server.create("hello")["id"] if "{id}" in page else ""
    assert f'<a href="/host/help{leads_to}"' in ana.get(f"/host{page}".format(id=session)).text
    guide, _, place = leads_to.partition("#")
    read = guides.read(guide.strip("/") or "facilitating")
    assert read and (not place or f'id="{place}"' in read.html)


def test_a_picture_is_served_and_nothing_beside_the_pictures(ana: Visitor) -> None:
    assert ana.get("/host/help/images/lobby.png").headers["Content-Type"] == "image/png"
    assert ana.get("/host/help/images/..%2Fprivacy.md").status_code == 404


def test_only_who_leads_reads_them(server: Server) -> None:
    assert "Facilitating: from" not in Visitor(server).get("/host/help").text


def test_no_link_leads_nowhere() -> None:
    pages = {name: guides.read(name) for name in guides.GUIDES}
    places = {name: set(re.findall(r'id="([^"]*)"', page.html)) for name, page in pages.items()}
    for name, page in pages.items():
        for address in re.findall(r'href="((?!https?:|mailto:)[^"]*)"', page.html):
            to, _, place = address.partition("#")
            assert not place or place in places[to.rsplit("/", 1)[-1] or name], (name, address)
        for picture in re.findall(r'src="/host/help/images/([^"]*)"', page.html):
            assert (bundled("docs") / "images" / picture).is_file()


def test_the_names_of_guides_are_in_the_readers_language_and_the_guides_are_marked_as_english(ana: Visitor) -> None:
    page = ana.http.get(f"{ana.url}/host/help/scripts", headers={"Cookie": "reads-in=de; " + cookies_of(ana)}).text
    assert "<title>Ein Skript schreiben · " in page
    assert "Die Anleitungen sind bisher auf Englisch." in page
    assert "The guides are in English" not in ana.get("/host/help").text
    assert '<h1 lang="en">' in page and '<article class="prose" lang="en">' in page


def cookies_of(visitor: Visitor) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.http.cookies)
