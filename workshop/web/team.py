"""The team: the facilitator makes links of one use each, and whoever opens one has that session's console, no more."""

from flask import Blueprint, abort, redirect, render_template, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from workshop.people import choice, identity, join
from workshop.places import security_log
from workshop.places.gate import require_facilitator
from workshop.realtime.team_removal import close_consoles, dismiss
from workshop.session.errors import Refused
from workshop.session.look_alike import grouping_key
from workshop.session.people import Member
from workshop.session.team import ROLES, desk_of
from workshop.store import sessions, team
from workshop.store.security_events import SecurityEvent
from workshop.util.language import marked, said
from workshop.web import current
from workshop.web.addresses import public
from workshop.web.errors import sentence
from workshop.web.forms import ButtonForm, MemberForm, TeamForm
from workshop.web.host.session_pages import invitation
from workshop.web.stale import link_comes_back

bp = Blueprint("team", __name__)
Page = str | tuple[str, int]
MOST = 20  # in the team of one session
USED = marked("This link was used already. Ask for a new one.")
UNKNOWN = marked("This link opens nothing any more. Ask the facilitator for a new one.")
BARE = marked(
    "This page opens with a link of your own, which the facilitator sends you. Were you in already? Then reload it."
)


# The facilitator's side


@bp.post("/host/sessions/<session_id>/team")
@require_facilitator
def add(session_id: str) -> Page:
    """The page is the answer, for the link is told once: only its hash is kept."""
    _there(session_id)
    form = MemberForm()
    if not form.validate() or form.role.data not in ROLES:
        abort(400)
    secret = team.new_secret()
    try:
        name = join.clean_name(form.name.data or "")
        member = current.live().database.write(lambda conn: _added(conn, session_id, name, form.role.data, secret))
    except Refused as refused:
        return invitation(session_id, team_error=said(refused.words, refused.places), asked=form), 409
    current.realtime().pulse.touch(session_id)
    return _with_link(session_id, member, secret)


def _there(session_id: str) -> None:
    if current.live().session(session_id) is None:
        abort(404)


def _added(conn: Connection, session_id: str, name: str, role: str, secret: str) -> Member:
    others = [each.member.name for each in team.everyone(conn, session_id)]
    if len(others) >= MOST:
        raise Refused("There are %(n)s people in this team already. Take one back first.", n=MOST)
    if grouping_key(name) in {grouping_key(other) for other in others}:
        taken = marked("The team has somebody called %(name)s already. Add a letter, so that both are told apart.")
        raise Refused(taken, name=name)
    return team.add(conn, session_id, name, role, secret)


@bp.post("/host/sessions/<session_id>/team/<member_id>/link")
@require_facilitator
def renew(session_id: str, member_id: str) -> Page:
    """For a lost device, or a link that went to nobody: what it opened before is closed."""
    member, secret = _member(session_id, member_id), team.new_secret()
    current.live().database.write(lambda conn: team.renew(conn, session_id, member_id, secret))
    close_consoles(current.realtime(), session_id, member_id)
    return _with_link(session_id, member, secret)


@bp.post("/host/sessions/<session_id>/team/<member_id>/take-back")
@require_facilitator
def take_back(session_id: str, member_id: str) -> AnyResponse:
    _member(session_id, member_id)
    current.live().database.write(lambda conn: team.remove(conn, session_id, member_id))
    dismiss(current.realtime(), session_id, member_id)
    return redirect(url_for("host.invite", session_id=session_id, _anchor="team"), 303)


def _member(session_id: str, member_id: str) -> Member:
    """Whom a button of the list is about."""
    if not ButtonForm().validate():
        abort(400)
    with current.live().database.read() as conn:
        found = next((each.member for each in team.everyone(conn, session_id) if each.member.id == member_id), None)
    if found is None:
        abort(404)
    return found


def _with_link(session_id: str, member: Member, secret: str) -> str:
    security_log.note(SecurityEvent.HELPER, session=session_id)
    link = f"{public(url_for('team.door', session_id=session_id))}#{secret}"
    return invitation(session_id, fresh={"member": member, "link": link})


# The member's side


@bp.get("/team/<session_id>")
def door(session_id: str) -> Page:
    """A script reads the secret behind the #, as at the facilitator's door; without one, whoever is in goes on."""
    return _door(session_id, "", 200)


@bp.post("/team/<session_id>")
@link_comes_back("secret")
def come_in(session_id: str) -> Page | AnyResponse:
    form = TeamForm()
    if not form.validate():
        abort(400)
    secret, token = form.secret.data or "", identity.new_token()
    database = current.live().database
    if database.write(lambda conn: team.open_link(conn, session_id, secret, token)):
        current.realtime().pulse.touch(session_id)
        response = redirect(url_for("team.console", session_id=session_id), 303)
        identity.give_member_cookie(response, session_id, token)
        return response
    return _refused(session_id, secret)


def _refused(session_id: str, secret: str) -> Page | AnyResponse:
    """The browser that opened it before may come back by it; every other one may not."""
    with current.live().database.read() as conn:
        found = team.by_secret(conn, session_id, secret)
    here = identity.member(session_id)
    if found and here and here[0] == found.member:
        return redirect(url_for("team.console", session_id=session_id), 303)
    if found is None:
        current.rate_limits().wrong("team")
    return _door(session_id, USED if found else UNKNOWN, 403)


def _door(session_id: str, error: str, status: int) -> Page:
    inside = identity.member(session_id) is not None
    told = {"error": said(error) if error else "", "bare": said(BARE), "inside": inside}
    return render_template("team/door.html", session_id=session_id, **told), status


@bp.get("/team/<session_id>/console")
def console(session_id: str) -> Page | AnyResponse:
    """The same console, with what this member may do; none of the facilitator's other pages is behind it."""
    if identity.is_deleted(session_id):
        return sentence(410)
    found, session = identity.member(session_id), current.live().session(session_id)
    if found is None or session is None:
        return _door(session_id, UNKNOWN, 403)
    member = found[0]
    with current.live().database.read() as conn:
        record = sessions.record_of(conn, session_id)
    return render_template(
        "host/console.html", session_id=session_id, title=session.script.title, record=record, member=member,
        **current.realtime().broadcaster.frame(session, desk_of(session, member), choice.console_apart(session)),
        theme=session.script.rules.theme,
    )  # fmt: skip
