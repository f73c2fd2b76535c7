"""Places that move to another device: each by a code that is good once and for two minutes.

What waits here is sealed under the code's own secret, which stands in the picture and the link alone: in memory,
on no disk, and of no use to anybody who finds it.
"""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workshop.sharing import Alone, Peers
from workshop.store.people import Participant
from workshop.store.sealing import cipher, seal, unseal

SECONDS = 120
TOLD = 600  # seconds in which a code that opens nothing any more is still known for what it was
ROOM = 64
SECRET_BYTES = 16


@dataclass(slots=True)
class Handover:
    """What is known of a code without its secret. `low_trace`: its maker's browser keeps nothing."""

    session: str
    person: str
    name: str
    low_trace: bool
    made: float
    used: bool = False

    @property
    def left(self) -> float:
        """Seconds for which the code is good."""
        return max(0.0, self.made + SECONDS - time.monotonic())

    @property
    def state(self) -> str:
        return "used" if self.used else "open" if self.left else "expired"


@dataclass(slots=True)
class DeviceCodes:
    """All codes, by a mark that only their secret gives. Other processes get them sealed, as they lie here; one that
    comes later is told those that are good then."""

    peers: Peers = field(default_factory=Alone)
    _known: dict[bytes, Handover] = field(default_factory=dict)
    _sealed: dict[bytes, bytes] = field(default_factory=dict)

    def offer(self, who: Participant, token: bytes, low_trace: bool = False) -> str:
        """The secret of a new code. An earlier one of this person opens nothing any more."""
        self.sweep()
        self.withdraw(who.session, who.id)
        secret = secrets.token_urlsafe(SECRET_BYTES)
        mark = _derive(secret, "mark")
        self._sealed[mark] = seal(cipher(_derive(secret, "key")), token, _aad(who.session, mark), ROOM)
        self._known[mark] = Handover(who.session, who.id, who.nickname, low_trace, time.monotonic())
        self._tell(mark)
        return secret

    def _tell(self, mark: bytes) -> None:
        code = self._known[mark]
        about = {"session": code.session, "person": code.person, "name": code.name, "low_trace": code.low_trace}
        age = time.monotonic() - code.made
        self.peers.tell("code", mark=mark.hex(), sealed=self._sealed[mark].hex(), age=age, **about)

    def withdraw(self, session_id: str, person_id: str) -> None:
        """This person's secret is another one now: a code with the old one opens nothing."""
        self.peers.tell("code withdrawn", session=session_id, person=person_id)
        self._withdraw_here(session_id, person_id)

    def _withdraw_here(self, session_id: str, person_id: str) -> None:
        for mark in [m for m, h in self._known.items() if (h.session, h.person) == (session_id, person_id)]:
            self._forget(mark)

    def __post_init__(self) -> None:
        self.peers.hear("code", self._hear)
        self.peers.hear("code used", self._hear_used)
        self.peers.hear("code withdrawn", lambda _, body: self._withdraw_here(body["session"], body["person"]))
        self.peers.hear("hello", lambda _process, _body: self._tell_all())

    def _hear(self, _process: str, body: dict[str, Any]) -> None:
        """A code that was made at another process, perhaps before we came; `age` in seconds."""
        self.sweep()
        mark, session, person = bytes.fromhex(body["mark"]), body["session"], body["person"]
        made, newest = time.monotonic() - body.get("age", 0.0), self.of(session, person)
        if mark in self._known or (newest and newest.made > made):
            return
        self._withdraw_here(session, person)
        self._sealed[mark] = bytes.fromhex(body["sealed"])
        self._known[mark] = Handover(session, person, body["name"], body["low_trace"], made)

    def _tell_all(self) -> None:
        """A process has come, or was out of hearing."""
        self.sweep()
        for mark in list(self._sealed):
            self._tell(mark)

    def _hear_used(self, _process: str, body: dict[str, Any]) -> None:
        mark = bytes.fromhex(body["mark"])
        self._sealed.pop(mark, None)
        if mark in self._known:
            self._known[mark].used = True

    def of(self, session_id: str, person_id: str) -> Handover | None:
        """This person's newest code."""
        self.sweep()
        mine = (h for h in self._known.values() if (h.session, h.person) == (session_id, person_id))
        return next(mine, None)

    def find(self, session_id: str, secret: str) -> Handover | None:
        """The code of that secret; looking does not use it."""
        self.sweep()
        found = self._known.get(_derive(secret, "mark"))
        return found if found and found.session == session_id else None

    def redeem(self, session_id: str, secret: str) -> bytes | None:
        """The participant's token for the code `secret`, once: of two who come at the same moment one has it.

        None where the code is unknown, used or older than SECONDS.
        """
        found, mark = self.find(session_id, secret), _derive(secret, "mark")
        sealed = self._sealed.pop(mark, None) if found else None
        if found is None or sealed is None or not self.peers.once(f"code {mark.hex()}", SECONDS):
            return None
        found.used = True
        self.peers.tell("code used", mark=mark.hex())
        return unseal(cipher(_derive(secret, "key")), sealed, _aad(session_id, mark))

    def sweep(self) -> None:
        """What is too old goes: the token after two minutes, the memory of the code a little later."""
        now = time.monotonic()
        for mark, each in list(self._known.items()):
            if not each.left:
                self._sealed.pop(mark, None)
            if each.made + TOLD < now:
                self._forget(mark)

    def _forget(self, mark: bytes) -> None:
        self._known.pop(mark, None)
        self._sealed.pop(mark, None)


def _derive(secret: str, what: str) -> bytes:
    return HKDF(SHA256(), 32, b"workshop handover", what.encode()).derive(secret.encode())


def _aad(session_id: str, mark: bytes) -> bytes:
    return session_id.encode() + b"|" + mark
