"""Who was let in or asked out elsewhere, and whose secret is another one: looked up, since words may be lost."""

from workshop import engine
from workshop.extensions import socketio
from workshop.realtime.presence import Connection
from workshop.realtime.service import Realtime
from workshop.store import people, team
from workshop.store.holders import token_hash


def look_again(realtime: Realtime) -> None:
    """In every session that somebody sits in here. Raises StoreUnavailable."""
    for session_id in realtime.presence.sessions():
        _look_at(realtime, session_id)
        engine.sleep(0)  # fifty workshops at once would keep everybody else waiting


def _look_at(realtime: Realtime, session_id: str) -> None:
    session = realtime.live.session(session_id)
    if session is None:  # it was deleted
        realtime.forget(session_id)
        return
    with realtime.live.database.read() as conn:
        states, members = people.states(conn, session_id), team.tokens(conn, session_id)
    changed: dict[str, str] = {}
    for connection in realtime.presence.of(session_id):
        if _is_stranger(connection, states, members):
            socketio.server.disconnect(connection.sid)
        elif connection.who and (state := states[token_hash(connection.token)]) != connection.who.state:
            changed[connection.who.id] = state
    for person, state in changed.items():
        realtime.actions.show_state(session, person, state)


def _is_stranger(connection: Connection, states: dict[bytes, str], members: set[bytes]) -> bool:
    if connection.who:
        return token_hash(connection.token) not in states
    return connection.member is not None and team.token_hash(connection.token) not in members
