"""Pieces that scripts share: listed with what they are part of, checked, written over in the browser; a new one."""

import re

import pytest

from tests.support.browser import Visitor
from tests.support.server import Server

SCRIPT = "# {0}\n\n- format: 1\n\n### Slide: Hello (1 min)\n\nHello.\n\n[Include: Ending](_ending.md)\n"
ENDING = "### Slide: Until then (1 min)\n\nSleep well.\n"


@pytest.fixture(scope="module")
def scripts(tmp_path_factory):
    return tmp_path_factory.mktemp("scripts")


@pytest.fixture(autouse=True)
def folder(scripts):
    """As it was before the last test."""
    for path in scripts.glob("*.md"):
        path.unlink()
    for name in ("First", "Second"):
        (scripts / f"{name.lower()}.md").write_text(SCRIPT.format(name))
    (scripts / "_ending.md").write_text(ENDING)
    (scripts / "_alone.md").write_text("Nobody includes this.\n")
    return scripts


@pytest.fixture
def ana(server: Server) -> Visitor:
    visitor = Visitor(server)
    visitor.sign_in()
    return visitor


def mark_of(page: str) -> str:
    return re.search(r'name="mark" value="([^"]+)"', page)[1]


def save(ana: Visitor, text: str, mark: str):
    return ana.post("/host/pieces/_ending.md", "/host/pieces/_ending.md", text=text, mark=mark)


def test_each_is_listed_with_the_scripts_that_include_it(ana: Visitor):
    page = ana.get("/host/pieces").text
    ending, alone = page.index('href="/host/pieces/_ending.md"'), page.index('href="/host/pieces/_alone.md"')
    assert page.index("in <bdi>First, Second</bdi>") > ending > alone
    assert ending > page.index("in no script") > alone
    assert "/host/pieces" in ana.get("/host").text


def test_it_is_written_over_and_both_scripts_have_it(ana: Visitor, folder):
    opened = ana.get("/host/pieces/_ending.md").text
    assert "Sleep well." in opened
    assert 'href="/host/scripts/first"' in opened
    assert save(ana, ENDING.replace("Sleep", "Dream"), mark_of(opened)).status_code == 303
    assert "Dream well." in (folder / "_ending.md").read_text()
    for name in ("first", "second"):
        assert "Until then" in ana.get(f"/host/scripts/{name}").text


def test_a_mistake_in_it_is_told_once_and_leads_to_its_line(ana: Visitor):
    save(ana, ENDING.replace("Slide:", "Slyde:"), mark_of(ana.get("/host/pieces/_ending.md").text))
    page = ana.get("/host/pieces/_ending.md").text
    assert page.count('href="#line-1"') == 1
    assert 'href="/host/pieces/_ending.md#line-1"' in ana.get("/host/scripts/first").text


def test_what_somebody_else_changed_is_not_written_over(ana: Visitor, folder):
    mark = mark_of(ana.get("/host/pieces/_ending.md").text)
    (folder / "_ending.md").write_text(ENDING.replace("Sleep", "Fare"))
    answer = save(ana, "Mine alone.", mark)
    assert answer.status_code == 409
    assert "Mine alone." in answer.text
    assert "Fare well." in answer.text
    assert "Fare well." in (folder / "_ending.md").read_text()


def test_what_it_was_is_listed_comes_back_and_goes_for_good(ana: Visitor, folder, server: Server):
    """As for a script: a piece that holds a number of somebody's keeps it no longer than its author wants."""
    at = "/host/piece-versions/_ending.md"
    save(ana, ENDING.replace("Sleep", "Dream"), mark_of(ana.get("/host/pieces/_ending.md").text))
    assert f'href="{at}"' in ana.get("/host/pieces/_ending.md").text
    first = re.findall(rf"{at}\?at=([\w-]+)", ana.get(at).text)[0]
    assert "− Sleep well.</del>" in ana.get(f"{at}?at={first}").text
    assert ana.post(f"{at}/{first}", at).status_code == 303
    assert (folder / "_ending.md").read_text() == ENDING
    assert ana.post(f"{at}/delete", at).status_code == 303
    assert not [*(server.data / "data" / "versions").rglob("*.md")]
    assert (folder / "_ending.md").read_text() == ENDING


def test_a_new_one_has_a_name_of_its_own(ana: Visitor, folder):
    made = ana.post("/host/pieces", "/host/pieces", name="Ending")
    assert made.headers["Location"] == "/host/pieces/_ending-2.md"
    assert "[Include: _ending-2.md](_ending-2.md)" in ana.get("/host/pieces/_ending-2.md").text
    assert (folder / "_ending-2.md").read_text() == ""


def test_a_name_that_is_too_long_is_refused_and_still_there(ana: Visitor, folder):
    name = "How we end an evening together " * 3
    refused = ana.post("/host/pieces", "/host/pieces", name=name)
    assert refused.status_code == 409 and "Up to 60 letters" in refused.text and f'value="{name}"' in refused.text
    assert not [*folder.glob("_how*")]


@pytest.mark.parametrize("path", ["first.md", "../first.md", "_nothing.md", "%2e%2e/_x.md"])
def test_nothing_else_is_opened(ana: Visitor, path: str):
    answer = ana.get(f"/host/pieces/{path}")
    assert answer.status_code in (404, 409)
    assert "Hello" not in answer.text


def test_only_for_those_who_lead(server: Server):
    stranger = Visitor(server)
    assert "Sleep well." not in stranger.get("/host/pieces/_ending.md").text
    assert save(stranger, "x", "x").headers["Location"].startswith("/host?next=")
