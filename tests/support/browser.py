"""A browser's way over plain HTTP: forms with their CSRF token, cookies kept."""

import re

import requests

from tests.support.server import KEY, LONGEST, Server


class Visitor:
    def __init__(self, server: Server) -> None:
        self.url = server.url
        self.http = requests.Session()
        self.http.trust_env = False  # the environment knows no proxy for it, and is long to read

    @classmethod
    def holding(cls, server: Server, cookie: str) -> "Visitor":
        """Somebody who has joined: `cookie` is theirs, as name=value."""
        visitor, (name, _, value) = cls(server), cookie.partition("=")
        visitor.http.cookies.set(name, value)
        return visitor

    def get(self, path: str, **more) -> requests.Response:
        return self.http.get(self.url + path, timeout=LONGEST, **more)

    def post(self, path: str, page: str = "/", **fields: str) -> requests.Response:
        """Send a form as the page at `page` would: with its token, without following the redirect."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(page).text)
        data = {**fields, "csrf_token": found[1] if found else ""}
        return self.http.post(self.url + path, data=data, timeout=LONGEST, allow_redirects=False)

    def join(self, code: str, nickname: str) -> str:
        """The address of the room."""
        came = self.post("/join", code=code, nickname=nickname)
        assert came.status_code == 303, came.text
        return came.headers["Location"].removesuffix("#new")

    def sign_in(self, key: str = KEY) -> requests.Response:
        return self.post("/host/sign-in", "/host", key=key)
