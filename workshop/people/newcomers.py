"""A browser that sends its form twice at once, as an impatient tap does, comes in once: also at two processes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workshop import engine
from workshop.people.join import Joined
from workshop.sharing import Alone, Peers
from workshop.store.sealing import cipher, seal, unseal

SECONDS = 10.0
PATIENCE = 2.0  # seconds for word of another process, where the same form was sent before
LOOK = 0.02
ROOM = 64  # bytes for a token


@dataclass(frozen=True, slots=True)
class Coming:
    """One sending of the form. `filled`: what stands in it; what is corrected is another one."""

    session: str
    browser: str
    filled: str
    come_in: Callable[[], Joined]
    find: Callable[[bytes], Joined | None]  # who came in, by their token

    def secret(self, what: str) -> bytes:
        return _secret(self.session, self.browser, what)

    @property
    def mark(self) -> str:
        return self.secret("mark").hex()


class Newcomers:
    """Who came in a moment ago, by a mark of session and browser. In memory alone, and for ten seconds.

    Other processes get their token sealed under what only their browser can bring along.
    """

    def __init__(self, peers: Peers | None = None) -> None:
        self._came: dict[str, Joined | None] = {}  # None: on their way in
        self._elsewhere: dict[str, bytes] = {}
        self._known = engine.later(SECONDS, self._forget)
        self._peers = peers or Alone()
        self._peers.hear("newcomer", self._hear)
        self._peers.hear("newcomer left", lambda _, body: self._forget(body["mark"]))

    def once(self, coming: Coming) -> Joined:
        """What `come_in` comes to; or came to, where the same browser asked a moment ago. Raises what it raises."""
        mark = coming.mark
        while mark in self._came:
            known = self._came[mark]
            if known:
                return known
            engine.sleep(LOOK)
        self._came[mark] = None
        joined = None
        try:
            joined = self._came[mark] = self._came_elsewhere(coming) or self._comes(coming)
            self._known.add(mark)
            return joined
        finally:
            if joined is None:
                self._came.pop(mark, None)

    def forget(self, session_id: str, browser: str) -> None:
        """It left, and may come in as somebody else."""
        mark = _secret(session_id, browser, "mark").hex()
        self._forget(mark)
        self._peers.tell("newcomer left", mark=mark)

    def _forget(self, mark: str) -> None:
        self._came.pop(mark, None)
        self._elsewhere.pop(mark, None)

    def _comes(self, coming: Coming) -> Joined:
        joined = coming.come_in()
        sealed = seal(cipher(coming.secret("key")), joined.token, coming.session.encode(), ROOM)
        self._peers.tell("newcomer", mark=coming.mark, sealed=sealed.hex())
        return joined

    def _came_elsewhere(self, coming: Coming) -> Joined | None:
        """None where nobody was first with this form, or none of them says what came of it."""
        once = f"newcomer {coming.secret(coming.filled).hex()}"
        if isinstance(self._peers, Alone) or self._peers.once(once, round(SECONDS)):
            return None
        for _ in range(round(PATIENCE / LOOK)):
            if sealed := self._elsewhere.get(coming.mark):
                token = unseal(cipher(coming.secret("key")), sealed, coming.session.encode())
                return coming.find(token) if token else None
            engine.sleep(LOOK)
        return None

    def _hear(self, _process: str, body: dict[str, Any]) -> None:
        self._elsewhere[body["mark"]] = bytes.fromhex(body["sealed"])
        self._known.add(body["mark"])


def _secret(session_id: str, browser: str, what: str) -> bytes:
    return HKDF(SHA256(), 32, session_id.encode(), f"workshop newcomer {what}".encode()).derive(browser.encode())
