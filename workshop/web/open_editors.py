"""Who has which script open, so that two people see that they write on the same one."""

from typing import Any

from workshop import engine
from workshop.sharing import Peers

Named = tuple[str, str]  # a place, and a script of it
FRESH_SECONDS = 25.0  # an editor asks every ten seconds; later than this it is closed


class OpenEditors:
    """Script of a place → the tabs that have it open, each with the time at which it was last heard of."""

    def __init__(self, peers: Peers) -> None:
        self._seen: dict[Named, dict[str, float]] = {}
        self._peers = peers
        peers.hear("editor", self._hear)

    def open(self, name: Named, tab: str) -> int:
        """This tab has the script open; how many others have, at whatever process."""
        self._peers.tell("editor", name=list(name), tab=tab, open=True)
        return self._opened(name, tab)

    def _opened(self, name: Named, tab: str) -> int:
        now = engine.now()
        tabs = self._seen.setdefault(name, {})
        tabs[tab] = now
        self._seen[name] = {other: seen for other, seen in tabs.items() if now - seen < FRESH_SECONDS}
        return len(self._seen[name]) - 1

    def close(self, name: Named, tab: str) -> None:
        self._peers.tell("editor", name=list(name), tab=tab, open=False)
        self._seen.get(name, {}).pop(tab, None)

    def _hear(self, _process: str, body: dict[str, Any]) -> None:
        place, script = body["name"]
        if body["open"]:
            self._opened((place, script), body["tab"])
        else:
            self._seen.get((place, script), {}).pop(body["tab"], None)
