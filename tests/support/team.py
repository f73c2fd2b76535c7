"""People who help to lead: the facilitator's browser makes their links, theirs opens them."""

import re
from html import unescape
from typing import Any

import requests

from tests.support.browser import Visitor
from tests.support.people import Client
from tests.support.server import Server


class Team:
    """The facilitator's side of one session's team."""

    def __init__(self, server: Server, session: str) -> None:
        self.server, self.session = server, session
        self.ana = Visitor(server)
        assert self.ana.sign_in().status_code == 303

    @property
    def page(self) -> str:
        return f"/host/sessions/{self.session}/invite"

    def post(self, what: str = "", **fields: str) -> requests.Response:
        return self.ana.post(f"/host/sessions/{self.session}/team{what}", self.page, **fields)

    def link(self, name: str, role: str) -> str:
        """A new member's link, as the page tells it once."""
        return link_in(self.post(name=name, role=role))

    def id_of(self, name: str) -> str:
        listed = self.ana.get(self.page).text
        return re.search(rf"<bdi[^>]*>{name}</bdi></h3>.*?/team/(\w+)/link", listed, re.S)[1]

    def again(self, name: str) -> str:
        """Another link for the same person."""
        return link_in(self.post(f"/{self.id_of(name)}/link"))

    def take_back(self, name: str) -> None:
        assert self.post(f"/{self.id_of(name)}/take-back").status_code == 303

    def join(self, name: str, role: str) -> "Helper":
        return Helper(self.server, self.session, self.link(name, role))


def link_in(made: requests.Response) -> str:
    assert made.status_code == 200, made.text
    return unescape(re.search(r'id="team-link"[^>]*value="([^"]+)"', made.text)[1])


def open_link(server: Server, link: str, visitor: Visitor | None = None) -> tuple[Visitor, requests.Response]:
    """What the door's script does: the secret behind the # goes into its form."""
    path, _, secret = link[link.index("/team/") :].partition("#")
    visitor = visitor or Visitor(server)
    return visitor, visitor.post(path, path, secret=secret)


class Helper(Client):
    """A member's console."""

    def __init__(self, server: Server, session: str, link: str) -> None:
        self.visitor, came = open_link(server, link)
        assert came.status_code == 303, came.text
        self.cookie = f"workshop-team-{session}={self.visitor.http.cookies[f'workshop-team-{session}']}"
        super().__init__(server, session, "team", cookie=self.cookie)

    def command(self, command: str, **more: Any) -> dict[str, Any]:
        return self.call("command", {"command": command, "from": self.stage["v"], **more})

    def aside(self, command: str, **more: Any) -> dict[str, Any]:
        """One that is not about a step."""
        return self.call("command", {"command": command, **more})

    @property
    def board(self) -> dict[str, str]:
        boards = [body for event, body in self.heard if event == "board"]
        return boards[-1] if boards else {}

    @property
    def gone(self) -> bool:
        return not self.sio.connected
