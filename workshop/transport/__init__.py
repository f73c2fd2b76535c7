"""The websocket itself. Nothing in here knows of workshops: it carries text, and lets no client hurt another.

`SocketIO.init_app(serializer=packets.text_packet(events), json=packets.StrictJSON, **guard.options(fan_out))`, then
once `guard.install(socketio, seldom, fan_out)`. fan_out "hub" (with eventlet) takes `HubSocket` and `FanOut`,
"stock" python-socketio's own way behind the same guard. For whoever builds on it:

- `guard.of(socketio)` is the server's `Guard`: `belongs(eio_sid, person)` tells whose connection it is,
  `spend(person)` charges a request of theirs over HTTP, `cut(eio_sid, reason)` ends a connection, and
  `message(eio_sid, data)` takes one Socket.IO packet, in a greenlet of that connection, in the order of coming.
- `counters.count(reason)` and `counters.counts()`; all reasons with their meaning are in `counters.REASONS`.
- `HubSocket.write(frame, kind)` sends bytes that `frames.frame` made, from anywhere, without waiting.
- `engine.let_in()` is where a crowd that comes at once waits its turn. `limits` holds every number.
"""
