"""People's words in a sentence that runs the other way stand apart; where nothing runs against it, nothing changes."""

import pytest
from flask import Flask
from jinja2 import Environment
from markupsafe import Markup

from workshop.util import language
from workshop.util.isolation import isolated, with_places_apart, without_signs
from workshop.util.phrases import phrase, tell

IN, OUT = "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("sentence", "places", "shown"),
    [
        ("Thank you for “%(title)s”.", {"title": "Who?"}, "Thank you for “%(title)s”."),
        ("Thank you for “%(title)s”.", {"title": "من؟"}, f"Thank you for “{IN}%(title)s{OUT}”."),
        ("شكرًا على %(title)s.", {"title": "Who?"}, f"شكرًا على {IN}%(title)s{OUT}."),
        ("شكرًا على %(title)s.", {"title": "من؟"}, "شكرًا على %(title)s."),
        ("عدد: %(n)s", {"n": "10+"}, "عدد: %(n)s"),
        ("افتح %(url)s", {"url": "https://example.org/s/1"}, "افتح %(url)s"),
        ("افتح %(url)s", {"url": "{address}"}, "افتح %(url)s"),
        ("{path}، السطر {n}", {"path": "one.md", "n": 4}, f"{IN}{{path}}{OUT}، السطر {{n}}"),
        ("أ <bdi>%(name)s</bdi> ب", {"name": "Ana"}, "أ <bdi>%(name)s</bdi> ب"),
        ('أ <a id="%(w)s">%(t)s</a>', {"w": "say", "t": "Say"}, f'أ <a id="%(w)s">{IN}%(t)s{OUT}</a>'),
    ],
)  # fmt: skip
def test_only_what_runs_against_the_sentence_and_only_where_it_is_text(sentence, places, shown):
    assert with_places_apart(sentence, places) == shown


def test_signs_of_somebody_cannot_end_it_early():
    assert isolated(f"Ana{OUT} \u202eb", "rtl") == f"{IN}Ana b{OUT}"


@pytest.fixture
def arabic():
    app = Flask("test")
    language.install(app)
    with language.speaking(app, "ar"):
        yield


def test_it_holds_for_said_sentences_for_templates_and_for_messages(arabic):
    assert f"{IN}Who?{OUT}" in language.said("Thank you for being there: “%(title)s”.", {"title": "Who?"})
    page = Environment(autoescape=True)
    language.into(page)
    told = page.from_string(
        "{{ _('No session has “%(q)s” in its title.', q=q) }} {% trans t=t %}Earlier versions · {{ t }}{% endtrans %}"
    )
    assert told.render(q="<b>?", t=Markup("<i>x</i>")).startswith(
        f"لا جلسة في عنوانها «{IN}&lt;b&gt;?{OUT}»"
    ) or IN in told.render(q="<b>?", t="")
    assert f"{IN}<i>" not in told.render(q="", t=Markup("<i>x</i>"))
    assert IN in tell(
        "Line {n}: {message}",
        {"n": 1, "message": phrase("{path} is here", path="a.md")},
        lambda _: "السطر {n}: {message}",
    )


def test_a_terminal_gets_none_of_them():
    assert without_signs(f"افتح {IN}/srv/data{OUT}") == "افتح /srv/data"
