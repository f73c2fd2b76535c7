"""What people write, sealed under a key that only their own link can give back.

What they share is copied in the clear under a random id; the sealed note alone knows which copy is its own.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from workshop.script.model import Sees
from workshop.store.models import NoteRow, SharedRow
from workshop.store.sealing import bucket, seal, unseal
from workshop.store.sql import run

DRAFT = "draft/"  # fields that begin so are drafts: for their writer alone, never counted or exported
FOR_ALL = tuple(sees for sees in Sees if sees.for_all)
RETURNED = "returned"  # the copy holds the team's word to its writer, and no longer the text
# What a nameless copy will be once it is released. Until then nobody but its writer is told of it.
HELD = {"shown": "held", "waiting": "held waiting", "kept back": "held kept back"}
RELEASED = {held: shown for shown, held in HELD.items()}


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a note: ok, dup or stale; then what is kept now."""

    status: str
    n: int
    text: str
    sees: Sees
    shown: str = ""


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note for its writer. A withdrawn one has no text; its `n` rises, so that no late retry revives it.

    `shown`: what became of the shared copy (waiting, shown, kept back, returned); empty where there is none.
    `said`: the team's word to whoever wrote a returned one.
    """

    step: str
    field: str
    n: int
    text: str
    sees: Sees
    shown: str = ""
    unsent: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A copy that others may read: `sees` says who, `shown` whether it waits or was kept back."""

    id: str
    step: str
    field: str
    sees: Sees
    group: str
    name: str
    text: str
    shown: str
    generation: int = 0


@dataclass(frozen=True, slots=True)
class _Note:
    """The inside of a sealed note."""

    n: int
    text: str
    sees: Sees
    copy: str = ""  # id of the shared copy


class _Owner:
    """Somebody's notes in one session, opened with their token. A mark of its own for every step: no pattern shows."""

    def __init__(self, session_id: str, token: bytes) -> None:
        self.session_id = session_id
        self.old_mark = _derive(token, session_id, "owner")[:16]  # version 0.1.0 had one mark for all steps
        self._token = token
        self._key = _derive(token, session_id, "key")
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

    def seal(self, step: str, field: str, note: _Note) -> bytes:
        plain = json.dumps([note.n, note.sees, note.copy, note.text], ensure_ascii=False).encode()
        return seal(self._key, plain, self._place(self.mark(step), step, field), bucket(plain))

    def open(self, mark: bytes, step: str, field: str, sealed: bytes) -> _Note | None:
        plain = unseal(self._key, sealed, self._place(mark, step, field))
        if plain is None:
            return None
        n, sees, copy, text = json.loads(plain)
        return _Note(n, text, Sees(sees), copy)

    def _place(self, mark: bytes, step: str, field: str) -> bytes:
        return json.dumps([self.session_id, mark.hex(), step, field]).encode()


@dataclass(frozen=True, slots=True)
class _Held:
    """A sealed note as it lies there, under the mark that it was found by."""

    mark: bytes
    sealed: bytes


def _derive(token: bytes, about: str, what: str) -> bytes:
    return HKDF(SHA256(), 32, about.encode(), f"workshop note {what}".encode()).derive(token)


def write(
    conn: Connection, session_id: str, token: bytes, step: str, field: str, n: int, text: str, sees: Sees,
    *, name: str = "", group: str = "", generation: int = 0, moderated: bool = False, held: bool = False,
) -> Written:  # fmt: skip
    """Keep `text` as this person's note, unless a newer one (a higher `n`) is there.

    `sees` says who may read it and whether a copy is made; `moderated` lets the copy wait first. A `held` copy, where
    it bears no name, is read by nobody before it is released together with others (`release`).
    """
    if field.startswith(DRAFT):
        sees = Sees.ONLY_ME
    owner = _Owner(session_id, token)
    shared = bool(text) and sees is not Sees.ONLY_ME and (bool(group) or sees is not Sees.MY_GROUP)
    note = _Note(n, text, sees, secrets.token_hex(16) if shared else "")
    while True:  # a second time only where another process wrote between our look and our write
        found = _sealed(conn, owner, step, field)
        now = owner.open(found.mark, step, field, found.sealed) if found else None
        if now and n <= now.n:
            same = (n, text, sees) == (now.n, now.text, now.sees)
            return Written("dup" if same else "stale", now.n, now.text, now.sees)
        if _put(conn, owner, step, field, found, owner.seal(step, field, note)):
            break
    before = _remove_copy(conn, session_id, now.copy if now else "")
    fate = RELEASED.get(before, before)
    shown = "waiting" if moderated or fate == RETURNED else fate or "shown"
    if shared:
        kept = HELD[shown] if held and sees.nameless else shown
        _insert_copy(conn, session_id, step, field, note, name, (group, generation), kept)
    return Written("ok", n, text, sees, shown if shared else "")


def release(conn: Connection, session_id: str, step: str, k: int, *, closing: bool = False) -> None:
    """Let out what is held on this step: of each field all at once, from `k` people on.

    One person has one copy in a field, so copies of a field are people. What is meant for the facilitators was
    promised to reach them also if it is the only one: `closing`, when writing ends, lets it out without counting. But
    once: who opens and closes a box after each writer must not get the texts one by one.
    """
    where = (SharedRow.session == session_id, SharedRow.step == step, SharedRow.shown.in_(RELEASED))
    kind = (SharedRow.field, SharedRow.sees)
    kinds = conn.execute(select(*kind, func.count()).where(*where).group_by(*kind))
    for field, sees, people in kinds.all():
        if people >= k or (closing and sees == Sees.FACILITATORS and not _are_out(conn, session_id, step, field, sees)):
            lot = (*where, SharedRow.field == field, SharedRow.sees == sees)
            for held, shown in RELEASED.items():
                conn.execute(update(SharedRow).where(*lot, SharedRow.shown == held).values(shown=shown))


def _are_out(conn: Connection, session_id: str, step: str, field: str, sees: str) -> bool:
    where = (SharedRow.session == session_id, SharedRow.step == step, SharedRow.field == field, SharedRow.sees == sees)
    released = SharedRow.shown.not_in([*RELEASED])
    return conn.execute(select(SharedRow.id).where(*where, released).limit(1)).first() is not None


def release_to_team(conn: Connection, session_id: str) -> None:
    """At the end nobody else can come: what was meant for the facilitators reaches them."""
    lot = (SharedRow.session == session_id, SharedRow.sees == Sees.FACILITATORS)
    for held, shown in RELEASED.items():
        conn.execute(update(SharedRow).where(*lot, SharedRow.shown == held).values(shown=shown))


def are_held(conn: Connection, session_id: str, step: str) -> bool:
    """Whether texts wait for others to be released with."""
    where = (SharedRow.session == session_id, SharedRow.step == step, SharedRow.shown.in_(RELEASED))
    return conn.execute(select(SharedRow.id).where(*where).limit(1)).first() is not None


def own_step(conn: Connection, session_id: str, token: bytes, step: str) -> dict[str, OwnNote]:
    """This person's notes of one step by field, drafts and withdrawn ones too."""
    opened = _opened(conn, _Owner(session_id, token), step)
    return {note.field: note for note in _with_fate(conn, session_id, opened)}


def own(conn: Connection, session_id: str, token: bytes) -> list[OwnNote]:
    """All that this person wrote and did not withdraw, without drafts: for them to read and take home."""
    notes = _with_fate(conn, session_id, _opened(conn, _Owner(session_id, token)))
    return [note for note in notes if note.text and not note.field.startswith(DRAFT)]


def unsent(conn: Connection, session_id: str, token: bytes) -> list[OwnNote]:
    """Drafts that were never sent as they stand: still this person's words, so they are theirs to take home."""
    notes = {(note.step, note.field): note for note, _ in _opened(conn, _Owner(session_id, token))}
    drafts = [note for note in notes.values() if note.field.startswith(DRAFT) and note.text]
    found = []
    for draft in drafts:
        field = draft.field.removeprefix(DRAFT)
        sent = notes.get((draft.step, field))
        if sent is None or sent.text != draft.text:
            found.append(replace(draft, field=field, sees=Sees.ONLY_ME, unsent=True))
    return found


def shared(conn: Connection, session_id: str, step: str | None = None) -> list[Shared]:
    """Every copy but the returned and the held, by their random ids. Whoever shows them heeds `sees` and `shown`."""
    here = [SharedRow.session == session_id, *([SharedRow.step == step] if step is not None else [])]
    return _copies(conn, *here, SharedRow.shown.not_in([RETURNED, *RELEASED]))


def of_group(conn: Connection, session_id: str, step: str, group: str, since: int) -> list[Shared]:
    """What the people of one group let one another read, for somebody who is in it since this generation."""
    here = (SharedRow.session == session_id, SharedRow.step == step, SharedRow.generation >= since)
    return _copies(conn, *here, SharedRow.sees == Sees.MY_GROUP, SharedRow.group == group)


def withdraw(conn: Connection, session_id: str, token: bytes, step: str, field: str) -> None:
    """Text and copy are gone; an empty sealed note stays (see OwnNote), newer than what the phone may still have."""
    owner = _Owner(session_id, token)
    found = _sealed(conn, owner, step, field)
    now = owner.open(found.mark, step, field, found.sealed) if found else None
    if now and _put(conn, owner, step, field, found, owner.seal(step, field, _Note(now.n + 1, "", Sees.ONLY_ME))):
        _remove_copy(conn, session_id, now.copy)


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
    owner = _Owner(session_id, token)
    found = _sealed(conn, owner, step, field)
    now = owner.open(found.mark, step, field, found.sealed) if found else None
    if now is None or not now.text:
        return False
    copies = _copies(conn, SharedRow.session == session_id, SharedRow.id == now.copy) if now.copy else []
    sees = now.sees if copies else Sees.ONLY_ME
    readers = {name: getattr(copies[0], name) for name in ("name", "group", "generation")} if copies else {}
    held = bool(copies) and copies[0].shown in RELEASED
    write(conn, session_id, token, step, field, now.n + 1, text, sees, **readers, moderated=moderated, held=held)
    return True


def moderate(conn: Connection, session_id: str, step: str, ids: Sequence[str], shown: str) -> bool:
    """Set copies to shown, waiting or kept back; False where none is there any more.

    An edited text has a new id, so none is passed unread.
    """
    where = (SharedRow.session == session_id, SharedRow.step == step, SharedRow.id.in_(ids))
    told = SharedRow.shown.not_in([*RELEASED])
    return conn.execute(update(SharedRow).where(*where, told).values(shown=shown)).rowcount > 0


def give_back(conn: Connection, session_id: str, step: str, copy: str, said: str) -> bool:
    """Only its writer knows this copy as their own, so only they find the team's word in it. The text in it is gone."""
    where = (SharedRow.session == session_id, SharedRow.step == step, SharedRow.id == copy)
    open_to_all = (SharedRow.sees.in_(FOR_ALL), SharedRow.shown.not_in([RETURNED, *RELEASED]))
    changed = update(SharedRow).where(*where, *open_to_all).values(shown=RETURNED, text=said)
    return conn.execute(changed).rowcount > 0


_ANY_RETURNED = "SELECT 1 FROM shared WHERE session = ? AND shown = ? LIMIT 1"


def given_back(conn: Connection, session_id: str, token: bytes) -> list[OwnNote]:
    """What the team gave back to this person. Nobody's notes are opened where nothing was given back."""
    if run(conn, _ANY_RETURNED, session_id, RETURNED).fetchone() is None:
        return []
    return [note for note in own(conn, session_id, token) if note.shown == RETURNED]


def answered(conn: Connection, session_id: str, step: str) -> int:
    """How many people have written something here."""
    where = (NoteRow.session == session_id, NoteRow.step == step, ~NoteRow.field.startswith(DRAFT))
    return conn.execute(select(func.count(NoteRow.owner.distinct())).where(*where)).scalar() or 0


def delete_all(conn: Connection, session_id: str, token: bytes) -> None:
    """Everything this person wrote in the session, copies and drafts too."""
    owner = _Owner(session_id, token)
    for note, copy in _opened(conn, owner):
        _remove_copy(conn, session_id, copy)
        conn.execute(delete(NoteRow).where(*owner.has_written(note.step)))


def rekey(conn: Connection, session_id: str, token: bytes, fresh: bytes) -> None:
    """The same notes under another secret. The old one opens none of them any more."""
    owner, heir = _Owner(session_id, token), _Owner(session_id, fresh)
    for step in _steps(conn, session_id):
        columns = select(NoteRow.owner, NoteRow.field, NoteRow.sealed).where(*owner.has_written(step))
        for mark, field, sealed in conn.execute(columns).all():
            if note := owner.open(bytes(mark), step, field, sealed):
                conn.execute(delete(NoteRow).where(*owner.has_written(step), NoteRow.field == field))
                _put(conn, heir, step, field, None, heir.seal(step, field, note))


def _opened(conn: Connection, owner: _Owner, step: str | None = None) -> list[tuple[OwnNote, str]]:
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
    rows = [_copy_of(conn, session_id, copy) for _, copy in opened if copy]
    fate = {
        row[0]: (RELEASED.get(row[1], row[1]), row[2] if row[1] == RETURNED else "") for row in rows if row is not None
    }
    told = [(note, *fate.get(copy, ("", ""))) for note, copy in opened]
    return [replace(note, shown=shown, said=said) for note, shown, said in told]


# What every note and draft needs, in plain SQL.
_FIND = "SELECT owner, sealed FROM note WHERE session = ? AND owner IN (?, ?) AND step = ? AND field = ?"
_INSERT = "INSERT INTO note (session, owner, step, field, sealed) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_REPLACE = (
    "UPDATE note SET owner = ?, sealed = ? WHERE session = ? AND owner = ? AND step = ? AND field = ? AND sealed = ?"
)
_OF_STEP = "SELECT owner, field, sealed FROM note WHERE session = ? AND step = ? AND owner IN (?, ?) ORDER BY field"
_COPY = "SELECT id, shown, text FROM shared WHERE session = ? AND id = ?"
_REMOVE_COPY = "DELETE FROM shared WHERE session = ? AND id = ?"
_INSERT_COPY = (
    'INSERT INTO shared (id, session, step, field, sees, "group", generation, name, text, shown)'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _sealed(conn: Connection, owner: _Owner, step: str, field: str) -> _Held | None:
    row = run(conn, _FIND, owner.session_id, *owner.marks(step), step, field).fetchone()
    return _Held(bytes(row[0]), bytes(row[1])) if row else None


def _put(conn: Connection, owner: _Owner, step: str, field: str, old: _Held | None, new: bytes) -> bool:
    """Replace `old` by `new`, under the mark of the step; False where `old` is not what is there any more."""
    place = (step, field)
    if old is None:
        return bool(run(conn, _INSERT, owner.session_id, owner.mark(step), *place, new).rowcount == 1)
    done = run(conn, _REPLACE, owner.mark(step), new, owner.session_id, old.mark, *place, old.sealed)
    return bool(done.rowcount == 1)


def _copy_of(conn: Connection, session_id: str, copy: str) -> tuple[str, str, str] | None:
    """(id, shown, text) of a shared copy, where it is still there."""
    found: tuple[str, str, str] | None = run(conn, _COPY, session_id, copy).fetchone()
    return found


def _remove_copy(conn: Connection, session_id: str, copy: str) -> str:
    """How the removed copy was shown; empty where there was none."""
    found = _copy_of(conn, session_id, copy) if copy else None
    if found is None:
        return ""
    run(conn, _REMOVE_COPY, session_id, copy)
    return found[1]


def _insert_copy(
    conn: Connection, session_id: str, step: str, field: str, note: _Note, name: str, group: tuple[str, int], shown: str
) -> None:
    of_group = group if note.sees is Sees.MY_GROUP else ("", 0)
    named = name if note.sees.named else ""
    of_note = (note.copy, session_id, step, field, note.sees.value)
    run(conn, _INSERT_COPY, *of_note, *of_group, named, note.text, shown)


def _copies(conn: Connection, *where: ColumnElement[bool]) -> list[Shared]:
    columns = [getattr(SharedRow, name) for name in Shared.__dataclass_fields__]
    rows = conn.execute(select(*columns).where(*where).order_by(SharedRow.id))
    return [Shared(**{**row._mapping, "sees": Sees(row.sees)}) for row in rows]
