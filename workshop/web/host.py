"""The facilitator's pages: scripts and sessions, invitation, console, results and downloads."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from flask import session as cookie
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from workshop import exports
from workshop.authoring.library import HasErrors, Library
from workshop.exports.across import compare
from workshop.exports.chunks import encoded
from workshop.exports.names import disposition
from workshop.people import identity
from workshop.people.identity import require_facilitator
from workshop.realtime.service import realtime
from workshop.session.errors import Refused
from workshop.session.state import Session
from workshop.store import gather, people, sessions, team
from workshop.store.backup import copies, in_copies
from workshop.store.sessions import Record
from workshop.util import qr
from workshop.web.deleting import delete_session
from workshop.web.downloads import send
from workshop.web.forms import ButtonForm, DoorForm, KeepForm, StartForm
from workshop.web.rate_limit import rate_limits

bp = Blueprint("host", __name__, url_prefix="/host")
WRONG_KEY = "This key does not open the door. Please copy the whole link from the server's first lines."
MOST_TEXTS = 200  # under one prompt: the page is drawn in one go
LONGEST = timedelta(days=3 * 365)  # that anything may be kept
WRONG_DAY = "A session can be kept from tomorrow on, for three years at most. Please choose another day."


def library() -> Library:
    return Library(current_app.config["SESSIONS_FOLDER"])


# The door


@bp.get("")
def door() -> str | AnyResponse:
    """Signed in: the scripts. Otherwise the door, where the key in the link's fragment is read."""
    if identity.is_facilitator():
        wanted = _inside(request.args.get("next", ""))
        return redirect(wanted) if wanted else home()
    return render_template("host/door.html", form=DoorForm(next=_inside(request.args.get("next", ""))), error="")


@bp.post("/sign-in")
def sign_in() -> AnyResponse | tuple[str, int]:
    form = DoorForm()
    if rate_limits().too_many("key"):
        return render_template("host/door.html", form=form, error="Many wrong keys. Please wait a minute."), 429
    if not form.validate_on_submit() or not identity.sign_in(form.key.data):
        rate_limits().note("key")
        return render_template("host/door.html", form=form, error=WRONG_KEY), 403
    return redirect(_inside(form.next.data or "") or url_for("host.door"), 303)


def _inside(path: str) -> str:
    """Only a path of our own pages for facilitators is followed."""
    return path if path.startswith("/host/") and "//" not in path and "\\" not in path else ""


@bp.post("/sign-out")
@require_facilitator
def sign_out() -> AnyResponse:
    cookie.clear()
    return redirect(url_for("host.door"), 303)


# Scripts and sessions


@dataclass(frozen=True, slots=True)
class _List:
    """The sessions one looks at: those that are not put away, or those; with these letters in the title."""

    sessions: list[Record]
    joined: dict[str, int]
    everything: int  # how many there are at all
    archived: int


def home() -> str:
    asked = request.args.get("q", "").strip()[:200]
    away = request.args.get("archived") == "1"
    return render_template(
        "host/home.html", scripts=library().cards(), found=_found(asked, away), q=asked, away=away,
        earliest=_tomorrow(), latest=_tomorrow() + LONGEST, form=ButtonForm(), trouble=identity.live().keys.trouble(),
    )  # fmt: skip


def _found(asked: str, away: bool) -> _List:
    with identity.live().database.read() as conn:
        known = sessions.all_records(conn)
        shown = [r for r in known if r.archived == away and asked.casefold() in r.title.casefold()]
        joined = {r.id: people.count(conn, r.id) for r in shown}
    return _List(shown, joined, len(known), sum(r.archived for r in known))


def _tomorrow() -> date:
    return date.today() + timedelta(days=1)


@bp.get("/scripts/<name>")
@require_facilitator
def script(name: str) -> str:
    shelf = library()
    reading = shelf.read(name)
    return render_template(
        "host/script.html", name=name, card=shelf.card(name), messages=reading.messages, script=reading.script,
        text=shelf.text(name), form=ButtonForm(),
    )  # fmt: skip


@bp.get("/scripts/<name>/across")
@require_facilitator
def side_by_side(name: str) -> str:
    """Every session of the script that still is here, question by question."""
    database = identity.live().database
    with database.read() as conn:
        ids = [r.id for r in sessions.all_records(conn) if r.script_name == name and not r.rehearsal]
    told = [gathered for i in ids if (gathered := gather.gather(database.read, i))]
    return render_template("host/across.html", name=name, across=compare(told))


@bp.post("/sessions")
@require_facilitator
def start_session() -> AnyResponse:
    form = StartForm()
    if not form.validate():
        abort(400)
    name = form.name.data or ""
    try:
        record = library().start(identity.live(), name)
    except HasErrors:
        return redirect(url_for("host.script", name=name), 303)
    return redirect(url_for("host.invite", session_id=record.id), 303)


def _known(session_id: str) -> tuple[Record, Session]:
    session = identity.live().session(session_id)
    with identity.live().database.read() as conn:
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
    record, session = _known(session_id)
    with identity.live().database.read() as conn:
        invited = team.everyone(conn, session_id)
    return render_template(
        "host/invite.html", record=record, script=session.script, form=ButtonForm(), team=invited,
        trouble=identity.live().keys.trouble(), **links(record), **more,
    )  # fmt: skip


@bp.get("/sessions/<session_id>")
@require_facilitator
def console(session_id: str) -> str:
    record, session = _known(session_id)
    here = realtime()
    return render_template(
        "host/console.html", session_id=session_id, title=session.script.title, record=record,
        **here.broadcaster.frame(session, "facilitator"), theme=session.script.rules.theme, **links(record),
    )  # fmt: skip


# Afterwards


@bp.get("/sessions/<session_id>/results")
@require_facilitator
def show_results(session_id: str) -> AnyResponse:
    """While the session runs the page asks for itself again and again, and is sent where it has become another."""
    record, session = _known(session_id)
    gathered = gather.gather(identity.live().database.read, session_id)
    page = render_template(
        "host/results.html", record=record, session=session, gathered=gathered, form=ButtonForm(),
        formats=exports.FORMATS, some=_some, most=MOST_TEXTS,
    )  # fmt: skip
    response = Response(page)
    response.set_etag(hashlib.sha256(page.replace(generate_csrf(), "").encode()).hexdigest())
    return response.make_conditional(request)


def _some(texts: Iterable[Any]) -> list[Any]:
    """As many as one page can hold, and one more where there are more."""
    return list(islice(texts, MOST_TEXTS + 1))


@bp.get("/sessions/<session_id>/download/<kind>")
@require_facilitator
def download(session_id: str, kind: str) -> AnyResponse:
    return send(made_export(session_id, kind))


def made_export(session_id: str, kind: str) -> exports.Export:
    """The file. Raises NotMade where the format needs a package that is not installed; 404 where unknown."""
    if kind not in exports.FORMATS:
        abort(404)
    gathered = gather.gather(identity.live().database.read, session_id)
    if gathered is None:
        abort(404)
    return exports.export(gathered, kind)


@bp.get("/sessions/<session_id>/script.md")
@require_facilitator
def script_as_run(session_id: str) -> AnyResponse:
    record, _ = _known(session_id)
    with identity.live().database.read() as conn:
        text = sessions.script_of(conn, session_id) or ""
    named = disposition(f"{record.title} script", record.created_on, "md")
    return send(exports.Export("", named, "text/markdown; charset=utf-8", encoded([text])))


@bp.post("/sessions/<session_id>/archive")
@require_facilitator
def archive(session_id: str) -> AnyResponse:
    """Away from the list, or back. Nothing else changes."""
    _pressed(session_id)
    put_away = "back" not in request.form
    identity.live().database.write(lambda conn: sessions.archive(conn, session_id, put_away))
    return redirect(url_for("host.door", archived=None if put_away else "1"), 303)


@bp.post("/sessions/<session_id>/keep")
@require_facilitator
def keep(session_id: str) -> AnyResponse:
    """Another day of deletion, in the backups too. Raises Refused for a day that is past or too far."""
    record = _pressed(session_id)
    form = KeepForm()
    day = form.until.data if form.validate() else None
    if day is None or not _tomorrow() <= day <= _tomorrow() + LONGEST:
        raise Refused(WRONG_DAY, "day")
    identity.live().database.write(lambda conn: sessions.keep_until(conn, session_id, day))
    in_copies(copies(realtime().backups), lambda conn: sessions.keep_until(conn, session_id, day))
    return redirect(url_for("host.door", archived="1" if record.archived else None), 303)


def _pressed(session_id: str) -> Record:
    """The session of a button of ours, also one that a damaged disk has made unreadable."""
    if not ButtonForm().validate():
        abort(400)
    with identity.live().database.read() as conn:
        record = sessions.record_of(conn, session_id)
    if record is None:
        abort(404)
    return record


@bp.post("/sessions/<session_id>/delete")
@require_facilitator
def delete(session_id: str) -> AnyResponse:
    _pressed(session_id)
    delete_session(realtime(), session_id)
    return redirect(url_for("host.door"), 303)
