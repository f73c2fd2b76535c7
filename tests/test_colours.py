"""Every pair of colours that carries text or a boundary is readable in every theme, light and dark."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workshop.util import own_colour
from workshop.util.own_colour import contrast

TOKENS = (Path(__file__).resolve().parent.parent / "static/css/tokens.css").read_text()
COLOUR = re.compile(r"--([\w-]+):\s+var\(--light, (#\w{6})\) var\(--dark, (#\w{6})\)")
TEXT = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "soft"),
    ("ink", "warn-soft"),
    ("quiet", "paper"),
    ("quiet", "card"),
    ("quiet", "soft"),
    ("accent", "paper"),
    ("accent", "card"),
    ("accent", "soft"),
    ("accent-ink", "accent"),
    ("warn", "paper"),
    ("warn", "card"),
    ("warn", "warn-soft"),
    ("quiet", "warn-soft"),
    ("warn-ink", "warn"),
]
BOUNDARIES = [("edge", "paper"), ("edge", "card"), ("accent", "track")]
LEAST = {"calm": 4.5, "plain": 4.5, "contrast": 7.0}


def colours(theme: str, scheme: str) -> dict[str, str]:
    block = re.search(rf'\[data-theme="{theme}"\] \{{(.*?)\n\}}', TOKENS, re.S)
    assert block
    return {name: light if scheme == "light" else dark for name, light, dark in COLOUR.findall(block[1])}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", sorted(LEAST))
def test_can_be_read(theme: str, scheme: str) -> None:
    table = colours(theme, scheme)
    weak = [
        (front, back, round(contrast(table[front], table[back]), 2))
        for pairs, least in ((TEXT, LEAST[theme]), (BOUNDARIES, 3.0))
        for front, back in pairs
        if contrast(table[front], table[back]) < least
    ]
    assert not weak


def test_no_other_style_sheet_names_a_colour() -> None:
    sheets = [
        path
        for path in (Path(__file__).resolve().parent.parent / "static/css").glob("*.css")
        if path.name not in ("tokens.css", "report.css")
    ]
    named = {path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;,\s)])|rgba?\(", path.read_text()) for path in sheets}
    assert not {name: found for name, found in named.items() if found}


SIX = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(SIX)
@example("#ffff00")
@example("#000000")
@example("#ffffff")
@example("#808080")
def test_a_colour_of_ones_own_can_be_read_whatever_it_is(colour: str) -> None:
    for theme, least in LEAST.items():
        for scheme in ("light", "dark"):
            own = own_colour.tint(colour, theme, scheme)
            table = {**colours(theme, scheme), "accent": own.accent, "accent-ink": own.accent_ink, "soft": own.soft}
            pairs = [(one, other, least) for one, other in TEXT] + [(one, other, 3.0) for one, other in BOUNDARIES]
            weak = [(one, other) for one, other, bound in pairs if contrast(table[one], table[other]) < bound]
            assert not weak, (colour, theme, scheme, own)


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert own_colour.tint("#7a3e9d").accent == "#7a3e9d"
    assert own_colour.tint("#ffdd55").accent != "#ffdd55"
    assert own_colour.tint("#ffdd55", scheme="dark").accent == "#ffdd55"


def test_in_the_dark_a_brown_is_lit_and_not_merely_readable() -> None:
    paper = own_colour.tokens("calm", "dark")["paper"]
    assert own_colour.contrast(own_colour.tint("#8a4b2f", scheme="dark").accent, paper) >= 6


def test_the_red_of_somebody_who_asks_is_told_apart() -> None:
    warn = own_colour.tokens("calm", "light")["warn"]
    assert own_colour.resembles_a_warning(warn)
    assert own_colour.resembles_a_warning("#cc2211")
    assert not any(map(own_colour.resembles_a_warning, ("#1d6a61", "#7a3e9d", "#2457a6", "#808080", "#886655")))
