"""A participant's pages: the room, the way without websockets, and their notes."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from workshop import exports
from workshop.exports import notes as own_notes
from workshop.exports.names import disposition
from workshop.extensions import socketio
from workshop.live import topics
from workshop.live.hanging import take_down
from workshop.people import choice, identity
from workshop.people.join import namesake
from workshop.realtime.letters import EVERYBODY
from workshop.realtime.service import LATER, Realtime
from workshop.script.model import Seed, Step
from workshop.session import latecomers
from workshop.session.errors import Refused
from workshop.session.note_rules import kept_text
from workshop.session.state import Session
from workshop.store import notes, sessions
from workshop.store.database import StoreUnavailable
from workshop.store.people import Participant
from workshop.transport import guard
from workshop.util import padding
from workshop.util.language import marked, said
from workshop.web import current, past_prompts
from workshop.web.cookies import kept_as_long
from workshop.web.downloads import send
from workshop.web.errors import SENTENCES
from workshop.web.forms import ButtonForm, NoteForm
from workshop.web.join import error_page

bp = Blueprint("participant", __name__)
KINDS = {
    "html": ("text/html; charset=utf-8", own_notes.page),
    "md": ("text/markdown; charset=utf-8", own_notes.markdown),
    "ics": ("text/calendar; charset=utf-8", own_notes.reminders),
}
GONE = marked("This text is not here any more, so it could not get other words.")
LONGEST_FORM = 2**20  # bytes: also a text that is much too long comes back to whoever wrote it
STRANGER = marked(
    "This browser has not joined that workshop, or the workshop is not here any more. With the code you can join again."
)


@bp.get("/s/<session_id>")
def stage(session_id: str) -> Response:
    """The whole present, in the page itself: readable before any socket connects."""
    found = _who(session_id)
    if found is None:
        return error_page(STRANGER, 404)
    here, session, who, token = found
    connection = here.broadcaster.audiences.visitor(session, who, token)
    rules = session.script.rules
    page = render_template(
        "pages/participant.html", session_id=session_id, title=session.script.title,
        **here.broadcaster.frame(session, connection.audience, choice.apart(session_id)),
        mine=_unvoted(here.broadcaster.own.of(session, connection)),
        help_html=session.script.help_html, signal=rules.signal, sensitive=rules.sensitive, **_beside(session, who),
        waiting=who.state == "waiting", namesake=_namesake(who), low_trace=identity.is_low_trace(session_id),
        theme=rules.theme, lang=rules.language,
    )  # fmt: skip
    return kept_as_long(Response(page), session, token)


def _namesake(who: Participant) -> str:
    with current.live().database.read() as conn:
        return namesake(conn, who)


def _beside(session: Session, who: Participant, own: Sequence[notes.OwnNote] = ()) -> dict[str, Any]:
    """Whoever waits at the door, or was removed, is not told what happened in the room."""
    told = past_prompts.beside(session, own)
    return told if who.state == "in" else {**told, "so_far": [], "prompts": []}


def _unvoted(mine: dict[str, Any]) -> dict[str, Any]:
    """A page must not be longer for one vote or topic than for another; the `hello`, which is not, brings one's own."""
    return {name: told for name, told in mine.items() if name not in ("vote", "topic", "pad")}


@bp.get("/s/<session_id>/state")
def state(session_id: str) -> AnyResponse:
    """For browsers whose network lets no websocket through: a `hello`, or 204 where nothing changed."""
    found = _who(session_id)
    if found is None:
        abort(404)
    here, session, who, token = found
    connection = here.broadcaster.audiences.visitor(session, who, token)
    here.connections.seen(session_id, who)
    here.broadcaster.leader_absence.look(session_id)
    _sit_down(here, session, who)
    spoken = choice.apart(session_id)
    beside = here.pulse.beside_phone(session, spoken) if who.state == "in" else {"pulse": None}
    mark = _mark(here.broadcaster.own.version(session_id, who.id), beside.get("tally"))
    seen = {
        "e": here.broadcaster.stages.epoch(session_id),
        "v": str(session.v),
        "holding": str(int(here.broadcaster.leader_absence.is_on(session))),
        "m": mark,
    }
    given = {"holding": "0", "m": mark, **request.args.to_dict()}
    heard = here.broadcaster.letters.newest()
    letters = _letters(here, who, given.get("heard", ""))
    same = not letters and all(given.get(name) == value for name, value in seen.items())
    if same and not request.args.get("mine"):
        return Response(status=204)
    told = {"mine": here.broadcaster.own.of(session, connection), "m": mark, "heard": heard, "letters": letters}
    return jsonify({**here.broadcaster.frame(session, connection.audience, spoken), **beside, **told})


def _mark(own: str, tally: dict[str, Any] | None) -> str:
    """Changes with what stands beside the stage: one's own state, and a result that shows while people answer."""
    return own + (sha256(tally["html"].encode()).hexdigest()[:12] if tally else "")


def _letters(here: Realtime, who: Participant, heard: str) -> list[tuple[str, dict[str, Any]]]:
    """What was told once since the answer that had this number. A page that has just come missed nothing yet."""
    to = {who.id, EVERYBODY} if who.state == "in" else {who.id}
    return here.broadcaster.letters.since(who.session, int(heard), to) if heard.isascii() and heard.isdigit() else []


def _sit_down(here: Realtime, session: Session, who: Participant) -> None:
    """Groups are at work without this person: as for a phone that connects. The next answer tells where they sit."""
    if latecomers.unplaced(session, who.id) and who.state == "in":
        topics.arrive(here.live, session, who.person, who.id in here.signals.resting(session.id))


@bp.post("/s/<session_id>/op")
def op(session_id: str) -> AnyResponse:
    """The same as the socket's `op`."""
    found = _who(session_id)
    if found is None:
        abort(404)
    here, _, who, token = found
    here.connections.came(session_id, who.id)
    if not guard.of(socketio).spend(f"{session_id}:{who.id}"):
        return Response(json.dumps(LATER), 429, content_type="application/json")
    return jsonify(here.accept_op(who, token, request.get_json(silent=True)))


def _who(session_id: str) -> tuple[Realtime, Session, Participant, bytes] | None:
    known = identity.participant(session_id)
    session = current.live().session(session_id)
    return (current.realtime(), session, *known) if known and session else None


@bp.get("/kept/<session_id>")
def kept(session_id: str) -> Response | str:
    """What is kept, and who can read it: from the same rules that the server keeps."""
    found = _mine(session_id)
    if found is None:
        return error_page(STRANGER, 404)
    session, _, record = found
    rules = session.script.rules
    return render_template(
        "pages/kept.html", session_id=session_id, title=session.script.title, script=session.script,
        delete_on=record.delete_on, theme=rules.theme, lang=rules.language,
    )  # fmt: skip


# My notes


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
    if found is None or known is None:
        return render_template("pages/return.html", session_id=session_id, sentence=said(STRANGER))
    session, own, record = found
    entries = _entries(session, own)
    fields = {(entry["step"], row["field"]) for entry in entries for row in entry["rows"]}
    page = render_template(
        "pages/my.html", session_id=session_id, title=session.script.title, entries=entries, not_kept=not_kept,
        has_place=not_kept is not None and (not_kept.step, not_kept.field) in fields,
        ended=session.phase == "ended", delete_on=record.delete_on, form=ButtonForm(),
        **_beside(session, known[0], own),
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
    named = disposition(f"{session.script.title} my notes", record.created_on, kind)
    written = (each for each in list(write(home)))  # all of it here, where the person's language is spoken
    return send(exports.Export("", named, content_type, written))


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


@bp.post("/my/<session_id>/edit")
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
    found = _mine(session_id)
    asked = found[0].script.step(step) if found else None
    moderated = found is not None and asked is not None and found[0].script.moderates(asked)

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
    here = current.realtime()
    if here.live.database.write(job) is False:
        raise Refused(GONE)
    take_down(here.live, session_id)
    here.live.database.checkpoint()
    here.pulse.touch(session_id)
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
    for step in session.script.steps:
        rows = [o for o in own if o.step == step.id]
        if rows:
            again = isinstance(step.detail, Seed) and bool(step.detail.remind_days)
            found.append({"step": step.id, "title": step.title, "rows": _rows(step, rows), "again": again})
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
