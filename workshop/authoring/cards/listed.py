"""The cards of a script, in written order: what each shows, made from what the one parser read."""

from typing import Any

from workshop.authoring.cards.blocks import Block, cut
from workshop.script.body import INCLUDE
from workshop.script.model import (
    Breakout,
    Kind,
    Poll,
    Reading,
    Reflect,
    Script,
    Seed,
    Sees,
    Show,
    Step,
    Talk,
    Wall,
    Worksheet,
)
from workshop.script.schedule import clock, plan
from workshop.util.language import kind_said, marked, said
from workshop.util.spans import span_said

ICONS = {
    Kind.SLIDE: "screen", Kind.TALK: "mic", Kind.POLL: "check", Kind.CHECK_IN: "sun", Kind.REFLECT: "edit",
    Kind.WORKSHEET: "notes", Kind.BREAKOUT: "people", Kind.WALL: "sees-everyone-without-names", Kind.PAUSE: "moon",
    Kind.BREAK: "clock", Kind.SEED: "seed", Kind.RESOURCES: "help",
}  # fmt: skip
READERS = {
    Sees.ONLY_ME: marked("Nobody else reads it"),
    Sees.MY_GROUP: marked("The group reads it"),
    Sees.FACILITATORS: marked("The facilitators read it, without a name"),
    Sees.TEAM_WITH_NAMES: marked("The facilitators read it, with the name"),
    Sees.WITHOUT_NAMES: marked("Everyone reads it, without names"),
    Sees.WITH_NAMES: marked("Everyone reads it, with names"),
}
CHOOSES = marked("Each chooses who reads it")
COUNTED = marked("Counted without names")
COUNTED_FOR_GROUPS = marked("Decides the group, so the group knows")
COUNTED_FOR_TEAM = marked("Only the team sees the count")
COUNTED_FOR_NOBODY = marked("No result is shown")
ON_THE_WALL = marked("Everyone reads what was shared")
SPOKEN = marked("Spoken; nothing is stored")
NOTHING_WRITTEN = marked("Nobody writes here")


def listed(text: str, reading: Reading) -> list[dict[str, Any]]:
    """One entry for each part, step and include: JSON for the browser. Lines count from 1."""
    script = reading.script
    clocks: dict[int, str] = {}
    for slot in plan(script).slots:  # a part that repeats shows when its steps come first
        if not slot.step.path:
            clocks.setdefault(slot.step.line, clock("00:00", slot.start).removeprefix("0"))
    steps = {step.line: step for step in script.steps if not step.path}
    return [_card(block, steps.get(block.number), script, clocks) for block in cut(text).blocks]


def _card(block: Block, step: Step | None, script: Script, clocks: dict[int, str]) -> dict[str, Any]:
    if step is not None:
        return {"what": "step", "line": block.number, "clock": clocks.get(step.line, ""), **_facts(step)}
    if block.what == "include":
        return {"what": "include", "line": block.number, **_included(block, script)}
    part = next((part for part in script.parts if part.line == block.number), None)
    title = part.title if part else block.head.strip("# ")
    return {"what": "part", "line": block.number, "title": title, "minutes": _length(part.seconds if part else None)}


def _facts(step: Step) -> dict[str, Any]:
    return {
        "id": step.id, "title": step.title, "kind": kind_said(step.kind.value), "icon": ICONS[step.kind],
        "minutes": _length(step.seconds), "who": said(who_reads(step)), "broken": step.broken,
        "optional": step.optional, "drawer": step.if_needed,
    }  # fmt: skip


def _length(seconds: int | None) -> str:
    return span_said(seconds, hours=True) if seconds else ""


def _included(block: Block, script: Script) -> dict[str, Any]:
    found = INCLUDE.match(block.head.strip())
    name, path = (found[1].strip(), found[2].strip()) if found else ("", "")
    inside = [step for step in script.steps if step.path == path]
    return {
        "title": name or path, "path": path, "steps": [step.title for step in inside],
        "minutes": _length(sum(step.seconds or 0 for step in inside)),
    }  # fmt: skip


def who_reads(step: Step) -> str:
    """In a few words, for the team: who reads what people write or choose here."""
    match step.detail:
        case Poll():
            return _of_poll(step.detail)
        case Reflect(sees=sees) | Worksheet(sees=sees) | Breakout(notes=sees) if sees:
            return READERS.get(sees[0], sees[0].value) if len(sees) == 1 else CHOOSES
        case Breakout() | Talk():
            return SPOKEN
        case Seed():
            return READERS[Sees.ONLY_ME]
        case Wall():
            return ON_THE_WALL
    return NOTHING_WRITTEN


def _of_poll(poll: Poll) -> str:
    if poll.decides_groups:
        return COUNTED_FOR_GROUPS
    return {Show.FACILITATORS: COUNTED_FOR_TEAM, Show.NEVER: COUNTED_FOR_NOBODY}.get(poll.results, COUNTED)
