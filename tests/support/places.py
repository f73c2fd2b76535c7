"""Somebody who leads, in a place of their own on a server of several."""

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

from tests.support.browser import Visitor
from tests.support.server import KEY, Server


def new_place(server: Server, name: str, host: bool = False) -> tuple[str, str]:
    """The place's id, and the secret of the link that opens it once."""
    made = server.api("POST", "/places", {"name": name, "host": host})
    assert made.status_code == 201, made.text
    return made.json()["id"], made.json()["link"].rpartition("#")[2]


class Leader(Visitor):
    """A browser that is signed in to a place."""

    def __init__(self, server: Server, key: str = KEY, place: str = "first") -> None:
        super().__init__(server)
        self.server, self.place = server, place
        entered = self.sign_in(key)
        assert entered.status_code == 303, entered.text[-500:]
        self.http.headers["X-CSRFToken"] = self.token()

    @classmethod
    def in_a_new_place(cls, server: Server, name: str, host: bool = False) -> "Leader":
        place, secret = new_place(server, name, host)
        return cls(server, secret, place)

    def token(self) -> str:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get("/host/scripts/new").text)
        assert found
        return found[1]

    def sends(self, method: str, path: str, **more: Any) -> Any:
        return self.http.request(method, self.url + path, timeout=20, allow_redirects=False, **more)

    def writes(self, title: str, text: str) -> str:
        """A script of one's own; its name."""
        files = {"file": (f"{title}.md", text.encode(), "text/markdown")}
        made = self.sends("POST", "/host/scripts/upload", files=files)
        assert made.status_code == 303, made.text[-500:]
        return made.headers["Location"].split("/")[-2]

    def starts(self, script: str) -> str:
        """A session; its id."""
        started = self.sends("POST", "/host/sessions", data={"name": script})
        assert started.status_code == 303, started.text[-500:]
        *_, session, page = started.headers["Location"].split("/")
        assert page == "invite", "the script has errors"
        return session

    def sign_in_name(self) -> str:
        """What only this browser's cookie has."""
        payload = self.http.cookies["workshop-host"].strip(".").partition(".")[0]
        told = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        return str(json.loads(told if told.startswith(b"{") else zlib.decompress(told))["sign-in"])

    @property
    def folder(self) -> Path:
        """Of the scripts, on a server whose first place has them in the data folder."""
        data = self.server.data / "data"
        return data / "scripts" if self.place == "first" else data / "places" / self.place / "scripts"

    def keeps(self, picture: str, content: str) -> None:
        """A picture among the media of the place."""
        self.get("/host")  # at the latest now there is a folder
        (self.folder / "media").mkdir(exist_ok=True)
        (self.folder / "media" / picture).write_text(content)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.get_dict().items())
