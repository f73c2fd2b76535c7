"""Around the room all works without a script: what only a script can do is not there before one is."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
AROUND = [page for page in TEMPLATES.rglob("*.html") if '"layouts/base.html"' in page.read_text("utf-8")]
NO_SCRIPT = "css/pages/no-script.css"  # pages with this sheet hide all of theirs


def dead(html: str) -> list[str]:
    """Buttons that send no form, and that stand there from the beginning."""
    buttons = re.findall(r'<button\b[^>]*type="button"[^>]*>', html)
    return [] if NO_SCRIPT in html else [button for button in buttons if not re.search(r"\shidden\b", button)]


def test_it_would_be_seen():
    assert dead('<button type="button" data-copy="x">')
    assert not dead('<button type="button" data-copy="x" hidden>')


@pytest.mark.parametrize("page", AROUND, ids=lambda page: page.stem)
def test_no_button_is_dead(page: Path):
    assert dead(page.read_text("utf-8")) == []
