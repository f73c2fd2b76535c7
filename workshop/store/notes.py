"""What people write, sealed under a key that only their own link can give back.

What they share is copied in the clear under a random id; the sealed note alone knows which copy is its own.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, func, select

from workshop.script.model import Sees
from workshop.store import sessions
from workshop.store.mixing import mix
from workshop.store.models import NoteRow
from workshop.store.note_owner import Note, Owner, SealedRow
from workshop.store.shared_texts import HELD, RELEASED, RETURNED, copies_where, copy_of, insert_copy, remove_copy
from workshop.store.sql import run

DRAFT = "draft/"  # fields that begin so are drafts: for their writer alone, never counted or exported


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a note: ok, dup or stale; then what is kept now. `replaced`: others could read what was there."""

    status: str
    n: int
    text: str
    sees: Sees
    shown: str = ""
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note for its writer. A withdrawn one has no text; its `n` rises, so that no late retry revives it.

    `shown`: what became of the shared copy (waiting, shown, kept back, returned); empty where there is none.
    `said`: the team's word to whoever wrote a returned one. `held`: it waits for texts of others, and nobody reads it.
    """

    step: str
    field: str
    n: int
    text: str
    sees: Sees
    shown: str = ""
    unsent: bool = False
    said: str = ""
    held: bool = False


def write(
    conn: Connection, session_id: str, token: bytes, step: str, field: str, n: int, text: str, sees: Sees,
    *, name: str = "", group: str = "", generation: int = 0, moderated: bool = False, held: bool = False,
    beside: str | None = None,
) -> Written:  # fmt: skip
    """Keep `text` as this person's note, unless a newer one (a higher `n`) is there.

    `sees` says who may read it and whether a copy is made; `moderated` lets the copy wait first. A `held` copy, where
    it bears no name, is read by nobody before it is released together with others (`release`). `beside`: what stands
    beside the copy instead of the field.
    """
    if field.startswith(DRAFT):
        sees = Sees.ONLY_ME
    owner = Owner(session_id, token)
    shared = bool(text) and sees is not Sees.ONLY_ME and (bool(group) or sees is not Sees.MY_GROUP)
    note = Note(n, text, sees, secrets.token_hex(16) if shared else "")
    while True:  # a second time only where another process wrote between our look and our write
        found = _sealed(conn, owner, step, field)
        now = owner.open(found.mark, step, field, found.sealed) if found else None
        if now and n <= now.n:
            same = (n, text, sees) == (now.n, now.text, now.sees)
            return Written("dup" if same else "stale", now.n, now.text, now.sees)
        if _put(conn, owner, step, field, found, owner.seal(step, field, note)):
            break
    before = remove_copy(conn, session_id, now.copy if now else "")
    fate = RELEASED.get(before, before)
    shown = "waiting" if moderated or fate == RETURNED else fate or "shown"
    if shared:
        kept = HELD[shown] if held and sees.nameless else shown
        insert_copy(conn, session_id, step, field if beside is None else beside, note, name, (group, generation), kept)
    return Written("ok", n, text, sees, shown if shared else "", bool(before))


def own_step(conn: Connection, session_id: str, token: bytes, step: str) -> dict[str, OwnNote]:
    """This person's notes of one step by field, drafts and withdrawn ones too."""
    opened = _opened(conn, Owner(session_id, token), step)
    return {note.field: note for note in _with_fate(conn, session_id, opened)}


def own(conn: Connection, session_id: str, token: bytes) -> list[OwnNote]:
    """All that this person wrote and did not withdraw, without drafts: for them to read and take home."""
    notes = _with_fate(conn, session_id, _opened(conn, Owner(session_id, token)))
    return [note for note in notes if note.text and not note.field.startswith(DRAFT)]


def unsent(conn: Connection, session_id: str, token: bytes) -> list[OwnNote]:
    """Drafts that were never sent as they stand: still this person's words, so they are theirs to take home."""
    notes = {(note.step, note.field): note for note, _ in _opened(conn, Owner(session_id, token))}
    drafts = [note for note in notes.values() if note.field.startswith(DRAFT) and note.text]
    found = []
    for draft in drafts:
        field = draft.field.removeprefix(DRAFT)
        sent = notes.get((draft.step, field))
        if sent is None or sent.text != draft.text:
            found.append(replace(draft, field=field, sees=Sees.ONLY_ME, unsent=True))
    return found


def withdraw(conn: Connection, session_id: str, token: bytes, step: str, field: str) -> None:
    """Text and copy are gone; an empty sealed note stays (see OwnNote), newer than what the phone may still have."""
    owner = Owner(session_id, token)
    found = _sealed(conn, owner, step, field)
    now = owner.open(found.mark, step, field, found.sealed) if found else None
    if now and _put(conn, owner, step, field, found, owner.seal(step, field, Note(now.n + 1, "", Sees.ONLY_ME))):
        remove_copy(conn, session_id, now.copy)


def with_its_draft(conn: Connection, session_id: str, token: bytes, step: str, field: str) -> list[str]:
    """The note's field, and its draft's where that says the same."""
    own = own_step(conn, session_id, token, step)
    note, draft = own.get(field), own.get(DRAFT + field)
    return [field, DRAFT + field] if note and draft and note.text == draft.text else [field]


def redact(
    conn: Connection, session_id: str, token: bytes, step: str, field: str, text: str, moderated: bool = False
) -> bool:
    """Other words in the place of a text, for the same readers. They are read first where `moderated`.

    False where there is no such text.
    """
    owner = Owner(session_id, token)
    found = _sealed(conn, owner, step, field)
    now = owner.open(found.mark, step, field, found.sealed) if found else None
    if now is None or not now.text:
        return False
    copies = copies_where(conn, " AND id = ?", session_id, now.copy) if now.copy else []
    sees = now.sees if copies else Sees.ONLY_ME
    readers = {name: getattr(copies[0], name) for name in ("name", "group", "generation")} if copies else {}
    held = bool(copies) and copies[0].shown in RELEASED
    beside = copies[0].field if copies else None
    newer = now.n + 1
    write(
        conn,
        session_id,
        token,
        step,
        field,
        newer,
        text,
        sees,
        **readers,
        moderated=moderated,
        held=held,
        beside=beside,
    )
    return True


_ANY_RETURNED = "SELECT 1 FROM shared WHERE session = ? AND shown = ? LIMIT 1"


def any_given_back(conn: Connection, session_id: str) -> bool:
    """Whether the team gave anybody's text back."""
    return run(conn, _ANY_RETURNED, session_id, RETURNED).fetchone() is not None


def given_back(conn: Connection, session_id: str, token: bytes) -> list[OwnNote]:
    """What the team gave back to this person. Nobody's notes are opened where nothing was given back."""
    if not any_given_back(conn, session_id):
        return []
    return [note for note in own(conn, session_id, token) if note.shown == RETURNED]


def answered(conn: Connection, session_id: str, step: str) -> int:
    """How many people have written something here."""
    where = (NoteRow.session == session_id, NoteRow.step == step, ~NoteRow.field.startswith(DRAFT))
    return conn.execute(select(func.count(NoteRow.owner.distinct())).where(*where)).scalar() or 0


def mix_order(conn: Connection, session_id: str, step: str) -> None:
    """Nobody is to tell from this step's rows which mark wrote first."""
    mix(conn, NoteRow.__table__, NoteRow.session == session_id, NoteRow.step == step)


def delete_all(conn: Connection, session_id: str, token: bytes) -> None:
    """Everything this person wrote in the session, copies and drafts too."""
    sessions.alone(conn, session_id)  # no other process mixes rows meanwhile, so that none slips through
    owner = Owner(session_id, token)
    for note, copy in _opened(conn, owner):
        remove_copy(conn, session_id, copy)
        conn.execute(delete(NoteRow).where(*owner.has_written(note.step)))


def rekey(conn: Connection, session_id: str, token: bytes, fresh: bytes) -> None:
    """The same notes under another secret. The old one opens none of them any more."""
    sessions.alone(conn, session_id)
    owner, heir = Owner(session_id, token), Owner(session_id, fresh)
    for step in _steps(conn, session_id):
        columns = select(NoteRow.owner, NoteRow.field, NoteRow.sealed).where(*owner.has_written(step))
        for mark, field, sealed in conn.execute(columns).all():
            if note := owner.open(bytes(mark), step, field, sealed):
                conn.execute(delete(NoteRow).where(*owner.has_written(step), NoteRow.field == field))
                _put(conn, heir, step, field, None, heir.seal(step, field, note))


def _opened(conn: Connection, owner: Owner, step: str | None = None) -> list[tuple[OwnNote, str]]:
    """(note, its copy's id) of one step or of all, in the order of step and field."""
    steps = [step] if step is not None else _steps(conn, owner.session_id)
    found = []
    for each in steps:
        rows = run(conn, _OF_STEP, owner.session_id, each, *owner.marks(each)).fetchall()
        for mark, field, sealed in rows:
            if note := owner.open(bytes(mark), each, field, bytes(sealed)):
                found.append((OwnNote(each, field, note.n, note.text, note.sees), note.copy))
    return found


def _steps(conn: Connection, session_id: str) -> list[str]:
    """Where anybody wrote: which of it is whose, only a token tells."""
    steps = select(NoteRow.step).distinct().where(NoteRow.session == session_id).order_by(NoteRow.step)
    return list(conn.execute(steps).scalars())


def _with_fate(conn: Connection, session_id: str, opened: Sequence[tuple[OwnNote, str]]) -> list[OwnNote]:
    """Each note with what became of its shared copy."""
    rows = [copy_of(conn, session_id, copy) for _, copy in opened if copy]
    fate = {
        row[0]: (RELEASED.get(row[1], row[1]), row[2] if row[1] == RETURNED else "", row[1] in RELEASED)
        for row in rows
        if row is not None
    }
    told = [(note, *fate.get(copy, ("", "", False))) for note, copy in opened]
    return [replace(note, shown=shown, said=said, held=held) for note, shown, said, held in told]


# What every note and draft needs, in plain SQL.
_FIND = "SELECT owner, sealed FROM note WHERE session = ? AND owner IN (?, ?) AND step = ? AND field = ?"
_INSERT = "INSERT INTO note (session, owner, step, field, sealed) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_REPLACE = (
    "UPDATE note SET owner = ?, sealed = ? WHERE session = ? AND owner = ? AND step = ? AND field = ? AND sealed = ?"
)
_OF_STEP = "SELECT owner, field, sealed FROM note WHERE session = ? AND step = ? AND owner IN (?, ?) ORDER BY field"


def _sealed(conn: Connection, owner: Owner, step: str, field: str) -> SealedRow | None:
    row = run(conn, _FIND, owner.session_id, *owner.marks(step), step, field).fetchone()
    return SealedRow(bytes(row[0]), bytes(row[1])) if row else None


def _put(conn: Connection, owner: Owner, step: str, field: str, old: SealedRow | None, new: bytes) -> bool:
    """Replace `old` by `new`, under the mark of the step; False where `old` is not what is there any more."""
    place = (step, field)
    if old is None:
        return bool(run(conn, _INSERT, owner.session_id, owner.mark(step), *place, new).rowcount == 1)
    done = run(conn, _REPLACE, owner.mark(step), new, owner.session_id, old.mark, *place, old.sealed)
    return bool(done.rowcount == 1)
