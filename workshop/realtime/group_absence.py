"""Somebody's line is silent: after a while their group is told."""

from workshop import engine
from workshop.realtime.service import Realtime

PATIENCE = 8.0  # seconds without a line before the group is told


def miss_later(service: Realtime, session_id: str, person_id: str) -> None:
    """A phone that sleeps for a moment is not away; one that stays away leaves somebody alone in a group."""
    engine.sleep(PATIENCE)
    session = service.live.session(session_id)
    if session and session.group_of(person_id) and service.presence.miss(session_id, person_id):
        service.broadcaster.own.send_to_group(session, person_id)
