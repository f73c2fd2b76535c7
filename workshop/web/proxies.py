"""Where a request really comes from: proxies are believed as far as WORKSHOP_PROXIES goes, and no further."""

import logging
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import request
from werkzeug.middleware.proxy_fix import ProxyFix

from workshop.util.network import is_loopback

log = logging.getLogger("workshop.web.proxies")
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
SAID = ("X_FORWARDED_FOR", "X_FORWARDED_PROTO", "X_FORWARDED_HOST", "X_FORWARDED_PORT", "X_FORWARDED_PREFIX",
        "X_REAL_IP", "FORWARDED", "VIA")  # fmt: skip
FORWARDED = "workshop.forwarded"
NO_PROXIES = (
    "Requests come through a proxy, but WORKSHOP_PROXIES is not set, so all of them seem to come from one place. "
    "Set it to the number of proxies in front, usually WORKSHOP_PROXIES=1."
)


class Proxies:
    """WSGI, outermost. `count` proxies stand in front, and each adds its own X-Forwarded-For, -Proto and -Host.

    With none in front whoever asks could write these headers, so they go. Either way `is_local` knows of them.
    """

    def __init__(self, app: Wsgi, count: int, public_url: str | None) -> None:
        self.app, self.count = app, count
        self.public = urlsplit(public_url or "")
        self.fixed = ProxyFix(app, x_for=count, x_proto=count, x_host=count, x_prefix=0)
        self._warned = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ[FORWARDED] = self._undeclared() or any(f"HTTP_{name}" in environ for name in SAID)
        if self.count:
            return self.fixed(environ, start_response)
        if environ[FORWARDED]:
            self._warn()
        for name in SAID:
            environ.pop(f"HTTP_{name}", None)
        if self.public.netloc and environ.get("HTTP_HOST", "").lower() == self.public.netloc:
            environ["wsgi.url_scheme"] = self.public.scheme
        return self.app(environ, start_response)

    def _undeclared(self) -> bool:
        """We speak no TLS: with an https address something stands in front, also where none was declared."""
        return not self.count and self.public.scheme == "https"

    def _warn(self) -> None:
        if not self._warned:
            self._warned = True
            log.warning(NO_PROXIES)


class UnderPath:
    """WSGI: the server stands under a path such as `/workshop`, whether the proxy takes that off or leaves it."""

    def __init__(self, app: Wsgi, path: str) -> None:
        self.app, self.path = app, path

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "")
        if asked == self.path or asked.startswith(f"{self.path}/"):
            environ["PATH_INFO"] = asked[len(self.path) :] or "/"
        environ["SCRIPT_NAME"] = self.path
        return self.app(environ, start_response)


def is_local() -> bool:
    """Whether this request was made on this very machine, and by no proxy for somebody else."""
    return (
        not request.environ.get(FORWARDED, False)
        and is_loopback(request.remote_addr or "")
        and is_loopback(urlsplit(f"//{request.host}").hostname or "")
    )
