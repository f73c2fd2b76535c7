"""Pieces that scripts share, in the browser: which there are, what they are part of, their text, a new one."""

from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.authoring import pieces
from workshop.authoring.editable_library import Changed
from workshop.places import gate, names
from workshop.places.gate import require_facilitator
from workshop.script.messages import in_words
from workshop.script.words import SLUG_LETTERS
from workshop.session.errors import Refused
from workshop.util.language import marked, said
from workshop.web import current
from workshop.web.forms import ButtonForm
from workshop.web.scripts import ENVELOPE
from workshop.web.stale import comes_back

bp = Blueprint("pieces", __name__, url_prefix="/host/pieces")
OTHER = marked(
    "Somebody changed this piece meanwhile. Below is how it is now; what you had written is above it, to copy from."
)


@bp.url_value_preprocessor
def _larger(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A piece may be as long as a script. Runs before the form is read for its token."""
    if gate.here():
        request.max_content_length = request.max_form_memory_size = ENVELOPE


@bp.get("")
@require_facilitator
def listed() -> str:
    return _list()


@bp.post("")
@require_facilitator
def create() -> AnyResponse:
    """An empty piece under this name, or the next that is free, and the way to it."""
    _pressed()
    name = request.form.get("name", "")
    try:
        if len(name) > SLUG_LETTERS:
            raise Refused(names.LONG, "name", n=SLUG_LETTERS)
        path = current.library().create_piece(name)
    except Refused as refused:
        return make_response(_list(said(refused.words, refused.places), name), 409)
    return redirect(url_for("pieces.edit", path=path), 303)


@bp.get("/<path:path>")
@require_facilitator
def edit(path: str) -> str:
    return _page(path)


def _again(path: str, why: str) -> str:
    """Where the piece is another one meanwhile, that is what is told: pressing once more would not save."""
    text = request.form.get("text", "")
    if request.form.get("mark") != pieces.of(current.library(), path)[1].mark:
        return _page(path, said(OTHER), kept=text)
    return _page(path, why, text=text)


@bp.post("/<path:path>")
@require_facilitator
@comes_back(_again)
def save(path: str) -> AnyResponse:
    """Over exactly what was opened. What cannot be saved comes back to whoever wrote it."""
    _pressed()
    pieces.of(current.library(), path)
    text = request.form.get("text", "")
    try:
        current.library().save_piece(path, text, request.form.get("mark", ""))
    except Changed:
        return make_response(_page(path, said(OTHER), kept=text), 409)
    except Refused as refused:
        return make_response(_page(path, said(refused.words, refused.places), text=text), 409)
    return redirect(url_for("pieces.edit", path=path, saved="1"), 303)


def _pressed() -> None:
    if not ButtonForm().validate():
        abort(400)


def _list(error: str = "", name: str = "") -> str:
    library = current.library()
    return render_template(
        "host/pieces.html", pieces=pieces.listed(library), writable=library.writable, error=error, form=ButtonForm(),
        name=name, longest=SLUG_LETTERS,
    )  # fmt: skip


def _page(path: str, error: str = "", text: str | None = None, kept: str | None = None) -> str:
    """`text`: what was not saved, still in its box; `kept`: what was written about another version, to copy from."""
    library = current.library()
    piece, opened = pieces.of(library, path)
    return render_template(
        "host/piece.html", piece=piece, opened=opened, text=opened.text if text is None else text, kept=kept,
        messages=[in_words(m, said) for m in piece.messages], error=error, writable=library.writable,
        saved="saved" in request.args and not error, form=ButtonForm(),
    )  # fmt: skip
