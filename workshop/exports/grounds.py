"""Pictures that people pointed at, small enough to be part of a report: a dot tells nothing without them."""

import base64
import io
from pathlib import Path
from urllib.parse import unquote

from PIL import Image, ImageOps

from workshop import engine
from workshop.script.model import Ground
from workshop.util.paths import is_file

SIDE = 900  # dots at most, across and down
MOST_DOTS = 60_000_000  # what is larger unpacked could fill the memory
ALL = 800_000  # letters that those of one report may take together
DRAWING = 100_000  # bytes of an SVG, which stays as it is: inside of a picture no program in it runs


class Grounds:
    """Called with a ground: its picture as an address that holds it, or nothing where there is none any more."""

    def __init__(self, folder: Path | None) -> None:
        self.folder, self.left = folder, ALL
        self.known: dict[str, str] = {}

    def __call__(self, ground: Ground) -> str:
        if self.folder is None or not ground.picture:
            return ""
        if ground.picture not in self.known:
            self.known[ground.picture] = engine.in_thread(embedded, self.folder, unquote(ground.picture))
        address = self.known[ground.picture]
        if len(address) > self.left:
            return ""
        self.left -= len(address)
        return address


def embedded(folder: Path, path: str) -> str:
    """`path` begins with `media/`, and leads to nothing outside of it, as on the server."""
    file = folder / path
    if not is_file(file) or not file.resolve().is_relative_to((folder / "media").resolve()):
        return ""
    try:
        return _drawing(file) if file.suffix.lower() == ".svg" else _picture(file)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return ""


def _drawing(file: Path) -> str:
    return _address("svg+xml", file.read_bytes()) if file.stat().st_size <= DRAWING else ""


def _picture(file: Path) -> str:
    """On white, which is what paper has behind it, whatever is clear."""
    with Image.open(file, formats=("JPEG", "PNG", "GIF", "WEBP", "AVIF")) as opened:
        if opened.width * opened.height > MOST_DOTS:
            return ""
        opened.draft("RGB", (SIDE, SIDE))
        shown = ImageOps.exif_transpose(opened).convert("RGBA")
    shown.thumbnail((SIDE, SIDE))
    paper = Image.new("RGB", shown.size, "white")
    paper.paste(shown, mask=shown.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=80, optimize=True)
    return _address("jpeg", out.getvalue())


def _address(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
