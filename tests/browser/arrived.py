"""Everything that the server has sent to a window, to be looked through: not only what shows."""

import re
from html import unescape

from playwright.sync_api import Error, Response, WebSocket

from tests.browser.pages import Window
from workshop.script.model import Script


def plain(markup: str) -> str:
    """Words only, as one line: no tag and no entity hides a sentence."""
    text = markup.replace("\\n", " ").replace('\\"', '"').replace("\\u0026", "&")
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split()).lower()


class Arrived:
    """All that the server has sent to a window."""

    def __init__(self, window: Window) -> None:
        self.name, self.page = window.name, window.page
        self._read = ""
        self._new: list[str] = []
        self._pages: list[Response] = []
        window.page.on("websocket", self._listen)
        window.page.on("response", lambda got: got.request.resource_type in ("document", "fetch") and self._keep(got))

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self._new.append(str(frame)))

    def _keep(self, got: Response) -> None:
        self._pages.append(got)

    def look(self) -> None:
        """What stands on the page now: the body of a page that was left can no longer be asked for."""
        self._new.append(self.page.content())

    def text(self) -> str:
        self._new += [body for got in self._pages if got.ok and (body := _body(got))]
        self._read += " ".join(plain(part) for part in self._new)
        self._pages, self._new = [], []
        return self._read

    def holds(self, secrets: set[str]) -> list[str]:
        text = self.text()
        return [f"{self.name} was sent: {secret}" for secret in secrets if secret in text]


def _body(got: Response) -> str:
    try:
        return got.text()
    except Error:
        return ""


def notes_of(script: Script) -> set[str]:
    """Every sentence of every `>` line that the participants' own text does not say as well."""
    owners = (script, *script.parts, *script.steps)
    said = {plain(s) for owner in owners for note in owner.notes for s in re.split(r"(?<=[.!?:])\s|</p>", note.html)}
    public = plain(" ".join(owner.html for owner in owners))
    return {sentence for sentence in said if len(sentence) > 25 and sentence not in public}
