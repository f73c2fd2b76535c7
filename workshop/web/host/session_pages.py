"""One session: its links, the invitation and the console."""

from typing import Any

from flask import abort, current_app, render_template

from workshop.people import choice, identity
from workshop.places.gate import require_facilitator
from workshop.script.model import Script
from workshop.session.audience_names import PARTICIPANTS
from workshop.session.state import Session
from workshop.store import sessions, team
from workshop.store.sessions import Record
from workshop.util import language, qr
from workshop.web import current
from workshop.web.forms import ButtonForm
from workshop.web.host.blueprint import bp

INVITED = language.marked("You are invited to “%(title)s”.")
WAY = language.marked("Open %(link)s on your phone, or go to %(url)s and type the code %(code)s.")
NEEDED = language.marked(
    "You need nothing but a phone and a place where you are undisturbed. Before you write anything, it says who can "
    "read it; whatever you would rather not answer, you pass."
)
NEEDED_LIGHTLY = language.marked(
    "You need nothing but a phone. Nothing has to be installed, and there are no accounts."
)
WHEN = language.marked("We meet on %(when)s.")
VIDEO = language.marked("For picture and sound: %(address)s")
BRING = language.marked("Please bring along: %(things)s")


def known(session_id: str) -> tuple[Record, Session]:
    """The session's record and state; 404 where there is none."""
    session = current.live().session(session_id)
    with current.live().database.read() as conn:
        record = sessions.record_of(conn, session_id)
    if record is None or session is None:
        abort(404)
    return record, session


def links(record: Record) -> dict[str, Any]:
    """Every link of a session, with its QR code as SVG."""
    url = current_app.config["PUBLIC_URL"]
    join = f"{url}/#{record.code}" if record.code else ""
    key = identity.projector_key(record.id)
    return {
        "code": record.code,
        "link": join,
        "projector_link": f"{url}/projector/{record.id}#{key}",
        "console_link": f"{url}/host/sessions/{record.id}",
        "qr": qr.svg(join) if join else "",
    }


@bp.get("/sessions/<session_id>/invite")
@require_facilitator
def invite(session_id: str) -> str:
    return invitation(session_id)


def invitation(session_id: str, **more: Any) -> str:
    """The page; `fresh`: {member, link} of somebody who was just invited to the team, `team_error`: why not."""
    record, session = known(session_id)
    with current.live().database.read() as conn:
        invited = team.everyone(conn, session_id)
    return render_template(
        "host/invite.html", record=record, script=session.script, form=ButtonForm(), team=invited,
        trouble=current.live().trouble(), minutes=_minutes(session.script),
        **_to_send(record, session.script), **links(record), **more,
    )  # fmt: skip


def _minutes(script: Script) -> int:
    return round((script.rules.seconds or sum(step.seconds or 0 for step in script.planned)) / 60)


def _to_send(record: Record, script: Script) -> dict[str, Any]:
    """The invitation, as people read it: in the language of the script; where it names none, in that of the page.

    `to_send` is what stands in it always; `to_add` what the page adds, {…} for what is typed there.
    """
    url = current_app.config["PUBLIC_URL"]
    spoken = language.nearest(script.rules.language, language.current())
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if not record.code:
        return {}
    way = {
        "link": f"{url}/#{record.code}",
        "url": url.partition("://")[2],
        "code": f"{record.code[:3]} {record.code[3:]}",
    }
    needed = NEEDED if script.rules.sensitive else NEEDED_LIGHTLY
    with language.speaking(app, language.addressing(spoken, script.rules.address)):
        parts = (language.said(INVITED, {"title": record.title}), language.said(WAY, way), language.said(needed))
        more = (
            language.said(WHEN, {"when": "{when}"}), language.said(VIDEO, {"address": "{address}"}),
            language.said(BRING, {"things": "{things}"}),
        )  # fmt: skip
    return {"to_send": "\n\n".join(parts), "to_add": more, "spoken_there": spoken}


@bp.get("/sessions/<session_id>/phone")
@require_facilitator
def phone(session_id: str) -> str:
    """What the phones of those who sit in no group show, in the language of the workshop."""
    _, session = known(session_id)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    rules = session.script.rules
    with language.speaking(app, language.addressing(language.nearest(rules.language), rules.address)):
        return render_template(
            "host/phone.html", session_id=session_id, title=session.script.title, lang=rules.language,
            theme=rules.theme, questions=rules.questions,
            **current.realtime().broadcaster.frame(session, PARTICIPANTS),
        )  # fmt: skip


@bp.get("/sessions/<session_id>")
@require_facilitator
def console(session_id: str) -> str:
    record, session = known(session_id)
    here = current.realtime()
    return render_template(
        "host/console.html", session_id=session_id, title=session.script.title, record=record,
        **here.broadcaster.frame(session, "facilitator", choice.console_apart(session)),
        theme=session.script.rules.theme, **links(record),
    )  # fmt: skip
