"""Every pair of colours that carries text or a boundary is readable in every theme, light and dark."""

import re
from pathlib import Path

import pytest

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


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


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
