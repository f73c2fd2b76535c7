"""Who of the team may do what: from desk to rights. The server asks it, and so do the screens."""

from workshop.script.model import Script
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session.command_table import COMMANDS, WHO, Right, named
from workshop.session.errors import Ours, Refused
from workshop.session.events import Event
from workshop.session.people import Member
from workshop.session.state import Session

# A desk is where somebody of the team sits; each has an audience of its own.
FACILITATOR = "facilitator"  # the facilitator's link, on whatever device
LEADING = "leading"  # the lead to whom the workshop was handed over
LEAD = "lead"
SUPPORT = "support"
MODERATOR = "moderator"
ROLES = (LEAD, SUPPORT, MODERATOR)  # what a link can be for
LEADS = (FACILITATOR, LEADING, LEAD)  # who can lead, and sees all of it
DESKS = (*LEADS, SUPPORT, MODERATOR)

FULL = {Right.EDGES, Right.COURSE, Right.CARE, Right.TEXTS}
RIGHTS = {
    FACILITATOR: FULL | {Right.HAND_OVER, Right.TAKE_BACK},
    LEADING: FULL | {Right.HAND_BACK},
    LEAD: FULL - {Right.EDGES},
    SUPPORT: {Right.CARE},
    MODERATOR: {Right.TEXTS},
}
WATCHING = {
    Right.CARE,
    Right.TEXTS,
    Right.TAKE_BACK,
}  # what is left to others who could lead while one does
WORK = {
    LEAD: "Your link is for the whole console but Start and End.",
    SUPPORT: "Your link is for calls and the door.",
    MODERATOR: "Your link is for the texts that people share.",
}


def desk_of(session: Session, member: Member | None) -> str:
    """Where somebody sits now; None: the facilitator's link."""
    if member is None:
        return FACILITATOR
    return LEADING if session.leading and session.leading.id == member.id else member.role


def watches(session: Session, desk: str) -> bool:
    """Whether somebody else leads, so that this desk only looks on."""
    return session.leading is not None and desk in (FACILITATOR, LEAD)


def allowed(session: Session, desk: str) -> frozenset[str]:
    """The commands that this desk may send now."""
    return named(*(RIGHTS[desk] & WATCHING if watches(session, desk) else RIGHTS[desk]))


def check(session: Session, desk: str, command: str) -> None:
    """Raise Refused, with who can do it, unless this desk may. What nobody knows is left to whoever reads commands."""
    entry = COMMANDS.get(command)
    if command in allowed(session, desk) or (desk == FACILITATOR and entry is None):
        return
    led = session.leading
    if led and entry and entry.right in RIGHTS[desk]:
        raise Refused(LED_BY[desk == FACILITATOR], "watching", name=led.name)
    who = WHO[entry.right if entry else Right.HAND_OVER]
    if desk in WORK:
        raise Refused("%(who)s %(more)s", "role", who=Ours(who), more=Ours(WORK[desk]))
    raise Refused(who, "role")


LED_BY = {
    True: "%(name)s is leading, so nothing was moved. To lead yourself, choose “Take the lead back”.",
    False: "%(name)s is leading, so nothing was moved. Please ask %(name)s, or the facilitator.",
}


def facilitator_name(script: Script, others: set[str]) -> str:
    """What the facilitator is called: by name where the script names one lead alone, who is none of `others`."""
    named = {lead for lead in (*(p.lead for p in script.parts), *(s.lead for s in script.steps)) if lead}
    return named.pop() if len(named) == 1 and not named & others else "the facilitator"


# The hand-over


def hand_over(session: Session, command: cmd.HandOver) -> list[Event]:
    if command.to.role != LEAD:
        raise Refused("%(name)s can be handed the lead once their link is one for a lead.", name=command.to.name)
    return [] if session.leading == command.to else [ev.LeadHandedOver(command.to)]


def take_back(session: Session, _command: cmd.TakeBack) -> list[Event]:
    return [ev.LeadTakenBack()] if session.leading else []
