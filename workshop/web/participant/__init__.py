"""A participant's pages: the room, the way without websockets, and their notes."""

from workshop.web.participant import my_notes, questions, room, who_is_here  # noqa: F401 - they add their pages to it
from workshop.web.participant.blueprint import bp

__all__ = ["bp"]
