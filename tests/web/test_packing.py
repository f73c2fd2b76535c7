"""The room's page is short on the line, and its length says nothing of what somebody wrote."""

import gzip

import pytest

from workshop.web.packing import Skeleton, of_all, of_one, packed, stream

TOKEN = "IjA3.aR5f.tok-en"
ROOM = (
    '<meta name="csrf-token" content="{token}">\n{words}<body data-mine="{mine}" data-pad="{pad}" data-timers="[]">'
    '<main id="stage">{words} data-mine="of the stage" data-pad=""</main>'
    '<input type="hidden" name="csrf_token" value="{token}">'
)


def room(mine: str, pad: str = "") -> str:
    return ROOM.format(token=TOKEN, words="<p>What all of us read here.</p>" * 99, mine=mine, pad=pad)


def test_a_browser_reads_the_page_as_it_was():
    for mine in ("", "{&#34;text&#34;: &#34;über\N{OLD KEY}&#34;}", "long " * 40_000):
        assert gzip.decompress(packed(room(mine), TOKEN)).decode() == room(mine)
    for page in ("", "<p>A page without a room.</p>", '<main id="stage"> data-mine="x" data-pad="">'):
        assert gzip.decompress(packed(page, TOKEN)).decode() == page


def test_what_all_read_is_compressed_and_what_is_ones_own_is_not():
    page = packed(room("soup and soup and soup and soup"), TOKEN)
    assert len(page) < len(room("")) / 8
    assert b"soup and soup and soup and soup" in page
    assert page.count(TOKEN.encode()) == 2


def test_words_of_ones_own_make_it_no_longer_or_shorter_than_others():
    alike = (
        "the same words again, the same words again",
        "qzx vbn plm kjh wwy tre asd fgh jkl mnb cv",
        "<p>What all of us read here.</p> of us all",
    )
    assert len({len(text) for text in alike}) == 1
    assert len({len(packed(room(text), TOKEN)) for text in alike}) == 1


class TestSkeleton:
    page = Skeleton("".join(("<p>Alike.</p>" * 50, "gap1own;", "<b>", "gap1name;", "</b>", "gap1own;")), "gap1")

    def test_gaps_are_filled_wherever_they_are_and_a_browser_reads_the_whole(self):
        own, alike = "über gap1name;", "<p>Alike.</p>" * 50
        pieces = self.page.filled({"own": of_one(own), "name": of_all("Ann")})
        assert gzip.decompress(stream(pieces)).decode() == f"{alike}{own}<b>Ann</b>{own}"

    def test_ones_own_lies_in_it_as_long_as_it_is(self):
        alike = ("<p>Alike.</p><p>Alike.</p>", "qzx vbn plm kjh wwy tre as")
        sent = [stream(self.page.filled({"own": of_one(text), "name": of_all("Ann")})) for text in alike]
        assert len(sent[0]) == len(sent[1])
        assert sent[0].count(alike[0].encode()) == 2

    def test_no_gap_stays_open(self):
        with pytest.raises(KeyError):
            self.page.filled({"own": of_one("")})
