"""The facilitator's pages: the door, scripts and sessions, the pages of one session, and what comes afterwards."""

from workshop.web.host import door, guides, help_lines, results, session_list, session_pages  # noqa: F401 - they add their pages to it
from workshop.web.host.blueprint import bp

__all__ = ["bp"]
