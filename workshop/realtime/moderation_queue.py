"""What the console may read of the texts that people share: mixed, and nothing that is too little. A name only where
it was promised to those who lead."""

from collections.abc import Sequence
from dataclasses import replace

from workshop.live.submit import Live
from workshop.script.model import Breakout, Field, Poll, Sees, Step, Wall, Worksheet
from workshop.session.moderation_view import Line, ModerationQueue
from workshop.session.note_rules import is_written_on, promised
from workshop.session.state import Session
from workshop.store import shared_texts
from workshop.store.shared_texts import Shared


def queue(live: Live, session: Session) -> ModerationQueue | None:
    """The texts of the step on the screen, or of the one whose wall it is; None where none can come.

    Without names they are here once they were released: all at once when the writing has ended, then in lots.
    """
    several = [_of(live, session, step) for step in sources(session)]
    waiting = [one for one in several if one and one.waiting]
    if several:
        return next(iter(waiting), several[0])
    return _of(live, session, source(session))


def _of(live: Live, session: Session, step: Step | None) -> ModerationQueue | None:
    if step is None or not any(sees.for_team for sees in promised(step)):
        return None
    with live.database.read() as conn:
        rows = [s for s in shared_texts.shared(conn, session.id, step.id) if s.sees.for_team]
    made = _queue(step, session.script.k_of(step), rows)
    writing = is_written_on(session, step.id)
    held = _begun(session, step) and _is_held(step, rows, writing)
    return replace(made, held=held, writing=writing, hangs=_has_wall(session, step))


def _begun(session: Session, step: Step) -> bool:
    """Nobody writes in a group before there are groups."""
    run = session.breakouts.get(step.id)
    return not isinstance(step.detail, Breakout) or (run is not None and (run.phase != "proposed" or bool(run.earlier)))


def _is_held(step: Step, rows: Sequence[Shared], writing: bool) -> bool:
    """Whether some may have come that are not told. By the script and by what is out, and not by what came: the moment
    in which the first one comes, beside the number of those who wrote, would tell who kept theirs to themselves."""
    nameless = {sees for sees in promised(step) if sees.nameless}
    if writing:
        return bool(nameless)
    return Sees.WITHOUT_NAMES in nameless and not any(row.sees is Sees.WITHOUT_NAMES for row in rows)


def source(session: Session) -> Step | None:
    """The step whose texts are read now."""
    step = session.step if session.phase == "live" else None
    return sources(session)[0] if step is not None and sources(session) else step


def sources(session: Session) -> list[Step]:
    """Where the texts of this wall, or of this vote on texts, were written."""
    detail = session.step.detail if session.phase == "live" and session.step else None
    named = detail.sources if isinstance(detail, Wall | Poll) else ()
    return [step for step in map(session.script.step, named) if step]


def _has_wall(session: Session, step: Step) -> bool:
    details = (s.detail for s in session.script.steps)
    return any(isinstance(d, Wall | Poll) and step.id in d.sources for d in details)


def _meant(row: Shared) -> bool:
    return row.sees.for_team_alone


def _queue(step: Step, k: int, rows: Sequence[Shared]) -> ModerationQueue:
    def lines(shown: str) -> tuple[Line, ...]:
        return tuple(_line(step, r) for r in rows if r.shown == shown and not _meant(r))

    read = tuple(_line(step, r) for r in rows if _meant(r))
    return ModerationQueue(step.id, k, lines("waiting"), lines("shown"), lines("kept back"), read, returns=True)


def _line(step: Step, row: Shared) -> Line:
    items = step.detail.items if isinstance(step.detail, Worksheet) else ()
    own = next((i for i in items if isinstance(i, Field) and i.name == row.field), None)
    prompt = f"{own.before} … {own.after}".strip() if own else ""
    return Line(row.id, row.text, 1, prompt, row.name if row.sees is Sees.TEAM_WITH_NAMES else "")
