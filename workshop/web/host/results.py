"""Afterwards: results, downloads, and the script as it ran."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Response, abort, current_app, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from workshop.authoring.shelves import Shelves
from workshop.exports import formats, pdf, summary
from workshop.exports.chunks import encoded
from workshop.exports.names import disposition
from workshop.exports.thanks import letter
from workshop.places import security_log
from workshop.places.gate import require_facilitator
from workshop.session import recap
from workshop.session.report import Report
from workshop.session.state import Session
from workshop.session.told_to_room import told_to_room
from workshop.store import gather, places, sessions
from workshop.store.places import FIRST
from workshop.store.sessions import Record
from workshop.util import language
from workshop.util.language import said
from workshop.web import current
from workshop.web.downloads import send
from workshop.web.forms import ButtonForm
from workshop.web.host.blueprint import bp
from workshop.web.host.session_pages import known

MOST_TEXTS = 200  # under one prompt: the page is drawn in one go


@bp.get("/sessions/<session_id>/results")
@require_facilitator
def show_results(session_id: str) -> AnyResponse:
    """While the session runs the page asks for itself again and again, and is sent where it has become another."""
    record, session = known(session_id)
    gathered = gather.gather(current.live().database.read, session_id)
    page = render_template(
        "host/results.html", record=record, session=session, gathered=gathered, form=ButtonForm(),
        formats=formats.FORMATS, some=_some, most=MOST_TEXTS, pdf=pdf.can_be_made(),
        in_short=list(summary.lines(gathered)) if gathered else [], **_to_copy(record, session, gathered),
    )  # fmt: skip
    response = Response(page)
    response.set_etag(hashlib.sha256(page.replace(generate_csrf(), "").encode()).hexdigest())
    return response.make_conditional(request)


def _to_copy(record: Record, session: Session, gathered: Report | None) -> dict[str, str]:
    """Once it is over: a text for those who took part, in the language of the script, and one for one's own files."""
    if session.phase != "ended" or gathered is None:
        return {}
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    rules = session.script.rules
    spoken = language.nearest(rules.language, language.current())
    with language.speaking(app, language.addressing(spoken, rules.address)):
        address = f"{current_app.config['PUBLIC_URL']}{url_for('participant.my', session_id=record.id)}"
        thanks = letter(
            session.script.title, told_to_room(session), recap.resources(session), address, record.delete_on
        )
    return {"thanks": thanks, "for_records": summary.record(gathered)}


def _some(texts: Iterable[Any]) -> list[Any]:
    """As many as one page can hold, and one more where there are more."""
    return list(islice(texts, MOST_TEXTS + 1))


@bp.get("/sessions/<session_id>/download/<kind>")
@require_facilitator
def download(session_id: str, kind: str) -> AnyResponse:
    made = made_export(session_id, kind)
    try:
        sent = send(made)
    except pdf.WithoutLetters as error:
        return _offered_instead(session_id, error)
    security_log.downloaded(session_id, kind)
    return sent


def _offered_instead(session_id: str, error: pdf.WithoutLetters) -> AnyResponse:
    """Not a sheet of empty boxes, but why, and what there is instead."""
    ways = {
        url_for("host.download", session_id=session_id, kind="html"): said("The report as HTML"),
        url_for("host.download", session_id=session_id, kind="pdf", anyway="yes"): said("The PDF all the same"),
    }
    page = render_template(
        "pages/plain.html", title=said("Characters would be missing in this PDF"),
        sentence=said(error.words, error.places), ways=ways,
        action=(said("Back to the results"), url_for("host.show_results", session_id=session_id)),
    )  # fmt: skip
    return Response(page, status=409)


def made_export(session_id: str, kind: str) -> formats.Export:
    """The file. Raises NotMade where the format needs a package that is not installed; 404 where unknown."""
    if kind not in formats.FORMATS:
        abort(404)
    session = current.live().session(session_id)
    spoken = formats.language_for(kind, session.script.rules.language if session else "")
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with language.speaking(app, spoken):
        gathered = gather.gather(current.live().database.read, session_id)
        if gathered is None:
            abort(404)
        told = replace(gathered, folder=_folder(session_id))
        made = formats.export(told, kind, anyway="anyway" in request.args)
    return replace(made, chunks=language.spoken_in(app, spoken, made.chunks))


def _folder(session_id: str) -> Path:
    """Of the scripts, and their pictures, of the place that the session is of."""
    with current.live().database.read() as conn:
        place_id = places.of_session(conn, session_id)
    return Shelves.of(current_app.config).folder(place_id or FIRST)


@bp.get("/sessions/<session_id>/script.md")
@require_facilitator
def script_as_run(session_id: str) -> AnyResponse:
    record, _ = known(session_id)
    with current.live().database.read() as conn:
        text = sessions.script_of(conn, session_id) or ""
    named = disposition(f"{record.title} script", record.created_on, "md")
    return send(formats.Export("", named, "text/markdown; charset=utf-8", encoded([text])))
