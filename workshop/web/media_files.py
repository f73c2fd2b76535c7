"""Pictures, sounds and films of a place: brought from the browser, listed, described, replaced, deleted."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from workshop import engine
from workshop.authoring.media import Item, MediaShelf, formats, shelf
from workshop.places import gate, pictures
from workshop.places.gate import require_facilitator
from workshop.session.errors import Refused
from workshop.store import sessions
from workshop.util.language import said
from workshop.web import current
from workshop.web.forms import ButtonForm
from workshop.web.script_forms import MediaForm

bp = Blueprint("media_files", __name__, url_prefix="/host/media")
ENVELOPE = formats.LARGEST + 100_000  # a form has its boundaries


@bp.url_value_preprocessor
def _larger(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Films are larger than all else that is sent here. Runs before the form is read for its token."""
    if gate.here():
        request.max_content_length = ENVELOPE


def _shelf() -> MediaShelf:
    return MediaShelf(current.library())


@bp.get("")
@require_facilitator
def listed() -> str:
    return _page(MediaForm(formdata=None))


@bp.get("/list")
@require_facilitator
def lines() -> Response:
    """For the editor: what there is, and the line that shows it."""
    found = engine.in_thread(_shelf().items)
    return jsonify(files=[{"line": each.line, "words": each.words, "kind": each.kind, "path": each.path,
                           "address": address(each)} for each in found])  # fmt: skip


@bp.post("")
@require_facilitator
def add() -> AnyResponse | tuple[str, int]:
    form = MediaForm()
    if not form.validate():
        return _page(form), 400
    sent = form.file.data
    try:
        item = engine.in_thread(_shelf().add, sent.filename or "", sent.stream, form.words.data or "")
    except Refused as refused:
        return _page(form, said(refused.words, refused.places)), 409
    return _back_to(item)


@bp.post("/replace")
@require_facilitator
def replace() -> AnyResponse | tuple[str, int]:
    """Another file under the same name, in every script that shows it."""
    form = MediaForm()
    if not form.file.validate(form):
        return _page(MediaForm(formdata=None), said(str(form.file.errors[0]))), 400
    path = request.form.get("path", "")
    try:
        item = engine.in_thread(_shelf().replace, path, form.file.data.stream, form.words.data or "")
    except Refused as refused:
        return _page(MediaForm(formdata=None), said(refused.words, refused.places)), 409
    return _back_to(item)


@bp.post("/words")
@require_facilitator
def describe() -> AnyResponse | tuple[str, int]:
    _must_have_token()
    path = request.form.get("path", "")
    try:
        _shelf().describe(path, request.form.get("words", ""))
    except Refused as refused:
        return _page(MediaForm(formdata=None), said(refused.words, refused.places)), 409
    return _back_to(_shelf().item(path))


@bp.post("/delete")
@require_facilitator
def delete() -> AnyResponse | tuple[str, int]:
    """At once where nothing shows it; else after a question that says what does."""
    _must_have_token()
    here, path = _shelf(), request.form.get("path", "")
    try:
        item = here.item(path)
        waiting = _sessions_with(path)
        if (item.scripts or waiting) and request.form.get("sure") != "yes":
            return _page(MediaForm(formdata=None), asked=item, waiting=waiting), 409
        here.delete(path)
    except Refused as refused:
        return _page(MediaForm(formdata=None), said(refused.words, refused.places)), 409
    return redirect(url_for("media_files.listed"), 303)


def _must_have_token() -> None:
    if not ButtonForm().validate():
        abort(400)


def _back_to(item: Item) -> AnyResponse:
    return redirect(url_for("media_files.listed", at=item.path) + "#at", 303)


def _sessions_with(path: str) -> list[str]:
    """Titles of this place's sessions that have not ended and show it."""
    place = gate.acting().id

    def job(conn: Connection) -> list[str]:
        open_ones = [each for each in sessions.of_place(conn, place) if each.phase != "ended"]
        return [each.title for each in open_ones if path in (sessions.script_of(conn, each.id) or "")]

    with current.live().database.read() as conn:
        return job(conn)


def address(item: Item) -> str:
    """Where it is to be seen, with the mark of the place; it changes with the file."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    inside = pictures.mark_of(app, gate.acting().id) + item.path.removeprefix("media/")
    return url_for("assets.media", path=inside, v=item.changed)


def _page(form: MediaForm, error: str = "", asked: Item | None = None, waiting: list[str] | None = None) -> str:
    here = _shelf()
    return render_template(
        "host/media.html", form=form, error=error, asked=asked, waiting=waiting or [],
        items=engine.in_thread(here.items), address=address, at=request.args.get("at", ""),
        writable=here.library.writable, longest=shelf.LONGEST_WORDS,
    )  # fmt: skip
