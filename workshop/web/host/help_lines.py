"""Help lines for one's area, filled in on a page: a field for each gap, and the whole text for all else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.authoring import help_file, own_help
from workshop.authoring.editable_library import Changed
from workshop.authoring.help_file import HelpFile
from workshop.places.gate import require_facilitator
from workshop.script.help_lines import Gap, Line, filled, gaps
from workshop.script.links import PLACEHOLDER
from workshop.session.errors import Refused
from workshop.util.language import marked, said
from workshop.web import current
from workshop.web.forms import ButtonForm
from workshop.web.host.blueprint import bp
from workshop.web.host.help_lines_page import help_page, must_stop
from workshop.web.host.session_list import started
from workshop.web.scripts import table
from workshop.web.stale import comes_back

LONGEST = 300  # characters of one field
FIELDS = ("name", "number", "hours", "address")
LABELS = {"name": "Name", "number": "Number", "hours": "Hours", "address": "Address"}  # of the page's template
ALL_THE_SAME = "all_the_same"  # the button that makes a session though lines are open
BOX = re.compile(rf"text|({'|'.join(FIELDS)})-[0-9]+")
ADDRESS = re.compile(r"https?://([^\s<>/?#]+\.[^\s<>/?#]+)[^\s<>]*", re.IGNORECASE)
OTHER = marked(
    "Somebody changed the help lines meanwhile. Here they are as they are now; please fill in what is still open."
)
STILL_OPEN = marked("Some lines are still open. Fill them in, or take out those that you do not need.")
NO_NUMBER = marked("Write the number that people can call, or take the line out.")
TOO_LONG = marked("%(field)s is too long by %(n)s. All of it is still here; up to %(most)s characters can be written.")
NO_ADDRESS = marked("Write the whole address, as in https://www.samaritans.org, or take the line out.")
EXAMPLE = marked(
    "This address is only an example, and nobody answers there. Write that of a real line, or take the line out."
)


@bp.get("/scripts/<name>/help-lines")
@require_facilitator
def ask_help_lines(name: str) -> str:
    return help_page(name, stopped="stopped" in request.args)


def _again(name: str, why: str) -> str:
    stopped, given = request.form.get("then") == "start", read_given(help_file.of(table(), name))
    if given.overtaken:
        return help_page(name, stopped, said(OTHER), kept=given.kept)
    return help_page(name, stopped, why, given.told, given.wrong, given.text)


@bp.post("/scripts/<name>/help-lines")
@require_facilitator
@comes_back(_again, BOX)
def save_help_lines(name: str) -> AnyResponse:
    """What was filled in; with a field `text`, the whole text.

    `then=start`: a session as soon as nothing is open; with `all_the_same` whatever is open.
    """
    if not ButtonForm().validate():
        abort(400)
    file, stopped = help_file.of(table(), name), request.form.get("then") == "start"
    given = read_given(file)
    if given.overtaken:
        return make_response(help_page(name, stopped, said(OTHER), kept=given.kept), 409)
    if given.wrong:
        return make_response(help_page(name, stopped, told=given.told, wrong=given.wrong), 400)
    if stopped and not table().writable:
        return _with_own_lines(name, file, given)
    try:
        help_file.save(table(), file, given.whole)
    except Changed:
        return make_response(help_page(name, stopped, said(OTHER), kept=given.kept), 409)
    except Refused as refused:
        why = said(refused.words, refused.places)
        return make_response(help_page(name, stopped, why, given.told, text=given.text), 409)
    if stopped and (ALL_THE_SAME in request.form or not must_stop(name)):
        return started(name)
    return redirect(url_for("host.ask_help_lines", name=name, saved="1", stopped="1" if stopped else None), 303)


def _with_own_lines(name: str, file: HelpFile, given: "Given") -> AnyResponse:
    """Scripts inside a package cannot be written over: the session gets the lines for itself."""
    if gaps(given.whole) and ALL_THE_SAME not in request.form:
        return make_response(help_page(name, True, said(STILL_OPEN), given.told, text=given.text), 409)
    record = current.library().start(current.live(), name)
    session = current.live().session(record.id)
    assert session is not None
    own_help.save(current.live(), session, file, given.whole)
    return redirect(url_for("host.invite", session_id=record.id), 303)


@dataclass(frozen=True, slots=True)
class Given:
    """What a form brought. `text`: the whole, where that was sent; else `told`, gap by gap, with what is `wrong`."""

    whole: str  # what the file would be
    text: str | None
    told: Mapping[int, Line]
    wrong: Mapping[int, str]
    overtaken: bool  # it is about a file that is another one by now
    kept: Sequence[str]  # all of it, to copy from


def read_given(file: HelpFile) -> Given:
    text = request.form.get("text")
    told = {} if text is not None else _told(file)
    wrong = {n: why for n, line in told.items() if (why := _wrong(line, file.gaps[n]))}
    sent = [each.strip() for field, each in request.form.items() if BOX.fullmatch(field)]
    whole = text or filled(file.opened.raw, {} if wrong else told)
    return Given(whole, text, told, wrong, file.opened.mark != request.form.get("mark"), [s for s in sent if s])


def _told(file: HelpFile) -> dict[int, Line]:
    return {n: _line(n) for n in range(len(file.gaps))}


def _line(n: int) -> Line:
    given = (request.form.get(f"{name}-{n}", "").strip() for name in FIELDS)
    name, number, hours, address = given
    return Line(name, number, hours, address, f"drop-{n}" in request.form)


def _wrong(line: Line, gap: Gap) -> str:
    """Why this line cannot be taken, or nothing. One that is left empty, or as it stood there, just stays open."""
    named = line.name != gap.shown if gap.link else True
    if line.drop or not (line.number or line.address or line.hours or (line.name and named)):
        return ""
    if too_long := _too_long(line):
        return too_long
    if not gap.link:
        return "" if sum(map(str.isdigit, line.number)) >= 2 else said(NO_NUMBER)
    if not (found := ADDRESS.fullmatch(line.address)):
        return said(NO_ADDRESS)
    return said(EXAMPLE) if PLACEHOLDER.fullmatch(found.group(1)) else ""


def _too_long(line: Line) -> str:
    for field in FIELDS:
        if (over := len(getattr(line, field)) - LONGEST) > 0:
            return said(TOO_LONG, {"field": said(LABELS[field]), "n": over, "most": LONGEST})
    return ""
