"""Keys that the server gives to its own rehearsals: they open one place, and are gone with the process."""

import hmac
import secrets


class Passes:
    """One for each place that has rehearsed."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}

    def of(self, place_id: str) -> str:
        return self._keys.setdefault(place_id, f"pass-{secrets.token_urlsafe(24)}")

    def place_of(self, given: object) -> str | None:
        """Whose pass this is."""
        if not isinstance(given, str) or not given.isascii():
            return None
        return next((place for place, key in self._keys.items() if hmac.compare_digest(key, given)), None)
