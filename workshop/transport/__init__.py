"""The websocket itself. Nothing in here knows of workshops: it carries text, and lets no client hurt another.

`guard.install(socketio, events)` once, after `init_app`, puts the guard before python-socketio's parser, in every
mode of the engine. What it refused is counted by reason: `counters.counts()`. For whoever builds on it:

- `guard.of(socketio)` is the server's `Guard`: `belongs(eio_sid, person)` tells whose connection it is,
  `spend(person)` charges a request of theirs over HTTP, `cut(eio_sid, reason)` ends a connection.
- `counters.count(reason)` and `counters.counts()`; all reasons with their meaning are in `counters.REASONS`.
- `packets.TextPacket` and `packets.StrictJSON` are what `SocketIO(serializer=…, json=…)` takes.
- `limits` holds every number.
"""
