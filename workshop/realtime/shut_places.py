"""Consoles that stay open though their place is shut, or the session another's by now: they close within seconds."""

from contextlib import suppress

from workshop.extensions import socketio
from workshop.realtime.connections import Connection
from workshop.realtime.service import Realtime
from workshop.store import places
from workshop.store.database import StoreUnavailable


def still_leads(here: Realtime, connection: Connection) -> bool:
    """Asked anew whenever it matters: somebody may have left while the socket was open."""
    with here.live.database.read() as conn:
        if places.of_session(conn, connection.session) != connection.place:
            return False
        place = places.by_id(conn, connection.place)
        known = not connection.sign_in or place is None or place.id == places.FIRST
        signed_in = known or places.by_browser(conn, connection.sign_in) == place
    return place is not None and not place.suspended and signed_in


def close(here: Realtime) -> None:
    """Look at every console of a place. The command line may have changed a place beside this process."""
    with suppress(StoreUnavailable):  # nothing is shut then, and all is looked at again
        for session_id in here.connections.sessions():
            for connection in here.connections.of(session_id):
                if connection.place and not still_leads(here, connection):
                    socketio.server.disconnect(connection.sid)
