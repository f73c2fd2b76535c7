"""One size on the line for one class of pages: a proxy that compressed them would undo the padding.

Pages of one's own go out as gzip that does not compress: whatever is encoded already, a proxy leaves as it is. And
`no-transform` says so to those that ask.
"""

import gzip

from flask import Flask, Response, g, request

from workshop.web.packing import packed, stream

SIZED = (
    "participant.",
    "papers.",
    "returning.",
    "health.size",
)  # what bears somebody's own texts, and the sample of it
ROOM = "participant.stage"
TEXTS = ("text/html", "application/json")


def install(app: Flask) -> None:
    app.after_request(_sized)


def _sized(response: Response) -> Response:
    own = (request.endpoint or "").startswith(SIZED) and response.mimetype in TEXTS
    if not own or response.is_streamed or response.direct_passthrough:
        return response
    response.headers["Cache-Control"] = "no-store, no-transform"
    response.headers["Vary"] = "Accept-Encoding"
    if request.accept_encodings.best_match(["gzip"]) and "Content-Encoding" not in response.headers:
        response.set_data(_encoded(response))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _encoded(response: Response) -> bytes:
    """The room is a long page, and the same for all in it but for what is one's own: that alone stays as it is."""
    if request.endpoint == ROOM:
        pieces = g.get("room", ())
        if b"".join(piece.plain for piece in pieces) == response.get_data():  # and nothing was written into it since
            return stream(pieces)
        return packed(response.get_data(as_text=True), g.get("csrf_token", ""))
    return gzip.compress(response.get_data(), compresslevel=0, mtime=0)
