"""What most commands need: a workshop that runs, and a step on the screen."""

from workshop.script.model import Step
from workshop.session.errors import Refused
from workshop.session.state import Session


def live(session: Session) -> None:
    """Refuse, with a sentence, unless the workshop runs."""
    if session.phase != "live":
        raise Refused("The workshop has not started yet.")


def current(session: Session) -> Step:
    """The step on the screen. Refuses where the workshop has not started or has ended."""
    live(session)
    if session.step is None:
        raise Refused("There is no step on the screen.")
    return session.step
