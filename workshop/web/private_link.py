"""The secret of one browser: a private link to come back with, a browser that keeps nothing, and forgetting it."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask import session as browser
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from workshop.extensions import csrf
from workshop.people import choice, identity
from workshop.store import ballots, notes, people, waiting_questions
from workshop.store.keys import KeyStore
from workshop.util import qr
from workshop.util.language import marked
from workshop.web import current
from workshop.web.addresses import public
from workshop.web.cookies import give
from workshop.web.forms import ButtonForm, ReturnForm
from workshop.web.join import error_page
from workshop.web.stale import link_comes_back

bp = Blueprint("returning", __name__)
NO_MORE = marked(
    "This private link opens nothing here. Perhaps a letter is missing, or the workshop was deleted on its day."
)


@bp.post("/my/<session_id>/link")
def link(session_id: str) -> Response | str:
    """The private link, on a page of its own that nothing keeps. The secret stands behind the #."""
    token, session = identity.token_of(session_id), current.live().session(session_id)
    if not ButtonForm().validate() or session is None or identity.participant(session_id) is None:
        abort(404)
    assert token is not None
    back = url_for("participant.my", session_id=session_id)
    address = f"{public(back)}#{identity.cookie_text(token)}"
    rules = session.script.rules
    return render_template(
        "pages/my_link.html", session_id=session_id, title=session.script.title, link=address, qr=qr.draw(address),
        theme=rules.theme, lang=rules.language,
    )  # fmt: skip


@bp.post("/my/<session_id>/renew")
def renew(session_id: str) -> AnyResponse:
    """Another secret for the same person: the old link, its pictures and every other browser open nothing any more."""
    known, session = identity.participant(session_id), current.live().session(session_id)
    if known is None or session is None or known[0].state != "in" or not ButtonForm().validate():
        abort(404)
    (who, token), fresh, live = known, identity.new_token(), current.live()
    if not live.database.write(lambda conn: _rekey(conn, live.keys, session_id, token, fresh)):
        abort(404)
    live.database.checkpoint()
    current.device_codes().withdraw(session_id, who.id)
    current.realtime().close_phones(session_id, who.id)
    response = redirect(url_for("participant.my", session_id=session_id), 303)
    return give(response, session, fresh, identity.is_low_trace(session_id))


def _rekey(conn: Connection, keys: KeyStore, session_id: str, token: bytes, fresh: bytes) -> bool:
    """All of it or nothing; False where somebody was quicker with the same secret."""
    if not people.rekey(conn, session_id, token, fresh):
        return False
    notes.rekey(conn, session_id, token, fresh)
    waiting_questions.rekey(conn, session_id, token, fresh)
    ballots.rekey(conn, keys, session_id, token, fresh)
    return True


@bp.post("/my/<session_id>/return")
@link_comes_back("secret", "replace")
def come_back(session_id: str) -> AnyResponse | str:
    """The secret from the link's fragment becomes the cookie again. Nobody else's is replaced unasked."""
    form, session = ReturnForm(), current.live().session(session_id)
    token = identity.read_token(form.secret.data or "")
    if not form.validate() or session is None or token is None or not _known(session_id, token):
        return error_page(NO_MORE, 404)
    here = identity.participant(session_id)
    if here is not None and here[1] != token and not form.replace.data:
        return render_template(
            "pages/return.html", session_id=session_id, secret=form.secret.data, other=here[0].nickname
        )
    response = redirect(url_for("participant.my", session_id=session_id), 303)
    return give(response, session, token, identity.is_low_trace(session_id))


def _known(session_id: str, token: bytes) -> bool:
    with current.live().database.read() as conn:
        return people.by_token(conn, session_id, token) is not None


@bp.post("/s/<session_id>/trace")
def low_trace(session_id: str) -> AnyResponse:
    """From now on this browser keeps nothing: the cookie goes with its window, the page uses no storage."""
    known = identity.participant(session_id)
    if known is None or not ButtonForm().validate():
        abort(404)
    response = redirect(url_for("participant.stage", session_id=session_id), 303)
    identity.give_cookie(response, session_id, known[1], 0, low_trace=True)
    choice.keep_no_longer_than_the_window(response)
    return response


@bp.post("/s/<session_id>/forget")
@csrf.exempt
def forget(session_id: str) -> AnyResponse:
    """Left by the door at the top: this browser does not know the workshop any more.

    Nobody is there any more to press again where the page's token was an old one. So JSON does as well, which no page
    of another address can send unasked. Of somebody whom the team took out it knows only that, until its window is
    closed: the code lets nobody in again.
    """
    if not request.is_json:
        csrf.protect()
    response = Response(status=204)
    known = identity.participant(session_id)
    if known and known[0].state == "out":
        identity.give_cookie(response, session_id, known[1], 0, low_trace=True)
    else:
        identity.take_cookie(response, session_id)
    choice.forget(response)
    current.newcomers().forget(session_id, browser.get("csrf_token", ""))
    return response
