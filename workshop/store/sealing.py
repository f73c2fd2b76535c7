"""Sealing: bytes under a key, padded to one size and bound to what they are about. The cipher is the library's."""

import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_NONCE = 12
_LENGTH = struct.Struct(">I")


cipher = ChaCha20Poly1305  # of a key: made once for all that is sealed under it


def seal(under: ChaCha20Poly1305, plain: bytes, aad: bytes, size: int) -> bytes:
    """`plain` filled up to `size` bytes and sealed with a fresh nonce; it opens under the same `aad` only.

    `aad`, additional authenticated data, says what it is about: whose, of which step. ValueError where it is too long.
    """
    filled = _LENGTH.pack(len(plain)) + plain
    if len(filled) > size:
        raise ValueError(f"{len(plain)} bytes do not fit into {size}")
    nonce = os.urandom(_NONCE)
    return nonce + under.encrypt(nonce, filled.ljust(size, b"\0"), aad)


def unseal(under: ChaCha20Poly1305, sealed: bytes, aad: bytes) -> bytes | None:
    """What `seal` was given; None where the key, the aad or a bit is another one."""
    try:
        filled = under.decrypt(sealed[:_NONCE], sealed[_NONCE:], aad)
    except (InvalidTag, ValueError):
        return None
    (length,) = _LENGTH.unpack_from(filled)
    return filled[_LENGTH.size : _LENGTH.size + length]


def bucket(plain: bytes) -> int:
    """The size for text of any length: doubling sizes from 256 bytes, so that length says little."""
    size = 256
    while size < len(plain) + _LENGTH.size:
        size *= 2
    return size
