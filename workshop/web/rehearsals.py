"""Rehearsing a script from the browser: start, progress, report."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from workshop.authoring.library import HasErrors
from workshop.places import gate
from workshop.places.gate import require_facilitator
from workshop.places.passes import Passes
from workshop.rehearsal.api import Door
from workshop.rehearsal.cast import Plan
from workshop.rehearsal.company import Company
from workshop.rehearsal.runs import Rehearsals, Run, Speak
from workshop.session.errors import Refused
from workshop.store import sessions
from workshop.util import language
from workshop.util.language import marked, said
from workshop.web import current
from workshop.web.forms import ButtonForm, PageForm
from workshop.web.host.session_pages import links

bp = Blueprint("rehearsals", __name__, url_prefix="/host/scripts")
NO_STEP = marked("There is no step to rehearse yet. Mend the script first.")
LOOK = marked("Please look at the numbers below.")
MOST_PEOPLE = 100
FASTEST = 20


class RehearseForm(PageForm):
    people = IntegerField(
        marked("How many people"), default=12,
        validators=[InputRequired(), NumberRange(1, MOST_PEOPLE, marked("From 1 to 100 people, please."))],
    )  # fmt: skip
    speed = IntegerField(
        marked("How many times faster"), default=10,
        validators=[InputRequired(), NumberRange(1, FASTEST, marked("From 1 to 20 times, please."))],
    )  # fmt: skip


def rehearsals() -> Rehearsals:
    found: Rehearsals = current_app.extensions["workshop-rehearsals"]
    return found


@bp.get("/<name>/rehearse")
@require_facilitator
def show(name: str) -> str:
    return _page(name, RehearseForm())


@bp.get("/<name>/rehearse/progress")
@require_facilitator
def progress(name: str) -> str:
    """The part of the page that changes."""
    return render_template("host/rehearsal_run.html", **_told(name, RehearseForm()))


@bp.post("/<name>/rehearse")
@require_facilitator
def start(name: str) -> AnyResponse | tuple[str, int]:
    form = RehearseForm()
    try:
        rehearsals().check_free(gate.acting().id)  # first: while one runs, the page has no numbers to look at
        if not form.validate():
            return _page(name, form, said(LOOK)), 400
        rehearsals().take_turn(gate.acting().id)
        record = current.library().start(current.live(), name, rehearsal=True)
    except HasErrors:
        return _page(name, form, said(NO_STEP)), 409
    except Refused as refused:
        return _page(name, form, said(refused.words, refused.places)), 409
    session = current.live().session(record.id)
    assert session is not None and record.code
    plan = Plan(people=form.people.data, speed=float(form.speed.data))
    rehearsals().start(_door(), gate.acting().id, name, record.id, record.code, session.script, plan, _speaking())
    return redirect(url_for("rehearsals.show", name=name), 303)


@bp.post("/<name>/practise")
@require_facilitator
def practise(name: str) -> AnyResponse | tuple[str, int]:
    """A rehearsal that one leads oneself: the way to its console, where a practice phone waits, and to which pretend
    people come. Raises Refused."""
    if not ButtonForm().validate():
        abort(400)
    try:
        record = current.library().start(current.live(), name, rehearsal=True)
    except HasErrors:
        return _page(name, RehearseForm(formdata=None), said(NO_STEP)), 409
    session = current.live().session(record.id)
    assert session is not None and record.code
    company: Company = current_app.extensions["workshop-company"]
    company.come(_door(), gate.acting().id, record.id, record.code, session.script)
    return redirect(url_for("host.console", session_id=record.id), 303)


@bp.post("/<name>/rehearse/stop")
@require_facilitator
def stop(name: str) -> AnyResponse:
    if not ButtonForm().validate():
        abort(400)
    rehearsals().stop(gate.acting().id, name)
    return redirect(url_for("rehearsals.show", name=name), 303)


def _speaking() -> Speak:
    """What a rehearsal finds is told in the language of whoever started it."""
    app, code = current_app._get_current_object(), language.spoken()  # type: ignore[attr-defined]
    return partial(language.speaking, app, code)


def _door() -> Door:
    """It comes in by the way of all tools, with a pass for this place alone."""
    passes: Passes = current_app.extensions["workshop-passes"]
    return Door(current_app.config["OWN_URL"], passes.of(gate.acting().id))


def _page(name: str, form: RehearseForm, error: str = "") -> str:
    return render_template("host/rehearsal.html", error=error, **_told(name, form))


def _told(name: str, form: RehearseForm) -> dict[str, Any]:
    """Raises Refused where there is no such script."""
    run = rehearsals().of(gate.acting().id, name)
    return {"name": name, "card": current.library().card(name), "form": form, "run": run, **_links(run)}


def _links(run: Run | None) -> dict[str, Any]:
    """The ways into the rehearsal, while its session is there."""
    if run is None:
        return {"record": None}
    with current.live().database.read() as conn:
        record = sessions.record_of(conn, run.session)
    return {"record": record, **(links(record) if record else {})}
