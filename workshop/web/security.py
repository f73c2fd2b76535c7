"""Headers on every response, and the outermost gate: foreign hosts and origins go no further."""

from collections.abc import Callable, Iterable
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
        self.origin = public_url

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "").lower()
        is_socket = environ.get("PATH_INFO", "").startswith("/socket.io")
        if self.hosts and _name(host) not in self.hosts:
            return _refuse(start_response)
        if is_socket and not self._same_origin(environ.get("HTTP_ORIGIN"), host):
            return _refuse(start_response)
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)  # deflate costs 90 KB a connection, and speed
        return self.app(environ, _with_headers(start_response) if is_socket else start_response)

    def _same_origin(self, origin: str | None, host: str) -> bool:
        """A browser always says where it comes from. A client that does not is none, and acts for nobody else."""
        if origin is None:
            return True
        return origin.lower() == self.origin or urlsplit(origin).netloc.lower() == host


def _name(host: str) -> str:
    return urlsplit(f"//{host}").hostname or ""


def _with_headers(start_response: Callable[..., Any]) -> Callable[..., Any]:
    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, *HEADERS.items()], *rest)

    return start


def _refuse(start_response: Callable[..., Any]) -> Iterable[bytes]:
    body = b"This address is not served here."
    start_response("403 Forbidden", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
