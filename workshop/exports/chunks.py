"""Bytes in pieces that are worth sending."""

from collections.abc import Generator, Iterable, Iterator
from itertools import chain

SIZE = 16_384


def encoded(texts: Iterable[str]) -> Generator[bytes]:
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


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same, once there is a first byte: what cannot be made is told before anything is written or sent."""
    first = next(filter(None, pieces), b"")
    return chain([first], pieces)
