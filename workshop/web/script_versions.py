"""Earlier versions of a script or a piece: which there are, what changed since, going back, and deleting them."""

from collections.abc import Sequence

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop import engine
from workshop.authoring import pieces
from workshop.authoring.editable_library import EditableLibrary, kept_as
from workshop.authoring.plain_differences import plain_differences
from workshop.authoring.versions import differences
from workshop.places.gate import require_facilitator
from workshop.util.language import said
from workshop.web import current
from workshop.web.forms import ButtonForm
from workshop.web.scripts import table

bp = Blueprint("script_versions", __name__, url_prefix="/host")


@bp.get("/scripts/<name>/versions")
@require_facilitator
def versions(name: str) -> str:
    """`?at=`: what changed from that version to the text of today."""
    here = table()
    now, before = here.open(name).raw, _asked(here, name)
    words = _words(here, name, before, now) if before not in ("", now) else []
    address = url_for("script_versions.versions", name=name)
    back = (url_for("scripts.edit", name=name), said("Back to the editor"))
    return _page(name, f"{name}.md", now, words=words, address=address, back=back)


@bp.post("/scripts/<name>/versions/<mark>")
@require_facilitator
def go_back(name: str, mark: str) -> AnyResponse:
    """The text of that version becomes the script; the one of today is kept as a version."""
    _pressed()
    table().go_back(name, mark)
    return redirect(url_for("scripts.edit", name=name), 303)


@bp.post("/scripts/<name>/versions/delete")
@require_facilitator
def delete(name: str) -> AnyResponse:
    """All of them, for good. The script stays as it is."""
    _pressed()
    table().open(name)
    table().delete_versions(name)
    return redirect(url_for("script_versions.versions", name=name), 303)


@bp.get("/piece-versions/<path:path>")
@require_facilitator
def of_piece(path: str) -> str:
    """The same for a piece: its changes are told line by line, for it is no plan of its own."""
    _, now = pieces.of(current.library(), path)
    address = url_for("script_versions.of_piece", path=path)
    back = (url_for("pieces.edit", path=path), said("Back to the text"))
    return _page(kept_as(path), path, now.raw, address=address, back=back)


@bp.post("/piece-versions/<path:path>/<mark>")
@require_facilitator
def piece_goes_back(path: str, mark: str) -> AnyResponse:
    _pressed()
    pieces.of(current.library(), path)
    current.library().piece_goes_back(path, mark)
    return redirect(url_for("pieces.edit", path=path), 303)


@bp.post("/piece-versions/<path:path>/delete")
@require_facilitator
def delete_of_piece(path: str) -> AnyResponse:
    _pressed()
    pieces.of(current.library(), path)
    current.library().delete_versions(kept_as(path))
    return redirect(url_for("script_versions.of_piece", path=path), 303)


def _page(kept: str, shown: str, now: str, *, address: str, back: tuple[str, str], words: Sequence[str] = ()) -> str:
    """`kept`: under which name the versions are; `words`: what changed since, in sentences."""
    here = current.library()
    return render_template(
        "host/versions.html", shown=shown, versions=here.versions.of(kept), at=request.args.get("at", ""),
        lines=list(differences(_asked(here, kept), now)) if request.args.get("at") else [], words=words,
        address=address, back=back, writable=here.writable, form=ButtonForm(),
    )  # fmt: skip


def _asked(here: EditableLibrary, kept: str) -> str:
    at = request.args.get("at", "")
    return here.versions.raw(kept, at) if at else ""


def _words(here: EditableLibrary, name: str, before: str, after: str) -> list[str]:
    old, new = (engine.in_thread(here.check, name, text).script for text in (before, after))
    return plain_differences(old, new)


def _pressed() -> None:
    if not ButtonForm().validate():
        abort(400)
