"""Lengths that say little: encryption on the line hides words, not how many there are."""

import json
import secrets
from collections.abc import Mapping
from typing import Any, TypeVar, cast

import msgspec

Told = TypeVar("Told", bound=Mapping[str, object])  # a message, which may have a `pad`
CLASSES = (1024, 4096, 16384)
STEP = 40960  # beyond the classes
_ENCODE = msgspec.json.Encoder().encode
_COMMENT = "\n<!---->"
_LETTERS = bytes(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte % 32] for byte in range(256))  # each as likely


def padded(told: Told, size: int) -> Told:
    """Filled up to a multiple of `size`: answers that are to look alike share one."""
    return cast("Told", {**told, "pad": letters(-length({**told, "pad": ""}) % size)})


def in_class(told: Told) -> Told:
    """Filled up to the next of a few sizes, for what may be of any length."""
    bare = length({**told, "pad": ""})
    return cast("Told", {**told, "pad": letters(size_class(bare) - bare)})


def filling(text: str) -> str:
    """What has to stand beside `text` in a page, so that both together fill their class."""
    bare = len(text.encode())
    return letters(size_class(bare) - bare)


def letters(count: int) -> str:
    """Random ones, so that whoever compresses them finds little to leave out."""
    return secrets.token_bytes(count).translate(_LETTERS).decode()


def page(html: str) -> str:
    """A page of one's own texts, with a comment at its end that fills it up."""
    return f"{html}\n<!--{filling(html + _COMMENT)}-->"


def size_class(size: int) -> int:
    """The next of a few sizes, in bytes."""
    return next((each for each in CLASSES if size <= each), -(-size // STEP) * STEP)


def length(told: Any) -> int:
    """As both ways out write it, where another alphabet than Latin is six bytes a letter."""
    try:
        written = _ENCODE(told)  # a twentieth of the time, and the same wherever all is printable ASCII
        if written.isascii() and b"\x7f" not in written:
            return len(written)
    except (ValueError, OverflowError):
        pass  # half a character, which only JSON's \u can write, or a number beyond 64 bits
    return len(json.dumps(told, separators=(",", ":")))
