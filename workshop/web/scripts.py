"""Writing scripts in the browser: the editor, what a text becomes, the run sheet, files in and out."""

import re
import secrets
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any
from urllib.parse import quote

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from workshop import engine
from workshop.authoring import editable_library, previewing
from workshop.authoring.cards import listed
from workshop.authoring.editable_library import Changed, EditableLibrary
from workshop.authoring.script_files import Opened
from workshop.places import gate
from workshop.places.gate import require_facilitator
from workshop.script import as_data, samples
from workshop.script.model import Message, Reading, Step
from workshop.script.parser import LONGEST_FILE
from workshop.script.printing import run_sheet
from workshop.session.errors import Refused
from workshop.util import language
from workshop.util.language import marked, said
from workshop.util.spans import span_said
from workshop.web import current, security
from workshop.web.blocks import BLOCKS
from workshop.web.editor_words import editor_words, with_own_picture
from workshop.web.forms import ButtonForm
from workshop.web.script_forms import SAMPLES, NewForm, UploadForm

bp = Blueprint("scripts", __name__, url_prefix="/host/scripts")
COPY_OF = marked("%(title)s (copy)")
TIME_OF_DAY = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
ENVELOPE = 4 * LONGEST_FILE  # JSON may write one letter as six; a form has its boundaries


@bp.url_value_preprocessor
def _larger(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Scripts are larger than all else that is sent here. Runs before the form is read for its token."""
    if gate.here():
        request.max_content_length = ENVELOPE


def table() -> EditableLibrary:
    return current.library()


# New, upload, download, duplicate


@bp.get("/new")
@require_facilitator
def new() -> str:
    return _new_page(NewForm(), UploadForm())


@bp.post("/new")
@require_facilitator
def create() -> AnyResponse | tuple[str, int]:
    form = NewForm()
    if not form.validate():
        return _new_page(form, UploadForm()), 400
    people = "".join((form.people.data or "").split()).replace("–", "-")
    title = form.title.data or ""
    text = editable_library.from_sample(form.sample.data or "", title, people, bool(form.sensitive.data))
    try:
        name = table().create(title, text)
    except Refused as refused:
        return _new_page(form, UploadForm(), said(refused.words, refused.places)), 409
    return redirect(url_for("scripts.edit", name=name), 303)


@bp.post("/upload")
@require_facilitator
def upload() -> AnyResponse | tuple[str, int]:
    """The file as it is, under a name that was free."""
    form = UploadForm()
    if not form.validate():
        return _new_page(NewForm(formdata=None), form), 400
    try:
        text = editable_library.uploaded(form.file.data.stream.read(LONGEST_FILE + 1))
        name = table().create((form.file.data.filename or "").rpartition(".")[0] or form.file.data.filename, text)
    except Refused as refused:
        return _new_page(NewForm(formdata=None), form, said(refused.words, refused.places)), 409
    return redirect(url_for("scripts.edit", name=name), 303)


def _new_page(form: NewForm, files: UploadForm, error: str = "") -> str:
    return render_template(
        "host/new.html", form=form, upload=files, samples=SAMPLES, error=error, writable=table().writable,
        only_english=_only_english(),
    )  # fmt: skip


def _only_english() -> set[str]:
    """Samples that whoever reads another language gets in English nevertheless."""
    spoken = language.current()
    own = {name for name, *_ in SAMPLES if not name or samples.in_language(name, spoken) != name}
    return set() if spoken == language.ENGLISH else {name for name, *_ in SAMPLES} - own


@bp.get("/<name>/download")
@require_facilitator
def download(name: str) -> Response:
    """The file byte for byte."""
    response = Response(table().open(name).raw.encode(), mimetype="text/markdown")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}.md"
    return response


@bp.post("/<name>/use")
@require_facilitator
def use(name: str) -> AnyResponse:
    """A copy of a script, under a title that says so, and the way to its editor. Raises Refused."""
    if not ButtonForm().validate():
        abort(400)
    opened = table().open(name)
    title = said(COPY_OF, {"title": current.library().card(name).title})
    return redirect(url_for("scripts.edit", name=table().create(title, samples.titled(opened.text, title))), 303)


@bp.post("/<name>/copy")
@require_facilitator
def copy(name: str) -> tuple[Response, int]:
    """A file of its own with the text that was sent, or with the one on disk. The address of its editor."""
    body = _body()
    text = body.get("text")
    try:
        made = table().create(f"{name} copy", text if isinstance(text, str) else table().open(name).raw)
    except Refused as refused:
        return jsonify(error=refused.code, message=said(refused.words, refused.places)), 409
    return jsonify(name=made, edit=url_for("scripts.edit", name=made)), 201


# The editor


@bp.get("/<name>/edit")
@require_facilitator
def edit(name: str) -> Response:
    found = table().open(name)
    reading = engine.in_thread(table().check, name, found.text)
    nonce = secrets.token_urlsafe(16)
    page = render_template(
        "host/editor.html", name=name, opened=found, writable=table().writable, nonce=nonce, blocks=BLOCKS,
        words=with_own_picture(editor_words(found.text, reading.script.rules), table()),
    )  # fmt: skip
    response = make_response(page)
    # The editor makes its style sheet in the browser; this lets that one in and no other.
    policy = security.POLICY.format(ws="").replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")
    response.headers["Content-Security-Policy"] = policy
    return response


@bp.post("/<name>/check")
@require_facilitator
def check(name: str) -> Response:
    """A text that is being written: every message, the plan, and how the step at the cursor looks."""
    body = _body()
    reading = engine.in_thread(table().check, name, _text(body))
    line = body.get("line")
    step = previewing.step_at(reading.script, line) if isinstance(line, int) else None
    told = checked(reading, step, str(body.get("phase", "")), f"{name}.md")
    words = editor_words(_text(body), reading.script.rules)
    if words["code"] != body.get("words", words["code"]):
        told["words"] = with_own_picture(words, table())
    return jsonify(told | {"cards": listed(_text(body), reading)})


def checked(reading: Reading, step: Step | None, phase: str, path: str) -> dict[str, Any]:
    look = previewing.look(current_app.jinja_env, reading, step, phase, current_app.config["PUBLIC_URL"])
    return {
        "messages": [_told(m, path) for m in reading.messages],
        "errors": len(reading.errors),
        "outline": previewing.outline(reading),
        "look": asdict(look),
    }


def _told(message: Message, path: str) -> dict[str, object]:
    """`own`: it lies in this file, so the editor can mark its place."""
    return {**as_data(message, said), "own": message.path == path}


@bp.post("/<name>/save")
@require_facilitator
def save(name: str) -> tuple[Response, int]:
    body = _body()
    try:
        kept = table().save(name, _text(body), str(body.get("mark", "")), body.get("keep_theirs") is True)
    except Changed as changed:
        return jsonify(error="changed", **_version(changed.theirs)), 409
    except Refused as refused:
        return jsonify(error=refused.code, message=said(refused.words, refused.places)), 422
    return jsonify(_version(kept)), 200


@bp.get("/<name>/state")
@require_facilitator
def version(name: str) -> Response:
    """Asked by an open editor now and then: is the file still the one it shows, and who else has it open?"""
    others = current.open_editors().open(_mine(name), request.args.get("tab", "")[:64])
    try:
        now = table().open(name)
    except Refused:
        return jsonify(mark="", text=None, others=others)
    same = now.mark == request.args.get("mark")
    return jsonify(mark=now.mark, others=others, **({} if same else {"text": now.text}))


@bp.post("/<name>/ids")
@require_facilitator
def ids(name: str) -> Response:
    """The text with an id under every step that has none."""
    text = _text(_body())
    return jsonify(text=engine.in_thread(table().with_ids, name, text))


@bp.post("/<name>/leave")
@require_facilitator
def leave(name: str) -> tuple[str, int]:
    current.open_editors().close(_mine(name), str(_body().get("tab", ""))[:64])
    return "", 204


def _mine(name: str) -> tuple[str, str]:
    """A script of this name, and of this place."""
    return gate.acting().id, name


def _version(found: Opened | None) -> dict[str, Any]:
    return {"mark": found.mark, "text": found.text} if found else {"mark": "", "text": None}


def _body() -> dict[str, Any]:
    body = request.get_json()
    return body if isinstance(body, dict) else abort(400)


def _text(body: dict[str, Any]) -> str:
    text = body.get("text")
    return text if isinstance(text, str) else abort(400)


# What it becomes


@bp.get("/<name>/preview")
@require_facilitator
def preview(name: str) -> str:
    table().open(name)
    return render_template("host/preview.html", name=name, base=url_for("scripts.preview", name=name), inside=True)


@bp.get("/<name>/preview/look")
@require_facilitator
def look(name: str) -> Response:
    here = table()
    return look_again(here.mark(name), lambda: here.read(name), f"{name}.md")


def look_again(mark: str, read: Callable[[], Reading], path: str) -> Response:
    """The saved script at `?step=` in `?phase=`; 204 while nothing was saved since `?mark=`."""
    if request.args.get("mark") == mark:
        return Response(status=204)
    reading = engine.in_thread(read)
    step = reading.script.step(request.args.get("step", ""))
    return jsonify({**checked(reading, step, request.args.get("phase", ""), path), "mark": mark})


@bp.get("/<name>/print")
@require_facilitator
def print_sheet(name: str) -> str:
    """The run sheet. `?start=14:30`, `?clock=off`, `?handouts=off`."""
    reading = engine.in_thread(table().read, name)
    start = request.args.get("start", "")
    start = start if TIME_OF_DAY.fullmatch(start) else ""
    lengths = partial(span_said, hours=True)
    return render_template(
        "host/print.html", name=name, sheet=run_sheet(reading.script, start or None, lengths), start=start,
        clock=request.args.get("clock") != "off", handouts=request.args.get("handouts") != "off",
        errors=len(reading.errors), lang=reading.script.rules.language,
    )  # fmt: skip
