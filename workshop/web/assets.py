"""Static files from memory, before Flask: joined, compressed once, under addresses that change with their content."""

import gzip
import hashlib
import mimetypes
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import brotli
from flask import Blueprint, Response, abort, current_app, send_from_directory

from workshop import engine
from workshop.authoring.shelves import Shelves
from workshop.people import identity
from workshop.places import pictures
from workshop.util.paths import is_file
from workshop.util.prepared import Prepared
from workshop.web import bundles, current
from workshop.web.security import Wsgi

bp = Blueprint("assets", __name__)
YEAR = 31_536_000
FOR_EVER, ASK_AGAIN = f"public, max-age={YEAR}, immutable", "no-cache"
PACKED = (".js", ".css", ".svg")
# No page and nothing private: what guards pages would only make every file longer.
GUARDS = [("X-Content-Type-Options", "nosniff"), ("Content-Security-Policy", "default-src 'none'")]
MARK = re.compile(r"~[0-9a-f]{32}")
SMALL = 200_000  # bytes; brotli at its best takes seconds for more
_kept: list[Prepared] = []  # at most one: where a server keeps what brotli made
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}


def keep(kept: Prepared) -> None:
    _kept[:] = [kept]


@dataclass
class File:
    """One file as it is sent. `packed`: content coding -> bytes, the smallest that there is so far."""

    body: bytes
    kind: str
    mark: str
    packed: dict[str, bytes] = field(default_factory=dict)
    is_packing: bool = False
    answers: dict[str, tuple[bytes, bytes]] = field(
        default_factory=dict
    )  # coding -> the top of an answer, and the rest


class Assets:
    """All files of `folder`, each made when it is first asked for. `js/pages`, `js/later` and `css/pages` come joined.

    `watched`: somebody may be working on them (a checkout), so that a page loaded anew shows a change.
    `root`: the path under which the server stands, before each address.
    """

    def __init__(self, folder: Path, watched: bool, root: str = "") -> None:
        self.folder, self.watched, self.root = folder, watched, root
        self._files: dict[str, File] = {}
        self._state, self._looked = self._now(), time.monotonic()

    def address(self, path: str) -> str:
        """For templates, which are rendered outside of requests too. Raises CannotJoin, KeyError for no such file."""
        if "/pages/" in path:
            self._look()
        found = self.file(path)
        if found is None:
            raise KeyError(f"static/{path} is not there.")
        return f"{self.root}/static/{found.mark}/{path}"

    def file(self, path: str) -> File | None:
        """The file at `path`, a path below `folder` as an address names it."""
        if path not in self._files and self._is_ours(path):
            self._files[path] = self._made(path)
        return self._files.get(path)

    def find(self, path: str) -> tuple[File, str] | None:
        """For `<mark>/<path>`: the file and how long it may be kept. An old mark, or none: to be asked for again."""
        mark, _, rest = path.partition("/")
        found = self.file(rest)
        if found:
            return found, FOR_EVER if found.mark == mark else ASK_AGAIN
        whole = self.file(path)
        return (whole, ASK_AGAIN) if whole else None

    def _is_ours(self, path: str) -> bool:
        there = self.folder / path
        return is_file(there) and ".." not in path and there.resolve().is_relative_to(self.folder.resolve())

    def _made(self, path: str) -> File:
        if path.startswith("js/pages/"):
            body = bundles.script(self.folder, path, self.address).encode()
        elif path.startswith("js/later/"):
            body = bundles.second_half(self.folder, path, self.address).encode()
        elif path.startswith("css/pages/"):
            body = bundles.style(self.folder, path, self.address).encode()
        else:
            body = (self.folder / path).read_bytes()
        end = Path(path).suffix
        kind = TYPES.get(end) or mimetypes.guess_type(path)[0] or "text/plain; charset=utf-8"
        packed = {"gzip": gzip.compress(body, 9, mtime=0)} if end in PACKED else {}
        for kept in _kept:
            if packed and (found := kept.get(_brotli(body))) is not None:
                packed["br"] = found
        return File(body, kind, hashlib.sha256(body).hexdigest()[:12], packed, is_packing="br" in packed)

    def _look(self) -> None:
        if not self.watched or time.monotonic() - self._looked < 1:
            return
        state, self._looked = self._now(), time.monotonic()
        if state != self._state:
            self._state = state
            self._files.clear()

    def _now(self) -> frozenset[tuple[str, int]]:
        if not self.watched:
            return frozenset()
        return frozenset((str(path), path.stat().st_mtime_ns) for path in self.folder.rglob("*.*") if is_file(path))


def of_folder(folder: Path, root: str = "") -> Assets:
    """Files inside the package (a wheel) stay as they are; those of a checkout may be worked on."""
    return Assets(folder, watched=folder.parent.name != "_data", root=root)


class StaticFiles:
    """WSGI: `/static/…` and the favicon are answered here; all else, also what is not there, by `app`."""

    def __init__(self, app: Wsgi, assets: Assets) -> None:
        self.app, self.assets = app, assets

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/favicon.ico":
            path = "/static/favicon.svg"
        if not path.startswith("/static/") or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.app(environ, start_response)
        found = self.assets.find(path.removeprefix("/static/"))
        return _send(environ, start_response, *found) if found else self.app(environ, start_response)


def _send(environ: dict[str, Any], start_response: Callable[..., Any], file: File, caching: str) -> Iterable[bytes]:
    if environ.get("HTTP_IF_NONE_MATCH", "").removeprefix("W/") == f'"{file.mark}"':
        start_response("304 Not Modified", _of_all(file, caching))
        return []
    coding = coding_of(file, environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = file.packed[coding] if coding else file.body
    start_response("200 OK", headers_of(file, caching, coding, len(body)))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _of_all(file: File, caching: str) -> list[tuple[str, str]]:
    return [("Cache-Control", caching), ("ETag", f'"{file.mark}"'), ("Vary", "Accept-Encoding"), *GUARDS]


def headers_of(file: File, caching: str, coding: str, size: int) -> list[tuple[str, str]]:
    """Of an answer with the file in it. `size`: bytes of it in this coding."""
    encoded = [("Content-Encoding", coding)] if coding else []
    return [("Content-Type", file.kind), ("Content-Length", str(size)), *_of_all(file, caching), *encoded]


def coding_of(file: File, accepted: str) -> str:
    """The smallest that the browser takes. Brotli is made in a thread after it was first wanted: it is slow."""
    wanted = _wanted(accepted)
    if "br" in wanted and file.packed and not file.is_packing and len(file.body) <= SMALL:
        file.is_packing = True
        engine.spawn(_pack, file)
    return next((coding for coding in ("br", "gzip") if coding in wanted and coding in file.packed), "")


@lru_cache(256)  # browsers have a few ways to say it
def _wanted(accepted: str) -> frozenset[str]:
    halves = (part.partition(";") for part in accepted.replace(" ", "").split(","))
    return frozenset(name for name, _, quality in halves if quality not in ("q=0", "q=0.0"))


def _pack(file: File) -> None:
    file.packed["br"] = engine.in_thread(brotli.compress, file.body)
    for kept in _kept:
        kept.put(_brotli(file.body), file.packed["br"])


def _brotli(body: bytes) -> str:
    return f"brotli {hashlib.sha256(body).hexdigest()}"


def _media_of(path: str) -> tuple[Path, str]:
    """The folder of a place, by the mark before its paths, and what is asked for in it."""
    mark, _, inside = path.partition("/")
    if not MARK.fullmatch(mark) or "PLACES_FOLDER" not in current_app.config:
        return Path(current_app.config["SESSIONS_FOLDER"]) / "media", path
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    place_id = pictures.place_of(app, current.live().database, f"{mark}/")
    if place_id is None:
        abort(404)
    return Shelves.of(current_app.config).folder(place_id) / "media", inside


@bp.get("/media/<path:path>")
def media(path: str) -> Response:
    """Pictures and sounds of the scripts, from `media/` in the scripts' folder, whatever lies there as a link.

    They tell which workshop it was: a browser that is to keep nothing does not keep them either.
    """
    folder, path = _media_of(path)
    if not is_file(folder / path) or not (folder / path).resolve().is_relative_to(folder.resolve()):
        abort(404)
    response = send_from_directory(folder, path)
    response.headers["Cache-Control"] = "no-store" if identity.is_low_trace_anywhere() else "private, max-age=3600"
    return response
