"""Does something between the server and its people compress pages of one's own? Then their padding is undone."""

import gzip
import urllib.error
import urllib.request

SECONDS = 5
SAMPLE = 4000  # letters, all alike: a proxy that compresses makes a few bytes of them


def undone(public_url: str) -> bool | None:
    """Whether it is so on the way to this address; None where the server does not answer."""
    try:
        plain, encoded = (_size(public_url, asked) for asked in ("identity;q=1, br, zstd", "gzip"))
    except (OSError, urllib.error.URLError, ValueError):
        return None
    return plain < SAMPLE or encoded < SAMPLE


def _size(public_url: str, accepted: str) -> int:
    """Bytes that come over the line."""
    address, headers = f"{public_url}/health/size", {"Accept-Encoding": accepted}
    asked = urllib.request.Request(address, headers=headers)  # noqa: S310 - http or https: the settings look at it
    with urllib.request.urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310
        body: bytes = answer.read(10 * SAMPLE)
        inside = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
    if b"sample" not in inside and not answer.headers.get("Content-Encoding"):
        raise ValueError("That is another server.")
    return len(body)
