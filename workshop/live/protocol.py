"""The wire as types: event names, frames, ops and acks. docs/protocol.md says the same in words; a test compares them.

An op is read once, here; behind this file nobody looks into a key again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

from workshop.session.errors import Refused
from workshop.util.language import marked

PROTO = 1

# Events to browsers
HELLO, STAGE, MINE, PULSE, TALLY, BEAT = "hello", "stage", "mine", "pulse", "tally", "beat"
CLOSING, NOTICE, SIGNAL, BELL, HOLDING = "closing", "notice", "signal", "bell", "holding"
BYE, RELOAD, PEOPLE, BOARD = "bye", "reload", "people", "board"
DOWN = (HELLO, STAGE, MINE, PULSE, TALLY, BEAT, CLOSING, NOTICE, SIGNAL, BELL, HOLDING, BYE, RELOAD, PEOPLE, BOARD)
# Events from browsers
OP, COMMAND, SYNC = "op", "command", "sync"
UP = (OP, COMMAND, SYNC)

Status = Literal["ok", "dup", "stale", "closed", "invalid", "later"]


class Frame(TypedDict):
    """A `stage`; with `mine` it is a `hello`. Times in milliseconds, `t` in nanoseconds of CLOCK_MONOTONIC."""

    e: str
    v: int
    html: str
    step: str
    phase: str
    message: str
    timers: dict[str, int]
    holding: bool
    t: int
    mine: NotRequired[dict[str, Any]]


class PulseFrame(TypedDict):
    answered: int
    of: int
    connected: int
    about: NotRequired[str]


class TallyFrame(TypedDict):
    step: str
    html: str


class BeatFrame(TypedDict):
    e: str
    v: int
    now_ms: int


class ClosingFrame(TypedDict):
    step: str
    left_ms: int


class NoticeFrame(TypedDict):
    text: str
    private: NotRequired[bool]


class SignalFrame(TypedDict):
    kind: Literal["taken", "back"]


class HoldingFrame(TypedDict):
    on: bool


class ByeFrame(TypedDict):
    min_ms: int
    max_ms: int


class BesidePeople(TypedDict):
    """What the team is told beside the list of people: who asks for somebody, and how full it is."""

    look_in: list[dict[str, str]]
    resting: int
    hands: list[str]
    unseen: int
    seats: int
    left: int


class PeopleFrame(BesidePeople):
    """All of them, or (`whole` false) who changed, and the ids of who is gone."""

    n: int
    whole: bool
    people: list[dict[str, Any]]
    gone: list[str]


class Ack(TypedDict):
    """What became of an op. `value` is what is kept now, `ms` when to try again, `pad` makes all alike long."""

    status: Status
    n: NotRequired[int]
    value: NotRequired[dict[str, Any]]
    why: NotRequired[str]
    ms: NotRequired[int]
    waits: NotRequired[bool]
    pad: NotRequired[str]


class CommandAck(TypedDict):
    status: Literal["ok", "stale", "refused", "later"]
    v: NotRequired[int]
    reason: NotRequired[str]
    asks: NotRequired[bool]
    ms: NotRequired[int]


# Ops


@dataclass(frozen=True, slots=True)
class VoteOp:
    """`n` grows with every change of one key, here and below; `body` as docs/protocol.md has it."""

    step: str
    n: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PassOp:
    step: str
    n: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NoteOp:
    step: str
    field: str
    n: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DraftOp:
    step: str
    field: str
    n: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TopicOp:
    step: str
    n: int
    index: Any  # a whole number, or None for any; `live.topics` looks at it


@dataclass(frozen=True, slots=True)
class HandOp:
    step: str
    n: int
    up: bool


@dataclass(frozen=True, slots=True)
class SignalOp:
    n: int
    kind: str


@dataclass(frozen=True, slots=True)
class AloneOp:
    step: str
    n: int


@dataclass(frozen=True, slots=True)
class JoinOp:
    step: str
    n: int


@dataclass(frozen=True, slots=True)
class StayOp:
    step: str
    n: int
    stays: bool


Op = VoteOp | PassOp | NoteOp | DraftOp | TopicOp | HandOp | SignalOp | AloneOp | JoinOp | StayOp
VERBS = ("vote", "pass", "note", "draft", "topic", "hand", "alone", "join", "stay", "signal")
SIGNALS = ("quiet", "look in", "go", "back")
NEWEST = 2**53 - 1  # a browser's largest whole number
KEY = re.compile(rf"({'|'.join(VERBS[:-1])}):([a-z0-9]+(?:-[a-z0-9]+)*)(?::([^:]{{1,200}}))?|signal")
UNREADABLE = marked("This message could not be read. Please reload the page.")


def read_op(message: Any) -> Op:
    """`{key, n, body}` as one of the ten ops. Raises Refused, with a sentence for the person, where it is none."""
    if not isinstance(message, dict):
        raise Refused(UNREADABLE)
    key, n, body = message.get("key"), message.get("n"), message.get("body", {})
    match = KEY.fullmatch(key) if isinstance(key, str) else None
    if match is None or type(n) is not int or not 1 <= n <= NEWEST or not isinstance(body, dict):
        raise Refused(UNREADABLE)
    verb, step, field = match[1] or "signal", match[2] or "", match[3] or ""
    match verb:
        case "vote":
            return VoteOp(step, n, body)
        case "pass":
            return PassOp(step, n, body)
        case "note":
            return NoteOp(step, field, n, body)
        case "draft":
            return DraftOp(step, field, n, body)
        case _:
            return _read_small(verb, step, n, body)


def _read_small(verb: str, step: str, n: int, body: Mapping[str, Any]) -> Op:
    match verb:
        case "topic":
            return TopicOp(step, n, body.get("topic"))
        case "hand":
            return HandOp(step, n, body.get("up") is True)
        case "alone":
            return AloneOp(step, n)
        case "join":
            return JoinOp(step, n)
        case "stay":
            return StayOp(step, n, body.get("stays") is True)
    kind = body.get("kind")
    if kind not in SIGNALS:
        raise Refused(UNREADABLE)
    return SignalOp(n, kind)
