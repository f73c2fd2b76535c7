"""Headers on every response, and the outermost gate: foreign hosts and origins go no further."""

import logging
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "media-src 'self'; connect-src 'self' {ws}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), screen-wake-lock=(self)",
}
HOST = re.compile(r"[a-z0-9.-]{1,253}(:[0-9]{1,5})?")
SHAPE = re.compile(r"(?:[\w.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.ASCII)  # of what may be a host at all
UNKNOWN_HOST = (
    "Workshop runs here, but does not know the address %s. Whoever runs it sets WORKSHOP_PUBLIC_URL to what people "
    "type, for example WORKSHOP_PUBLIC_URL=%s://%s, and starts it again."
)
NO_OTHER = " In a network of its own, without a proxy, WORKSHOP_HOST=0.0.0.0 does, too."
log = logging.getLogger("workshop.web.security")
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def install(app: Flask) -> None:
    app.after_request(_headers)


def _headers(response: Response) -> Response:
    host = request.host
    response.headers.setdefault("Content-Security-Policy", POLICY.format(ws=f"ws://{host} wss://{host}"))
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    response.headers.setdefault("Cache-Control", "no-store")
    return response


class Gate:
    """WSGI, outermost: a foreign Host is refused, and for `/socket.io` a foreign Origin too.

    `hosts` empty: any host (a server that listens for a whole network is reached under many names);
    the Origin must then still be the Host that was asked for.
    """

    def __init__(self, app: Wsgi, hosts: frozenset[str], public_url: str | None) -> None:
        self.app, self.hosts = app, hosts
        public = urlsplit(public_url or "")
        self.origin = f"{public.scheme}://{public.netloc}" if public_url else None
        self._said: set[str] = set()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "").lower()
        is_socket = environ.get("PATH_INFO", "").startswith("/socket.io")
        if not self.is_known(host):
            return self._unknown(environ, start_response, host)
        if is_socket and not self._same_origin(environ.get("HTTP_ORIGIN"), host):
            return _refuse(start_response, "This address is not served here.")
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)  # deflate costs 90 KB a connection, and speed
        return self.app(environ, _with_headers(start_response) if is_socket else start_response)

    def is_known(self, host: str) -> bool:
        """Whether a request with this Host, in small letters, goes any further."""
        if not SHAPE.fullmatch(host):
            return not host and not self.hosts  # so ask the oldest programs; in a link of ours it would be no address
        return not self.hosts or _name(host) in self.hosts

    def _unknown(self, environ: dict[str, Any], start_response: Callable[..., Any], host: str) -> Iterable[bytes]:
        """Told once, so that nobody fills a log with names."""
        known = HOST.fullmatch(host)
        shown, example = (host, host) if known else ("that it was asked for", "workshop.example.org")
        scheme = environ.get("wsgi.url_scheme", "http")
        if not self._said:
            self._said.add(shown)
            log.warning(UNKNOWN_HOST, shown, scheme, example)
        return _refuse(start_response, (UNKNOWN_HOST % (shown, scheme, example)) + NO_OTHER)

    def _same_origin(self, origin: str | None, host: str) -> bool:
        """A browser always says where it comes from. A client that does not is none, and acts for nobody else."""
        if origin is None:
            return True
        return origin.lower() == self.origin or _netloc(origin).lower() == host


@lru_cache(256)
def _name(host: str) -> str:
    with suppress(ValueError):  # brackets that no address has
        return urlsplit(f"//{host}").hostname or ""
    return ""


def _netloc(origin: str) -> str:
    with suppress(ValueError):
        return urlsplit(origin).netloc
    return ""


def _with_headers(start_response: Callable[..., Any]) -> Callable[..., Any]:
    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, *HEADERS.items()], *rest)

    return start


def _refuse(start_response: Callable[..., Any], sentence: str) -> Iterable[bytes]:
    body = sentence.encode()
    kind = ("Content-Type", "text/plain; charset=utf-8")
    start_response("403 Forbidden", [kind, ("Content-Length", str(len(body))), *HEADERS.items()])
    return [body]
