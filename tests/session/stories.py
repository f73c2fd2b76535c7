"""Words to tell a session's story with: a small script, named people, `after(commands)`."""

from dataclasses import replace
from functools import reduce

from workshop.script.model import (
    Breakout,
    By,
    Choice,
    Cue,
    Form,
    Kind,
    Part,
    Poll,
    Reflect,
    Round,
    Rules,
    Scale,
    Script,
    Sees,
    Show,
    Slide,
    Solution,
    Step,
    Wall,
)  # fmt: skip
from workshop.session import commands as cmd
from workshop.session.decide import decide
from workshop.session.evolve import evolve
from workshop.session.people import Person
from workshop.session.results import Result
from workshop.session.state import Session, fresh

ANN, BEN, CEM, DEA, EVA = (Person(name, name.title()) for name in ("ann", "ben", "cem", "dea", "eva"))
SECRET_NOTE = "watch the back row"
TEA = Poll(Form.ONE, (Choice("Coffee"), Choice("Tea", "the green one", correct=True)))


def step(step_id: str, kind: Kind, detail: object, **more: object) -> Step:
    return Step(step_id, kind, step_id.title(), detail, **{"seconds": 60, **more})  # type: ignore[arg-type]


STANDARD = Rules()
NOTES = (Cue("watch", SECRET_NOTE),)
SCRIPT = Script(
    "An evening",
    Rules(),
    (Part("One", notes=NOTES), Part("Two")),
    (
        step("welcome", Kind.SLIDE, Slide(), notes=NOTES, lead="Ana", materials="cards"),
        step("drink", Kind.POLL, TEA, notes=NOTES),
        step("talk", Kind.BREAKOUT, Breakout(By.SIZE, notes=(Sees.MY_GROUP,)), seconds=240, notes=NOTES),
        step("think", Kind.REFLECT, Reflect((Sees.WITHOUT_NAMES,)), part=1, optional=True, seconds=180),
        step("wall", Kind.WALL, Wall("think"), part=1),
        step("bye", Kind.SLIDE, Slide(), part=1),
        step("calm", Kind.PAUSE, Slide(), part=1, if_needed=True),
    ),
)


def run(session: Session, *commands: cmd.Command) -> Session:
    """The session after the commands, v counted as the store does it."""
    for command in commands:
        events = decide(session, command)
        if events:
            session = replace(reduce(evolve, events, session), v=session.v + 1)
    return session


def after(*commands: cmd.Command, script: Script = SCRIPT) -> Session:
    return run(fresh("s1", script), *commands)


def script_of(*steps: Step, rules: Rules = STANDARD) -> Script:
    return replace(SCRIPT, steps=steps, rules=rules)


def at_poll(poll: Poll = TEA) -> Session:
    """Live, on a prepared poll, at 10 s."""
    return after(cmd.Start(0), cmd.GoTo("drink", 10), script=_with("drink", poll))


def at_talk(breakout: Breakout | None = None, rules: Rules = STANDARD) -> Session:
    """Live, on a breakout whose groups are not formed, at 10 s."""
    script = replace(_with("talk", breakout) if breakout else SCRIPT, rules=rules)
    return after(cmd.Start(0), cmd.GoTo("talk", 10), script=script)


def _with(step_id: str, detail: object) -> Script:
    changed = (replace(s, detail=detail) if s.id == step_id else s for s in SCRIPT.steps)
    return replace(SCRIPT, steps=tuple(changed))


RESULT = Result(hidden=False, k=3, n=4, n_text="4")

__all__ = [
    "ANN", "BEN", "CEM", "DEA", "EVA", "RESULT", "SCRIPT", "SECRET_NOTE", "TEA", "Breakout", "By", "Choice",
    "Form", "Kind", "Poll", "Round", "Rules", "Scale", "Sees", "Show", "Solution", "after", "at_poll", "at_talk",
    "cmd", "run", "script_of", "step",
]  # fmt: skip
