"""Help lines for one's area, filled in on a page: a field for each gap, and the whole text for all else."""

import re

from flask import abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.authoring import help_file
from workshop.authoring.editable_library import Changed
from workshop.authoring.help_file import HelpFile
from workshop.places.gate import require_facilitator
from workshop.script.help_lines import Line, filled
from workshop.script.links import PLACEHOLDER
from workshop.session.errors import Refused
from workshop.util.language import said
from workshop.web.forms import ButtonForm
from workshop.web.host.blueprint import bp
from workshop.web.host.help_lines_page import help_page, must_stop
from workshop.web.host.session_list import started
from workshop.web.scripts import table

LONGEST = 300  # characters of one field
FIELDS = ("name", "number", "hours", "address")
BOX = re.compile(rf"({'|'.join(FIELDS)})-[0-9]+")
ADDRESS = re.compile(r"https?://([^\s<>/?#]+\.[^\s<>/?#]+)[^\s<>]*", re.IGNORECASE)
OTHER = "Somebody changed the help lines meanwhile. Here they are as they are now; please fill in what is still open."
NO_NUMBER = "Write the number that people can call, or take the line out."
TOO_LONG = "{what} is too long by {n:,}. All of it is still here; up to {most} characters can be written."
NO_ADDRESS = "Write the whole address, as in https://www.samaritans.org, or take the line out."


@bp.get("/scripts/<name>/help-lines")
@require_facilitator
def ask_help_lines(name: str) -> str:
    return help_page(name, stopped="stopped" in request.args)


@bp.post("/scripts/<name>/help-lines")
@require_facilitator
def save_help_lines(name: str) -> AnyResponse:
    """What was filled in; with a field `text`, the whole text. `then=start`: a session as soon as nothing is open."""
    if not ButtonForm().validate():
        abort(400)
    file, stopped = help_file.of(table(), name), request.form.get("then") == "start"
    if file.opened.mark != request.form.get("mark"):
        return _overtaken(name, stopped)
    text = request.form.get("text")
    told = {} if text is not None else _told(file)
    wrong = {n: why for n, line in told.items() if (why := _wrong(line, file.gaps[n].link))}
    if wrong:
        return make_response(help_page(name, stopped, told=told, wrong=wrong), 400)
    try:
        help_file.save(table(), file, text or filled(file.opened.raw, told))
    except Changed:
        return _overtaken(name, stopped)
    except Refused as refused:
        return make_response(help_page(name, stopped, said(refused.words, refused.places), told, text=text), 409)
    if stopped and not must_stop(name):
        return started(name)
    return redirect(url_for("host.ask_help_lines", name=name, saved="1", stopped="1" if stopped else None), 303)


def _overtaken(name: str, stopped: bool) -> AnyResponse:
    """The file as it is now, and beside it what this person wrote about the one before."""
    given = [text.strip() for field, text in request.form.items() if field == "text" or BOX.fullmatch(field)]
    return make_response(help_page(name, stopped, OTHER, kept=[text for text in given if text]), 409)


def _told(file: HelpFile) -> dict[int, Line]:
    return {n: _line(n) for n in range(len(file.gaps))}


def _line(n: int) -> Line:
    given = (request.form.get(f"{name}-{n}", "").strip() for name in FIELDS)
    name, number, hours, address = given
    return Line(name, number, hours, address, f"drop-{n}" in request.form)


def _wrong(line: Line, link: bool) -> str:
    """Why this line cannot be taken, or nothing. One that is left empty just stays open."""
    if line.drop or not (line.number or line.address or ((line.name or line.hours) and not link)):
        return ""
    if too_long := _too_long(line):
        return too_long
    if not link:
        return "" if sum(map(str.isdigit, line.number)) >= 2 else NO_NUMBER
    found = ADDRESS.fullmatch(line.address)
    return "" if found and not PLACEHOLDER.fullmatch(found.group(1)) else NO_ADDRESS


def _too_long(line: Line) -> str:
    for field in FIELDS:
        if (over := len(getattr(line, field)) - LONGEST) > 0:
            return TOO_LONG.format(what=field.capitalize(), n=over, most=LONGEST)
    return ""
