"""QR codes as SVG, made here: no other server learns a code."""

from functools import lru_cache

import segno


@lru_cache(maxsize=256)
def svg(text: str) -> str:
    """An SVG without width or height, that a style sheet can size and colour."""
    made: str = segno.make(text, error="m").svg_inline(omitsize=True, border=2, svgclass="qr")
    return made
