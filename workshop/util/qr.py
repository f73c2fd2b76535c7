"""QR codes as SVG, made here: no other server learns a code."""

from functools import lru_cache

import segno


@lru_cache(maxsize=256)
def svg(text: str) -> str:
    """The picture of an address that all may know; remembered, for it is asked for again and again."""
    return draw(text)


def draw(text: str) -> str:
    """An SVG without width or height, that a style sheet can size and colour. Secrets are drawn and forgotten."""
    made: str = segno.make(text, error="m").svg_inline(omitsize=True, border=2, svgclass="qr")
    return made
