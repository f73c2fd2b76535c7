"""Signing in and out."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.places import gate
from workshop.places import sign_in as signing
from workshop.places.gate import require_facilitator
from workshop.util.language import marked, said
from workshop.web import current
from workshop.web.forms import DoorForm
from workshop.web.host.blueprint import bp
from workshop.web.host.session_list import home
from workshop.web.stale import link_comes_back

WRONG_KEY = marked(
    "This does not open the door. A link opens once: whoever runs the server gets a new one with “workshop link”. "
    "Or paste the key, which is in the file facilitator_key of the data folder."
)


@bp.get("")
def door() -> str | AnyResponse:
    """Signed in: the scripts. Otherwise the door, where the key in the link's fragment is read."""
    place = gate.here()
    if place:
        wanted = inside(request.args.get("next", ""))
        return redirect(request.script_root + wanted) if wanted else home(place)
    return render_template("host/sign_in.html", form=DoorForm(next=inside(request.args.get("next", ""))), error="")


@bp.post("/sign-in")
@link_comes_back("key", "next")
def sign_in() -> AnyResponse | tuple[str, int]:
    form = DoorForm()
    if not form.validate_on_submit() or not signing.sign_in(form.key.data):
        current.rate_limits().wrong("key")  # a delay, never a lock-out: nobody guesses 128 bits
        return render_template("host/sign_in.html", form=form, error=said(WRONG_KEY)), 403
    wanted = inside(form.next.data or "")
    return redirect(request.script_root + wanted if wanted else url_for("host.door"), 303)


def inside(path: str) -> str:
    """Only a path of our own pages for facilitators is followed."""
    return path if path.startswith("/host/") and "//" not in path and "\\" not in path else ""


@bp.post("/sign-out")
@require_facilitator
def sign_out() -> AnyResponse:
    """On the server: a cookie that was copied opens nothing any more, and open consoles close."""
    current.realtime().close_consoles(signing.sign_out())
    return redirect(url_for("host.door"), 303)
