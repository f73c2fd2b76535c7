"""Every number of the transport, and the bucket that holds a client to its rate."""

import time

MESSAGE = 65536  # bytes of a whole message: 8,000 characters of any script, and their envelope
FRAGMENTS = 16  # frames of one message
DEPTH = 8  # lists and objects inside one another
DIGITS = 64  # of a whole number: more than any that is meant, and too few to cost time
ID_DIGITS = 15  # of the number that an ack repeats
RATE, BURST = 20.0, 60.0  # frames a second of one connection, and how many at once
PERSON_RATE, PERSON_BURST = 40.0, 120.0  # the same of one person, over all connections and HTTP
PEOPLE = 4096  # buckets of people without a connection that are kept
UNSENT_PACKETS, UNSENT_BYTES = 256, 1 << 20  # what waits for one client to read
UNSENT_SECONDS = 19.5  # and what is cut is cut within the next look: nothing waits for more than twenty
KERNEL_BYTES = 131_072  # before that, in the kernel; by itself it would take megabytes before anybody is found slow
HALF_FRAME_SECONDS = 15.0  # before a silent client is taken for gone
CONNECT_SECONDS = 5.0  # from the upgrade to CONNECT
NEWCOMERS = 200  # connections without CONNECT; of more than that, those older than a second go
NEWCOMER_GRACE = 1.0
SOCKETS = 8  # of one person
INBOX = 64  # messages that wait to be handled, of one connection


class Bucket:
    """Refills with `rate` tokens a second up to `burst`."""

    __slots__ = ("_at", "_burst", "_left", "_rate")

    def __init__(self, rate: float = RATE, burst: float = BURST) -> None:
        self._rate, self._burst = rate, burst
        self._left, self._at = burst, time.monotonic()

    def spend(self) -> bool:
        """Take one token; False where there is none."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def is_full(self) -> bool:
        return self._left + (time.monotonic() - self._at) * self._rate >= self._burst
