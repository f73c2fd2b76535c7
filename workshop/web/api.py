"""The API for the facilitator's own tools: a bearer key, JSON in and out, no cookies. See docs/protocol.md."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from sqlalchemy import Connection

from workshop.authoring.library import HasErrors
from workshop.people import identity
from workshop.people import join as joining
from workshop.places import gate, security_log
from workshop.script import as_data
from workshop.session.console import PlanLine
from workshop.session.errors import Refused
from workshop.session.running_order import again
from workshop.session.stage import stage_for
from workshop.session.state import Session
from workshop.store import people, sessions
from workshop.store.sessions import Record
from workshop.util.language import marked, said
from workshop.web import current
from workshop.web.deleting import delete_session
from workshop.web.downloads import send
from workshop.web.errors import sentence
from workshop.web.host.help_lines_page import must_stop
from workshop.web.host.results import made_export
from workshop.web.host.session_pages import links
from workshop.web.join import JAM

bp = Blueprint("api", __name__, url_prefix="/api")
STATUS = {"unknown": 404, "locked": 403, "full": 403, "name": 422}
MOST_AT_ONCE = 5000
WHICH = marked('Say which script: {"script": "hello"}.')
HAS_ERRORS = marked("This script has errors, so it cannot be started.")
NO_HELP = marked(
    "People would see placeholders instead of help lines when they touch Help. Fill them in under Scripts."
)


@bp.get("/scripts")
def scripts() -> Response:
    cards = current.library().cards()
    fields = ("name", "title", "minutes", "steps", "errors", "warnings")
    return jsonify([{f: getattr(c, f) for f in fields} for c in cards])


@bp.post("/sessions")
def create() -> Response | tuple[Response, int]:
    body = _body()
    name, rehearsal = body.get("script"), body.get("rehearsal", False)
    if not isinstance(name, str) or type(rehearsal) is not bool:
        return sentence(422, said(WHICH), "invalid")
    try:
        if not rehearsal and body.get("all_the_same") is False and must_stop(name.removesuffix(".md")):
            return sentence(409, NO_HELP, "help_lines")
        record = current.library().start(current.live(), name.removesuffix(".md"), rehearsal)
    except HasErrors as errors:
        told = {"error": "script_has_errors", "message": said(HAS_ERRORS)}
        return jsonify({**told, "messages": [as_data(m) for m in errors.messages]}), 422
    except Refused as refused:
        return sentence(404, said(refused.words, refused.places), "unknown_script")
    known = links(record)
    shown = {"join": known["link"], "console": known["console_link"], "projector": known["projector_link"]}
    return jsonify({"id": record.id, "code": record.code, "links": shown}), 201


@bp.get("/sessions")
def list_sessions() -> Response:
    """Of the place whose key this is, the newest first."""
    with current.live().database.read() as conn:
        known = sessions.of_place(conn, gate.acting().id)
    return jsonify([_listed(record) for record in known])


def _listed(record: Record) -> dict[str, Any]:
    days = {"created_on": record.created_on.isoformat(), "delete_on": record.delete_on and record.delete_on.isoformat()}
    told = {"id": record.id, "title": record.title, "script": record.script_name, "phase": record.phase}
    return {**told, "rehearsal": record.rehearsal, "archived": record.archived, **days}


@bp.get("/sessions/<session_id>")
def show(session_id: str) -> Response:
    session = _session(session_id)
    here = current.realtime()
    with here.live.database.read() as conn:
        record = sessions.record_of(conn, session_id)
        joined = people.count(conn, session_id)
    assert record is not None
    numbers: Mapping[str, Any] = here.pulse.numbers(session_id, record.rehearsal) or {}
    told = {
        "id": record.id, "code": record.code, "rehearsal": record.rehearsal, "e": record.epoch, "v": session.v,
        "title": record.title, "phase": session.phase, "step": _step(session), "steps": _steps(session),
        "people": {"joined": joined, "connected": numbers.get("connected", 0)},
        "turnout": {"answered": numbers.get("answered", 0), "of": numbers.get("of", 0)},
    }  # fmt: skip
    return jsonify(told)


def _step(session: Session) -> dict[str, Any] | None:
    step = session.step
    if step is None or session.phase != "live":
        return None
    told = {"id": step.id, "kind": step.kind.value, "title": step.title, "phase": session.step_phase()}
    return {**told, "time": session.time_of(), "again": again(session) is not None}


def _steps(session: Session) -> list[dict[str, Any]]:
    console = stage_for(session, "facilitator").console
    assert console is not None
    lines = [*console.plan, *(PlanLine(step, "drawer") for step in console.drawer)]
    return [
        {
            "id": line.step.id, "kind": line.step.kind.value, "title": line.step.title,
            "minutes": round((line.step.seconds or 0) / 60, 2), "state": line.state,
        }
        for line in lines
    ]  # fmt: skip


@bp.post("/sessions/<session_id>/commands")
def command(session_id: str) -> Response:
    _session(session_id)
    here = current.realtime()
    here.broadcaster.leader_absence.led_by_tool(session_id)
    here.peers.tell("tool", session=session_id)
    return jsonify(here.command(session_id, _body()))


@bp.get("/sessions/<session_id>/results")
def show_results(session_id: str) -> Response:
    return _taken_along(session_id, "json")


@bp.get("/sessions/<session_id>/export/<kind>")
def export(session_id: str, kind: str) -> Response:
    return _taken_along(session_id, kind)


def _taken_along(session_id: str, kind: str) -> Response:
    made = made_export(session_id, kind)
    security_log.downloaded(session_id, kind)
    return send(made)


@bp.post("/sessions/<session_id>/participants")
def add_participants(session_id: str) -> Response | tuple[Response, int]:
    """Simulated people, for rehearsals only: real ones come by the code and agree to the promise."""
    session, body = _session(session_id), _body()
    with current.live().database.read() as conn:
        record = sessions.record_of(conn, session_id)
    if record is None or not record.rehearsal:
        return sentence(403, said("Only a rehearsal takes simulated people."), "not_a_rehearsal")
    names = _names(body)
    added = []
    for name in names:
        token = identity.new_token()
        current.live().database.write(partial(_add, session.id, name, token))
        added.append({"nickname": name, "cookie": _cookie(session_id, token)})
    return jsonify(added), 201


def _add(session_id: str, name: str, token: bytes, conn: Connection) -> people.Participant:
    return people.join(conn, session_id, token, name)


def _names(body: dict[str, Any]) -> list[str]:
    count, names = body.get("count"), body.get("nicknames")
    if isinstance(names, list) and 0 < len(names) <= MOST_AT_ONCE and all(isinstance(n, str) for n in names):
        return [joining.clean_name(n) for n in names]
    if type(count) is int and 1 <= count <= MOST_AT_ONCE:
        return [f"Person {i}" for i in range(1, count + 1)]
    raise Refused("Give a count from 1 to %(n)s, or a list of nicknames.", "invalid", n=MOST_AT_ONCE)


@bp.delete("/sessions/<session_id>")
def delete(session_id: str) -> tuple[str, int]:
    """Also a session that a damaged disk has made unreadable."""
    with current.realtime().live.database.read() as conn:
        if sessions.version(conn, session_id) is None:
            abort(404)
    delete_session(current.realtime(), session_id)
    return "", 204


@bp.post("/join")
def join() -> Response | tuple[Response, int]:
    body = _body()
    code, nickname = body.get("code"), body.get("nickname", "")
    if not isinstance(code, str) or not isinstance(nickname, str):
        return sentence(422, 'Send {"code": …, "nickname": …}.', "invalid")
    if current.rate_limits().must_wait("code"):
        return sentence(429)
    try:
        if current.turnstile().is_jammed(joining.find(current.live(), code).record.id):
            return sentence(429, JAM)
        joined = joining.join(current.live(), code, nickname)
    except Refused as refused:
        if refused.code == "unknown" and current.rate_limits().wrong("code"):
            return sentence(429, said(refused.words, refused.places))
        return sentence(STATUS.get(refused.code, 409), said(refused.words, refused.places), refused.code)
    session_id = joined.participant.session
    current.realtime().expect(session_id, joined.participant.id)
    return jsonify({"session": session_id, "cookie": _cookie(session_id, joined.token)}), 201


def _cookie(session_id: str, token: bytes) -> str:
    return f"{identity.cookie_name(session_id)}={identity.cookie_text(token)}"


def _session(session_id: str) -> Session:
    found = current.live().session(session_id)
    if found is None:
        abort(404)
    return found


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        abort(400)
    return body
