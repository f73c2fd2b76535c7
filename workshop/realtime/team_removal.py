"""A place in the team that is given to another device, or taken back: its consoles close at once."""

from workshop import engine
from workshop.extensions import socketio
from workshop.realtime.service import Realtime
from workshop.session import commands as cmd


def close_consoles(realtime: Realtime, session_id: str, member_id: str) -> None:
    realtime.peers.tell("dismiss", session=session_id, member=member_id)
    for connection in realtime.presence.of_member(session_id, member_id):
        socketio.server.disconnect(connection.sid)
    realtime.pulse.touch(session_id)


def dismiss(realtime: Realtime, session_id: str, member_id: str) -> None:
    """Nobody of that id belongs to the team any more. Where they led, the facilitator leads again."""
    close_consoles(realtime, session_id, member_id)
    session = realtime.live.session(session_id)
    if session and session.leading and session.leading.id == member_id:
        realtime.live.submit(session_id, cmd.TakeBack(engine.now()))
