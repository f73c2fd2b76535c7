"""The simulated facilitator's way through the script: what to do on each kind of step, and when to go on."""

import math
import time
from collections import Counter

from workshop import engine
from workshop.rehearsal.answering import Message
from workshop.rehearsal.api import Api
from workshop.rehearsal.cast import Plan
from workshop.rehearsal.conductor import Conductor, Moved
from workshop.rehearsal.phone import CHOOSING, Phone
from workshop.rehearsal.progress import Progress, Watch
from workshop.rehearsal.report import Groups
from workshop.rehearsal.room_questions import to_pin
from workshop.script.model import QUESTIONS_ID, Breakout, Kind, Poll, Script, Show, Slide, Solution, Step
from workshop.util.language import nth_said, said
from workshop.util.phrases import Phrase, phrase

CLOSING = 3.0  # seconds a poll still takes answers after its closing
SETTLE = 30.0  # the longest wait for answers that are under way
GLANCE = 0.25  # seconds between two looks around
PULSE = 2.5  # seconds within which the console has what changed
RECALL = 60
UNTIL_STOPPED = 2  # times that a part comes which the script lets go on until stopped
COUNTED = (Kind.POLL, Kind.CHECK_IN, Kind.REFLECT, Kind.WORKSHEET, Kind.SEED)
WRITING = (Kind.REFLECT, Kind.WORKSHEET, Kind.SEED)


def comings(script: Script, step: Step | None) -> int:
    """How often the rehearsal comes to the step."""
    return (script.parts[step.part].repeat if step else 1) or UNTIL_STOPPED


class Walk:
    def __init__(self, api: Api, session: str, script: Script, plan: Plan, hands: Conductor, watch: Watch) -> None:
        self.api, self.session, self.script, self.plan = api, session, script, plan
        self.hands, self.console, self.troupe, self.watch = hands, hands.console, hands.troupe, watch
        self.number = 0  # of the step, from 1
        self.groups: list[Groups] = []
        self.votes: dict[str, list[int]] = {}  # poll → how many voted each time it was asked
        self._came: Counter[str] = Counter()  # step → how often it came
        self._whole = sum(plan.seconds(s.seconds) * comings(script, s) for s in script.planned)
        self._passed = 0.0  # seconds of the rehearsal's plan that lie behind
        self._entered = 0.0
        self._pinned = ""  # the question that is on the shared screen
        self._asking: Phone | None = None  # who wants to be looked in on

    def go(self) -> None:
        """From Start to End. Raises Away or Unreachable where there is no server any more."""
        self.hands.command("start", all_the_same=True)
        while self.console.phase not in ("ended", "lobby"):
            step = self.script.step(self.console.step) or Step(
                self.console.step, Kind.SLIDE, said("A new step"), Slide()
            )
            try:
                self._live(step)
                self.hands.command(self._onward())
            except Moved:
                continue

    def _onward(self) -> str:
        """A part that repeats comes as often as the script says, and one that goes on until stopped twice."""
        shown = self.api.show(self.session)
        here = shown["step"] or {"again": False}
        if here["again"] and here["time"] < comings(self.script, self.script.step(here["id"])):
            return "repeat"
        return "next" if any(line["state"] == "ahead" for line in shown["steps"]) else "end"

    def _live(self, step: Step) -> None:
        """Everything that happens on one step."""
        self.number += 1
        self._came[step.id] += 1
        self._entered = time.monotonic()
        self.troupe.come_late(self.number)
        self._moment_needed()
        match step.detail:
            case Poll() as poll:
                self._ask(step, poll)
            case Breakout() as breakout:
                self._rooms(step, breakout)
            case Slide(one_by_one=True, pieces=pieces):
                self._one_by_one(step, len(pieces))
            case _:
                self._let_be(step)
        self._hear_questions()
        self._passed += self.plan.seconds(step.seconds)

    def _let_be(self, step: Step) -> None:
        self._stay(self.plan.seconds(step.seconds))
        self._settle(step)
        if step.kind in WRITING:
            self.hands.command("close")
            self._let_through(step)

    def _one_by_one(self, step: Step, pieces: int) -> None:
        for nth in range(pieces):
            if nth:
                self.hands.command("reveal")
            self._stay(self.plan.seconds(step.seconds) / pieces)

    def _ask(self, step: Step, poll: Poll) -> None:
        self.hands.command("open")
        self._stay(max(self.plan.floor, self.plan.seconds(step.seconds) - CLOSING))
        self._settle(step)
        shown = poll.results not in (Show.FACILITATORS, Show.NEVER)
        self.hands.command("reveal" if shown else "close")
        self._come_to("revealed" if shown else "closed", CLOSING + SETTLE)
        if shown and poll.solution is Solution.BY_HAND and poll.has_solution:
            self.hands.command("reveal")
        answers = self.troupe.answered(step.id, self._entered).values()
        self.votes.setdefault(step.id, []).append(sum(kept.message.verb == "vote" for kept in answers))
        self._let_through(step)

    def _let_through(self, step: Step) -> None:
        """Show what waits in moderation, all of it: simulated people write nothing that would be kept back."""
        moderated = step.detail.moderate if isinstance(step.detail, Poll) else self.script.moderates(step)
        if moderated and self.console.until(lambda _: self.console.waiting(step.id), PULSE):
            engine.sleep(PULSE / 2)  # the rest comes along
            self.hands.command("show_all", step=step.id, items=self.console.waiting(step.id))

    def _hear_questions(self) -> None:
        """What was asked comes to the room, and one at a time to the shared screen, until it is answered."""
        if not self.script.rules.questions:
            return
        if waiting := self.console.waiting(QUESTIONS_ID):
            self.hands.command("show_all", step=QUESTIONS_ID, items=waiting)
        if self._pinned:
            self.hands.command("question", item=self._pinned, to="answered")
        self._pinned = to_pin(self.console.board)
        if self._pinned:
            self.hands.command("question", item=self._pinned, to="pinned")

    # Breakouts

    def _rooms(self, step: Step, breakout: Breakout) -> None:
        if breakout.topics:
            self._stay(self.plan.seconds(CHOOSING))
            self._settle(step)
        self.hands.command("form_groups")
        if self.console.phase != "open":
            return  # refused, and said so
        self._look_at_groups(step)
        for nth, seconds in enumerate([r.seconds for r in breakout.rounds] or [step.seconds]):
            if nth:
                self._next_round()
            self._stay(self.plan.seconds(seconds))
        self._settle(step)
        self.hands.command("recall", seconds=max(1, round(RECALL / self.plan.speed)))
        self._come_to("closed", RECALL + SETTLE)

    def _look_at_groups(self, step: Step) -> None:
        """Sizes as the phones see them: each was told its group."""
        engine.sleep(2 * GLANCE)
        here = self.troupe.inside()
        sizes = Counter(phone.group["id"] for phone in here if phone.group)
        alone = sum(1 for phone in here if not phone.group)
        time = self._came[step.id]
        often = {"title": step.title, "nth": nth_said(time)}
        title = said("%(title)s (%(nth)s time)", often) if time > 1 else step.title
        self.groups.append(Groups(title, tuple(sorted(sizes.values(), reverse=True)), alone))

    def _next_round(self) -> None:
        """Rounds change by the clock: take away what is left of this one."""
        since = time.monotonic() - self.console.reached_at[-1][1]
        left = math.ceil(self.console.stage["timers"].get("round", 0) / 1000 - since)
        if left <= 0:
            return
        before = self.console.v
        self.hands.command("extend", seconds=-left)
        if not self.console.until(lambda c: c.v >= before + 2):  # the shorter time, then the round
            late = phrase("The next round did not begin when the time of the one before was over.")
            self.hands.errors.append(late)

    # Waiting, and looking up meanwhile

    def _stay(self, seconds: float) -> None:
        """Stay on the step. Raises Moved where it goes on without us."""
        step, until = self.console.step, time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._look_up(step)
            engine.sleep(min(GLANCE, left))

    def _settle(self, step: Step) -> None:
        """Nobody is cut off in the middle of an answer; then every answer must be among the counted."""
        until = time.monotonic() + SETTLE
        while self.troupe.answering() and time.monotonic() < until:
            self._look_up(step.id)
            engine.sleep(GLANCE / 5)
        kept, counted = len(self.troupe.answered(step.id, self._entered)), self._counted(step)
        if counted is not None and counted < kept:
            told = {"step": step.title, "kept": kept, "counted": counted}
            self.hands.lost.append(
                phrase("On “{step}” the answers of {kept} were kept, and {counted} are counted.", **told)
            )

    def _counted(self, step: Step) -> int | None:
        """How many have answered, as the console sees it; None where nothing is counted, or no longer."""
        shown = self.api.show(self.session)
        here = shown["step"] or {}
        if step.kind not in COUNTED or here.get("id") != step.id or here["phase"] != "open":
            return None
        answered: int = shown["turnout"]["answered"]
        return answered

    def _come_to(self, phase: str, seconds: float) -> None:
        step, until = self.console.step, time.monotonic() + seconds
        while self.console.phase != phase and time.monotonic() < until:
            self._look_up(step)
            engine.sleep(GLANCE / 5)
        if self.console.phase != phase:
            self.hands.errors.append(_not_yet(phase, self.hands.title(step), seconds))

    def _look_up(self, step_id: str) -> None:
        if self.console.step != step_id or self.console.phase == "ended":
            raise Moved
        self.hands.admit()
        step = self.script.step(step_id)
        spent = min(time.monotonic() - self._entered, self.plan.seconds(step.seconds if step else None))
        self.watch(Progress(min(1.0, (self._passed + spent) / max(self._whole, 1.0)), self.hands.title(step_id)))

    def _moment_needed(self) -> None:
        """One person asks to be looked in on, a third of the way in, and is well again a step later."""
        if self._asking:
            self._asking.send(Message("signal", {"kind": "back"}))
            self._asking = None
        if self.number == 1 + len(self.script.planned) // 3 and self.script.rules.signal:
            self._asking = next((p for p in self.troupe.inside() if p.behaviour.signals), None)
        if self._asking and self._asking.send(Message("signal", {"kind": "look in"})):
            self._is_seen(self._asking)

    def _is_seen(self, phone: Phone) -> None:
        person = phone.mine["person"]
        if not self.console.until(lambda c: person in {p["id"] for p in c.people.get("look_in", [])}):
            unseen = phrase("{name} asked to be looked in on, and the console did not show it.", name=phone.name)
            self.hands.lost.append(unseen)


def _not_yet(phase: str, step: str, seconds: float) -> Phrase:
    told = {"step": step, "n": round(seconds)}
    if phase == "revealed":
        return phrase("The result of “{step}” was not shown after {n} seconds.", **told)
    return phrase("“{step}” was not closed after {n} seconds.", **told)
