"""Nothing is counted apart that looks alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.exports.facts import words
from workshop.script.model import Form, Poll
from workshop.session.choices import Vote, clean
from workshop.session.counting import tally
from workshop.session.look_alike import grouping_key, in_one_spelling

WORDS = Poll(Form.WORDS, k=3, most=1)


@pytest.mark.parametrize(
    "one, other",
    [
        ("café", "cafe\u0301"), ("Calm", "calm"), ("don't", "don’t"), ("don´t", "don't"), ("self-care", "self‑care"),
        ("self-care", "self–care"), ("ＡＢＣ", "abc"), ("ﬁne", "fine"), ("STRASSE", "straße"), ("❤️", "❤"),
        ("so  much", "so\u00a0much"), ("soft\u00adly", "softly"), ("Å", "\u212b"), ("한", "\u1112\u1161\u11ab"),
        ("İzmir", "izmir"), ("ILIK", "ılık"), ("so\u200dft", "soft"), ("so\u200cft", "soft"), ("so\u2063ft", "soft"),
        ("“we”", '"we"'), ("„we“", '"we"'), ("it׳s", "it's"), ("½", "1/2"), ("a⁃b", "a-b"), ("\u061csoft", "soft"),
    ],
)  # fmt: skip
def test_what_looks_alike_has_one_key(one, other):
    assert grouping_key(one) == grouping_key(other)


@pytest.mark.parametrize(
    "one, other",
    [("calm", "clam"), ("resume", "résumé"), ("re-sign", "resign"), ("a b", "ab"), ("👩\u200d🚀", "👩🚀")],
)
def test_what_looks_different_stays_apart(one, other):
    assert grouping_key(one) != grouping_key(other)


def test_the_commonest_spelling_is_shown_in_charts_and_exports():
    typed = ["Calm", "calm", "calm", "don’t", "don't", "don't"]
    result = tally(WORDS, [Vote(words=(word,)) for word in typed], sensitive=False, seed=1)
    assert sorted(result.texts) == ["calm"] * 3 + ["don't"] * 3
    assert words(result.texts) == [("calm", 3), ("don't", 3)]


@given(st.lists(st.text(max_size=8)))
def test_no_word_is_lost(typed):
    told = in_one_spelling(typed)
    assert [grouping_key(w) for w in told] == [grouping_key(w) for w in typed]
    assert set(told) <= set(typed)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_all_that_is_kept_is_composed_and_stays_as_it_is(text):
    kept = clean(text, lines=True)
    assert unicodedata.is_normalized("NFC", kept)
    assert clean(kept, lines=True) == kept
