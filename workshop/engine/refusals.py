"""The answers to what is no request that anybody could read: one plain sentence each, and the connection ends."""

import time
from typing import Any

UNREADABLE = "This request could not be read. Please go back and try again."
WORDS = {
    400: ("Bad Request", UNREADABLE),
    408: ("Request Timeout", "This took too long to arrive, so it was not read. Please try again."),
    414: ("URI Too Long", "This address is too long. Please look whether it was copied once too often."),
    431: (
        "Request Header Fields Too Large",
        "This browser sent more about itself than the server reads. Please delete the cookies of this address, and "
        "try again.",
    ),
}
LINGER = 2.0  # seconds in which what is still on its way is thrown away
MOST = 1_000_000  # bytes of it


def answer(status: int = 400) -> bytes:
    """The whole answer, head and all. Its language is English: nobody's is known."""
    reason, sentence = WORDS.get(status, WORDS[400])
    body = f"{sentence}\n".encode()
    head = (
        f"HTTP/1.1 {status if status in WORDS else 400} {reason}",
        "Connection: close",
        "Content-Type: text/plain; charset=utf-8",
        "X-Content-Type-Options: nosniff",
        "Cache-Control: no-store",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def let_it_arrive(sock: Any) -> None:
    """Closing while something unread lies here would take the answer back before it is read."""
    until, taken = time.monotonic() + LINGER, 0
    try:
        sock.shutdown(1)  # SHUT_WR: nothing more comes from here
        while taken < MOST and (left := until - time.monotonic()) > 0:
            sock.settimeout(left)
            got = len(sock.recv(65536))
            if not got:
                return
            taken += got
    except OSError:
        return  # gone, or silent
