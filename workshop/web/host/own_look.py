"""The logo and the colour of one's own place: chosen here, seen by participants."""

from collections.abc import Iterator

from flask import Flask, abort, redirect, render_template, request, url_for
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
from workshop.web.forms import ButtonForm, LogoForm
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


def install(app: Flask) -> None:
    """Before the check of forms, which reads them."""
    app.before_request(_room_for_a_logo)


def _room_for_a_logo() -> None:
    if request.endpoint == "host.choose_logo" and gate.here() is not None:
        request.max_content_length = ENVELOPE


@bp.get("/look")
@require_facilitator
def own_look() -> str:
    return _page()


def _page(**more: object) -> str:
    with current.live().database.read() as conn:
        look = looks.of_place(conn, gate.acting().id)
    return render_template("host/look.html", look=look, ours=OURS, told=list(_told(look.colour)), **more)


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


@bp.post("/look/colour")
@require_facilitator
def choose_colour() -> Page | AnyResponse:
    """With `ours`: the product's own again."""
    if not ButtonForm().validate():
        abort(400)
    colour = "" if "ours" in request.form else request.form.get("colour", "").strip().lower()
    if colour and not own_colour.COLOUR.fullmatch(colour):
        return _page(wrong_colour=said(NO_COLOUR), typed=request.form["colour"]), 400
    place = gate.acting().id
    current.live().database.write(lambda conn: looks.set_colour(conn, place, colour))
    return _changed("colour")


@bp.post("/look/logo")
@require_facilitator
def choose_logo() -> Page | AnyResponse:
    form = LogoForm()
    if not form.validate():
        abort(400)
    name = (form.name.data or "").strip()
    try:
        _put_up(name, form.file.data.stream.read(logo.MOST_BYTES + 1) if form.file.data else b"")
    except Refused as refused:
        return _page(wrong_logo=said(refused.words, refused.places), name=name), 400
    return _changed("logo")


def _put_up(name: str, data: bytes) -> None:
    """Raises Refused. Where there is a logo already, a new name alone is enough."""
    if not name or len(name) > LONGEST_NAME:
        raise Refused(NO_NAME, "name")
    place, database = gate.acting().id, current.live().database
    if not data:
        with database.read() as conn:
            known = looks.of_place(conn, place)
        if not known.mark:
            raise Refused(logo.NO_PICTURE, "no_picture")
        database.write(lambda conn: looks.rename(conn, place, name))
        return
    made = engine.in_thread(logo.made, data)
    database.write(lambda conn: looks.set_logo(conn, place, name, made.png, made.width, made.height, made.plate))


@bp.post("/look/logo/remove")
@require_facilitator
def remove_logo() -> AnyResponse:
    if not ButtonForm().validate():
        abort(400)
    place = gate.acting().id
    current.live().database.write(lambda conn: looks.set_logo(conn, place, "", None))
    return _changed("logo")


def _changed(what: str) -> AnyResponse:
    security_log.note(SecurityEvent.LOOK)
    return redirect(url_for("host.own_look", _anchor=what), 303)
