"""The room's page as a phone gets it: what all read is compressed, what is one person's own is not, in one stream.

How well words compress tells about them: whoever can place words beside somebody's own, and sees how long the page is,
could guess at those. So one's own lies in stored blocks, as long as it is, and what is compressed never looks back
across it. `sizes.py` says which pages are not compressed at all.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MINE = re.compile(r'(?<= data-mine=")[^"]*" data-pad="[^"]*')  # one's own state, and what fills it up
STAGE = '<main id="stage"'  # from here on others may have written
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_LAST = b"\x03\x00"  # an empty block that ends the stream
_STORED = 65535  # bytes a block at most


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page, and how it stands in the stream."""

    plain: bytes
    sent: bytes


def of_all(text: str) -> Piece:
    """What all read alike: compressed, once for everybody."""
    return Piece(text.encode(), _compressed(text.encode()))


def of_one(text: str) -> Piece:
    """What is one's own: as long on the line as it is."""
    return Piece(text.encode(), _stored(text.encode()))


class Skeleton:
    """A page with gaps: the rest of it is made and compressed once, and each gap is filled for whoever asks.

    `page` has `mark`, a name and a `;` where the gap of that name is. No text of anybody's may hold the mark.
    """

    def __init__(self, page: str, mark: str) -> None:
        parts = re.split(f"{mark}(\\w+);", page)
        self._between = [of_all(text) for text in parts[::2]]
        self.gaps = tuple(parts[1::2])

    def filled(self, gaps: Mapping[str, Piece]) -> Sequence[Piece]:
        """All pieces in their order. Raises KeyError where a gap would stay open."""
        laid = list(self._between[:1])
        for name, after in zip(self.gaps, self._between[1:], strict=True):
            laid += (gaps[name], after)
        return laid


def stream(pieces: Sequence[Piece]) -> bytes:
    """The pieces as one gzip stream."""
    body = b"".join(piece.plain for piece in pieces)
    sent = b"".join(piece.sent for piece in pieces)
    return _HEAD + sent + _LAST + struct.pack("<II", zlib.crc32(body), len(body) & 0xFFFFFFFF)


def packed(page: str, token: str) -> bytes:
    """The page as one gzip stream. `token`: of its forms, which is nobody else's either."""
    return stream([of_one(text) if own else of_all(text) for text, own in _pieces(page, token)])


def _pieces(page: str, token: str) -> Iterator[tuple[str, bool]]:
    """(text, whether it is one's own), in their order."""
    mine = MINE.search(page, 0, max(page.find(STAGE), 0))
    spans = [*_places(token, page), *((mine.span(),) if mine else ())]
    at = 0
    for start, end in sorted(spans):
        if start < at:
            continue
        yield page[at:start], False
        yield page[start:end], True
        at = end
    yield page[at:], False


def _places(token: str, page: str) -> Iterator[tuple[int, int]]:
    at = page.find(token) if token else -1
    while at >= 0:
        yield at, at + len(token)
        at = page.find(token, at + len(token))


def _compressed(piece: bytes) -> bytes:
    """Up to a whole byte, by a compressor of its own: it knows nothing of what stood before."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflate.compress(piece) + deflate.flush(zlib.Z_FULL_FLUSH)


def _stored(piece: bytes) -> bytes:
    blocks = (piece[at : at + _STORED] for at in range(0, len(piece), _STORED))
    return b"".join(struct.pack("<BHH", 0, len(block), len(block) ^ 0xFFFF) + block for block in blocks)
