"""A download on its way: made while it is sent, others served in between, given up when nobody waits any more."""

from collections.abc import Generator, Iterator
from contextlib import closing
from typing import Any

from flask import Response, request

from workshop import engine
from workshop.exports.chunks import begun
from workshop.exports.formats import Export


def send(made: Export) -> Response:
    """Raises NotMade where there turns out to be no file."""
    chunks = _politely(made.chunks, request.environ)
    response = Response(begun(chunks), content_type=made.content_type)
    response.call_on_close(chunks.close)
    response.headers["Content-Disposition"] = made.disposition
    response.headers["Cache-Control"] = "no-store"
    return response


def _politely(chunks: Iterator[bytes], asked: dict[str, Any]) -> Generator[bytes]:
    """Between the chunks of a long download everybody else has their turn."""
    with closing(chunks):  # type: ignore[type-var]  # every export is a generator
        for chunk in chunks:
            yield chunk
            engine.sleep(0)
            if not chunk and engine.has_left(asked):
                return
