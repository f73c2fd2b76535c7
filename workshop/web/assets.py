"""Static files under an address that changes with their content, so that browsers may keep them for ever."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, send_from_directory

from workshop.util.paths import is_file

bp = Blueprint("assets", __name__)
YEAR = 31_536_000


def fingerprint(folder: Path) -> str:
    """One short mark for the whole folder: modules import each other by relative paths and so share it."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def addresses(mark: str) -> Callable[[str], str]:
    """For templates, which are rendered outside of requests too: a file's address under today's mark."""
    return lambda path: f"/static/{mark}/{path}"


@bp.get("/static/<mark>/<path:path>")
def versioned(mark: str, path: str) -> Response:
    if mark != current_app.config["STATIC_MARK"]:
        return plain(f"{mark}/{path}")
    return _send(path, f"public, max-age={YEAR}, immutable")


@bp.get("/static/<path:path>")
def plain(path: str) -> Response:
    """Without the mark of today (an old page, a bookmark): the file as it is now, to be asked for again."""
    folder = Path(current_app.config["STATIC_FOLDER"])
    if not is_file(folder / path):
        path = path.partition("/")[2]
    return _send(path, "no-cache")


def _send(path: str, caching: str) -> Response:
    if not path:
        abort(404)
    response = send_from_directory(current_app.config["STATIC_FOLDER"], path)
    response.headers["Cache-Control"] = caching
    return response


@bp.get("/media/<path:path>")
def media(path: str) -> Response:
    """Pictures and sounds of the scripts, from `media/` in the scripts' folder, whatever lies there as a link."""
    folder = Path(current_app.config["SESSIONS_FOLDER"]) / "media"
    if not is_file(folder / path) or not (folder / path).resolve().is_relative_to(folder.resolve()):
        abort(404)
    response = send_from_directory(folder, path)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@bp.get("/favicon.ico")
def favicon() -> Response:
    return _send("favicon.svg", f"public, max-age={YEAR}")
