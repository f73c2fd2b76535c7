"""Guessing codes and keys is slow: misses are counted, never the room behind one address that joins rightly."""

from flask import request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

EVERYWHERE = RateLimitItemPerMinute(60)
ONE_ADDRESS = RateLimitItemPerMinute(10)


class RateLimits:
    """60 wrong codes a minute over all, 10 from one address: 29⁶ codes stay out of reach."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def too_many(self, what: str) -> bool:
        return not (self._limiter.test(EVERYWHERE, what) and self._limiter.test(ONE_ADDRESS, what, _address()))

    def note(self, what: str) -> None:
        self._limiter.hit(EVERYWHERE, what)
        self._limiter.hit(ONE_ADDRESS, what, _address())


def _address() -> str:
    return request.remote_addr or "unknown"
