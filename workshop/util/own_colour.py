"""A colour of one's own, made readable on every paper of `tokens.css`, light and dark, before anybody sees it."""

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from workshop.util.paths import bundled

THEMES, SCHEMES = ("calm", "plain", "contrast"), ("light", "dark")
LEAST = {"calm": 4.5, "plain": 4.5, "contrast": 7.0}  # WCAG 2.2: AA, and AAA where contrast is asked for
LEAST_BOUNDARY = 3.0
LIT = 6.0  # in the dark a colour that can just be read looks dim beside letters of 14 to 1
COLOUR = re.compile(r"#[0-9a-f]{6}")
_TOKEN = re.compile(r"--([\w-]+):\s+var\(--light, (#\w{6})\) var\(--dark, (#\w{6})\)")
_WHITE, _BLACK = "#ffffff", "#000000"
_NEAR, _VIVID = 18, 0.4  # degrees of hue, saturation


@dataclass(frozen=True, slots=True)
class Tint:
    """What stands for a colour in one theme and scheme: letters and signs, what is written on them, a soft ground."""

    accent: str
    accent_ink: str
    soft: str


@cache
def tokens(theme: str, scheme: str) -> Mapping[str, str]:
    """Name → colour, as the style sheet of all pages says it."""
    sheet = (bundled("static") / "css/tokens.css").read_text("utf-8")
    block = re.search(rf'\[data-theme="{theme}"\] \{{(.*?)\n\}}', sheet, re.DOTALL)
    assert block is not None
    return {name: light if scheme == "light" else dark for name, light, dark in _TOKEN.findall(block[1])}


@cache
def tint(colour: str, theme: str = "calm", scheme: str = "light") -> Tint:
    """`colour` ("#rrggbb") as it can be read there: as it is, or as little darker or lighter as needed."""
    table, least = tokens(theme, scheme), LEAST[theme]
    soft = _soft(colour, table, least)
    away = _BLACK if scheme == "light" else _WHITE
    tried = (mixed(colour, away, part / 50) for part in range(51))
    lit = max(least, LIT) if scheme == "dark" else least
    accent = next(each for each in tried if _is_readable(each, soft, table, lit))
    return Tint(accent, max((_WHITE, table["accent-ink"], _BLACK), key=lambda ink: contrast(ink, accent)), soft)


def _soft(colour: str, table: Mapping[str, str], least: float) -> str:
    """A breath of the colour on the paper, on which all that is written can still be read."""
    tried = (mixed(table["paper"], colour, part / 100) for part in range(16, 0, -2))
    inks = table["ink"], table["quiet"]
    return next((each for each in tried if all(contrast(ink, each) >= least for ink in inks)), table["soft"])


def _is_readable(accent: str, soft: str, table: Mapping[str, str], least: float) -> bool:
    papers = all(contrast(accent, paper) >= least for paper in (table["paper"], table["card"], soft))
    return papers and contrast(accent, table["track"]) >= LEAST_BOUNDARY


def resembles_a_warning(colour: str) -> bool:
    """Whether people may take it for the one red, which is kept for somebody who asks for help."""
    hue, _, vivid = _hue(colour)
    away = abs(hue - _hue(tokens("calm", "light")["warn"])[0]) * 360
    return vivid >= _VIVID and min(away, 360 - away) <= _NEAR


def sheet(colour: str) -> str:
    """A style sheet that says it in place of the product's own, in each theme, light and dark, and on paper."""
    rules = [f"{_where(theme)} {{ {_rule(colour, theme)} }}" for theme in THEMES]
    paper = tint(colour)
    print_ = f"--accent: {paper.accent}; --accent-ink: {paper.accent_ink}; --soft: {paper.soft};"
    screen = "\n".join(rules)
    return f"@media screen {{\n{screen}\n}}\n@media print {{ :root, [data-theme] {{ {print_} }} }}\n"


def _where(theme: str) -> str:
    return ':root, [data-theme="calm"]' if theme == "calm" else f'[data-theme="{theme}"]'


def _rule(colour: str, theme: str) -> str:
    light, dark = tint(colour, theme, "light"), tint(colour, theme, "dark")
    pairs = (("accent", light.accent, dark.accent), ("accent-ink", light.accent_ink, dark.accent_ink),
             ("soft", light.soft, dark.soft))  # fmt: skip
    return " ".join(f"--{name}: var(--light, {one}) var(--dark, {other});" for name, one, other in pairs)


def mixed(one: str, other: str, part: float) -> str:
    """`part` (0 to 1) of the other."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """1 to 21, as WCAG 2.2 counts it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (n / 255 for n in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:7])
    return red, green, blue


def _hue(colour: str) -> tuple[float, float, float]:
    red, green, blue = (n / 255 for n in _channels(colour))
    return colorsys.rgb_to_hls(red, green, blue)
