"""The room's page as a phone gets it: what all read is compressed, what is one person's own is not, in one stream.

How well words compress tells about them: whoever can place words beside somebody's own, and sees how long the page is,
could guess at those. So one's own lies in stored blocks, as long as it is, and what is compressed never looks back
across it. `sizes.py` says which pages are not compressed at all.
"""

import re
import struct
import zlib
from collections.abc import Iterator

MINE = re.compile(r'(?<= data-mine=")[^"]*" data-pad="[^"]*')  # one's own state, and what fills it up
STAGE = '<main id="stage"'  # from here on others may have written
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_LAST = b"\x03\x00"  # an empty block that ends the stream
_STORED = 65535  # bytes a block at most


def packed(page: str, token: str) -> bytes:
    """The page as one gzip stream. `token`: of its forms, which is nobody else's either."""
    body = page.encode()
    pieces = b"".join(_stored(piece) if own else _compressed(piece) for piece, own in _pieces(page, token))
    return _HEAD + pieces + _LAST + struct.pack("<II", zlib.crc32(body), len(body) & 0xFFFFFFFF)


def _pieces(page: str, token: str) -> Iterator[tuple[bytes, bool]]:
    """(bytes, whether they are one's own), in their order."""
    mine = MINE.search(page, 0, max(page.find(STAGE), 0))
    spans = [*_places(token, page), *((mine.span(),) if mine else ())]
    at = 0
    for start, end in sorted(spans):
        if start < at:
            continue
        yield page[at:start].encode(), False
        yield page[start:end].encode(), True
        at = end
    yield page[at:].encode(), False


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
