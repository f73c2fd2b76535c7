"""A browser of the facilitator, as far as HTTP goes."""

import re

import requests

from tests.support.server import KEY, Server


def signed_in(server: Server) -> requests.Session:
    """Every request of it carries the token of a form."""
    browser = requests.Session()
    entered = browser.post(f"{server.url}/host/sign-in", data={"key": KEY, "csrf_token": _token(browser, server, "")})
    assert entered.ok, entered.text[-500:]
    browser.headers["X-CSRFToken"] = _token(browser, server, "/scripts/new")  # signing in makes a new one
    return browser


def _token(browser: requests.Session, server: Server, page: str) -> str:
    text = browser.get(f"{server.url}/host{page}", timeout=20).text
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text) or re.search(r'value="([^"]+)"[^>]*csrf', text)
    assert found, text[-800:]
    return found[1]
