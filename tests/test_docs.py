"""The guides are true: every setting, link, picture, button and example in them is one of the product."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from jinja2 import Environment, FileSystemLoader

from tests.support import guide
from workshop.cli import main
from workshop.script import read
from workshop.script.files import loader
from workshop.script.message_codes import CODES
from workshop.script.model import Kind, Sees
from workshop.script.settings import EVERY_STEP, KINDS, PART, QUESTION, SETTINGS, WORKSHOP, Setting
from workshop.store import looks
from workshop.util import language

ROOT = Path(__file__).resolve().parent.parent
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs").glob("*/*.md"))]
GUIDE = guide.GUIDE.read_text(encoding="utf-8")
LARGEST = 200_000  # bytes a picture may have
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
BUTTON = re.compile(r"\*\*([^*]+)\*\*")


def text_of(path: Path) -> str:
    """Without the examples: what stands in them belongs to them."""
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


class TestLinks:
    @pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
    def test_they_lead_somewhere_down_to_the_heading(self, path):
        lost = []
        for _, target in LINK.findall(re.sub(r"`[^`]*`", "", text_of(path))):
            name, _, anchor = target.partition("#")
            page = path.parent / name if name else path
            if "://" not in target and not (page.exists() and (not anchor or anchor in anchors(page))):
                lost.append(target)
        assert not lost

    def test_every_picture_is_small_and_shown_somewhere(self):
        pictures = {p.name for p in (ROOT / "docs/images").glob("*.png")}
        shown = {Path(t).name for path in DOCS for mark, t in LINK.findall(text_of(path)) if mark}
        assert pictures <= shown
        assert not [p.name for p in (ROOT / "docs/images").iterdir() if p.stat().st_size > LARGEST]


def anchors(page: Path) -> set[str]:
    """Headings as the usual Markdown pages name them."""
    heads = re.findall(r"^#+ (.+)$", text_of(page), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


class TestSettings:
    @pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
    def test_each_has_its_row_with_place_and_values(self, setting):
        assert f"| `{setting.name}` | {where(setting)} | {setting.possible} |" in GUIDE

    def test_no_row_tells_of_a_setting_that_is_not_there(self):
        rows = re.findall(r"^\| `([a-z ]+)` \| (?:workshop|part|every step|[A-Z])", GUIDE, re.M)
        assert sorted(rows) == sorted(s.name for s in SETTINGS)

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_kind_has_an_example(self, kind):
        assert f"### {kind}:" in guide.joined()

    @pytest.mark.parametrize("sees", Sees)
    def test_every_visibility_is_told(self, sees):
        assert f"| `{sees}` |" in GUIDE


def where(setting: Setting) -> str:
    """The second column of the table: the headings under which a setting may stand."""
    wide = [scope for scope in (WORKSHOP, PART) if scope in setting.scopes]
    kinds = setting.scopes - set(wide)
    named = ["every step"] if kinds == EVERY_STEP else [name for name, kind in KINDS.items() if str(kind) in kinds]
    return ", ".join([*wide, *named, *(["Question"] if QUESTION in kinds else [])])


class TestExamples:
    @pytest.mark.parametrize("text", guide.whole(), ids=lambda text: text.splitlines()[0])
    def test_a_whole_script_has_nothing_to_say_against_it(self, text):
        assert read(text).messages == ()

    def test_the_steps_fit_together(self):
        reading = read(guide.joined())
        assert reading.messages == ()
        assert {step.kind for step in reading.script.steps} == set(Kind)


class TestMessages:
    def test_each_range_is_in_the_guide_and_explained(self):
        for letter, digit in {(code[0], code[1]) for code in CODES}:
            assert f"{letter}{digit}" in GUIDE
            code = min(code for code in CODES if code.startswith(letter + digit) and "." not in code)
            done = CliRunner().invoke(main, ["explain", code])
            assert (done.exit_code, code in done.output) == (0, True)


class TestWording:
    def test_the_buttons_in_the_guide_for_facilitators_are_on_the_pages(self):
        pages = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "templates").rglob("*.html"))
        scripts = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "static/js").rglob("words.js"))
        shown = re.sub(r"<[^>]+>", "", pages) + pages + scripts
        named = [" ".join(name.split()) for name in BUTTON.findall(text_of(ROOT / "docs/facilitating.md"))]
        labels = [name for name in named if not name.endswith((".", ":")) and name not in PLAIN]
        assert not [name for name in labels if name not in shown]


PLAIN = {  # emphasis, no buttons
    "one big button, which always does the next sensible thing", "A line in the plan", "People's own notes",
}  # fmt: skip


@pytest.fixture(scope="module")
def kept() -> Callable[..., str]:
    """The words of a participant's page “What is kept, and who can read it”, for a shipped script."""
    files = FileSystemLoader(ROOT / "templates")
    env = Environment(loader=files, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    language.into(env)
    env.globals.update(asset=str, csrf_token=str, url_for=lambda endpoint, **_: f"/{endpoint}")
    env.globals["look_here"] = looks.PlaceLook

    def page(name: str, delete_on: date | None = date(2031, 2, 5)) -> str:
        text = (ROOT / f"sessions/{name}.md").read_text(encoding="utf-8")
        script = read(text, f"{name}.md", loader(ROOT / "sessions")).script
        html = env.get_template("pages/kept.html").render(script=script, delete_on=delete_on)
        return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"</?bdi>", "", html)).split())

    return page


class TestKept:
    def test_it_follows_the_rules_of_the_script(self, kept):
        page = kept("healing-anxious-attachment")
        for told in ("Fewer than 5 answers", "rounded to tens", "5 February 2031"):
            assert told in page
        assert "30 days" in kept("healing-anxious-attachment", None)

    def test_it_says_where_a_poll_is_no_secret(self, kept):
        page = kept("lecture-check")
        assert "Fewer than 3 answers" in page
        assert "“The falling coin” decides your group" in page
        assert "You are given one, such as “Blue Heron”." in page
        assert "Everyone can read this" not in page

    def test_it_names_only_the_promises_that_are_made(self, kept):
        assert "with your name." in kept("team-look-back")
        assert "The facilitators can read this" not in kept("hello")
