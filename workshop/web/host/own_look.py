"""The logo and the colour of one's own place: chosen here, seen by participants."""

from collections.abc import Callable, Iterator

from flask import Flask, abort, redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from workshop import engine
from workshop.places import gate, logo, security_log
from workshop.places.gate import require_facilitator
from workshop.session.errors import Refused
from workshop.store import looks
from workshop.store.security_events import SecurityEvent
from workshop.util import own_colour
from workshop.util.language import marked, said
from workshop.web import current
from workshop.web.forms import LookForm
from workshop.web.host.blueprint import bp

OURS = "#1d6a61"  # what stands in the box where no colour was chosen: the product's own
ENVELOPE = logo.MOST_BYTES + 100_000  # a form has its boundaries, and a refusal is to be a sentence
NO_COLOUR = marked("Give a colour as # and six signs, such as #7a3e9d.")
NO_NAME = marked("Say what the logo shows, such as the name of your practice: people who cannot see it are told that.")
LONGEST_NAME = 80
DARKER = marked("On light pages it is a little darker than you chose (%(colour)s), so that everybody can read it.")
LIGHTER = marked("On dark pages it is a little lighter than you chose (%(colour)s), so that everybody can read it.")
WARNING = marked(
    "It is close to the red that stands for somebody who asks for help. People may take it for a warning; another "
    "colour would be calmer."
)
Page = str | tuple[str, int]
Change = Callable[[Connection, str], None]  # of the place with this id


def install(app: Flask) -> None:
    """Before the check of forms, which reads them."""
    app.before_request(_room_for_a_logo)


def _room_for_a_logo() -> None:
    if request.endpoint == "host.change_look" and gate.here() is not None:
        request.max_content_length = ENVELOPE


@bp.get("/look")
@require_facilitator
def own_look() -> str:
    return _page()


def _page(**more: object) -> str:
    look = _kept()
    return render_template("host/look.html", look=look, ours=OURS, told=list(_told(look.colour)), **more)


def _kept() -> looks.PlaceLook:
    with current.live().database.read() as conn:
        return looks.of_place(conn, gate.acting().id)


def _told(colour: str) -> Iterator[str]:
    """What becomes of it, in sentences."""
    if not colour:
        return
    light, dark = own_colour.tint(colour), own_colour.tint(colour, scheme="dark")
    if light.accent != colour:
        yield said(DARKER, {"colour": light.accent})
    if dark.accent != colour:
        yield said(LIGHTER, {"colour": dark.accent})
    if own_colour.resembles_a_warning(colour):
        yield said(WARNING)


@bp.post("/look")
@require_facilitator
def change_look() -> Page | AnyResponse:
    """All of it or nothing: a file that was chosen is sent with the colour, not lost by it. What is not sent stays."""
    form = LookForm()
    if not form.validate():
        abort(400)
    typed, name = (form.colour.data or "").strip().lower(), form.name.data or ""
    if typed and not own_colour.COLOUR.fullmatch(typed):
        return _page(wrong_colour=said(NO_COLOUR), name=name), 400
    try:
        changes = [*_colour(form, typed), *_logo(form)]
    except Refused as refused:
        box = "wrong_name" if refused.code == "name" else "wrong_file"
        return _page(name=name, typed=typed, **{box: said(refused.words, refused.places)}), 400
    place = gate.acting().id
    current.live().database.write(lambda conn: [change(conn, place) for change in changes])
    security_log.note(SecurityEvent.LOOK)
    return redirect(url_for("host.own_look"), 303)


def _colour(form: LookForm, typed: str) -> Iterator[Change]:
    """The product's own is no choice: it stands in the box where nothing was chosen."""
    if typed or form.ours.data:
        colour = "" if form.ours.data or typed == OURS else typed
        yield lambda conn, place: looks.set_colour(conn, place, colour)


def _logo(form: LookForm) -> Iterator[Change]:
    """Raises Refused. Where there is a logo already, a new name alone is enough."""
    data = form.file.data.stream.read(logo.MOST_BYTES + 1) if form.file.data else b""
    name = (form.name.data or "").strip()
    has = bool(_kept().mark)
    if form.no_logo.data and not data:
        yield lambda conn, place: looks.set_logo(conn, place, "", None)
    elif data or name or (has and form.name.data is not None):
        if not name or len(name) > LONGEST_NAME:
            raise Refused(NO_NAME, "name")
        if not data and not has:
            raise Refused(logo.NO_PICTURE, "no_picture")
        yield _put_up(name, data) if data else lambda conn, place: looks.rename(conn, place, name)


def _put_up(name: str, data: bytes) -> Change:
    made = engine.in_thread(logo.made, data)
    return lambda conn, place: looks.set_logo(conn, place, name, made.png, made.width, made.height, made.plate)
