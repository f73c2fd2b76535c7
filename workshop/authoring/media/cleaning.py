"""What a camera or a phone wrote into a file besides picture and sound (place, time, device) does not stay in it.

A picture is written anew from its dots. Of MP4 and M4A the boxes of such words are emptied where they are; all else
stays byte for byte.
"""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from PIL import Image, ImageOps, ImageSequence

from workshop.authoring.media.formats import Format
from workshop.session.errors import Refused
from workshop.util.language import marked

LONGEST_SIDE = 2560  # dots: a wall's worth
MOST_DOTS = 60_000_000  # what is larger unpacked could fill the memory
MOST_FRAMES = 200
BROKEN = marked("This picture cannot be read. It may be damaged: open it on your computer and save it again.")
TOO_MANY_DOTS = marked("This picture has more than 60 million dots. Make it smaller, then try again.")
OUTER = (b"moov", b"trak")
WORDS = (b"udta", b"meta", b"uuid")


def picture(data: bytes, ending: str) -> bytes:
    """The same picture, upright, at most 2560 dots wide or high, with nothing else in the file. Raises Refused."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "GIF", "WEBP", "AVIF")) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise Refused(TOO_MANY_DOTS, "dots")
            return _written(opened, ending)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, Image.DecompressionBombError):
        raise Refused(BROKEN, "broken") from None


def _written(opened: Image.Image, ending: str) -> bytes:
    out = io.BytesIO()
    if ending in ("gif", "webp") and getattr(opened, "is_animated", False):
        frames, times = _frames(opened)
        more: dict[str, Any] = {"save_all": True, "append_images": frames[1:], "duration": times, "loop": 0}
        frames[0].save(out, ending.upper(), **more)
        return out.getvalue()
    upright = ImageOps.exif_transpose(opened)
    bare = _bare(upright, ending)
    kind = {"jpg": "JPEG", "jpeg": "JPEG"}.get(ending, ending.upper())
    bare.save(out, kind, **({"quality": 88} if kind in ("JPEG", "WEBP", "AVIF") else {"optimize": True}))
    return out.getvalue()


def _frames(opened: Image.Image) -> tuple[list[Image.Image], list[int]]:
    frames, times = [], []
    for n, frame in enumerate(ImageSequence.Iterator(opened)):
        if n == MOST_FRAMES or (n + 1) * opened.width * opened.height > MOST_DOTS * 2:
            break
        times.append(int(frame.info.get("duration", 100)))
        frames.append(_bare(frame, "webp"))
    return frames, times


def _bare(shown: Image.Image, ending: str) -> Image.Image:
    """Its dots alone, in a mode that this kind of file can hold."""
    clear = "A" in shown.getbands() or "transparency" in shown.info
    mode = "RGBA" if clear else "RGB"
    plain = shown.convert(mode)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if mode == "RGBA" and ending in ("jpg", "jpeg"):
        white = Image.new("RGB", plain.size, "white")
        white.paste(plain, mask=plain.getchannel("A"))
        plain = white
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def boxes(file: BinaryIO, found: Format, size: int) -> None:
    """Empties what an MP4 or M4A file says of itself. `file` is open for reading and writing."""
    if found.ending in ("mp4", "m4a"):
        for start, name, header, length in list(_inside(file, 0, size)):
            if name in WORDS:
                file.seek(start + 4)
                file.write(b"free")
                file.seek(start + header)
                _zeros(file, length - header)


def _zeros(file: BinaryIO, count: int) -> None:
    block = bytes(65536)
    while count > 0:
        count -= file.write(block[:count])


def _inside(file: BinaryIO, at: int, end: int, depth: int = 0) -> Iterator[tuple[int, bytes, int, int]]:
    """Start, name, bytes of the header and whole length of each box, also of those in films and tracks."""
    while at + 8 <= end:
        file.seek(at)
        length, name, header = int.from_bytes(file.read(4), "big"), file.read(4), 8
        if length == 1:
            length, header = int.from_bytes(file.read(8), "big"), 16
        length = end - at if length == 0 else length
        if length < header or at + length > end:
            return
        yield at, name, header, length
        if name in OUTER and depth < 4:
            yield from _inside(file, at + header, at + length, depth + 1)
        at += length
