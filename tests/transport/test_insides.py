"""What of other packages' insides the transport stands on. Where one of these fails after an update, its line says what
to look at; until that is done `WORKSHOP_FANOUT=stock` does without most of it.
"""

import inspect

import engineio
import engineio.server
import engineio.socket
import eventlet.greenio
import eventlet.hubs.hub
import eventlet.wsgi
import pytest
import socketio
from bidict import bidict
from socketio.base_manager import BaseManager

SOURCES = (
    (engineio.Server._handle_connect, "s = socket.Socket(self, sid)", "the socket is made by a name we replace"),
    (engineio.Server._handle_connect, "s.send(pkt)", "OPEN is sent before the upgrade: HubSocket._early holds it"),
    (engineio.Server._handle_connect, "s.schedule_ping()", "the first ping is asked for before the upgrade"),
    (engineio.Server._handle_connect, "s.handle_get_request(environ, start_response)", "the upgrade goes through us"),
    (engineio.Server._handle_connect, "if s.closed and sid in self.sockets", "a refused upgrade leaves nothing behind"),
    (engineio.Server.handle_request, "if not isinstance(r, dict):\n            return r", "what give_back returns"),
    (engineio.Server._handle_connect, "if self.start_service_task:", "`options` leaves out the watch over pings"),
    (engineio.socket.Socket.receive, "self.schedule_ping()", "GuardedSocket hears of each pong so"),
    (engineio.Server.send_packet, "socket.send(pkt)", "acks go through HubSocket.send"),
    (engineio.Server._trigger_event, "return self.handlers[event](*args)", "Guard takes the message handler's place"),
    (engineio.socket.Socket._websocket_handler, "packets = self.poll()", "GuardedSocket.poll gives one at a time"),
    (engineio.socket.Socket._websocket_handler, "data = ws.wait()", "Websocket.wait is what is read"),
    (engineio.socket.Socket._websocket_handler, "self.queue.put(None)", "the end of the queue is a None"),
    (engineio.socket.Socket._upgrade_websocket, "self.server._async['websocket'](", "our Websocket is asked for"),
    (engineio.socket.Socket.close, "self.queue.put(None)", "the end of the queue is a None"),
    (socketio.Manager.disconnect, "self.basic_disconnect(sid, namespace)", "FanOut.basic_disconnect is asked"),
    (socketio.Manager.enter_room, "self.basic_enter_room(", "FanOut.basic_enter_room is asked"),
    (socketio.Manager.leave_room, "self.basic_leave_room(", "FanOut.basic_leave_room is asked"),
    (BaseManager.pre_connect, "self.basic_enter_room(sid, namespace, None, eio_sid=eio_sid)", "all are in room None"),
    (BaseManager.basic_close_room, "self.basic_leave_room(sid, namespace, room)", "closing keeps the rooms of each"),
    (BaseManager.basic_disconnect, "del self.callbacks[sid]", "all that FanOut.basic_disconnect tidies up"),
    (socketio.Server._handle_connect, "if success is False", "a refused client is told, and is no member"),
    (eventlet.wsgi.HttpProtocol.handle_one_response, "if WSGI_LOCAL.already_handled:", "the connection is given away"),
    (
        eventlet.wsgi.HttpProtocol.handle_one_request,
        "self.rfile = FileObjectForHeaders(self.rfile)",
        "parse_request's .fp",
    ),
    (eventlet.wsgi.HttpProtocol.handle_one_request, "self._read_request_line()", "deadlines instead of time-outs"),
    (eventlet.wsgi.HttpProtocol.setup, "self.rfile = conn.makefile('rb', self.rbufsize)", "the file we replace"),
    (eventlet.wsgi.Server.process_request, "except socket.timeout:", "a deadline ends a connection in silence"),
)


@pytest.mark.parametrize(("where", "code", "why"), SOURCES, ids=[why for _, _, why in SOURCES])
def test_upstream_still_says(where: object, code: str, why: str):
    assert code in inspect.getsource(where), why


def test_the_members_of_a_room_are_a_bidict_of_sid_and_eio_sid():
    manager = BaseManager()
    manager.basic_enter_room("sid", "/", None, eio_sid="eio")
    assert isinstance(manager.rooms["/"][None], bidict)
    assert manager.rooms["/"][None]._fwdm == {"sid": "eio"}


def test_what_basic_disconnect_tidies_up_is_what_we_know_of():
    """Another dictionary of clients in the manager must be tidied up by FanOut too."""
    known = {"logger", "server", "rooms", "eio_to_sid", "callbacks", "pending_connect", "pending_disconnect", "json"}
    assert set(vars(BaseManager())) == known


def test_what_a_socket_is_made_with_is_what_we_make():
    server = engineio.Server(async_mode="threading")
    made = engineio.socket.Socket(server, "sid")
    assert set(vars(made)) == {
        "server", "sid", "queue", "last_ping", "connected", "upgrading", "upgraded", "closing", "closed", "session",
    }  # fmt: skip


def test_the_hub_takes_callbacks_and_gives_listeners():
    hub = eventlet.hubs.hub.BaseHub
    assert list(inspect.signature(hub.add).parameters) == ["self", "evtype", "fileno", "cb", "tb", "mark_as_closed"]
    assert list(inspect.signature(hub.remove).parameters) == ["self", "listener"]
    assert list(inspect.signature(hub.schedule_call_global).parameters)[:3] == ["self", "seconds", "cb"]
    assert "self.fd" in inspect.getsource(eventlet.greenio.GreenSocket.__init__)
