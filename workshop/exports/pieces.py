"""Bytes in pieces that are worth sending."""

from collections.abc import Iterable, Iterator

SIZE = 16_384


def encoded(texts: Iterable[str]) -> Iterator[bytes]:
    """The texts together as UTF-8, in pieces of about SIZE characters."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= SIZE:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()
