"""The audiences of a session: everybody who sees the same stage, by name."""

from workshop.session.state import Session
from workshop.session.team import DESKS, FACILITATOR, LEADS, MODERATOR, SUPPORT

PARTICIPANTS = "participants"
PROJECTOR = "projector"
PAST = "past"  # no audience in the room: one person reads an earlier prompt


def group_audience(group_id: str) -> str:
    """The audience of one group."""
    return f"group:{group_id}"


def group_of(audience: str) -> str:
    """The group's id; empty for every other audience."""
    return audience.removeprefix("group:") if audience.startswith("group:") else ""


def role_of(audience: str) -> str:
    """participant, facilitator or projector: the folder its fragments lie in."""
    if audience in DESKS:
        return FACILITATOR
    return audience if audience == PROJECTOR else "participant"


def sight_of(audience: str) -> str:
    """Whose eyes this audience has: whoever helps without leading sees of polls and groups what the room sees."""
    if audience in LEADS:
        return FACILITATOR
    return PROJECTOR if audience in (SUPPORT, MODERATOR) else role_of(audience)


def audience_of(session: Session, person_id: str) -> str:
    """Whose stage this participant sees now."""
    group = session.group_of(person_id)
    return group_audience(group.id) if group else PARTICIPANTS


def are_in_groups(session: Session) -> bool:
    """Whether anybody sits in a group right now."""
    run = session.breakout()
    return bool(run and run.phase in ("running", "recalling") and run.groups)


def audiences(session: Session) -> list[str]:
    """Every audience that has a stage of its own now."""
    run = session.breakout()
    running = run.groups if run and run.phase in ("running", "recalling") and session.phase == "live" else ()
    return [PARTICIPANTS, *(group_audience(g.id) for g in running), PROJECTOR, FACILITATOR]
