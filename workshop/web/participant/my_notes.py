"""What a participant wrote: to read, to take home, to put in other words, to take back. And what is kept of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, current_app, redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from workshop.exports import notes as own_notes
from workshop.exports.formats import Export
from workshop.exports.names import disposition
from workshop.live.published_texts import take_down
from workshop.people import identity
from workshop.script.model import QUESTIONS_ID, Seed, Step
from workshop.session.errors import Refused
from workshop.session.note_rules import kept_text
from workshop.session.state import Session
from workshop.session.told_to_room import told_to_room
from workshop.store import notes, sessions
from workshop.store.database import StoreUnavailable
from workshop.util import padding
from workshop.util.language import marked, said
from workshop.web import current
from workshop.web.cookies import kept_as_long
from workshop.web.downloads import send
from workshop.web.errors import SENTENCES
from workshop.web.forms import ButtonForm, NoteForm
from workshop.web.participant.blueprint import STRANGER, beside, bp, stranger
from workshop.web.stale import comes_back

KINDS = {
    "html": ("text/html; charset=utf-8", own_notes.page),
    "md": ("text/markdown; charset=utf-8", own_notes.markdown),
    "ics": ("text/calendar; charset=utf-8", own_notes.reminders),
}
GONE = marked("This text is not here any more, so it could not get other words.")
LONGEST_FORM = 2**20  # bytes: also a text that is much too long comes back to whoever wrote it


@bp.get("/kept/<session_id>")
def kept(session_id: str) -> Response | str:
    """What is kept, and who can read it: from the same rules that the server keeps."""
    found = _mine(session_id)
    if found is None:
        return stranger(session_id)
    session, _, record = found
    rules = session.script.rules
    return render_template(
        "pages/kept.html", session_id=session_id, title=session.script.title, script=session.script,
        delete_on=record.delete_on, taken_over=_taken_over(record), theme=rules.theme, lang=rules.language,
    )  # fmt: skip


def _taken_over(record: sessions.Record) -> sessions.Record | None:
    """For the line that says who leads now; None where the workshop never changed hands."""
    return record if record.taken_over_on else None


@dataclass(frozen=True, slots=True)
class NotKept:
    """Words that could not take another text's place, and why: they go back to whoever wrote them."""

    step: str
    field: str
    text: str
    why: str


@bp.get("/my/<session_id>")
def my(session_id: str) -> Response | str:
    """To a stranger an empty page, whose script looks for the secret of a private link behind the #."""
    return _my_page(session_id)


def _my_page(session_id: str, not_kept: NotKept | None = None) -> Response | str:
    found, known = _mine(session_id), identity.participant(session_id)
    if identity.is_deleted(session_id):
        return stranger(session_id)
    if found is None or known is None:
        return render_template("pages/return.html", session_id=session_id, sentence=said(STRANGER))
    session, own, record = found
    current.realtime().step_aside(session, known[0])
    entries = _entries(session, own)
    fields = {(entry["step"], row["field"]) for entry in entries for row in entry["rows"]}
    page = render_template(
        "pages/my.html", session_id=session_id, title=session.script.title, entries=entries, not_kept=not_kept,
        has_place=not_kept is not None and (not_kept.step, not_kept.field) in fields,
        ended=session.phase == "ended", delete_on=record.delete_on, taken_over=_taken_over(record),
        form=ButtonForm(), room=told_to_room(session) if known[0].state == "in" else [],
        **beside(session, known[0], own),
        theme=session.script.rules.theme, lang=session.script.rules.language,
    )  # fmt: skip
    return kept_as_long(Response(padding.page(page)), session, known[1])


@bp.get("/my/<session_id>/download/<kind>")
def download(session_id: str, kind: str) -> AnyResponse:
    found = _mine(session_id)
    if found is None or kind not in KINDS:
        abort(404)
    session, own, record = found
    home = own_notes.take_home(session, own, record.created_on, record.delete_on)
    content_type, write = KINDS[kind]
    named = disposition(f"{session.script.title} {said('My notes')}", record.created_on, kind)
    written = (each for each in list(write(home)))  # all of it here, where the person's language is spoken
    return send(Export("", named, content_type, written))


@bp.post("/my/<session_id>/withdraw")
def withdraw(session_id: str) -> AnyResponse:
    """Take one text back: the shared copy is deleted, and the person's own with it."""
    token, form = _writer(session_id)
    step, field = form.step.data or "", form.field.data or ""

    def job(conn: Connection) -> None:
        for each in notes.with_its_draft(conn, session_id, token, step, field):
            notes.withdraw(conn, session_id, token, step, each)

    return _changed(session_id, job)


@bp.before_app_request
def _room_for_a_long_text() -> None:
    """Before anything reads the form, its token too."""
    if request.endpoint == "participant.edit":
        request.max_content_length = request.max_form_memory_size = LONGEST_FORM


def _again(session_id: str, why: str) -> Response | str | None:
    form = NoteForm()
    if _mine(session_id) is None:
        return None
    return _my_page(session_id, NotKept(form.step.data or "", form.field.data or "", form.text.data or "", why))


@bp.post("/my/<session_id>/edit")
@comes_back(_again)
def edit(session_id: str) -> AnyResponse:
    """Other words for the same readers: to take a name or a place out of what others may read."""
    token, form = _writer(session_id)
    step, field, given = form.step.data or "", form.field.data or "", form.text.data or ""
    try:
        return _changed(session_id, _reworded(session_id, token, step, field, kept_text(given)))
    except Refused as refused:
        why, status = said(refused.words, refused.places), 422
    except StoreUnavailable:
        why, status = said(SENTENCES[503][1]), 503
    page = _my_page(session_id, NotKept(step, field, given, why))
    return current_app.make_response((page, status))


def _reworded(session_id: str, token: bytes, step: str, field: str, text: str) -> Callable[[Connection], bool]:
    found, known = _mine(session_id), identity.participant(session_id)
    asked = found[0].script.step(step) if found else None
    moderated = found is not None and asked is not None and found[0].script.moderates(asked)
    if known is None or known[0].state != "in":
        moderated = True  # of whoever was asked out nothing new hangs there unread

    def job(conn: Connection) -> bool:
        fields = notes.with_its_draft(conn, session_id, token, step, field)
        if text:
            return all(notes.redact(conn, session_id, token, step, each, text, moderated) for each in fields)
        for each in fields:
            notes.withdraw(conn, session_id, token, step, each)
        return True

    return job


def _writer(session_id: str) -> tuple[bytes, NoteForm]:
    """Whose notes these are, and the form that they sent."""
    form, known = NoteForm(), identity.participant(session_id)
    if known is None or not form.validate():
        abort(404)
    return known[1], form


def _changed(session_id: str, job: Callable[[Connection], object]) -> AnyResponse:
    """The old words leave the disk before the page says that they are gone; a wall is drawn anew. Raises Refused."""
    realtime = current.realtime()
    if realtime.live.database.write(job) is False:
        raise Refused(GONE)
    take_down(realtime.live, session_id)
    realtime.live.database.checkpoint()
    realtime.pulse.touch(session_id)
    return redirect(url_for("participant.my", session_id=session_id), 303)


@bp.post("/my/<session_id>/delete")
def delete_mine(session_id: str) -> AnyResponse:
    known = identity.participant(session_id)
    if known is None:
        abort(404)
    return _changed(session_id, lambda conn: notes.delete_all(conn, session_id, known[1]))


def _mine(session_id: str) -> tuple[Session, list[notes.OwnNote], sessions.Record] | None:
    known = identity.participant(session_id)
    session = current.live().session(session_id)
    if known is None or session is None:
        return None
    with current.live().database.read() as conn:
        own = notes.own(conn, session_id, known[1]) + notes.unsent(conn, session_id, known[1])
        record = sessions.record_of(conn, session_id)
    return (session, own, record) if record else None


def _entries(session: Session, own: list[notes.OwnNote]) -> list[dict[str, Any]]:
    """Own texts by step, in running order, each with the words that stood beside its field."""
    found = []
    questions = session.script.step(QUESTIONS_ID)
    for step in (*session.script.steps, *([questions] if questions else [])):
        rows = [o for o in own if o.step == step.id]
        if rows:
            again = isinstance(step.detail, Seed) and bool(step.detail.remind_days)
            found.append({"step": step.id, "title": own_notes.title(step), "rows": _rows(step, rows), "again": again})
    return found


def _rows(step: Step, own: list[notes.OwnNote]) -> list[dict[str, Any]]:
    return [
        {
            "label": own_notes.label(step, o.field), "text": o.text, "sees": o.sees, "unsent": o.unsent,
            "shown": o.shown, "said": o.said,
            "field": notes.DRAFT + o.field if o.unsent else o.field,
        }
        for o in own_notes.in_order(step, own)
    ]  # fmt: skip
