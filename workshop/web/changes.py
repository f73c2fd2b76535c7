"""A script that was changed while its session runs: look at what would happen, then apply it."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, Length

from workshop.authoring import changes
from workshop.places.gate import require_facilitator
from workshop.script.messages import in_words
from workshop.session.state import Session
from workshop.store import sessions
from workshop.store.sessions import Record
from workshop.util.language import said
from workshop.web import current
from workshop.web.forms import PageForm

bp = Blueprint("changes", __name__, url_prefix="/host/sessions")


class ApplyForm(PageForm):
    """What was looked at: the session at `v`, the file with this mark."""

    v = IntegerField(validators=[InputRequired()])
    mark = HiddenField(validators=[Length(min=1, max=64)])


@bp.get("/<session_id>/changes")
@require_facilitator
def show(session_id: str) -> str:
    record, session = _known(session_id)
    found = changes.edited(current.library(), record.script_name, session)
    return render_template(
        "host/changes.html", record=record, v=session.v, mark=found.mark, plan=found.plan,
        messages=[in_words(m, said) for m in found.reading.errors], rules_stay=found.rules_stay,
        again="again" in request.args,
        differs=session.phase != "ended" and _differs(record, found),
    )  # fmt: skip


@bp.post("/<session_id>/changes")
@require_facilitator
def apply(session_id: str) -> AnyResponse:
    form = ApplyForm()
    if not form.validate():
        abort(400)
    record, session = _known(session_id)
    found = changes.edited(current.library(), record.script_name, session)
    seen = session.v == form.v.data and found.mark == form.mark.data
    if seen and found.plan and _differs(record, found) and _applied(session, found):
        return redirect(url_for("host.console", session_id=session_id), 303)
    return redirect(url_for("changes.show", session_id=session_id, again="1"), 303)


def _known(session_id: str) -> tuple[Record, Session]:
    session = current.live().session(session_id)
    with current.live().database.read() as conn:
        record = sessions.record_of(conn, session_id)
    if record is None or session is None:
        abort(404)
    return record, session


def _applied(session: Session, found: changes.Edited) -> bool:
    answer = changes.apply(current.live(), session, found)
    current.realtime().pulse.touch(session.id)
    return answer.status == "ok"


def _differs(record: Record, found: changes.Edited) -> bool:
    with current.live().database.read() as conn:
        return sessions.held(conn, record.id) != (found.text, found.included)
