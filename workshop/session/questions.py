"""Questions from the room: what the team makes of each, and how many others have the same one."""

from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session.errors import Refused
from workshop.session.events import Event
from workshop.session.state import Session

PINNED, ANSWERED, LATER, OPEN = "pinned", "answered", "later", "open"


def mark(session: Session, command: cmd.MarkQuestion) -> list[Event]:
    if not session.script.rules.questions or not command.item or command.to not in (PINNED, ANSWERED, LATER, OPEN):
        raise Refused("Choose a question first.")
    same = session.question_marks.get(command.item, OPEN) == command.to
    return [] if same else [ev.QuestionMarked(command.item, command.to)]


def count(session: Session, command: cmd.CountMeToo) -> list[Event]:
    return [ev.MeTooCounted(command.counts)] if session.phase == "ended" and not session.settled else []


def marked(marks: dict[str, str], item: str, to: str) -> dict[str, str]:
    """One question is on the shared screen at a time; the one before is open again."""
    others = {i: now for i, now in marks.items() if i != item and (to != PINNED or now != PINNED)}
    return others if to == OPEN else {**others, item: to}


def told(count: int, k: int, sensitive: bool) -> int:
    """How many joined in, as it may be told: from `k` on, in sensitive care in steps of it. Fewer look like nobody."""
    if count < k:
        return 0
    return count - count % k if sensitive else count
