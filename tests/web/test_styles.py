"""Style sheets: no rule for what nothing has."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "static/css").glob("*.css"))
# Put together while a page is drawn: `class="s{{ size }}"`, `of-{{ n }}`, `script-` and the kind of a word.
MADE = re.compile(r"s\d|of-\d+|script-\w+")


def words_of(*patterns: str) -> set[str]:
    """Every word that a page, a script or a renderer writes, and those of what others wrote (`vendor`)."""
    paths = [path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()]
    return {word for path in paths for word in re.findall(r"[A-Za-z_][\w-]*", path.read_text("utf-8"))}


WORDS = words_of(
    "templates/**/*.html", "workshop/**/*.html", "workshop/**/*.py", "static/js/**/*.js", "static/vendor/**/*.js"
)


def named(sheet: Path) -> set[str]:
    """The classes, ids and data of its selectors; `data-of-step` stands in a script as `ofStep`, too."""
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.S)
    selectors = [each for each in re.findall(r"([^{};]+)\{", css) if not each.strip().startswith("@")]
    bare = " ".join(re.sub(r'"[^"]*"', "", each) for each in selectors)
    return {*re.findall(r"[.#]([A-Za-z_][\w-]*)", bare), *re.findall(r"\[(data-[\w-]+)", bare)}


def in_scripts(name: str) -> str:
    return re.sub(r"-(\w)", lambda found: found[1].upper(), name.removeprefix("data-"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_rule_is_for_something_that_a_page_can_have(sheet: Path):
    dead = {name for name in named(sheet) if not {name, in_scripts(name)} & WORDS and not MADE.fullmatch(name)}
    assert dead == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_rule_asks_inside_of_what_it_asks(sheet: Path):
    """Browsers drop a rule with `:has()` in another one, all of it."""
    assert not re.search(r":has\((?:[^()]|\([^()]*\))*:has\(", sheet.read_text("utf-8"))


def test_the_font_of_titles_is_fetched_early_only_where_titles_are_in_it() -> None:
    """In the other themes it was 10 kB for nothing."""
    themes = re.findall(
        r'\[data-theme="(\w+)"\] \{(.*?)\n\}', (ROOT / "static/css/tokens.css").read_text("utf-8"), re.S
    )
    assert [theme for theme, rules in themes if re.search(r"--serif: +Fraunces", rules)] == ["calm"]
    lines = (ROOT / "templates/layouts/base.html").read_text("utf-8").splitlines()
    [early] = [line.strip() for line in lines if "fraunces" in line]
    assert early.startswith('{% if theme|default("calm") == "calm" %}') and early.endswith("{% endif %}")
