"""Questions from the room, on a page of their own: it interrupts no step, and needs neither script nor websocket."""

from collections.abc import Callable

from flask import Response, abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.extensions import socketio
from workshop.live import questions
from workshop.people import identity
from workshop.script.model import QUESTIONS, QUESTIONS_ID
from workshop.session.errors import Refused
from workshop.session.state import Session
from workshop.store import me_too, notes
from workshop.store.database import StoreUnavailable
from workshop.store.people import Participant
from workshop.transport import guard
from workshop.util import padding
from workshop.util.language import marked, said
from workshop.web import current
from workshop.web.errors import SENTENCES
from workshop.web.forms import QuestionForm
from workshop.web.participant.blueprint import bp, stranger
from workshop.web.stale import comes_back

Job = Callable[[Session, Participant, bytes, QuestionForm], None]
TOO_FAST = marked("That was a little fast. Please wait a moment and try again.")


@bp.get("/s/<session_id>/questions")
def asked(session_id: str) -> Response | str:
    """What was asked; for those inside, where the script has questions on."""
    found = _inside(session_id)
    if found is None:
        return stranger(session_id)
    session, who, token = found
    current.realtime().step_aside(session, who)
    return _page(session, token)


def _again(session_id: str, why: str) -> str | None:
    found = _inside(session_id)
    return found and _page(found[0], found[2], QuestionForm().text.data or "", why)


@bp.post("/s/<session_id>/questions")
@comes_back(_again)
def ask(session_id: str) -> AnyResponse:
    """Form: text; named, where it is to come with the name of whoever asks."""

    def job(session: Session, who: Participant, token: bytes, form: QuestionForm) -> None:
        name = who.nickname if form.named.data else ""
        questions.ask(current.live(), session, token, form.text.data or "", name)

    return _does(session_id, job)


@bp.post("/s/<session_id>/questions/name")
def put_name(session_id: str) -> AnyResponse:
    """Form: field (a question of one's own that waits for others): it comes now, with the name."""

    def job(session: Session, who: Participant, token: bytes, form: QuestionForm) -> None:
        questions.put_name(current.live(), session, token, form.field.data or "", who.nickname)

    return _does(session_id, job, "#asked")


@bp.post("/s/<session_id>/questions/me-too")
def join_in(session_id: str) -> AnyResponse:
    """Form: field (the question), step (1: me too, 0: not any more)."""

    def job(session: Session, _who: Participant, token: bytes, form: QuestionForm) -> None:
        questions.join(current.live(), session, token, form.field.data or "", form.step.data == "1")

    return _does(session_id, job, "#asked")


def _does(session_id: str, job: Job, at: str = "") -> AnyResponse:
    """And those who lead hear of it; whoever did it comes back to the same page, wherever they stood on it."""
    session, who, token = _inside(session_id) or abort(404)
    form = QuestionForm()
    if not form.validate():
        abort(400)
    try:
        _slowly(session_id, who)
        job(session, who, token, form)
    except Refused as refused:
        return _not_kept(session, token, form.text.data or "", said(refused.words, refused.places), 422)
    except StoreUnavailable:
        return _not_kept(session, token, form.text.data or "", said(SENTENCES[503][1]), 503)
    current.realtime().pulse.touch(session_id)
    return redirect(url_for("participant.asked", session_id=session_id) + at, 303)


def _inside(session_id: str) -> tuple[Session, Participant, bytes] | None:
    known, session = identity.participant(session_id), current.live().session(session_id)
    if known is None or session is None or known[0].state != "in" or not session.script.rules.questions:
        return None
    return session, *known


def _slowly(session_id: str, who: Participant) -> None:
    if not guard.of(socketio).spend(f"{session_id}:{who.id}"):
        raise Refused(TOO_FAST)


def _not_kept(session: Session, token: bytes, text: str, why: str, status: int) -> AnyResponse:
    """The words go back to whoever wrote them, with the reason."""
    return current_app.make_response((_page(session, token, text, why), status))


def _page(session: Session, token: bytes, text: str = "", why: str = "") -> str:
    live = current.live()
    with live.database.read() as conn:
        listed = questions.for_all(live, conn, session)
        mine = me_too.own(conn, live.keys, session.id, token)
        own = notes.own_step(conn, session.id, token, QUESTIONS_ID)
    held = [note for note in own.values() if note.text and note.held]
    waiting = [note.text for note in own.values() if note.text and note.shown == "waiting" and not note.held]
    rules = session.script.rules
    page = render_template(
        "pages/questions.html", session_id=session.id, title=session.script.title, listed=listed, mine=mine,
        mark=me_too.MARK, held=held, waiting=waiting, own={note.text for note in own.values()}, text=text, why=why,
        k=session.script.k_of(QUESTIONS), named=questions.may_be_named(session),
        length=questions.LENGTH, moderated=rules.sensitive, ended=session.phase == "ended", form=QuestionForm(),
        low_trace=identity.is_low_trace(session.id),
        theme=rules.theme, lang=rules.language,
    )  # fmt: skip
    return padding.page(page)
