"""Keys that the server gives to its own rehearsals: each opens one place, for a day, at every process of the server."""

from itsdangerous import BadData, URLSafeTimedSerializer

BEGIN = "pass-"
DAY = 24 * 60 * 60  # seconds


class Passes:
    """Nothing is kept of them: a pass is signed under the server's own secret."""

    def __init__(self, secret: str) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="a rehearsal's pass")

    def of(self, place_id: str) -> str:
        return f"{BEGIN}{self._signer.dumps(place_id)}"

    def place_of(self, given: object) -> str | None:
        """Whose pass this is; None where it is no pass, or an old one."""
        if not isinstance(given, str) or not given.isascii() or not given.startswith(BEGIN):
            return None
        try:
            return str(self._signer.loads(given.removeprefix(BEGIN), max_age=DAY))
        except BadData:
            return None
