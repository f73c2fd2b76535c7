"""Guessing is slow, coming in never is: only what opens nothing is counted, and only its sender waits.

Whatever is right opens, however many others were wrong, since it is looked up first. The one exception is an address
with more wrong codes than any class has typing errors: there everything waits its turn before it is looked up.
"""

import time
from ipaddress import IPv6Address, ip_address
from typing import Any

from flask import request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from workshop import engine
from workshop.sharing import Alone, Peers

EVERYWHERE = RateLimitItemPerMinute(60)
ONE_ADDRESS = RateLimitItemPerMinute(240)
LONGEST = 3.0  # seconds until somebody hears that what they gave opens nothing
LINE = 30  # who wait at one address at a time: ten guesses a second, of 29⁶ codes
MOST_WAITING = 500  # over all; each is a request that is held open


class RateLimits:
    """Counts what opened nothing, so that guessing stays slow and a right code always opens."""

    def __init__(self, peers: Peers | None = None) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._peers = peers or Alone()
        self._peers.hear("wrong", self._hear)
        self._lines: dict[str, int] = {}
        self._waiting = 0

    def wrong(self, what: str) -> bool:
        """Count something that opens nothing, and let whoever gave it wait. True where there were many lately."""
        network = _network()
        many = self._count(what, network)
        self._peers.tell("wrong", what=what, network=network)
        left = self._limiter.get_window_stats(EVERYWHERE, what).remaining
        if self._waiting < MOST_WAITING:
            self._wait(LONGEST * (1 - left / EVERYWHERE.amount))
        return many

    def _count(self, what: str, network: str) -> bool:
        many = not self._limiter.hit(EVERYWHERE, what)
        self._limiter.hit(ONE_ADDRESS, what, network)
        return many

    def _hear(self, _process: str, body: dict[str, Any]) -> None:
        """Whoever guesses at another process guesses here."""
        self._count(body["what"], body["network"])

    def _wait(self, seconds: float) -> None:
        self._waiting += 1
        try:
            engine.sleep(seconds)
        finally:
            self._waiting -= 1

    def must_wait(self, what: str) -> bool:
        """Before looking anything up. A machine that guesses waits here; True where its line is too long."""
        network = _network()
        if self._limiter.test(ONE_ADDRESS, what, network):
            return False
        if self._lines.get(network, 0) >= LINE:
            return True
        self._lines[network] = self._lines.get(network, 0) + 1
        try:
            engine.sleep(LONGEST)
        finally:
            self._lines[network] -= 1
            if not self._lines[network]:
                del self._lines[network]
        return False


class Turnstile:
    """People come in one after the other: a class at once does not feel it, a machine does."""

    AT_ONCE, EACH_SECOND = 600, 10.0

    def __init__(self) -> None:
        self._next: dict[tuple[str, str], float] = {}

    def is_jammed(self, session_id: str) -> bool:
        """Wait for one's turn. True where it is more than `LONGEST` away: then nobody is let in."""
        key, now = (session_id, _network()), time.monotonic()
        self._next = {each: at for each, at in self._next.items() if at > now}
        mine = max(self._next.get(key, now), now) + 1 / self.EACH_SECOND
        wait = mine - now - self.AT_ONCE / self.EACH_SECOND
        if wait > LONGEST:
            return True
        self._next[key] = mine
        engine.sleep(max(0.0, wait))
        return False


def _network() -> str:
    """Where the request comes from. One household or machine has a whole /64 of IPv6 to itself."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
