"""What a file is, by what it holds: never by its name, and never by what a browser says of it."""

from dataclasses import dataclass

from workshop.session.errors import Refused
from workshop.util.language import marked

HEAD = 4096  # bytes that tell what a file is
MEGABYTE = 1_000_000
NOT_ONE = marked(
    "This is no picture, sound or film that every browser can show. Pictures may be JPEG, PNG, GIF, WebP or AVIF; "
    "sounds MP3, M4A, Ogg or WAV; films MP4 or WebM."
)
HEIC = marked(
    "This picture is in Apple's format HEIC, which most browsers cannot show. Save or send it as JPEG, then try again."
)
MOV = marked("This film is in the format MOV, which many browsers cannot show. Save it as MP4, then try again.")
SVG = marked(
    "A drawing in SVG may hold a program, so it is not taken here. Save it as PNG, then try again; or whoever looks "
    "after this server puts it into the folder."
)
TOO_LARGE = marked("This file is larger than %(n)s MB. Make it smaller or shorter, then try again.")


@dataclass(frozen=True, slots=True)
class Format:
    """`kind`: picture, sound or film. `ending`: of its name. `most`: bytes."""

    kind: str
    ending: str
    most: int


PICTURES = {
    name: Format("picture", ending, 20 * MEGABYTE)
    for name, ending in (("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp"), ("AVIF", "avif"))
}
MP3, M4A, OGG, WAV = (Format("sound", ending, 50 * MEGABYTE) for ending in ("mp3", "m4a", "ogg", "wav"))
MP4, WEBM = (Format("film", ending, 50 * MEGABYTE) for ending in ("mp4", "webm"))
LARGEST = max(each.most for each in (*PICTURES.values(), MP3, MP4))
FILMS = (b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"dash", b"f4v")
HEICS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


def of(head: bytes) -> Format:
    """By the first bytes of a file. Raises Refused, with what to do."""
    found = _picture(head) or _sound(head)
    if found:
        return found
    if head[4:8] == b"ftyp":
        return _boxed(head)
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        return WEBM
    if b"<svg" in head.lower():
        raise Refused(SVG, "svg")
    raise Refused(NOT_ONE, "format")


def _picture(head: bytes) -> Format | None:
    if head.startswith(b"\xff\xd8\xff"):
        return PICTURES["JPEG"]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PICTURES["PNG"]
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return PICTURES["GIF"]
    return PICTURES["WEBP"] if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None


def _sound(head: bytes) -> Format | None:
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return MP3
    if head.startswith(b"OggS"):
        return OGG
    return WAV if head[:4] == b"RIFF" and head[8:12] == b"WAVE" else None


def _boxed(head: bytes) -> Format:
    """MP4 and its sisters say in their first box what they are."""
    brand = head[8:12]
    if brand in (b"avif", b"avis"):
        return PICTURES["AVIF"]
    if brand in HEICS:
        raise Refused(HEIC, "heic")
    if brand == b"qt  ":
        raise Refused(MOV, "mov")
    if brand.startswith((b"M4A", b"M4B")):
        return M4A
    if brand.startswith(FILMS):
        return MP4
    raise Refused(NOT_ONE, "format")


def check_size(found: Format, size: int) -> None:
    """Raises Refused."""
    if size > found.most:
        raise Refused(TOO_LARGE, "too_large", n=found.most // MEGABYTE)
