"""A script that was changed while it ran: what was seen stays from an earlier version, all else is the newest."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workshop.script.model import Part, Script, Step


def woven(versions: Sequence[Script], kept: Mapping[str, int], made: Sequence[Step] = ()) -> Script:
    """The newest of `versions`, with the steps of `kept` (id → version) as they were, and what was written live.

    The workshop's own settings are those of the first version: people came in under them.
    """
    newest, first = versions[-1], versions[0]
    parts = list(newest.parts)
    old = {step_id: _with_part(versions[version], step_id, parts) for step_id, version in sorted(kept.items())}
    written = {step.id for step in newest.steps}
    steps = [old.get(step.id, step) for step in newest.steps]
    gone = [step for step in old.values() if step.id not in written]
    return replace(
        newest, rules=first.rules, parts=tuple(parts), steps=(*steps, *gone, *made),
        help_html=newest.help_html or first.help_html,
        open_lines=newest.open_lines if newest.help_html else first.open_lines,
        media=tuple(dict.fromkeys(path for version in versions for path in version.media)),
    )  # fmt: skip


def _with_part(script: Script, step_id: str, parts: list[Part]) -> Step:
    """The step as it was, in the part of the same title; that part comes along where it is gone."""
    step = script.step(step_id)
    assert step is not None
    own = script.parts[step.part]
    place = next((i for i, part in enumerate(parts) if part.title == own.title), len(parts))
    if place == len(parts):
        parts.append(own)
    return replace(step, part=place)


def renamed(script: Script, names: Mapping[str, str]) -> Script:
    """Steps whose id came from a title that is spelled anew keep the id they had (`names`: new → old)."""
    return replace(script, steps=tuple(replace(s, id=names.get(s.id, s.id)) for s in script.steps))
