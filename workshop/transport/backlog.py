"""What one client has not read yet: bounded, in order, and without a stage that a newer one says again."""

import time
from collections import deque

from workshop.transport.limits import UNSENT_BYTES, UNSENT_PACKETS

WHOLE = ('2["stage",', '2["mine",')  # a newer one says all that an older one said


def kind_of(data: object) -> str:
    """What of a packet's kind need not wait twice; "" where each says something of its own."""
    return next((start for start in WHOLE if data.startswith(start)), "") if isinstance(data, str) else ""


class Backlog:
    """Frames that wait. The first may be the rest of one that was written in part, and is never replaced."""

    __slots__ = ("_frames", "size")

    def __init__(self, rest: bytes = b"") -> None:
        self._frames = deque([("", rest, time.monotonic())] if rest else ())
        self.size = len(rest)

    def __len__(self) -> int:
        return len(self._frames)

    @property
    def since(self) -> float:
        """When the oldest of them began to wait."""
        return self._frames[0][2]

    def add(self, data: bytes, kind: str = "") -> bool:
        """False where that is more than is kept for anybody."""
        if kind:
            self._drop(kind)
        if len(self._frames) >= UNSENT_PACKETS or self.size + len(data) > UNSENT_BYTES:
            return False
        self._frames.append((kind, data, time.monotonic()))
        self.size += len(data)
        return True

    def first(self) -> bytes:
        return self._frames[0][1]

    def whole(self) -> bytes:
        """All of it, in order."""
        return b"".join(data for _, data, _ in self._frames)

    def sent(self, count: int) -> None:
        """So many bytes of the first were taken."""
        _, data, since = self._frames.popleft()
        self.size -= count
        if count < len(data):
            self._frames.appendleft(("", data[count:], since))

    def _drop(self, kind: str) -> None:
        older = next((each for each in self._frames if each[0] == kind), None)
        if older:
            self._frames.remove(older)
            self.size -= len(older[1])
