"""The shared screen: its own address, no controls, nothing private ever."""

from flask import Blueprint, abort, render_template

from workshop.places import gate
from workshop.store import sessions
from workshop.web import current
from workshop.web.host.session_pages import links

bp = Blueprint("projector", __name__)


@bp.get("/projector/<session_id>")
def projector(session_id: str) -> str:
    """Signed in: with the stage in the page. With only the key in the fragment the socket brings it."""
    session = current.live().session(session_id) if gate.leads(session_id) else None
    if session is None:  # whether there is such a session is for the key to find out
        empty = {"e": "", "v": 0, "step": "", "phase": "", "html": "", "timers": {}}
        return render_template("pages/projector.html", session_id=session_id, title="Workshop", theme="calm", **empty)
    with current.live().database.read() as conn:
        record = sessions.record_of(conn, session_id)
    if record is None:
        abort(404)
    return render_template(
        "pages/projector.html", session_id=session_id, title=session.script.title,
        theme=session.script.rules.theme, **current.realtime().broadcaster.frame(session, "projector"), **links(record),
    )  # fmt: skip
