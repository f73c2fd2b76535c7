"""Pages of one's own beside the room: a prompt that was on before, answered later; a filled sheet as a card."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, render_template

from workshop.exports import notes as own_notes
from workshop.live.own_state import DRAFT, written_by
from workshop.people import identity
from workshop.script.model import Field, Step, Tick, Worksheet
from workshop.session import recap
from workshop.session.stage import past
from workshop.session.state import Session
from workshop.store import notes
from workshop.store.people import Participant
from workshop.util import language, padding
from workshop.web import current
from workshop.web.join import error_page

bp = Blueprint("papers", __name__)
NOT_YET = language.marked("This page has not been on yet, or there is nothing to write on it.")


@bp.get("/my/<session_id>/write/<step_id>")
def write(session_id: str, step_id: str) -> Response | str:
    """A prompt that the room has left, for whoever came late or would like to write after all."""
    session, who, token = _known(session_id)
    if who.state != "in":
        abort(404)
    step = next((s for s in recap.prompts(session) if s.id == step_id), None)
    if step is None:
        return error_page(NOT_YET, 404)
    with current.live().database.read() as conn:
        own = written_by(conn, session, step, token)
    mine = {**own, "person": who.id, "step": step.id, "nickname": who.nickname}
    told = {
        "html": current.realtime().broadcaster.stages.render(
            past(session, step), language.spoken(), session.script.rules.language
        ),
        "low_trace": identity.is_low_trace(session_id),
    }
    return render_template("pages/past.html", session_id=session_id, mine=mine, **told, **_page(session, step))


@bp.get("/my/<session_id>/card/<step_id>")
def card(session_id: str, step_id: str) -> Response | str:
    """What was kept on a sheet, on one page, to look at and to print."""
    session, _, token = _known(session_id)
    step = session.script.step(step_id)
    if step is None or not isinstance(step.detail, Worksheet):
        return error_page(NOT_YET, 404)
    with current.live().database.read() as conn:
        own = notes.own_step(conn, session.id, token, step.id)
    texts = {field: note.text for field, note in own.items() if note.text}
    lines = [_line(step, item, texts) for item in step.detail.items if isinstance(item, Field | Tick)]
    written = [line for line in lines if line["text"]]
    return padding.page(
        render_template("pages/card.html", session_id=session_id, lines=written, **_page(session, step))
    )


def _line(step: Step, item: Field | Tick, texts: dict[str, str]) -> dict[str, Any]:
    """A text that was kept, or else the draft of it."""
    text = texts.get(item.name) or texts.get(DRAFT + item.name, "")
    return {"label": own_notes.label(step, item.name), "text": text, "tick": isinstance(item, Tick)}


def beside(session: Session, own: Sequence[notes.OwnNote] = ()) -> dict[str, Any]:
    """For the room and for My notes: what was, what may still be answered, resources, and which sheets are cards."""
    written = {note.step for note in own}
    sheets = [s for s in session.script.steps if isinstance(s.detail, Worksheet) and s.detail.card]
    return {
        "so_far": _so_far(session),
        "prompts": [s for s in recap.prompts(session) if s.id not in written],
        "resources": recap.resources(session),
        "cards": {s.id for s in sheets},
        "series": recap.series(session),
    }


def _so_far(session: Session) -> tuple[str, ...]:
    """In English with the numbers of all that was; in other languages in fewer words, which every grammar has."""
    lines = recap.lines(session)
    if not lines or session.step is None or language.current() == language.ENGLISH:
        return lines
    titles = [language.quoted(step.title) for step in recap.visited(session)[-3:]]
    return (
        language.said("Last came %(titles)s.", {"titles": language.listed(titles)}),
        language.said("Now it is “%(title)s”. You need not catch up.", {"title": session.step.title}),
    )


def _known(session_id: str) -> tuple[Session, Participant, bytes]:
    known = identity.participant(session_id)
    session = current.live().session(session_id)
    if known is None or session is None or known[0].state == "waiting":
        abort(404)
    return session, *known


def _page(session: Session, step: Step) -> dict[str, Any]:
    rules = session.script.rules
    return {"title": session.script.title, "step": step, "theme": rules.theme, "lang": rules.language}
