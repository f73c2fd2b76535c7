"""What the console may read of the texts that people share: mixed, without names, and nothing that is too little."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workshop.live.submit import Live
from workshop.script.model import Field, Kind, Sees, Step, Wall, Worksheet
from workshop.session.moderation_view import Line, ModerationQueue
from workshop.session.note_rules import promised
from workshop.session.state import Session
from workshop.store import notes
from workshop.store.notes import Shared


@dataclass(slots=True)
class QueueReader:
    """Remembers which nameless texts were mixed already. Gone with the process: then they are mixed anew."""

    live: Live
    _mixed: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def pile(self, session: Session) -> ModerationQueue | None:
        """The texts of the step on the screen, or of the one whose wall it is; None where none can come."""
        step = source(session)
        if step is None or not any(sees.for_team for sees in promised(step)):
            return None
        with self.live.database.read() as conn:
            rows = [s for s in notes.shared(conn, session.id, step.id) if s.sees.for_team]
        walls, k = _has_wall(session, step), session.script.k_of(step)
        if step.kind is Kind.TALK and not walls:  # typed instead of spoken: to be read out now
            return ModerationQueue(step.id, k, only_read=tuple(_line(step, r) for r in rows))
        told = self._told(session, step, rows, k)
        return replace(_piled(step, k, told), few=bool(rows) and not told, hangs=walls)

    def _told(self, session: Session, step: Step, rows: Sequence[Shared], k: int) -> list[Shared]:
        """While people write, nameless texts come k at a time: none can be told by the moment it came."""
        writing = session.current == step.id and session.step_phase(step.id) == "open"
        nameless = {r.id for r in rows if r.sees is not Sees.WITH_NAMES}
        mixed = self._mixed.setdefault((session.id, step.id), set())
        mixed &= nameless
        if len(nameless - mixed) >= k or (not writing and len(nameless) >= k):
            mixed |= nameless
        read = mixed | {r.id for r in rows if r.sees is Sees.WITH_NAMES or (_meant(r) and not writing)}
        return [r for r in rows if r.id in read]

    def forget(self, session_id: str) -> None:
        for key in [k for k in self._mixed if k[0] == session_id]:
            del self._mixed[key]


def source(session: Session) -> Step | None:
    """The step whose texts are read now."""
    step = session.step if session.phase == "live" else None
    if step is not None and isinstance(step.detail, Wall):
        return session.script.step(step.detail.source)
    return step


def _has_wall(session: Session, step: Step) -> bool:
    details = (s.detail for s in session.script.steps)
    return any(isinstance(d, Wall) and d.source == step.id for d in details)


def _meant(row: Shared) -> bool:
    return row.sees is Sees.FACILITATORS


def _piled(step: Step, k: int, rows: Sequence[Shared]) -> ModerationQueue:
    def lines(shown: str) -> tuple[Line, ...]:
        return tuple(_line(step, r) for r in rows if r.shown == shown and not _meant(r))

    read = tuple(_line(step, r) for r in rows if _meant(r))
    return ModerationQueue(step.id, k, lines("waiting"), lines("shown"), lines("kept back"), read, returns=True)


def _line(step: Step, row: Shared) -> Line:
    items = step.detail.items if isinstance(step.detail, Worksheet) else ()
    own = next((i for i in items if isinstance(i, Field) and i.name == row.field), None)
    prompt = f"{own.before} … {own.after}".strip() if own else ""
    return Line(row.id, row.text, 1, prompt)
