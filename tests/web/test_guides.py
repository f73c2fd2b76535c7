"""The guides inside the product: every page opens, and no link or picture of theirs leads nowhere."""

import re

import pytest
from markdown_it import MarkdownIt

from tests.support.browser import Visitor
from tests.support.server import Server
from tests.test_docs import BUTTON, PLAIN
from workshop.util import language
from workshop.util.paths import bundled
from workshop.web.host import guides

IN_ENGLISH = "Diese Anleitung ist bisher auf Englisch."
TRANSLATED = sorted(f"{path.parent.name}/{path.name}" for path in bundled("docs").glob("*/*.md"))


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
    assert IN_ENGLISH in page
    assert "This guide is in English" not in ana.get("/host/help").text
    assert '<h1 lang="en" dir="ltr">' in page and '<article class="prose" lang="en" dir="ltr">' in page


@pytest.mark.parametrize(("code", "begins"), [("de", "Leiten: vom ersten Skript"), ("ar", "التيسير: من أول سيناريو")])
def test_the_first_guide_is_in_the_readers_language_and_other_pages_lead_to_its_parts(
    ana: Visitor, code: str, begins: str
) -> None:
    page = ana.http.get(f"{ana.url}/host/help", headers={"Cookie": f"reads-in={code}; {cookies_of(ana)}"}).text
    assert begins in page and f'<article class="prose" lang="{code}"' in page and IN_ENGLISH not in page
    english, own = guides.read("facilitating"), guides.read("facilitating", code)
    assert english and own and [place for place, _ in own.parts] == [place for place, _ in english.parts]
    assert 'href="#before"' in own.html and 'href="/host/help/scripts' in own.html


def written(name: str) -> str:
    return (bundled("docs") / name).read_text("utf-8")


@pytest.mark.parametrize("path", TRANSLATED, ids=str)
def test_a_translated_guide_has_what_the_english_one_has(path: str) -> None:
    """Headings, paragraphs, rows, pictures and examples in the same order: what was added is told in each language."""
    both = (path, path.split("/")[1])
    told = [MarkdownIt().enable("table").parse(written(name)) for name in both]
    own, english = ([(token.type, token.tag) for token in tokens] for tokens in told)
    assert own == english
    pictures, known = (re.findall(r"\((?:\.\./)?(images/[^)]*)\)", written(name)) for name in both)
    assert pictures == known


@pytest.mark.parametrize("path", TRANSLATED, ids=str)
def test_it_calls_the_buttons_what_stands_on_them(path: str) -> None:
    code, name = path.split("/")
    english, own = ([" ".join(each.split()) for each in BUTTON.findall(written(one))] for one in (name, path))
    assert len(own) == len(english)
    said = language.translations(code)._catalog
    ours, spoken = (" | ".join(re.sub(r"<[^>]*>", "", str(text)) for text in texts) for texts in (said, said.values()))
    emphasis = (asked.endswith((".", ":")) or asked in PLAIN or asked not in ours for asked in english)
    plain = {n for n, is_plain in enumerate(emphasis) if is_plain}
    assert [label for n, label in enumerate(own) if n not in plain and label not in spoken] == []


def cookies_of(visitor: Visitor) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.http.cookies)
