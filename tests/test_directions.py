"""People write from right to left as well: every box takes either way, and what people wrote shows in its own."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parent.parent / "templates"
ALL = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
TOKEN = re.compile(
    r"(?P<comment>\{#.*?#\}|<!--.*?-->)|(?P<block>\{%.*?%\})|(?P<said>\{\{.*?\}\})"
    r"|</(?P<end>\w[\w-]*)>|<(?P<start>\w[\w-]*)(?P<attributes>(?:\{\{.*?\}\}|\{%.*?%\}|\"[^\"]*\"|[^>\"])*)>",
    re.DOTALL,
)
VOID = {"input", "br", "img", "meta", "link", "hr", "use", "path", "circle", "rect", "line", "ellipse"}
BOXES = re.compile(r'type="(text|search)"')
# Boxes for what has one way in every language: codes, counts (and, readonly, addresses).
FIXED = {"code", "people"}
# What people wrote, by the names that templates have for it: names, texts, titles and labels.
WRITTEN = re.compile(
    r"^\s*(?:[\w.\[\]\"]*\.(?:nickname|title|label|signed|said|message_text|other)"
    r"|(?:person|who|member|each|call|one|other|o|fresh\.member|note|row|text|line|p)\.(?:name|text|label)"
    r"|(?:stage|session)\.message|nickname|title|text|label|thing|names?)(?:\s*or\s.*|\s*if\s.*|\|(?!length|tojson).*)?\s*$"
)
# No way can be given inside them, or what stands there is ours.
NOT_MARKED_UP = {"title", "script", "style", "svg", "textarea"}
# The title of the window, and the text of an invitation, which stands in a box.
NO_PAGE = re.compile(
    r"\{% block title %\}.*?\{% endblock title %\}|\{% macro words\(\) -?%\}.*?\{%-? endmacro %\}", re.DOTALL
)
# Arguments that our own templates give.
LOCAL = {
    ("macros/charts.html", "name"), ("host/_dialogs.html", "label"), ("host/invite.html", "label"),
    ("host/invite.html", "label|lower"), ("host/_invite_team.html", "label"), ("macros/host.html", "label"),
    ("host/new.html", "title"), ("host/new.html", "text"), ("host/rehearsal_run.html", "title"),
    ("host/_editor_dialogs.html", "name"), ("host/script.html", "name"),
    ("fragments/facilitator/_moderation_queue.html", "title"),
    ("host/_key_trouble.html", "trouble.title"), ("host/help_lines.html", "label"), ("host/plan_review.html", "label"),
    ("host/script.html", "note.label|capitalize"), ("host/print.html", "note.label|capitalize"),
    ("macros/macros.html", "text"), ("pages/plain.html", "title"),
}  # fmt: skip
OURS = re.compile(r"form\.\w+\.label\.text|field\.label\.text|bar\.text|nth|kinds|message\.")


def outputs(source: str):
    """Each `{{ … }}` between tags, with the tags that stand around it in this template."""
    around: list[tuple[str, str]] = []
    source = NO_PAGE.sub("", source)
    for token in TOKEN.finditer(source):
        if token["start"] and token["start"] not in VOID and not token[0].endswith("/>"):
            around.append((token["start"], token["attributes"]))
        elif token["end"]:
            while around and around.pop()[0] != token["end"]:
                pass
        elif token["said"]:
            yield token["said"][2:-2].strip(" -"), list(around)


def takes_either_way(around: list[tuple[str, str]]) -> bool:
    return any(tag == "bdi" or 'dir="auto"' in attributes or tag in NOT_MARKED_UP for tag, attributes in around)


@pytest.mark.parametrize("name", ALL)
def test_every_box_takes_words_from_either_side(name):
    for token in TOKEN.finditer((TEMPLATES / name).read_text()):
        tag, attributes = token["start"], token["attributes"] or ""
        called = re.search(r'\bid="([^"]*)"', attributes)
        writes = tag == "textarea" or (tag == "input" and BOXES.search(attributes))
        if writes and "readonly" not in attributes and (called is None or called[1] not in FIXED):
            assert 'dir="auto"' in attributes, token[0]


@pytest.mark.parametrize("name", ALL)
def test_what_people_wrote_runs_its_own_way(name):
    bare = [
        said
        for said, around in outputs((TEMPLATES / name).read_text())
        if WRITTEN.match(said) and (name, said) not in LOCAL and not OURS.search(said) and not takes_either_way(around)
    ]
    assert bare == []


PEOPLES = re.compile(
    r"^(?:(?:person|who|member|each|call|one|other)\.name|nickname|spaced\(code\)|(?:row|line|note|o|own)\.text|text|other|all\[0\])"
    r"(?:\|[\w()]+)?$"
)


ROOMS = ("fragments", "pages", "macros")


@pytest.mark.parametrize("name", [name for name in ALL if name.startswith(ROOMS)])
def test_a_browser_that_translates_leaves_names_codes_and_words_alone(name):
    bare = [
        said
        for said, around in outputs((TEMPLATES / name).read_text())
        if PEOPLES.match(said) and not any('translate="no"' in tag[1] or tag[0] == "text" for tag in around)
    ]
    assert bare == []


# Where a script lays down what people wrote or are called.
FILLED = re.compile(
    r'\sdata-(?:mine="(?:nickname|circle)"|unsent-words|earlier-field="[^"]*"|group-notes\b(?=.*<p))', re.DOTALL
)


@pytest.mark.parametrize("name", ALL)
def test_what_a_script_lays_down_of_peoples_words_is_marked_beforehand(name):
    for token in TOKEN.finditer((TEMPLATES / name).read_text()):
        attributes = token["attributes"] or ""
        if FILLED.search(f" {attributes}"):
            assert 'translate="no"' in attributes, token[0]
            assert token["start"] == "bdi" or 'dir="auto"' in attributes, token[0]


@pytest.mark.parametrize("name", ("macros/polls.html", "macros/charts.html"))
def test_texts_that_became_answers_are_still_peoples_words(name):
    """Of a poll with `answers from`: every label says that nothing translates it."""
    labels = re.findall(r"<(?:b|bdi)\b([^<]*)>\{\{[^}]*\b(?:choice|thing|bar)\.label\)? \}\}", _spread(name))
    assert len(labels) >= 2 and all('translate="no"' in each for each in labels), labels


def _spread(name: str) -> str:
    """The macros in which such answers are drawn."""
    parts = re.split(r"\{% macro ", (TEMPLATES / name).read_text())
    return "".join(part for part in parts if part.startswith(("choices(", "dots(", "bars(", "spread(")))


def test_code_keeps_its_order_on_a_page_from_right_to_left():
    """Else `--people 12` stands there as “12 people--”. Where a line of a script says its own way, it has it."""
    sheet = (TEMPLATES.parent / "static/css/base.css").read_text("utf-8")
    assert "code:not([dir]) { direction: ltr; unicode-bidi: isolate; }" in sheet


def test_the_test_sees_what_is_bare():
    told = list(outputs('<li class="{{ a }}">{{ line.text }}</li><bdi>{{ person.name }}</bdi>'))
    assert [(said, takes_either_way(around)) for said, around in told] == [("line.text", False), ("person.name", True)]
    assert WRITTEN.match("row.text") and WRITTEN.match("stage.step.title") and not WRITTEN.match("minutes(x.title)")
