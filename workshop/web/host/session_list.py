"""The list of scripts and sessions; starting, keeping, archiving and deleting a session."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop import engine
from workshop.authoring.library import Card, HasErrors
from workshop.exports.across import compare
from workshop.places import gate, security_log
from workshop.places.gate import require_facilitator
from workshop.script.messages import in_words
from workshop.session.errors import Refused
from workshop.session.look_alike import grouping_key
from workshop.store import gather, people, sessions
from workshop.store.backup import copies, in_copies
from workshop.store.places import Place
from workshop.store.security_events import SecurityEvent
from workshop.store.sessions import Record
from workshop.util import language
from workshop.util.language import marked
from workshop.web import current
from workshop.web.deleting import delete_session
from workshop.web.forms import ButtonForm, KeepForm, StartForm
from workshop.web.host.blueprint import bp
from workshop.web.host.help_lines_page import help_page, must_stop

PAGE = 50  # sessions: a thousand at once would be two megabytes, and half a second in which nobody else is served
LONGEST = timedelta(days=3 * 365)  # that anything may be kept
WRONG_DAY = marked("A session can be kept from tomorrow on, for three years at most. Please choose another day.")


@dataclass(frozen=True, slots=True)
class _List:
    """The sessions one looks at: those that are not put away, or those; with these letters in the title.

    `newer`, `older`: where the page before and after begins, None where there is none.
    """

    sessions: list[Record]
    joined: dict[str, int]
    everything: int  # how many there are at all
    last: dict[str, date]  # script → when a session of it began last, rehearsals aside
    archived: int
    newer: int | None
    older: int | None


def home(place: Place) -> str:
    gate.act_for(place)  # the door is for everybody, and shows this to whoever is in
    asked = request.args.get("q", "").strip()[:200]
    away = request.args.get("archived") == "1"
    begin = max(0, request.args.get("from", 0, int))
    scripts = _in_order(current.library().cards())
    engine.sleep(0)  # a thousand sessions are work for more than one turn
    found = _found(asked, away, begin)
    engine.sleep(0)
    return render_template(
        "host/home.html", scripts=scripts, found=found, q=asked, away=away, earliest=_tomorrow(),
        latest=_tomorrow() + LONGEST, form=ButtonForm(), trouble=current.live().trouble(),
    )  # fmt: skip


def _in_order(cards: list[Card]) -> list[Card]:
    """What Workshop brings in other languages than the reader's comes last."""
    return sorted(cards, key=lambda card: card.shipped and language.nearest(card.language) != language.current())


def _found(asked: str, away: bool, begin: int) -> _List:
    with current.live().database.read() as conn:
        known = sessions.of_place(conn, gate.acting().id)
    engine.sleep(0)
    key = grouping_key(asked)
    shown = [r for r in known if r.archived == away and (not key or key in grouping_key(r.title))]
    page = shown[begin : begin + PAGE]
    with current.live().database.read() as conn:
        joined = {**dict.fromkeys((r.id for r in page), 0), **people.counts(conn, [r.id for r in page])}
    newer, older = max(0, begin - PAGE) if begin else None, begin + PAGE if begin + PAGE < len(shown) else None
    return _List(page, joined, len(known), _last(known), sum(r.archived for r in known), newer, older)


def _last(known: list[Record]) -> dict[str, date]:
    ran = sorted((r.created_on, r.script_name) for r in known if r.phase != "lobby" and not r.rehearsal)
    return {name: day for day, name in ran}


def _tomorrow() -> date:
    return date.today() + timedelta(days=1)


@bp.get("/scripts/<name>")
@require_facilitator
def script(name: str) -> str:
    shelf = current.library()
    reading = shelf.read(name)
    return render_template(
        "host/script.html", name=name, card=shelf.card(name), script=reading.script,
        messages=[in_words(m, language.said) for m in reading.messages],
        text=shelf.text(name), form=ButtonForm(),
    )  # fmt: skip


@bp.get("/scripts/<name>/across")
@require_facilitator
def side_by_side(name: str) -> str:
    """Every session of the script that still is here, question by question."""
    database = current.live().database
    with database.read() as conn:
        ids = [r.id for r in sessions.of_place(conn, gate.acting().id) if r.script_name == name and not r.rehearsal]
    told = [gathered for i in ids if (gathered := gather.gather(database.read, i))]
    shelf = current.library()
    title = shelf.card(name).title if name in shelf.names() else name
    return render_template("host/across.html", title=title, across=compare(told))


@bp.post("/sessions")
@require_facilitator
def start_session() -> AnyResponse:
    form = StartForm()
    if not form.validate():
        abort(400)
    name = form.name.data or ""
    if not form.all_the_same.data and must_stop(name):
        return make_response(help_page(name, stopped=True), 409)
    return started(name)


def started(name: str) -> AnyResponse:
    """A fresh session, and the way to its invitation; with mistakes in the script, to those."""
    try:
        record = current.library().start(current.live(), name)
    except HasErrors:
        return redirect(url_for("host.script", name=name), 303)
    return redirect(url_for("host.invite", session_id=record.id), 303)


@bp.post("/sessions/<session_id>/archive")
@require_facilitator
def archive(session_id: str) -> AnyResponse:
    """Away from the list, or back. Nothing else changes."""
    _pressed(session_id)
    put_away = "back" not in request.form
    current.live().database.write(lambda conn: sessions.archive(conn, session_id, put_away))
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
    current.live().database.write(lambda conn: sessions.keep_until(conn, session_id, day))
    security_log.note(SecurityEvent.DAY, day.isoformat(), session_id)
    in_copies(copies(current.realtime().backups), lambda conn: sessions.keep_until(conn, session_id, day))
    return redirect(url_for("host.door", archived="1" if record.archived else None), 303)


def _pressed(session_id: str) -> Record:
    """The session of a button of ours, also one that a damaged disk has made unreadable."""
    if not ButtonForm().validate():
        abort(400)
    with current.live().database.read() as conn:
        record = sessions.record_of(conn, session_id)
    if record is None:
        abort(404)
    return record


@bp.post("/sessions/<session_id>/delete")
@require_facilitator
def delete(session_id: str) -> AnyResponse:
    _pressed(session_id)
    delete_session(current.realtime(), session_id)
    return redirect(url_for("host.door", deleted="1"), 303)
