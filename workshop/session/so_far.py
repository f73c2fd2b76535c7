"""What somebody who comes later is told, what they may still write for themselves, and which resources are out."""

from workshop.script.model import Kind, Resources, Step
from workshop.session.state import Session

PRIVATE = (Kind.REFLECT, Kind.WORKSHEET, Kind.SEED)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
DONE = (
    ((Kind.SLIDE, Kind.TALK), "was listened to or talked about", "were listened to or talked about"),
    ((Kind.POLL, Kind.CHECK_IN), "was asked of everyone", "were asked of everyone"),
    (PRIVATE, "was for writing", "were for writing"),
    ((Kind.BREAKOUT,), "was in small groups", "were in small groups"),
    ((Kind.PAUSE, Kind.BREAK), "was a rest", "were rests"),
    ((Kind.WALL, Kind.RESOURCES), "was for reading", "were for reading"),
)  # fmt: skip


def lines(session: Session) -> tuple[str, ...]:
    """Three lines from the kinds and titles of the steps that were on before this one; none at the beginning."""
    before = visited(session)
    if session.step is None or session.phase != "live" or not before:
        return ()
    titles = [f"“{s.title}”" for s in before[-3:]]
    last = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
    return (
        f"So far: {_counted(before)}.",
        f"Last came {last}.",
        f"Now it is “{session.step.title}”. You need not catch up.",
    )


def visited(session: Session) -> list[Step]:
    """Each step that was on before the current one, once, in the order of the last visit."""
    ids = [v.step for v in session.visits if v.step != session.current]
    latest = dict.fromkeys(reversed(ids))
    return [s for s in map(session.script.step, reversed(list(latest))) if s]


def _counted(steps: list[Step]) -> str:
    """“two things were asked of everyone, one was a rest”."""
    found: list[str] = []
    for kinds, one, many in DONE:
        count = sum(s.kind in kinds for s in steps)
        if count:
            number = NUMBERS[count] if count < len(NUMBERS) else str(count)
            thing = "" if found else " step" if count == 1 else " steps"
            found.append(f"{number}{thing} {one if count == 1 else many}")
    return ", ".join(found)


def prompts(session: Session) -> list[Step]:
    """Prompts that were on before: everybody may still answer them, for themselves."""
    here = [s for s in (session.step,) if s and session.phase == "ended"]
    return [s for s in (*visited(session), *here) if s.kind in PRIVATE]


def resources(session: Session) -> list[Step]:
    """Those that the script opens from the start, those that the room has come to, and at the end all."""
    seen = {v.step for v in session.visits}
    found = [s for s in session.script.planned if isinstance(s.detail, Resources)]
    return [s for s in found if session.phase == "ended" or s.id in seen or s.detail.from_start]  # type: ignore[union-attr]
