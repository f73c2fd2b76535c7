"""For how many people a session has room: what its script says, or what the facilitator has raised it to."""

from workshop.session.state import Session

UNSAID = 1000  # where neither says a number: far above a lecture, and far below what a machine brings
MOST = 20_000
TIMES = 3  # so many may be on the list for each place: people who lost their phone, who wait, who were removed


def inside(session: Session) -> int | None:
    """How many may be in the room; None: nobody is sent away for it."""
    rules = session.script.rules
    return session.seats or (rules.people[1] if rules.capped else None)


def altogether(session: Session) -> int:
    """How many may be on the list of a session, wherever they are by now."""
    return TIMES * (inside(session) or UNSAID)
