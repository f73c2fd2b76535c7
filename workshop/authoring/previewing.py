"""What a script becomes: one step on a phone and on the shared screen, without a session, a server or people.

A session is made up and played as far as the wanted phase; the real fragments draw it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app
from jinja2 import Environment

from workshop.authoring import sample_answers
from workshop.script.messages import in_words
from workshop.script.model import Breakout, Kind, Message, Poll, Reading, Script, Slide, Step, Wall
from workshop.script.schedule import clock, plan
from workshop.script.settings import KIND_NAMES
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session.audience_names import PARTICIPANTS, PROJECTOR, group_audience, role_of
from workshop.session.counting import tally
from workshop.session.decide import decide
from workshop.session.errors import Refused
from workshop.session.evolve import evolve
from workshop.session.gathered import Heaps, answers, filled
from workshop.session.stage import stage_for
from workshop.session.state import Session, fresh
from workshop.util.language import direction, kind_said, marked, nearest, of_script, said, speaking
from workshop.util.spans import span_said

POLL = (("prepared", marked("Before")), ("open", marked("While it is open")), ("revealed", marked("Result")))
ROOMS = (("prepared", marked("Before")), ("open", marked("In groups")), ("closed", marked("Back")))
PHASES = {Kind.POLL: POLL, Kind.CHECK_IN: POLL, Kind.BREAKOUT: ROOMS}
CODE = "KTW4RM"


@dataclass(frozen=True, slots=True)
class Look:
    """One step as people see it. `phase` is the one shown, of `phases`; `broken`: a card instead of the step."""

    step: str
    line: int
    title: str
    kind: str
    seconds: int
    phase: str
    phases: tuple[tuple[str, str], ...]
    phone: str
    projector: str
    broken: bool = False


def look(env: Environment, reading: Reading, step: Step | None, phase: str = "", url: str = "") -> Look:
    """`step` None: the lobby. `env` knows the templates."""
    script = reading.script
    phases = PHASES.get(step.kind, ()) if step else ()
    wanted = phase if phase in dict(phases) else "open"
    if step and step.broken:
        phone = projector = env.get_template("host/broken.html").render(
            step=step, kind=KIND_NAMES[step.kind], messages=[in_words(m, said) for m in _messages_of(reading, step)]
        )
    else:
        phone, projector = _screens(env, script, step, wanted, url)
    return Look(
        step.id if step else "", step.line if step else 1, step.title if step else script.title,
        kind_said(step.kind.value) if step else said("Lobby"), step.seconds or 0 if step else 0,
        wanted if phases else "", tuple((name, said(label)) for name, label in phases), phone, projector,
        bool(step and step.broken),
    )  # fmt: skip


def _screens(env: Environment, script: Script, step: Step | None, phase: str, url: str) -> tuple[str, str]:
    """A phone and the shared screen in the language of the script, as in a session."""
    with speaking(current_app, of_script(script.rules.language, script.rules.address)):
        session = played(script, step, phase)
        phone, projector = (_fragment(env, session, audience, url) for audience in (_phone(session), PROJECTOR))
    return phone, projector


def step_at(script: Script, line: int) -> Step | None:
    """The step that this line of the script itself belongs to."""
    before = [s for s in script.steps if not s.path and s.line <= line]
    return max(before, key=lambda s: s.line, default=None)


def _messages_of(reading: Reading, step: Step) -> list[Message]:
    own = [s.line for s in reading.script.steps if s.path == step.path and s.line > step.line]
    path = step.path or next((m.path for m in reading.messages), "")
    return [m for m in reading.errors if m.path == path and step.line <= m.line < min(own, default=10**9)]


def _fragment(env: Environment, session: Session, audience: str, url: str) -> str:
    stage = stage_for(session, audience, _on_the_wall(session))
    template = env.get_template(f"fragments/{role_of(audience)}/{stage.screen}.html")
    code = None if role_of(audience) == "participant" else CODE
    return template.render(lang=session.script.rules.language, stage=stage, url=url, code=code)


def _on_the_wall(session: Session) -> tuple[str, ...]:
    detail = session.step.detail if session.step else None
    return sample_answers.texts(max(5, detail.k)) if isinstance(detail, Wall) else ()


def _phone(session: Session) -> str:
    """The stage of somebody in the first group, while there are groups."""
    run = session.breakout()
    working = run is not None and run.phase in ("running", "recalling") and bool(run.groups)
    return group_audience(run.groups[0].id) if run and working else PARTICIPANTS


# The session that is made up


def played(script: Script, step: Step | None, phase: str) -> Session:
    """A session at `step` as far as `phase`: open, answered and shown, in groups, back."""
    session = fresh("preview", script)
    if step is None:
        return session
    if step.id not in session.order:  # it waits in the drawer
        session = replace(session, order=(*session.order, step.id))
    session = evolve(evolve(session, ev.Started(0)), ev.StepEntered(step.id, 0))
    for command in _commands(script, step, phase):
        session = _done(session, command)
    return session


def _done(session: Session, command: cmd.Command) -> Session:
    """A step may refuse to go further, such as a result that is shown to nobody. Then it stays where it is."""
    try:
        events = decide(session, command)
    except Refused:
        return session
    for event in events:
        session = evolve(session, event)
    return session


def _commands(script: Script, step: Step, phase: str) -> Iterable[cmd.Command]:
    detail = step.detail
    if isinstance(detail, Slide):
        return [cmd.Reveal(0)] * (len(detail.pieces) - 1) if detail.one_by_one else []
    if phase == "prepared" or not isinstance(detail, Poll | Breakout):
        return []
    if isinstance(detail, Breakout):
        people = sample_answers.people()
        topics = detail.topics or _labels(script, detail.of) or ("",)
        labels = {p.id: topics[n // 2 % len(topics)] for n, p in enumerate(people)}
        return [cmd.FormGroups(0, people, 1, labels), *([cmd.Recall(0, 0)] if phase == "closed" else [])]
    opening = cmd.Open(0, texts=sample_answers.to_vote_on() if detail.sources else ())
    if phase != "revealed":
        return [opening]
    if detail.sources:
        frozen = filled(script, {step.id: answers(Heaps(), opening.texts)}).step(step.id)
        detail = frozen.detail if frozen and isinstance(frozen.detail, Poll) else detail
    result = tally(detail, sample_answers.votes(script, step, detail), script.rules.sensitive, 1)
    return [opening, cmd.Close(0), cmd.Count(step.id, result, 0), cmd.Reveal(0)]


def _labels(script: Script, step_id: str) -> tuple[str, ...]:
    step = script.step(step_id)
    return tuple(c.label for c in step.detail.choices) if step and isinstance(step.detail, Poll) else ()


# The plan beside the text


def outline(reading: Reading) -> dict[str, Any]:
    """Steps in running order with the time each begins, then the drawer; and how long it all takes."""
    script = reading.script
    schedule = plan(script)
    rows, part = [], -1
    for slot in schedule.slots:
        begins = slot.step.part != part and slot.step.part < len(script.parts)
        part = slot.step.part
        title = script.parts[part].title if begins else ""
        rows.append({**_facts(slot.step), "clock": clock("00:00", slot.start).removeprefix("0"), "part": title})
    kept = enumerate(script.drawer)
    drawer = [{**_facts(step), "clock": "", "part": "" if n else said("In the drawer")} for n, step in kept]
    return {
        "title": script.title,
        "rows": [*rows, *drawer],
        "total": span_said(schedule.seconds, hours=True),
        "planned": span_said(script.rules.seconds, hours=True) if script.rules.seconds else "",
        "theme": script.rules.theme,
        "lang": nearest(script.rules.language),
        "dir": direction(nearest(script.rules.language)),
    }


def _facts(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "line": 0 if step.path else step.line,
        "kind": kind_said(step.kind.value),
        "title": step.title,
        "minutes": span_said(step.seconds, hours=True) if step.seconds else "",
        "optional": step.optional,
        "broken": step.broken,
    }
