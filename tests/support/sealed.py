"""What a participant's browser keeps, opened as somebody would who has the key (static/js/shared/sealed.js)."""

import base64
import re

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

SEALED = re.compile(rb"~([A-Za-z0-9+/]{1380,}={0,2})")
NONCE = 12


def opened(text: bytes, key: str) -> str:
    """`text`: base64, without the mark. "" where another key sealed it."""
    whole = base64.b64decode(text)
    counted = bytes(4) + whole[:NONCE]
    cipher = Cipher(ChaCha20(base64.urlsafe_b64decode(f"{key}="), counted), mode=None)
    try:
        return cipher.decryptor().update(whole[NONCE:]).decode().rstrip(" ")
    except UnicodeDecodeError:
        return ""


def all_opened(held: bytes, key: str) -> str:
    """Whatever this key opens of what lies in a file, as UTF-8 or UTF-16."""
    texts = (text[: len(text) // 4 * 4] for text in SEALED.findall(held) + SEALED.findall(held.replace(b"\0", b"")))
    return "\n".join(filter(None, (opened(text, key) for text in texts)))
