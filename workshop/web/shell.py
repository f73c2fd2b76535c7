"""What a browser keeps to open the room without a network: a frame that holds no word of anybody; and the icons."""

import json
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.util.language import direction, nearest, speaking
from workshop.web.assets import Assets

bp = Blueprint("shell", __name__)
WORKER = "js/pages/service-worker.js"
FILES = (
    "css/pages/participant.css", "js/pages/shell.js", "js/later/participant.js", "icons.svg", "favicon.svg",
    "fonts/atkinson-plain.woff2", "fonts/fraunces-plain.woff2",
)  # fmt: skip
PAPER, MOSS = "#faf5ec", "#1d6a61"  # of css/tokens.css, light


@bp.get("/service-worker.js")
def worker() -> Response:
    """The script that answers where the network does not; its first line names what it keeps, in one language."""
    language = nearest(request.args.get("lang", ""))
    page = f"{_root()}/shell?lang={language}"
    kept = {"root": _root(), "page": page, "files": [_address(path) for path in FILES]}
    mark = sha256((json.dumps(kept) + _page(language)).encode()).hexdigest()[:12]
    file = _assets().file(WORKER)
    code = file.body.decode() if file else ""
    return Response(f"self.SHELL={json.dumps({**kept, 'mark': mark})};\n{code}", content_type="text/javascript")


@bp.get("/shell")
def shell() -> str:
    """The room without a room: what a phone shows that reloads while it has no network."""
    return _page(nearest(request.args.get("lang", "")))


def _page(code: str) -> str:
    with speaking(current_app, code):
        return render_template("pages/shell.html", lang=code, dir=direction(code))


@bp.get("/manifest.webmanifest")
def manifest() -> AnyResponse:
    """For whoever puts the workshop on the first page of their phone."""
    icons = [_icon("favicon.svg", "any", "image/svg+xml"), *(_icon(f"icons/{n}.png", f"{n}x{n}") for n in (192, 512))]
    told = {
        "name": "Workshop", "short_name": "Workshop", "id": f"{_root()}/", "start_url": f"{_root()}/",
        "scope": f"{_root()}/", "display": "minimal-ui", "background_color": PAPER, "theme_color": MOSS,
        "icons": [*icons, {**_icon("icons/maskable.png", "512x512"), "purpose": "maskable"}],
    }  # fmt: skip
    answer = jsonify(told)
    answer.content_type = "application/manifest+json"
    return answer


def _icon(path: str, sizes: str, kind: str = "image/png") -> dict[str, Any]:
    return {"src": _address(path), "sizes": sizes, "type": kind}


def _address(path: str) -> str:
    return _assets().address(path)


def _assets() -> Assets:
    found: Assets = current_app.extensions["workshop-assets"]
    return found


def _root() -> str:
    return str(current_app.jinja_env.globals["root"])
