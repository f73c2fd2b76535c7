"""Bodies as HTML: what is written is shown, and nothing in it can act."""

import re

import pytest

from workshop.script import markup

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](vbscript:alert(1))",
    "[x](data:text/html;base64,AAAA)",
    "![x](data:image/svg+xml;base64,AAAA)",
    "![x](https://pictures.test/a.png)",
    "![x](//pictures.test/a.png)",
    "![x](media/../../etc/passwd)",
    "![x](media/%2e%2e/secret.png)",
    "<javascript:alert(1)>",
    "<iframe src=//x.test></iframe>",
    "[x]: javascript:alert(1)\n\n[x]",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_text_stays_text(source):
    html = markup.render(source)
    assert not re.search(r"<(script|img|iframe)|<[^>]*(href|src)=", html)


def test_what_people_use_is_kept():
    html = markup.render("**bold** *thin* `code`\n\n3. three\n4. four\n\n| a |\n|---|\n| b |\n\n#### Small\n")
    for tag in ("<strong>", "<em>", "<code>", '<ol start="3">', "<td>b</td>", "<h4>"):
        assert tag in html


@pytest.mark.parametrize("under", ["-", "- ", "--", "="])
def test_a_text_stays_a_text_whatever_is_begun_right_under_it(under):
    assert markup.render(f"hello\n{under}\n") == f"<p>hello\n{under.strip()}</p>\n"


def test_links_open_beside_and_tell_nobody_where_from():
    html = markup.render("[a](https://a.test/?b=1&c=2)")
    assert html == '<p><a href="https://a.test/?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">a</a></p>\n'
    assert 'href="tel:+4912"' in markup.render("[call](tel:+4912)")


def test_local_pictures_get_their_address():
    assert '<img src="/media/a%20b.png" alt="A wood"' in markup.render("![A wood](<media/a b.png>)")


def test_remote_pictures_leave_their_description():
    assert markup.render("![A wood](https://x.test/a.png)") == "<p>A wood</p>\n"


def test_quotes_inside_lists_are_dropped():
    assert "secret" not in markup.render("- a\n- > secret\n\n1. > secret\n")


def test_brackets_without_end_are_fast():
    assert markup.render("[" * 8000).count("[") == 8000
    assert markup.render("> " * 3000 + "deep") is not None
    assert markup.render("- " * 3000 + "deep") is not None


def test_sounds_from_elsewhere_are_nothing():
    assert markup.media("Audio", "x", "https://x.test/a.mp3") == ""
    assert markup.media("Video", '"<b>', "media/a.mp4").count("<b>") == 0
