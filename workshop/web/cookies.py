"""How long a participant's cookie lives: as long as what it opens."""

from datetime import date
from typing import TypeVar

from werkzeug.wrappers import Response as AnyResponse

from workshop.people import choice, identity
from workshop.session.state import Session
from workshop.store import sessions
from workshop.web import current

R = TypeVar("R", bound=AnyResponse)


def give(response: R, session: Session, token: bytes, low_trace: bool) -> R:
    """This browser is that participant, until the session is deleted or, with `low_trace`, until it is closed."""
    identity.give_cookie(response, session.id, token, _days(session), low_trace)
    if low_trace:
        choice.keep_no_longer_than_the_window(response)
    return response


def kept_as_long(response: R, session: Session, token: bytes) -> R:
    """The team may have chosen another day meanwhile. In a browser that keeps nothing, nothing lives longer."""
    return response if identity.is_low_trace(session.id) else give(response, session, token, False)


def _days(session: Session) -> int:
    """Until the end the day may still move: it is counted anew from then."""
    delete_on = sessions.delete_on_at_once(current.live().database, session.id)
    keep = session.script.rules.keep_days
    if delete_on is None:
        return keep
    left = (delete_on - date.today()).days
    return max(left, 1 if session.phase == "ended" else keep)
