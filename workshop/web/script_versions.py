"""Earlier versions of a script: which there are, what changed since, and going back."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

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
    lines = list(differences(here.versions.raw(name, at), now.raw)) if at else []
    return render_template(
        "host/versions.html",
        name=name, versions=here.versions.of(name), at=at, lines=lines, writable=here.writable, form=ButtonForm(),
    )  # fmt: skip


@bp.post("/<name>/versions/<mark>")
@require_facilitator
def go_back(name: str, mark: str) -> AnyResponse:
    """The text of that version becomes the script; the one of today is kept as a version."""
    if not ButtonForm().validate():
        abort(400)
    table().go_back(name, mark)
    return redirect(url_for("scripts.edit", name=name), 303)
