"""What a browser of ours says, and nothing else: Engine.IO's three words, and Socket.IO's packets in text.

python-engineio and python-socketio read much more than that, and end in a traceback where they cannot.
"""

import json
import math
import re
from contextlib import suppress
from typing import Any

import msgspec
import socketio.packet

from workshop.transport.frames import Refused
from workshop.transport.limits import DEPTH, DIGITS, ID_DIGITS

PONG, GOODBYE, MESSAGE = "3", "1", "4"
CONNECT, DISCONNECT, EVENT, ACK = 0, 1, 2, 3
_PACKET = re.compile(r"([0-3])(/[^,]*,?)?([0-9]{0,100})(.*)", re.DOTALL)


QUICK = 4096  # characters
_LONG_NUMBER = re.compile(r"[0-9.eE]{16}")
_DENSE = {"separators": (",", ":")}
_ENCODE, _DECODE = msgspec.json.Encoder().encode, msgspec.json.Decoder().decode


class StrictJSON:
    """JSON without NaN, endless numbers or endless depth. Raises Refused."""

    @staticmethod
    def loads(text: str, **_: Any) -> Any:
        found = _read(text)
        if text.count("[") + text.count("{") > DEPTH and _is_deeper(found, DEPTH):
            raise Refused("json")
        return found

    @staticmethod
    def dumps(value: Any, **given: Any) -> str:
        """In ASCII, without a space where `given` are the separators that Socket.IO gives."""
        return (given == _DENSE and _dense(value)) or json.dumps(value, allow_nan=False, **given)


def _dense(value: Any) -> str:
    """In a twentieth of the time, and the same wherever all is printable ASCII; "" elsewhere."""
    try:
        written = _ENCODE(value)
    except (ValueError, OverflowError):
        return ""  # half a character, which only JSON's \u can write, or a number beyond 64 bits
    return written.decode() if written.isascii() and b"\x7f" not in written else ""


def _read(text: str) -> Any:
    """Short ones, as nearly all are, in a quarter of the time; what the quick reader refuses is read with care."""
    if len(text) <= QUICK and not _LONG_NUMBER.search(text):
        with suppress(msgspec.DecodeError, UnicodeError, RecursionError):
            return _DECODE(text)
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Refused("json") from None


def _no_number(text: str) -> None:
    raise Refused("json")


def _finite(text: str) -> float:
    if not math.isfinite(number := float(text)):
        raise Refused("json")
    return number


def _whole(text: str) -> int:
    if len(text) > DIGITS:
        raise Refused("json")
    return int(text)


_DECODER = json.JSONDecoder(parse_constant=_no_number, parse_float=_finite, parse_int=_whole)


def _is_deeper(value: Any, depth: int) -> bool:
    if not isinstance(value, list | dict):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return depth == 0 or any(_is_deeper(each, depth - 1) for each in inside)


def check_engine(text: str) -> str:
    """PONG, GOODBYE or MESSAGE. Raises Refused for whatever else Engine.IO knows."""
    if text[:1] == MESSAGE and len(text) > 1:
        return MESSAGE
    if text in (PONG, GOODBYE):
        return text
    raise Refused("packet")


class TextPacket(socketio.packet.Packet):
    """Socket.IO's packet: text only, namespace / only, and events of `events` only."""

    uses_binary_events = False
    json = StrictJSON
    events: frozenset[str] = frozenset()

    def decode(self, encoded_packet: Any) -> int:
        """Raises Refused. 0: no attachment follows, ever."""
        match = _PACKET.fullmatch(encoded_packet) if isinstance(encoded_packet, str) else None
        if match is None:
            raise Refused("binary" if encoded_packet[:1] in ("5", "6") else "packet")
        kind, namespace, number, body = match.groups()
        if namespace is not None and namespace not in ("/", "/,"):
            raise Refused("namespace")
        self.packet_type, self.namespace = int(kind), "/"
        self.id = int(number) if number else None
        self.data = self.json.loads(body) if body else None
        self._check()
        return 0

    def _check(self) -> None:
        if self.packet_type == EVENT:
            self._check_event()
        elif (self.packet_type == ACK and type(self.data) is not list) or (
            self.packet_type == CONNECT and not isinstance(self.data, dict | None)
        ):
            raise Refused("packet")

    def _check_event(self) -> None:
        if type(self.data) is not list or not self.data:
            raise Refused("event")
        if not isinstance(self.data[0], str) or self.data[0] not in self.events:
            raise Refused("event")
        if self.id is not None and self.id >= 10**ID_DIGITS:
            raise Refused("packet")


def text_packet(of_clients: frozenset[str]) -> type[TextPacket]:
    """The packet class of one server, whose clients send these events."""
    return type("TextPacket", (TextPacket,), {"events": of_clients})
