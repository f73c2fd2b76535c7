"""What somebody who comes later is told, what they may still write for themselves, and which resources are out."""

from workshop.script.model import Kind, Poll, Resources, Step
from workshop.session.state import Session

PRIVATE = (Kind.REFLECT, Kind.WORKSHEET, Kind.SEED)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
DONE = (
    ("listened or talked", (Kind.SLIDE, Kind.TALK)),
    ("answered", (Kind.POLL, Kind.CHECK_IN)),
    ("written", PRIVATE),
    ("worked in small groups", (Kind.BREAKOUT,)),
    ("read together", (Kind.WALL, Kind.RESOURCES)),
    ("rested", (Kind.PAUSE, Kind.BREAK)),
)


def lines(session: Session) -> tuple[str, ...]:
    """Three lines from the kinds and titles of the steps that were on before this one; none at the beginning."""
    before = visited(session)
    if session.step is None or session.phase != "live" or not before:
        return ()
    once_more = ", once more" if session.time_of() > 1 else ""
    return (
        f"So far the room has {_counted(before)}.",
        f"Last came {_listed([f'“{s.title}”' for s in before[-3:]])}.",
        f"Now it is “{session.step.title}”{once_more}. You need not catch up.",
    )


def visited(session: Session) -> list[Step]:
    """Each step that was on before the current one, once, in the order of the last visit."""
    ids = [v.step for v in session.visits if v.step != session.current]
    latest = dict.fromkeys(reversed(ids))
    return [s for s in map(session.script.step, reversed(list(latest))) if s]


def _counted(steps: list[Step]) -> str:
    """“listened or talked three times, answered two questions and rested once”."""
    counts = [(done, sum(s.kind in kinds for s in steps)) for done, kinds in DONE]
    return _listed([_times(done, count) for done, count in counts if count])


def _times(done: str, count: int) -> str:
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    if done == "answered":
        return f"answered {number} question{'' if count == 1 else 's'}"
    return f"{done} {({1: 'once', 2: 'twice'}).get(count, f'{number} times')}"


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def prompts(session: Session) -> list[Step]:
    """Prompts that were on before: everybody may still answer them, for themselves."""
    here = [s for s in (session.step,) if s and session.phase == "ended"]
    return [s for s in (*visited(session), *here) if s.kind in PRIVATE]


def resources(session: Session) -> list[Step]:
    """Those that the script opens from the start, those that the room has come to, and at the end all."""
    seen = {v.step for v in session.visits}
    found = [s for s in session.script.planned if isinstance(s.detail, Resources)]
    return [s for s in found if session.phase == "ended" or s.id in seen or s.detail.from_start]  # type: ignore[union-attr]


def series(session: Session) -> tuple[Step, ...]:
    """The first check-in of every series that was asked more than once. What somebody answered only they know."""
    found: dict[str, list[Step]] = {}
    for step in session.script.steps:
        if isinstance(step.detail, Poll) and step.detail.series and step.detail.compare and step.id in session.polls:
            found.setdefault(step.detail.series, []).append(step)
    return tuple(steps[0] for steps in found.values() if len(steps) > 1)
