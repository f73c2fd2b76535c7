"""What the team and people wrote says its language, on a page whose own words are in another one."""

import pytest

from workshop.util.theirs import in_their_language

PAGE = (
    '<!doctype html><html lang="en" dir="auto"><h1 id="x" dir="auto">Hej</h1><div class="prose">Hej</div>'
    '<p>Group <bdi translate="no">Blå</bdi></p><textarea dir="auto"></textarea><b dir="auto" lang="en">Chest</b>'
    '<bdi lang="en">Chest</bdi><p class="softly">Saved.</p><input dir="auto" name="a">'
)


def test_each_of_their_elements_is_marked_and_nothing_of_ours():
    told = in_their_language(PAGE, "sv", "en")
    assert told == PAGE.replace('<h1 id="x" dir="auto">', '<h1 id="x" dir="auto" lang="sv">').replace(
        '<div class="prose">', '<div class="prose" lang="sv">'
    ).replace('<bdi translate="no">', '<bdi translate="no" lang="sv">')


@pytest.mark.parametrize(("theirs", "ours"), [("", "en"), ("de", "de"), ("de-AT", "de@formal"), ("pt", "pt-BR")])
def test_where_both_are_one_language_nothing_is(theirs: str, ours: str):
    assert in_their_language(PAGE, theirs, ours) == PAGE
