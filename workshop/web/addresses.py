"""Every address of ours is made here: under the path at which the server stands, and for others the public one."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, current_app, redirect, request
from jinja2.ext import Extension
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from workshop.util.network import is_loopback

OURS = re.compile(r'\b((?:href|action|src|data-[a-z-]+)=")/(?!/)')
WITH_FRAGMENT = re.compile(r"/(?:host|(?:my|s|team|projector)/\w+(?:/here)?)?", re.ASCII)  # no file has such an address
MEDIA = re.compile(r'\b((?:href|src)=")/(?=media/)')


class UnderRoot(Extension):
    """A template writes `href="/my/…"`; where the server stands under a path, that path comes before it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return OURS.sub(r"\1{{ root }}/", source)


def root_of(public_url: str) -> str:
    """The path of https://example.org/workshop: /workshop. Empty where there is none."""
    return urlsplit(public_url).path.rstrip("/")


def install(app: Flask, root: str) -> None:
    """Templates write every address from the root of the server on; `only_here()` tells them whose links these are."""
    environment = app.jinja_env
    environment.globals.update(root=root, only_here=lambda: only_here(app))
    environment.add_extension(UnderRoot)
    app.before_request(_fragment_again)
    if root:
        environment.finalize = _pictures_under(root)


def _pictures_under(root: str) -> Callable[[Any], Any]:
    """What a script shows from /media is HTML by the time that a template gets it."""

    def finalize(value: Any) -> Any:
        if not isinstance(value, str) or "/media/" not in value:
            return value
        moved = MEDIA.sub(rf"\1{root}/", value)
        return Markup(moved) if isinstance(value, Markup) else moved  # noqa: S704 - as safe as it was

    return finalize


def _fragment_again() -> AnyResponse | None:
    """Some mail programs write the # of a link as %23: what stands behind it becomes a fragment once more."""
    path, sign, end = request.path.partition("#")
    if not sign or request.method != "GET" or not WITH_FRAGMENT.fullmatch(path):
        return None
    return redirect(f"{request.script_root}{path}#{quote(end)}", 303)


def public(path: str) -> str:
    """The address, for other devices and other people, of a path that `url_for` gave."""
    url: str = current_app.config["PUBLIC_URL"]
    return url.removesuffix(root_of(url)) + path


def only_here(app: Flask) -> bool:
    """Whether no other device can open our links: then no QR code stands without a word."""
    return is_loopback(urlsplit(app.config["PUBLIC_URL"]).hostname or "")
