"""A script that two places share: put there, looked at, copied, renewed by choice, taken out."""

import re
from typing import Any

import pytest

from tests.support.places import Leader
from tests.support.server import Server

PIECE = "### Slide: A breath (1 min)\n\nBreathe in the {word}.\n"
SCRIPT = """\
# An hour of {word}

- format: 1

![The {word}](media/{word}.svg)

### Slide: Welcome (2 min)

Good to have you here. {more}

> Say: Take your time.

[Include: _{word}.md]
"""


@pytest.fixture(scope="module")
def ana(server: Server) -> Leader:
    return Leader.in_a_new_place(server, "Ana Arndt")


@pytest.fixture(scope="module")
def bea(server: Server) -> Leader:
    return Leader.in_a_new_place(server, "Bea Berg")


def written(leader: Leader, word: str) -> str:
    leader.keeps(f"{word}.svg", "<svg/>")
    (leader.folder / f"_{word}.md").write_text(PIECE.format(word=word))
    return leader.writes(f"An hour of {word}", SCRIPT.format(word=word, more=""))


def shares(leader: Leader, name: str, sentence: str = "For quiet evenings.", licence: str = "CC BY 4.0") -> Any:
    return leader.sends("POST", f"/host/scripts/{name}/share", data={"sentence": sentence, "licence": licence})


def in_library(leader: Leader, name: str) -> str:
    put = shares(leader, name)
    assert put.status_code == 303, put.text[-800:]
    return put.headers["Location"].rpartition("/")[2]


def does(leader: Leader, shared: str, what: str) -> Any:
    return leader.sends("POST", f"/host/library/{shared}/{what}")


def test_a_script_goes_from_place_to_place_with_all_that_it_is_made_of(ana: Leader, bea: Leader) -> None:
    name = written(ana, "moss")
    assert "An hour of moss" not in bea.get("/host/library").text
    shared = in_library(ana, name)
    page = bea.get("/host/library").text
    for told in ("An hour of moss", "For quiet evenings.", "Ana Arndt", "CC BY 4.0"):
        assert told in page
    copied = does(bea, shared, "copy")
    own = copied.headers["Location"].rpartition("/")[2]
    assert "&gt; Say: Take your time." in bea.get(f"/host/scripts/{own}").text
    assert "keeps this script from a session" not in bea.get(f"/host/scripts/{own}").text
    assert bea.starts(own)
    assert [(bea.folder / path).is_file() for path in ("media/moss.svg", "_moss.md")] == [True, True]


def test_a_copy_is_renewed_by_choice_and_what_it_was_is_kept(ana: Leader, bea: Leader) -> None:
    name = written(ana, "fern")
    shared = in_library(ana, name)
    own = does(bea, shared, "copy").headers["Location"].rpartition("/")[2]
    (ana.folder / f"{name}.md").write_text(SCRIPT.format(word="fern", more="Sit where you like."))
    (ana.folder / "_fern.md").write_text(PIECE.format(word="green"))
    assert in_library(ana, name) == shared
    assert "Sit where you like." not in (bea.folder / f"{own}.md").read_text()
    looked = bea.get(f"/host/library/{shared}").text
    assert re.search(r"<ins>.*Sit where you like\.", looked)
    assert does(bea, shared, "renew").status_code == 303
    assert "Sit where you like." in (bea.folder / f"{own}.md").read_text()
    assert "green" in (bea.folder / "_fern.md").read_text()
    assert "What changed since" in bea.get(f"/host/scripts/{own}/versions").text
    assert "you have a copy" in bea.get(f"/host/library/{shared}").text


def test_a_file_of_ones_own_is_never_written_over(ana: Leader, bea: Leader) -> None:
    shared = in_library(ana, written(ana, "reed"))
    bea.keeps("reed.svg", "<svg id='mine'/>")
    refused = does(bea, shared, "copy")
    assert (refused.status_code, "Two different files are called media/reed.svg" in refused.text) == (409, True)
    assert (bea.folder / "media" / "reed.svg").read_text() == "<svg id='mine'/>"


@pytest.mark.parametrize(("sentence", "told"), [("  ", "Say in a sentence"), ("x" * 301, "a little long")])
def test_a_sentence_is_asked_for(ana: Leader, sentence: str, told: str) -> None:
    refused = shares(ana, "hello", sentence)
    assert (refused.status_code, told in refused.text) == (409, True)


def test_what_cannot_run_is_not_shared(ana: Leader) -> None:
    refused = shares(ana, ana.writes("Broken", "# Broken\n\n### Poll: What\n"))
    assert (refused.status_code, "Mend them first" in refused.text) == (409, True)


def test_its_place_and_a_host_take_it_out_and_nobody_else(server: Server, ana: Leader, bea: Leader) -> None:
    for leader in (ana, Leader(server)):
        shared = in_library(ana, written(ana, "pine"))
        own = does(bea, shared, "copy").headers["Location"].rpartition("/")[2]
        assert does(bea, shared, "take-out").status_code == 409
        assert does(leader, shared, "take-out").status_code == 303
        assert does(bea, shared, "copy").status_code == 404
        assert bea.get(f"/host/scripts/{own}").status_code == 200


def test_an_address_leads_nowhere_else(bea: Leader) -> None:
    for asked in ("copies", "..", "..%2F..%2Fplaces", "0" * 12, "."):
        assert bea.get(f"/host/library/{asked}").status_code == 404
