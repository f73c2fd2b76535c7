"""Whose a sealed note is, and what is in it, only their token tells: keys and marks are derived from it."""

import json
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import ColumnElement

from workshop.script.model import Sees
from workshop.store.models import NoteRow
from workshop.store.sealing import bucket, cipher, seal, unseal


@dataclass(frozen=True, slots=True)
class Note:
    """The inside of a sealed note."""

    n: int
    text: str
    sees: Sees
    copy: str = ""  # id of the shared copy


class Owner:
    """Somebody's notes in one session, opened with their token. A mark of its own for every step: no pattern shows."""

    def __init__(self, session_id: str, token: bytes) -> None:
        self.session_id = session_id
        self.old_mark = _derive(token, session_id, "owner")[:16]  # version 0.1.0 had one mark for all steps
        self._token = token
        self._cipher = cipher(_derive(token, session_id, "key"))
        self._marks: dict[str, bytes] = {}

    def mark(self, step: str) -> bytes:
        if step not in self._marks:
            self._marks[step] = _derive(self._token, json.dumps([self.session_id, step]), "mark")[:16]
        return self._marks[step]

    def has_written(self, step: str) -> tuple[ColumnElement[bool], ...]:
        """The rows of one step that are this person's."""
        return NoteRow.session == self.session_id, NoteRow.step == step, NoteRow.owner.in_(self.marks(step))

    def marks(self, step: str) -> tuple[bytes, bytes]:
        return self.mark(step), self.old_mark

    def seal(self, step: str, field: str, note: Note) -> bytes:
        plain = json.dumps([note.n, note.sees, note.copy, note.text], ensure_ascii=False).encode()
        return seal(self._cipher, plain, self._aad(self.mark(step), step, field), bucket(plain))

    def open(self, mark: bytes, step: str, field: str, sealed: bytes) -> Note | None:
        plain = unseal(self._cipher, sealed, self._aad(mark, step, field))
        if plain is None:
            return None
        n, sees, copy, text = json.loads(plain)
        return Note(n, text, Sees(sees), copy)

    def _aad(self, mark: bytes, step: str, field: str) -> bytes:
        return json.dumps([self.session_id, mark.hex(), step, field]).encode()


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A sealed note as it lies there, under the mark that it was found by."""

    mark: bytes
    sealed: bytes


def _derive(token: bytes, about: str, what: str) -> bytes:
    return HKDF(SHA256(), 32, about.encode(), f"workshop note {what}".encode()).derive(token)
