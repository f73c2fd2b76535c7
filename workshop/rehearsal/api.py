"""The few calls of the HTTP API that a rehearsal needs (docs/protocol.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshop.util.phrases import Phrase, ours, phrase

if TYPE_CHECKING:
    import requests

PATIENCE = 30.0


class Unreachable(Exception):
    """The server did not answer as it should; the text, a phrase, says what it said."""


class NotLetIn(Exception):
    """Somebody could not join; the text is what their phone said."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server is, and the facilitator's key."""

    url: str
    key: str


class Api:
    def __init__(self, door: Door) -> None:
        import requests  # a server starts without

        self.door = door
        self._http = requests.Session()
        self._http.trust_env = False  # it is this machine: no proxy

    def create(self, script: str) -> dict[str, Any]:
        """A new rehearsal session: {id, code, links}."""
        made = self._json("POST", "/sessions", {"script": script, "rehearsal": True})
        assert isinstance(made, dict)
        return made

    def show(self, session: str) -> dict[str, Any]:
        shown: dict[str, Any] = self._json("GET", f"/sessions/{session}")
        return shown

    def add(self, session: str, names: list[str]) -> list[str]:
        """Their cookies."""
        people = self._json("POST", f"/sessions/{session}/participants", {"nicknames": names})
        return [person["cookie"] for person in people]

    def join(self, code: str, name: str) -> str:
        """By the code, like anybody; the cookie. Raises NotLetIn."""
        answer = self._ask("POST", "/join", {"code": code, "nickname": name})
        if answer.status_code != 201:
            raise NotLetIn(_sentence(answer))
        cookie: str = answer.json()["cookie"]
        return cookie

    def results(self, session: str) -> dict[str, Any]:
        results: dict[str, Any] = self._json("GET", f"/sessions/{session}/results")
        return results

    def _json(self, method: str, path: str, body: Any = None) -> Any:
        answer = self._ask(method, path, body)
        if not answer.ok:
            raise Unreachable(phrase("The server refused {path}: {why}", path=path, why=_sentence(answer)))
        return answer.json()

    def _ask(self, method: str, path: str, body: Any = None) -> requests.Response:
        key = {"Authorization": f"Bearer {self.door.key}"}
        try:
            return self._http.request(method, f"{self.door.url}/api{path}", json=body, headers=key, timeout=PATIENCE)
        except OSError as error:  # the mother of all that the library raises
            raise Unreachable(
                phrase("The server could not be reached ({error}).", error=type(error).__name__)
            ) from None


def _sentence(answer: requests.Response) -> Phrase:
    try:
        return ours(str(answer.json()["message"]))
    except (ValueError, KeyError, TypeError):
        return phrase("it answered {status}", status=answer.status_code)
