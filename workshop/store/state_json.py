"""A session's state to JSON and back. The script is not in it: it is read again from its text."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import msgspec

from workshop.script import read, read_step
from workshop.script.model import Rules, Script, Step
from workshop.session.gathered import Answer, Heaps, filled
from workshop.session.people import Member, Person
from workshop.session.state import BreakoutRun, PollRun, Session, Visit, fresh
from workshop.session.versions import renamed, woven

KEPT = (
    "phase", "current", "visits", "polls", "breakouts", "closed", "shown_pieces", "inserted", "extra", "paused_at",
    "locked", "message", "started_at", "ended_at", "gone", "order", "settled", "shown_at", "skipped", "declined",
    "apart", "seen_version", "leading", "part_rounds", "seats", "heaps", "answers", "answered",
    "question_marks", "me_too",
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
    "seen_version": dict[str, int],
    "leading": Member | None,
    "part_rounds": dict[int, int],
    "question_marks": dict[str, str],
    "me_too": dict[str, int],
    "heaps": dict[str, Heaps],
    "answers": dict[str, tuple[Answer, ...]],
    "answered": dict[str, tuple[Answer, ...]],
}
# The names in the database are those of the first version, so that its sessions open.
STORED_AS = {"shown_pieces": "pieces", "seen_version": "kept", "part_rounds": "times"}
RUN = "@run"  # beside the included files, whose names all begin with _: what changed while it ran


def dump(session: Session) -> dict[str, Any]:
    """The session as JSON-ready data; `load` makes it again. The script is not part of it."""
    values = {STORED_AS.get(name, name): getattr(session, name) for name in KEPT}
    dumped: dict[str, Any] = msgspec.to_builtins(values, str_keys=True)
    return dumped


def load(session_id: str, versions: tuple[Script, ...], state: dict[str, Any], v: int) -> Session:
    """The session as it was stored; `{}` gives a fresh one."""
    stored = {name: STORED_AS.get(name, name) for name in KEPT}
    values = {name: _value(name, state[key]) for name, key in stored.items() if key in state}
    made = tuple(_made(values.get("inserted", ()), versions[0].rules))
    script = filled(woven(versions, values.get("seen_version", {}), made), values.get("answers", {}))
    return replace(fresh(session_id, script), v=v, versions=versions, **values)


def _value(name: str, stored: Any) -> Any:
    return msgspec.convert(stored, _TYPES.get(name, Any), str_keys=True)


def _made(inserted: tuple[tuple[str, str], ...], rules: Rules) -> Iterator[Step]:
    """The steps that were written live, under the ids they got then."""
    for step_id, text in inserted:
        step, _ = read_step(text, rules) if text else (None, ())
        if step:
            yield replace(step, id=step_id)


# The script of a run, from what the run stored: nothing is read from the disk


def texts(text: str, included: dict[str, Any]) -> list[dict[str, Any]]:
    """Every version of the script that the run still needs, oldest first: {text, included, names}."""
    run = included.get(RUN, {})
    own = {path: body for path, body in included.items() if path != RUN}
    return [*run.get("earlier", ()), {"text": text, "included": own, "names": run.get("names", {})}]


def compile_versions(text: str, included: dict[str, Any]) -> tuple[Script, ...]:
    versions: list[Script] = []
    for row in texts(text, included):
        made = compile_script(row["text"], row["included"], versions[0].rules if versions else None)
        versions.append(renamed(made, row["names"]))
    return tuple(versions)


def compile_script(text: str, included: Mapping[str, str], promised: Rules | None = None) -> Script:
    """The script of a run from its stored text: nothing is read from the disk."""
    return _compiled(text, tuple(sorted(included.items())), promised)


@lru_cache(maxsize=64)
def _compiled(text: str, included: tuple[tuple[str, str], ...], promised: Rules | None) -> Script:
    texts = dict(included)

    def load_included(path: str) -> str:
        if path not in texts:
            raise FileNotFoundError(path)
        return texts[path]

    return read(text, load=load_included, exists=lambda path: True, promised=promised).script.with_cards()
