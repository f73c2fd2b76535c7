"""A session changes hands: the code of whoever gives it, and the place of whoever takes it over."""

from datetime import date

from flask import abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop import engine
from workshop.authoring.media_along import bring
from workshop.authoring.shelves import Shelves
from workshop.places import gate, security_log
from workshop.places.gate import require_facilitator
from workshop.places.handing_over import Given, HandingOver, is_busy, is_ending
from workshop.session.errors import Refused
from workshop.session.state import UNDO_SECONDS
from workshop.store import offers, people, places
from workshop.store.sessions import Record
from workshop.util.language import said
from workshop.web import current
from workshop.web.forms import ButtonForm, TakeOverForm
from workshop.web.host.blueprint import bp
from workshop.web.host.own_place import place_page
from workshop.web.host.session_pages import known

Page = str | tuple[str, int]
LOOK_AGAIN = 0.25  # seconds


def handing_over() -> HandingOver:
    return HandingOver(current.live().database, security_log.by_whom() or "")


# Whoever gives


@bp.get("/sessions/<session_id>/hand-over")
@require_facilitator
def hand_over(session_id: str) -> str:
    return _offer_page(session_id)


def _offer_page(session_id: str, code: str = "") -> str:
    record, _ = known(session_id)
    with current.live().database.read() as conn:
        offered = session_id in offers.of_place(conn, record.place, date.today())
        joined, busy = people.counts(conn, [session_id]).get(session_id, 0), is_busy(conn, record)
    return render_template(
        "host/hand_over.html", record=record, offered=offered, code=code, joined=joined, busy=busy, days=offers.DAYS,
    )  # fmt: skip


@bp.post("/sessions/<session_id>/hand-over")
@require_facilitator
def offer_session(session_id: str) -> str:
    """The page is the answer, for the code is told once: only its hash is kept."""
    _pressed()
    return _offer_page(session_id, handing_over().offer(gate.acting().id, session_id))


@bp.post("/sessions/<session_id>/hand-over/back")
@require_facilitator
def take_offer_back(session_id: str) -> AnyResponse:
    _pressed()
    handing_over().take_back(gate.acting().id, session_id)
    return redirect(url_for("host.hand_over", session_id=session_id), 303)


def _pressed() -> None:
    if not ButtonForm().validate():
        abort(400)


# Whoever takes


@bp.post("/place/take-over")
@require_facilitator
def look_at_offer() -> Page:
    """What the code offers; nothing has changed hands yet."""
    form = TakeOverForm()
    if not form.validate():
        abort(400)
    typed = form.code.data or ""
    try:
        return _take_page(typed, handing_over().look(typed, gate.acting()), gate.acting().name)
    except Refused as refused:
        if refused.code == "unknown":
            current.rate_limits().wrong("code")
        return place_page(take_error=said(refused.words, refused.places), typed=typed), 409


def _take_page(typed: str, given: Given, name: str, error: str = "") -> str:
    with current.live().database.read() as conn:
        joined = people.counts(conn, [record.id for record in given.sessions])
    return render_template(
        "host/take_over.html", given=given, typed=typed, name=name, error=error, joined=joined, place=gate.acting(),
    )  # fmt: skip


@bp.post("/place/take-over/accept")
@require_facilitator
def accept_offer() -> Page | AnyResponse:
    form = TakeOverForm()
    if not form.validate():
        abort(400)
    typed, name = form.code.data or "", form.name.data or ""
    try:
        given = handing_over().look(typed, gate.acting())
    except Refused as refused:
        return place_page(take_error=said(refused.words, refused.places), typed=typed), 409
    try:
        taken = _take(typed, name, _settled(typed, given))
    except Refused as refused:
        return _take_page(typed, given, name, said(refused.words, refused.places)), 409
    return redirect(url_for("host.door", taken=len(taken)), 303)


def _settled(typed: str, given: Given) -> Given:
    """Once no end of these sessions can be taken back any more. Raises Refused where one was."""
    for _ in range(round((UNDO_SECONDS + 2) / LOOK_AGAIN)):
        if not any(map(is_ending, given.sessions)):
            break
        engine.sleep(LOOK_AGAIN)
        given = handing_over().look(typed, gate.acting())
    return given


def _take(typed: str, name: str, given: Given) -> list[Record]:
    """Whoever led, helped to lead or showed the screen before is out, also where it is open: all connect anew."""
    shelves, here, library = Shelves.of(current_app.config), current.realtime(), current.library()
    with current.live().database.read() as conn:
        more = sum(record.phase != "ended" and not record.rehearsal for record in given.sessions)
        library.check_number(places.open_sessions(conn, library.place) + more)

    def along(record: Record) -> None:
        session = current.live().session(record.id)
        if session:
            bring(session, shelves.folder(record.place), library)

    taken = handing_over().take(typed, gate.acting(), name, along)
    for record in taken:
        here.forget(record.id)
        here.peers.tell("deleted", session=record.id)
    return taken
