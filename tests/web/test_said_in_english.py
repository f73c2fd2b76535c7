"""A sentence that is missing in a language says that it is English, wherever it can; on the page as it is sent."""

import re

import pytest
from flask import Flask, render_template_string

from workshop.util import language
from workshop.util.said_in_english import BEGIN, END

PAGE = """<!doctype html><title>{{ _("Gone") }}</title>
<p title="{{ _("Gone") }}" class="a">{{ _("Gone") }} {{ _("Saved.") }}</p>
<h1>{% trans name="<b>" %}Gone, {{ name }}{% endtrans %}</h1><option>{{ _("Gone") }}</option><br>
<script>if (1 < 2 && 3 > 2) say("{{ _("Gone") }}")</script>
<b>{% trans n=2 %}{{ n }} is gone{% pluralize n %}{{ n }} are gone{% endtrans %}</b>{{ typed }}
<i>{% trans num=2 %}{{ num }} group{% pluralize num %}{{ num }} groups{% endtrans %}</i>"""
SPAN = '<span lang="en" dir="ltr">'


@pytest.fixture
def shown():
    app = Flask("test")
    language.install(app)

    def shown(code: str) -> str:
        with app.test_request_context(), language.speaking(app, code):
            return render_template_string(PAGE, typed="\ufdd0\ufdd1<")

    return shown


@pytest.mark.parametrize("code", ["de", "ar", "fr@informal"])
def test_it_is_marked_as_text_and_only_there(shown, code):
    page = shown(code)
    assert "<title>Gone</title>" in page and 'title="Gone"' in page
    assert f"{SPAN}Gone</span>" in page and f"{SPAN}Gone, &lt;b&gt;</span></h1><option>Gone</option>" in page
    assert 'say("Gone")' in page and f"<b>{SPAN}2 are gone</span></b>" in page
    assert page.count(SPAN) == page.count("</span>") == 3 and BEGIN not in page and END not in page


def test_what_is_translated_is_not(shown):
    assert "</span> Gespeichert.</p>" in shown("de") and "<i>2 Gruppen</i>" in shown("de")


def test_in_english_nothing_is(shown):
    assert SPAN not in shown("en")


def test_on_a_page_of_the_server(server):
    """Its catalogues are whole, so no page has such a mark."""
    from tests.support.browser import Visitor

    page = Visitor(server).get("/", headers={"Accept-Language": "de"}).text
    assert SPAN not in page and not re.search("[\ufdd0\ufdd1]", page) and "Schön, dass du da bist." in page
