"""What people wrote and everybody may read now: for walls, and for votes on texts. One rule for both."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection

from workshop import engine
from workshop.live.submit import Live
from workshop.script.model import Poll
from workshop.session import commands as cmd
from workshop.session import gathering
from workshop.session.moderation_view import enough
from workshop.session.state import Session
from workshop.store import shared_texts
from workshop.store.shared_texts import Shared


def hanging(conn: Connection, session: Session, step_id: str) -> list[Shared]:
    """Of each field what enough people let everybody read, and the team let through; by random ids."""
    step = session.script.step(step_id)
    k = session.script.k_of(step) if step else session.script.rules.k
    shown = [s for s in shared_texts.shared(conn, session.id, step_id) if s.shown == "shown" and s.sees.for_all]
    return readable(shown, k)


def readable(shown: Sequence[Shared], k: int) -> list[Shared]:
    people = Counter((s.field, s.sees) for s in shown)
    return [s for s in shown if enough(s.sees, people[s.field, s.sees], k)]


def to_vote_on(conn: Connection, session: Session, step_id: str) -> tuple[tuple[str, str], ...]:
    """(id, words) of what this poll takes its answers from."""
    step = session.script.step(step_id)
    sources = step.detail.sources if step and isinstance(step.detail, Poll) else ()
    return tuple((s.id, s.text) for source in sources for s in hanging(conn, session, source))


def take_down(live: Live, session_id: str) -> None:
    """What was taken back by its writer, or by the team, leaves the polls whose answer it became."""
    session = live.session(session_id)
    if session is None or not (session.answers or session.heaps):
        return
    with live.database.read() as conn:
        command = _still_hanging(conn, session)
    if gathering.take_down(session, command):
        live.submit(session_id, command)
        live.database.checkpoint()


def _still_hanging(conn: Connection, session: Session) -> cmd.TakeDown:
    polls = [session.script.step(step) for step in {**session.answers, **session.answered, **session.heaps}]
    sources = {source for step in polls if step and isinstance(step.detail, Poll) for source in step.detail.sources}
    shown = [(s.id, s.text) for source in sorted(sources) for s in hanging(conn, session, source)]
    return cmd.TakeDown(tuple(shown), engine.now())
