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
    assert 'href="/host/help"' in ana.get("/host").text
    assert "Facilitating: from the first script" in ana.get("/host/help").text
    for name in guides.GUIDES:
        assert 'aria-current="page"' in ana.get(f"/host/help/{name}").text
    assert ana.get("/host/help/nothing").status_code == 404


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
