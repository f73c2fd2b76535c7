"""Who has which script open, so that two people see that they write on the same one."""

from workshop import engine

FRESH_SECONDS = 25.0  # an editor asks every ten seconds; later than this it is closed


class EditorPresence:
    """Script of a place → the tabs that have it open, each with the time at which it was last heard of."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], dict[str, float]] = {}

    def open(self, name: tuple[str, str], tab: str) -> int:
        """This tab has the script open; how many others have."""
        now = engine.now()
        tabs = self._seen.setdefault(name, {})
        tabs[tab] = now
        self._seen[name] = {other: seen for other, seen in tabs.items() if now - seen < FRESH_SECONDS}
        return len(self._seen[name]) - 1

    def close(self, name: tuple[str, str], tab: str) -> None:
        self._seen.get(name, {}).pop(tab, None)
