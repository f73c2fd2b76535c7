"""The help lines of a session that has its code already: mended while people wait."""

from flask import abort, make_response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.authoring import help_file, own_help
from workshop.authoring.editable_library import Changed
from workshop.authoring.help_file import HelpFile
from workshop.places.gate import require_facilitator
from workshop.script.help_lines import gaps
from workshop.session.errors import Refused
from workshop.util.language import said
from workshop.web import current
from workshop.web.forms import ButtonForm
from workshop.web.host.blueprint import bp
from workshop.web.host.help_lines import BOX, OTHER, read_given
from workshop.web.host.help_lines_page import own_help_page
from workshop.web.host.session_pages import known
from workshop.web.scripts import table
from workshop.web.stale import comes_back


@bp.get("/sessions/<session_id>/help-lines")
@require_facilitator
def ask_own_help_lines(session_id: str) -> str:
    _, session = known(session_id)
    return own_help_page(session, own_help.of(current.live(), session))


def _again(session_id: str, why: str) -> str:
    _, session = known(session_id)
    file = own_help.of(current.live(), session)
    given = read_given(file)
    if given.overtaken:
        return own_help_page(session, file, said(OTHER), kept=given.kept)
    return own_help_page(session, file, why, given.told, given.wrong, given.text)


@bp.post("/sessions/<session_id>/help-lines")
@require_facilitator
@comes_back(_again, BOX)
def save_own_help_lines(session_id: str) -> AnyResponse:
    """Into the session that people are in already; and into the script's file, where that is still the same."""
    if not ButtonForm().validate():
        abort(400)
    record, session = known(session_id)
    file = own_help.of(current.live(), session)
    given = read_given(file)
    if given.overtaken:
        return make_response(own_help_page(session, file, said(OTHER), kept=given.kept), 409)
    if given.wrong:
        return make_response(own_help_page(session, file, told=given.told, wrong=given.wrong), 400)
    answer = own_help.save(current.live(), session, file, given.whole)
    if answer.status != "ok":
        why = answer.reason or said(OTHER)
        return make_response(own_help_page(session, file, why, given.told, text=given.text), 409)
    _for_the_next(record.script_name, file, given.whole)
    if gaps(given.whole):
        return redirect(url_for("host.ask_own_help_lines", session_id=session_id, saved="1"), 303)
    return redirect(url_for("host.console", session_id=session_id), 303)


def _for_the_next(name: str, held: HelpFile, text: str) -> None:
    """Nothing that somebody wrote into the script's file meanwhile is written over; the session has its lines."""
    try:
        file = help_file.of(table(), name)
        if file.path == held.path and file.opened.text == held.opened.text:
            help_file.save(table(), file, text)
    except (Refused, Changed):
        return
