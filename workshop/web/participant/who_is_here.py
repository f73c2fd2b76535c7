"""Who is in the room, by the names that they chose: a room can be filled, and everybody can look by whom."""

from flask import Response, render_template

from workshop.people import identity
from workshop.session.people import name_order
from workshop.store import people
from workshop.web import current
from workshop.web.participant.blueprint import bp, stranger


@bp.get("/s/<session_id>/here")
def here(session_id: str) -> Response | str:
    """For those inside, of those inside. Whoever looks has left the room's page for it, and is here all the same."""
    known, session = identity.participant(session_id), current.live().session(session_id)
    if known is None or known[0].state != "in" or session is None or session.script.rules.names == "none":
        return stranger(session_id)
    current.realtime().step_aside(session, known[0])
    inside = {*current.realtime().presence.inside(session_id), known[0].id}
    with current.live().database.read() as conn:
        names = [each.nickname for each in people.everyone(conn, session_id) if each.id in inside]
    rules = session.script.rules
    return render_template(
        "pages/here.html", session_id=session_id, title=session.script.title, names=sorted(names, key=name_order),
        theme=rules.theme, lang=rules.language,
    )  # fmt: skip
