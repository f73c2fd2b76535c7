"""One rehearsal from the first person who comes to the report."""

import time

from workshop.rehearsal.api import Api, Door
from workshop.rehearsal.cast import Plan
from workshop.rehearsal.client import Pass
from workshop.rehearsal.conductor import Conductor
from workshop.rehearsal.findings import Findings
from workshop.rehearsal.lengths import too_long
from workshop.rehearsal.pace import too_much, where_time_goes
from workshop.rehearsal.progress import Progress, Watch
from workshop.rehearsal.report import Messages, Report
from workshop.rehearsal.room_questions import told_of
from workshop.rehearsal.troupe import Troupe
from workshop.rehearsal.walk import Walk
from workshop.script.model import Script
from workshop.script.schedule import plan as schedule
from workshop.util.language import said
from workshop.util.phrases import Phrase, phrase, told


def rehearse(door: Door, session: str, code: str, script: Script, plan: Plan, watch: Watch) -> Report:
    """Run the session, which must be a rehearsal's and still in its lobby, to its end.

    `watch` is called several times a second; what it raises breaks the rehearsal off. Raises Away or
    Unreachable where there is no server to talk to.
    """
    api = Api(door)
    troupe = Troupe(api, session, code, script, plan)
    hands = Conductor(Pass(door, session), script, troupe)
    walk = Walk(api, session, script, plan, hands, watch)
    try:
        watch(Progress(0.0, said("People are coming in")))
        hands.come()
        troupe.come()
        began = time.monotonic()
        walk.go()
        took = time.monotonic() - began
        watch(Progress(1.0, said("Looking at the results")))
        return _report(walk, took)
    finally:
        troupe.go_home()
        hands.go_home()


def _report(walk: Walk, took: float) -> Report:
    script, hands, troupe = walk.script, walk.hands, walk.troupe
    for screen in hands.screens():
        hands.reached(screen, hands.console.v, "")
    answered = {step.id: list(troupe.answered(step.id).values()) for step in script.steps}
    results = walk.api.results(walk.session)
    found = Findings(results, script, walk.plan, answered, walk.votes)
    add_up = sum(slot.seconds for slot in schedule(script).slots)
    return Report(
        title=script.title, people=walk.plan.people, speed=walk.plan.speed, steps=walk.number,
        planned=script.rules.seconds or add_up, steps_add_up=add_up, took=took, messages=_messages(walk),
        groups=tuple(walk.groups), questions=told_of(script, (phone.wondering for phone in troupe.phones), results),
        hidden=found.hidden(), long=(*too_long(script), *too_much(script)), slowest=hands.slowest,
        lost=in_words(hands.lost, *(phone.lost for phone in troupe.phones), _questions_lost(troupe)),
        errors=in_words(hands.errors, troupe.errors, _broken(walk)),
        notes=(*where_time_goes(script), *in_words(troupe.notes), *found.notes()),
    )  # fmt: skip


def in_words(*lists: list[Phrase]) -> tuple[str, ...]:
    """What phones and hands kept while they were beside each other, in the language that is spoken here."""
    return tuple(str(told(line, said)) for lines in lists for line in lines)


def _messages(walk: Walk) -> Messages:
    phones = walk.troupe.phones
    sent, kept = sum(phone.sent for phone in phones), sum(len(phone.kept) for phone in phones)
    return Messages(sent, kept, walk.hands.stages, walk.hands.arrived)


def _questions_lost(troupe: Troupe) -> list[Phrase]:
    return [phrase("{name} asked a question, and it was not there at the end.", name=phone.name)
            for phone in troupe.phones if not phone.still_asks()]  # fmt: skip


def _broken(walk: Walk) -> list[Phrase]:
    clients = (walk.hands.console, walk.hands.projector, *walk.troupe.phones)
    return [phrase("{name} lost the connection, unasked.", name=client.name) for client in clients if client.losses]
