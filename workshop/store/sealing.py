"""Sealing: bytes under a key, padded to one size and bound to their place. The cipher is the library's."""

import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_NONCE = 12
_LENGTH = struct.Struct(">I")


cipher = ChaCha20Poly1305  # of a key: made once for all that is sealed under it


def seal(under: ChaCha20Poly1305, plain: bytes, place: bytes, room: int) -> bytes:
    """`plain` filled up to `room` bytes and sealed with a fresh nonce; it opens at the same `place` only."""
    filled = _LENGTH.pack(len(plain)) + plain
    if len(filled) > room:
        raise ValueError(f"{len(plain)} bytes do not fit into a room of {room}")
    nonce = os.urandom(_NONCE)
    return nonce + under.encrypt(nonce, filled.ljust(room, b"\0"), place)


def unseal(under: ChaCha20Poly1305, sealed: bytes, place: bytes) -> bytes | None:
    """What `seal` was given; None where the key, the place or a bit is another one."""
    try:
        filled = under.decrypt(sealed[:_NONCE], sealed[_NONCE:], place)
    except (InvalidTag, ValueError):
        return None
    (length,) = _LENGTH.unpack_from(filled)
    return filled[_LENGTH.size : _LENGTH.size + length]


def bucket(plain: bytes) -> int:
    """The room for text of any length: doubling sizes from 256 bytes, so that length says little."""
    room = 256
    while room < len(plain) + _LENGTH.size:
        room *= 2
    return room
