"""One encode and one frame for everybody in a room, and leaving that costs as much as the rooms that one was in.

Instead of python-socketio's own Manager, by `SocketIO(client_manager=FanOut())`. It touches, of the inside of
python-socketio: `BaseManager.basic_enter_room`, `basic_leave_room`, `basic_disconnect`, `rooms[…]._fwdm`, `callbacks`,
`pending_connect`, `pending_disconnect`. tests/transport/test_insides.py tells which change makes that wrong.
"""

from collections.abc import Iterable
from typing import Any

import socketio
import socketio.packet

from workshop.transport.backlog import kind_of
from workshop.transport.frames import frame


class FanOut(socketio.Manager):
    """The members of each room are where they always were; beside them, the rooms of each member."""

    def __init__(self) -> None:
        super().__init__()
        self._rooms_of: dict[tuple[str, str], set[str | None]] = {}

    # Rooms

    def basic_enter_room(self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None) -> None:
        super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)
        self._rooms_of.setdefault((namespace, sid), set()).add(room)

    def basic_leave_room(self, sid: str, namespace: str, room: str | None) -> None:
        super().basic_leave_room(sid, namespace, room)
        rooms = self._rooms_of.get((namespace, sid), set())
        rooms.discard(room)
        if not rooms:
            self._rooms_of.pop((namespace, sid), None)

    def basic_disconnect(self, sid: str, namespace: str, **_: Any) -> None:
        """As upstream's, which looks through every room of the server for each who leaves."""
        for room in tuple(self._rooms_of.get((namespace, sid), ())):
            self.basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)
                if not pending[namespace]:
                    del pending[namespace]

    def get_rooms(self, sid: str, namespace: str) -> list[str]:
        return [room for room in self._rooms_of.get((namespace, sid), ()) if room is not None]

    # Emits

    def emit(
        self, event: str, data: Any, namespace: str, room: Any = None, skip_sid: Any = None,
        callback: Any = None, to: Any = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        """To everybody in the room, or in one of several. Each who waits for an answer has a packet of their own."""
        if callback:
            super().emit(event, data, namespace, room=room, skip_sid=skip_sid, callback=callback, to=to, **kwargs)
            return
        said = list(data) if isinstance(data, tuple) else [] if data is None else [data]
        packet = self.server.packet_class(socketio.packet.EVENT, namespace=namespace, data=[event, *said])
        self._write(self._targets(namespace, to or room, skip_sid), packet.encode())

    def _targets(self, namespace: str, room: Any, skip_sid: Any) -> Iterable[str]:
        rooms = self.rooms.get(namespace, {})
        if isinstance(room, str | None):
            members = rooms[room]._fwdm if room in rooms else {}
        else:
            members = {sid: eio for each in room if each in rooms for sid, eio in rooms[each]._fwdm.items()}
        if not skip_sid:
            return list(members.values())
        skipped = {skip_sid} if isinstance(skip_sid, str) else set(skip_sid)
        return [eio for sid, eio in members.items() if sid not in skipped]

    def _write(self, targets: Iterable[str], encoded: str) -> None:
        sockets, whole, kind = self.server.eio.sockets, frame(b"4" + encoded.encode()), kind_of(encoded)
        for eio_sid in targets:
            socket = sockets.get(eio_sid)
            if socket is not None:
                socket.write(whole, kind)
