"""What was refused and why, as numbers: `/metrics` shows them. No address, no name, no content."""

from collections import Counter

REASONS = {
    "flood": "more frames than a person can mean, on one connection or over all of theirs",
    "too_big": "a message over 64 KB",
    "fragments": "a message in more than 16 pieces",
    "frame": "a frame that breaks the websocket protocol",
    "encoding": "text that is not UTF-8",
    "binary": "a binary frame or an attachment",
    "packet": "no Engine.IO or Socket.IO packet that a browser sends",
    "namespace": "another namespace than /",
    "event": "an event that clients do not send",
    "json": "broken, too deep or endless JSON, or a number that is none",
    "connect_twice": "a second CONNECT on one connection",
    "never_connected": "no CONNECT in 5 seconds",
    "too_many_newcomers": "over 200 connections without CONNECT, this one among the oldest",
    "half_frame": "a message that was not finished in 15 seconds",
    "slow_reader": "over 256 packets, 1 MB or 20 seconds unread",
    "too_many_sockets": "over 8 connections of one person, this one the oldest",
    "bad_upgrade": "an upgrade that no browser asks for",
    "slow_request": "a request head over 10 seconds or a body over 30",
}
_counts: Counter[str] = Counter()


def count(reason: str) -> None:
    """One more. Raises KeyError for a reason that is not in the list."""
    REASONS[reason]
    _counts[reason] += 1


def counts() -> dict[str, int]:
    """Reason → how often since the start, every reason named."""
    return {reason: _counts[reason] for reason in REASONS}
