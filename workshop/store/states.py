"""A session's state to JSON and back. The script is not in it: it is read again from its text."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import msgspec

from workshop.script import read, read_step
from workshop.script.model import Script
from workshop.session.events import Person
from workshop.session.state import BreakoutRun, PollRun, Session, Visit, fresh

KEPT = (
    "phase", "current", "visits", "polls", "breakouts", "closed", "pieces", "inserted", "extra", "paused_at",
    "locked", "message", "started_at", "ended_at", "order", "settled", "shown_at", "skipped", "declined", "apart",
)  # fmt: skip
_TYPES: dict[str, Any] = {
    "visits": tuple[Visit, ...],
    "polls": dict[str, PollRun],
    "breakouts": dict[str, BreakoutRun],
    "closed": tuple[str, ...],
    "inserted": tuple[tuple[str, str], ...],
    "order": tuple[str, ...],
    "skipped": tuple[str, ...],
    "declined": tuple[str, ...],
    "apart": tuple[tuple[Person, Person], ...],
}


def dump(session: Session) -> dict[str, Any]:
    kept: dict[str, Any] = msgspec.to_builtins({name: getattr(session, name) for name in KEPT})
    return kept


def load(session_id: str, script: Script, state: dict[str, Any], v: int) -> Session:
    """The session as it was stored; `{}` gives a fresh one."""
    values = {name: msgspec.convert(state[name], _TYPES.get(name, Any)) for name in KEPT if name in state}
    session = replace(fresh(session_id, with_inserted(script, values.get("inserted", ()))), v=v)
    return replace(session, **values)


def with_inserted(script: Script, inserted: tuple[tuple[str, str], ...]) -> Script:
    """The script with the steps that were written live, under the ids they got then."""
    steps = list(script.steps)
    for step_id, text in inserted:
        made, _ = read_step(text, script.rules) if text else (None, ())
        if made:
            steps.append(replace(made, id=step_id))
    return replace(script, steps=tuple(steps))


def compile_script(text: str, included: dict[str, str]) -> Script:
    """The script of a run, from what the run stored: nothing is read from the disk."""
    return _compiled(text, tuple(sorted(included.items())))


@lru_cache(maxsize=64)
def _compiled(text: str, included: tuple[tuple[str, str], ...]) -> Script:
    texts = dict(included)

    def load_included(path: str) -> str:
        if path not in texts:
            raise FileNotFoundError(path)
        return texts[path]

    return read(text, load=load_included, exists=lambda path: True).script.with_cards()
