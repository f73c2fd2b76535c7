"""Bring your plan: pasted or from a file, looked at step by step, then made into a script."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop import engine
from workshop.authoring import plans
from workshop.authoring.editable_library import EditableLibrary
from workshop.authoring.plans.model import Plan, Proposed
from workshop.places import gate
from workshop.places.gate import require_facilitator
from workshop.script import read
from workshop.script.messages import in_words
from workshop.script.model import Kind
from workshop.script.settings import KIND_NAMES
from workshop.session.errors import Refused
from workshop.util.language import said
from workshop.web import current
from workshop.web.script_forms import PlanForm
from workshop.web.stale import comes_back

bp = Blueprint("plans", __name__, url_prefix="/host/plan")
LARGEST = 3 * plans.sources.LARGEST
CHOICES = (
    Kind.SLIDE, Kind.TALK, Kind.POLL, Kind.REFLECT, Kind.BREAKOUT, Kind.PAUSE, Kind.BREAK, Kind.SEED, Kind.RESOURCES,
)  # fmt: skip
PART, OUT = "part", "out"


@bp.url_value_preprocessor
def _larger(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Documents are larger than all else that is sent here. Runs before the form is read for its token."""
    if gate.here():
        request.max_content_length = LARGEST
        request.max_form_memory_size = LARGEST


@bp.get("")
@require_facilitator
def bring() -> str:
    return _page(PlanForm(formdata=None))


def _look_again(why: str) -> str:
    return _page(PlanForm(), why)


@bp.post("")
@require_facilitator
@comes_back(_look_again)
def look() -> AnyResponse | str | tuple[str, int]:
    """What the plan seems to hold, to be corrected. Nothing is kept yet, but of what is a script already."""
    form = PlanForm()
    if not form.validate():
        return _page(form), 400
    try:
        text, name = _source(form)
        plan = engine.in_thread(plans.propose, text, name)
    except plans.Unreadable as problem:
        return _page(form, said(str(problem), {})), 422
    if plan.script:
        try:
            return _opened(plan)
        except Refused as refused:
            return _page(form, said(refused.words, refused.places)), 409
    return _review(plan, text, name)


def _make_again(why: str) -> str:
    """With all that was corrected, and in the same order, so that it can be sent once more."""
    plan, text, name = _sent()
    for at, step in enumerate(plan.steps):
        _typed(step, request.form.get(f"title-{at}", ""), request.form.get(f"minutes-{at}", ""))
    plan.title = _title() or plan.title
    return _review(plan, text, name, why, request.form)


@bp.post("/make")
@require_facilitator
@comes_back(_make_again)
def make() -> AnyResponse | str | tuple[str, int]:
    """The script, with what was corrected; it opens in the editor."""
    plan, _, _ = _sent()
    _correct(plan)
    try:
        return _opened(plan)
    except Refused as refused:
        return _make_again(said(refused.words, refused.places)), 409


def _opened(plan: Plan) -> AnyResponse:
    """Its script, in the editor. Raises Refused."""
    return redirect(url_for("scripts.edit", name=_table().create(plan.title, plans.write(plan))), 303)


def _sent() -> tuple[Plan, str, str]:
    """The plan with the kinds that were chosen, its text, and the name of its file."""
    text = request.form.get("text", "").replace("\r\n", "\n")[: plans.sources.LONGEST]  # forms end lines with both
    name = request.form.get("name", "")[:200]
    return engine.in_thread(plans.propose, text, name, _wanted()), text, name


def _table() -> EditableLibrary:
    return current.library()


def _source(form: PlanForm) -> tuple[str, str]:
    """A file before what was pasted. Raises Unreadable."""
    if form.file.data:
        name = str(form.file.data.filename or "")
        data = form.file.data.stream.read(plans.sources.LARGEST + 1)
        return engine.in_thread(plans.text_of, data, name), name
    return engine.in_thread(plans.text_of, (form.text.data or "").encode(), "plan.md"), ""


def _page(form: PlanForm, error: str = "") -> str:
    return render_template("host/plan.html", form=form, error=error, writable=_table().writable)


def _review(plan: Plan, text: str, name: str, error: str = "", sent: Mapping[str, str] = {}) -> str:
    """`sent`: what a form brought that comes back to be sent once more."""
    messages = [in_words(m, said) for m in engine.in_thread(read, plans.write(plan), "plan.md").messages]
    return render_template(
        "host/plan_review.html", plan=plan, text=text, name=name, error=error, messages=messages, sent=sent,
        left_out=OUT, part=PART, kinds=[(str(kind), KIND_NAMES[kind]) for kind in CHOICES],
        total=sum(step.minutes or 0 for step in plan.steps),
    )  # fmt: skip


def _wanted() -> dict[int, Kind | None]:
    """The kinds that were chosen, by place, where they are others than the proposed ones."""
    known: dict[str, Kind | None] = {PART: None, **{str(kind): kind for kind in CHOICES}}
    sent = [(key.removeprefix("kind-"), value) for key, value in request.form.items() if key.startswith("kind-")]
    return {
        int(at): known[value]
        for at, value in sent
        if at.isdecimal() and len(at) < 6 and value in known and value != request.form.get(f"was-{at}")
    }


def _correct(plan: Plan) -> None:
    """Titles and lengths as they were typed. A step that was left out stays as a comment of the authors."""
    kept = []
    for at, step in enumerate(plan.steps):
        if request.form.get(f"kind-{at}") == OUT:
            plan.left += [step.source, *step.taken]
            continue
        kept.append(_typed(step, request.form.get(f"title-{at}", ""), request.form.get(f"minutes-{at}", "")))
    plan.steps = kept
    plan.title = _title() or plan.title


def _title() -> str:
    return " ".join(request.form.get("title", "").split())


def _typed(step: Proposed, title: str, minutes: str) -> Proposed:
    step.title = " ".join(title.split()) or step.title
    if step.kind and minutes.strip().isdecimal() and 0 < int(minutes.strip()[:5]) <= 24 * 60:
        step.minutes = int(minutes.strip())
    return step
