"""A logo as it is kept: read as a picture, drawn anew and small, without anything that its file said beside."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from workshop.session.errors import Refused
from workshop.util.language import marked
from workshop.util.own_colour import contrast, tokens

MOST_BYTES = 1_000_000
MOST_PIXELS = 16_000_000
BOX = (640, 240)  # pixels, twice what it is shown with at most
SOLID = 250  # of 255: what is less lets the paper through
KINDS = ("PNG", "JPEG", "WEBP", "GIF")
HARDLY_SEEN, MUCH = 1.8, 0.25  # contrast with the paper; part of what is drawn
TOO_LARGE = marked("This file is larger than 1 MB. Save the logo smaller, some 600 pixels wide, and try again.")
TOO_MANY = marked("This picture has too many pixels for a logo. Save it some 600 pixels wide, and try again.")
NO_PICTURE = marked("This is no picture that can be read here. Save the logo as PNG, JPEG or WebP, and try again.")
EMPTY = marked("There is nothing to be seen in this picture. Choose another file.")


@dataclass(frozen=True, slots=True)
class Logo:
    """`png`: the picture. `plate`: on which paper, light or dark, it can hardly be seen and needs a ground; or ""."""

    png: bytes
    width: int
    height: int
    plate: str


def made(data: bytes) -> Logo:
    """Raises Refused, with a sentence that says what to do."""
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE, "too_large")
    drawn, stands_free = _drawn(data)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return Logo(out.getvalue(), drawn.width, drawn.height, _plate(drawn) if stands_free else "")


def _drawn(data: bytes) -> tuple[Image.Image, bool]:
    """Anew, and whether it stands free on the page: otherwise it brings a ground of its own."""
    try:
        with Image.open(io.BytesIO(data), formats=KINDS) as opened:
            if opened.width * opened.height > MOST_PIXELS:  # before anything is unpacked
                raise Refused(TOO_MANY, "too_large")
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused(NO_PICTURE, "no_picture") from None
    seen = upright.getchannel("A").getbbox()
    if seen is None:
        raise Refused(EMPTY, "empty")
    cut = upright.crop(seen)
    cut.thumbnail(BOX)
    bare = Image.new("RGBA", cut.size)  # of the file nothing but the pixels goes over
    bare.paste(cut)
    return bare, min(upright.getchannel("A").tobytes()) < SOLID


def _plate(logo: Image.Image) -> str:
    small = logo.copy()
    small.thumbnail((48, 48))
    raw = small.tobytes()
    points = [raw[i : i + 4] for i in range(0, len(raw), 4)]
    inks = ["#" + point[:3].hex() for point in points if point[3] > 100]
    unseen = {scheme: _unseen(inks, tokens("calm", scheme)["paper"]) for scheme in ("light", "dark")}
    worst = max(unseen, key=lambda scheme: unseen[scheme])
    return worst if unseen[worst] > MUCH else ""


def _unseen(inks: list[str], paper: str) -> float:
    """The part of what is drawn that can hardly be seen on it."""
    return sum(contrast(ink, paper) < HARDLY_SEEN for ink in inks) / max(1, len(inks))
