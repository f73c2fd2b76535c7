"""The facilitator's pages: the door, scripts and sessions, the pages of one session, and what comes afterwards."""

from workshop.web.host import (  # noqa: F401 - they add their pages to it
    all_places,
    guides,
    hand_over,
    help_lines,
    organisation,
    own_help_lines,
    own_look,
    own_place,
    passkeys,
    results,
    session_list,
    session_pages,
    shared_library,
    sign_in,
)
from workshop.web.host.blueprint import bp

__all__ = ["bp"]
