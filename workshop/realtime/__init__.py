"""Socket.IO: messages in, stages out. Names and shapes: docs/protocol.md."""
