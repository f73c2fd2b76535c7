"""The sentences that scripts show have one source: every one of them is used, and every name that is used is one."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [path for path in (ROOT / "static/js").rglob("*.js") if path.name != "words.js"]
FOLDERS = ("shared", "screen", "console", "editor")
SOURCE = "".join((ROOT / f"static/js/{folder}/words.js").read_text("utf-8") for folder in FOLDERS)
KEYS = set(re.findall(r"^  (\w+):", SOURCE, re.M))


def test_each_is_used():
    used = "\n".join(path.read_text("utf-8") for path in [*SCRIPTS, *(ROOT / "templates").rglob("*.html")])
    assert not {key for key in KEYS if f'"{key}"' not in used}


def test_each_that_is_asked_for_is_there():
    asked = {key for path in SCRIPTS for key in re.findall(r'\bword\("(\w+)"', path.read_text("utf-8"))}
    assert asked and asked <= KEYS


def test_no_page_has_a_second_version_of_one():
    pages = "\n".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))
    assert 'id="words"' not in pages
