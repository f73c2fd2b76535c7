"""Everything that the server has sent to a window, to be looked through: not only what shows."""

from playwright.sync_api import Error, Response, WebSocket

from tests.browser.pages import Window
from tests.support.notes import plain


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
        """Pages that came since: that of one that was left can no longer be asked for; what stands counts too."""
        if self._pages:
            self._new += [self.page.content(), *(body for got in self._pages if got.ok and (body := _body(got)))]
            self._pages = []

    def text(self) -> str:
        self.look()
        self._read += " ".join(plain(part) for part in self._new)
        self._new = []
        return self._read

    def holds(self, secrets: set[str]) -> list[str]:
        text = self.text()
        return [f"{self.name} was sent: {secret}" for secret in secrets if secret in text]


def _body(got: Response) -> str:
    try:
        return got.text()
    except Error:
        return ""
