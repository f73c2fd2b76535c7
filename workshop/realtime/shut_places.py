"""Consoles that stay open though their place is shut, or the session another's by now: they close within seconds."""

from contextlib import suppress

from sqlalchemy import Connection as Statements

from workshop.extensions import socketio
from workshop.realtime.presence import Connection
from workshop.realtime.service import Realtime
from workshop.store import places
from workshop.store.database import StoreUnavailable


def still_leads(here: Realtime, connection: Connection) -> bool:
    """Asked anew whenever it matters: somebody may have left while the socket was open."""
    with here.live.database.read() as conn:
        if places.of_session(conn, connection.session) != connection.place:
            return False
        place = places.by_id(conn, connection.place)
        if place is None or place.suspended:
            return False
        return not connection.sign_in or _is_signed_in(conn, place, connection.sign_in)


def _is_signed_in(conn: Statements, place: places.Place, sign_in: str) -> bool:
    """The first place opens also to a browser that could not be written down."""
    if place.id == places.FIRST:
        return not places.has_ended(conn, sign_in)
    return places.by_browser(conn, sign_in) == place


def close(here: Realtime) -> None:
    """Look at every console of a place. The command line may have changed a place beside this process."""
    with suppress(StoreUnavailable):  # nothing is shut then, and all is looked at again
        for session_id in here.presence.sessions():
            for connection in here.presence.of(session_id):
                if connection.place and not still_leads(here, connection):
                    socketio.server.disconnect(connection.sid)
