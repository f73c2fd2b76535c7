"""A picture that was taken a moment ago."""


class Shot:
    """Where a page is wanted."""

    def __init__(self, png: bytes) -> None:
        self.png = png

    def screenshot(self) -> bytes:
        return self.png

    def evaluate(self, _script: str) -> None:
        """Nothing moves any more."""

    def wait_for_timeout(self, _ms: int) -> None:
        """Nothing to wait for."""
