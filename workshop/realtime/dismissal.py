"""A place in the team that is given to another device, or taken back: its consoles close at once."""

from workshop import engine
from workshop.extensions import socketio
from workshop.realtime.room import Room
from workshop.session import commands as cmd


def close_consoles(room: Room, session_id: str, member_id: str) -> None:
    for seat in room.seats.of_member(session_id, member_id):
        socketio.server.disconnect(seat.sid)
    room.pulse.touch(session_id)


def dismiss(room: Room, session_id: str, member_id: str) -> None:
    """Nobody of that id belongs to the team any more. Where they led, the facilitator leads again."""
    close_consoles(room, session_id, member_id)
    session = room.live.session(session_id)
    if session and session.leading and session.leading.id == member_id:
        room.live.submit(session_id, cmd.TakeBack(engine.now()))
