"""The library that the places of a server share: look, copy, take a newer state, put there, take out."""

from flask import abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.authoring.shared_library import LICENCES, Shared, SharedLibrary
from workshop.authoring.versions import differences
from workshop.places import gate
from workshop.places.gate import require_facilitator
from workshop.session.errors import Refused
from workshop.store.places import HOST
from workshop.util.language import said
from workshop.web import current
from workshop.web.errors import sentence
from workshop.web.forms import ButtonForm, ShareForm
from workshop.web.host.blueprint import bp
from workshop.web.stale import comes_back

Page = str | tuple[str, int] | AnyResponse


def shared() -> SharedLibrary:
    return SharedLibrary(current_app.config["SHARED_FOLDER"])


@bp.get("/library")
@require_facilitator
def library() -> str:
    here = shared()
    return render_template(
        "host/library.html", scripts=here.all(), copies=here.copies(current.library()), own=gate.acting().id,
    )  # fmt: skip


@bp.get("/library/<shared_id>")
@require_facilitator
def shared_script(shared_id: str) -> str:
    """`lines`: what is different between one's own copy and the newer one of the library."""
    return _page(shared_id)


def _page(shared_id: str, **more: object) -> str:
    here, table, place, found = shared(), current.library(), gate.acting(), _there(shared_id)
    text = here.text(shared_id)
    copy = here.copies(table).get(shared_id)
    newer = copy is not None and copy.mark != found.mark
    return render_template(
        "host/shared_script.html", found=found, text=text, copy=copy, newer=newer,
        lines=list(differences(table.open(copy.name).raw, text)) if copy and newer else [],
        own=place.id == found.place, may_take_out=place.id == found.place or place.role == HOST, **more,
    )  # fmt: skip


@bp.post("/library/<shared_id>/copy")
@require_facilitator
def copy_shared(shared_id: str) -> Page:
    _pressed()
    _there(shared_id)
    try:
        name = shared().copy(shared_id, current.library())
    except Refused as refused:
        return _refused(shared_id, refused)
    return redirect(url_for("host.script", name=name), 303)


@bp.post("/library/<shared_id>/renew")
@require_facilitator
def renew_copy(shared_id: str) -> Page:
    """What the copy was is kept among its earlier versions."""
    _pressed()
    _there(shared_id)
    try:
        name = shared().renew(shared_id, current.library())
    except Refused as refused:
        return _refused(shared_id, refused)
    return redirect(url_for("host.script", name=name), 303)


def _there(shared_id: str) -> Shared:
    try:
        return shared().find(shared_id)
    except Refused as refused:
        return abort(sentence(404, refused.sentence, "unknown"))


def _refused(shared_id: str, refused: Refused) -> Page:
    return _page(shared_id, error=said(refused.words, refused.places)), 409


@bp.post("/library/<shared_id>/take-out")
@require_facilitator
def take_out(shared_id: str) -> AnyResponse:
    _pressed()
    _there(shared_id)
    shared().take_out(shared_id, gate.acting())
    return redirect(url_for("host.library"), 303)


@bp.get("/scripts/<name>/share")
@require_facilitator
def share(name: str) -> str:
    return _share_page(name, ShareForm())


def _share_again(name: str, why: str) -> str:
    return _share_page(name, ShareForm(), why)


@bp.post("/scripts/<name>/share")
@require_facilitator
@comes_back(_share_again)
def put_in_library(name: str) -> Page:
    form = ShareForm()
    if not form.validate():
        abort(400)
    try:
        put = shared().put(current.library(), name, gate.acting(), form.sentence.data or "", form.licence.data or "")
    except Refused as refused:
        if refused.code == "unknown":
            raise
        return _share_page(name, form, said(refused.words, refused.places)), 409
    return redirect(url_for("host.shared_script", shared_id=put.id), 303)


def _share_page(name: str, form: ShareForm, error: str = "") -> str:
    card, there = current.library().card(name), shared().of(gate.acting().id, name)
    return render_template(
        "host/share.html", name=name, card=card, there=there, licences=LICENCES, error=error,
        sentence=form.sentence.data or (there.sentence if there else card.about),
        licence=form.licence.data if form.is_submitted() else there.licence if there else LICENCES[0],
    )  # fmt: skip


def _pressed() -> None:
    if not ButtonForm().validate():
        abort(400)
