"""Earlier versions of a script: which there are, what changed since, and going back."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop import engine
from workshop.authoring.editable_library import EditableLibrary
from workshop.authoring.plain_differences import plain_differences
from workshop.authoring.versions import differences
from workshop.places.gate import require_facilitator
from workshop.web.forms import ButtonForm
from workshop.web.scripts import table

bp = Blueprint("script_versions", __name__, url_prefix="/host/scripts")


@bp.get("/<name>/versions")
@require_facilitator
def versions(name: str) -> str:
    """`?at=`: what changed from that version to the text of today."""
    here = table()
    now = here.open(name)
    at = request.args.get("at", "")
    raw = here.versions.raw(name, at) if at else ""
    lines = list(differences(raw, now.raw)) if at else []
    words = _words(here, name, raw, now.raw) if lines else []
    return render_template(
        "host/versions.html",
        name=name, versions=here.versions.of(name), at=at, lines=lines, words=words, writable=here.writable,
        form=ButtonForm(),
    )  # fmt: skip


def _words(here: EditableLibrary, name: str, before: str, after: str) -> list[str]:
    old, new = (engine.in_thread(here.check, name, text).script for text in (before, after))
    return plain_differences(old, new)


@bp.post("/<name>/versions/<mark>")
@require_facilitator
def go_back(name: str, mark: str) -> AnyResponse:
    """The text of that version becomes the script; the one of today is kept as a version."""
    if not ButtonForm().validate():
        abort(400)
    table().go_back(name, mark)
    return redirect(url_for("scripts.edit", name=name), 303)
