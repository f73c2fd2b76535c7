"""A simulated participant: waits for a question, thinks, answers, and remembers what was kept."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import requests

from workshop import engine
from workshop.rehearsal.answering import Message, Mind, as_shown, messages, waits_for
from workshop.rehearsal.cast import Plan, Role
from workshop.rehearsal.client import Away, Client, Pass
from workshop.rehearsal.room_questions import QuestionPage, Wondering, asks_at
from workshop.script.model import Breakout, Poll, Script, Step
from workshop.util.phrases import Phrase, ours, phrase

CHOOSING = 30  # seconds that everybody has for the choice of a topic
THINKS = (0.1, 0.5)  # of the time there is
ENDING = 2.0  # seconds until everybody has heard that the workshop has ended
ANSWERS = ("vote", "pass", "note")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that the server acknowledged."""

    step: str
    message: Message
    n: int
    at: float = 0.0  # on the monotonic clock


class Phone(Client):
    def __init__(self, role: Role, entry: Pass, script: Script, plan: Plan) -> None:
        super().__init__(role.name, entry)
        self.behaviour, self.script, self.plan = role, script, plan
        self.mind = Mind(role.index, random.Random(f"{plan.seed}/{role.index}"))
        self.sent = 0
        self.kept: list[Kept] = []
        self.lost: list[Phrase] = []
        self.done = False
        self._answered: set[tuple[str, str]] = set()  # step, phase
        self._had_group = False
        self._dropped = False
        self.wondering = Wondering(QuestionPage(entry), self.mind, asks_at(role.index, len(script.planned)))
        self._wondered_on = ""

    # What it is told

    @property
    def inside(self) -> bool:
        """Let in, and connected."""
        return self.mine.get("state") == "in" and not self.away

    @property
    def group(self) -> dict[str, Any] | None:
        return self.mine.get("group")

    def _on_hello(self, body: dict[str, Any]) -> None:
        super()._on_hello(body)
        self._had_group = self._had_group or bool(self.group)

    def _on_mine(self, body: dict[str, Any]) -> None:
        super()._on_mine(body)
        self._had_group = self._had_group or bool(self.group)

    def _take(self, body: dict[str, Any]) -> None:
        """What is over, and comes again, is answered anew."""
        super()._take(body)
        self._answered &= {(self.step, self.phase)}

    def asked(self) -> Step | None:
        """The step that waits for this person's answer."""
        step = self.script.step(self.step)
        if step is None or not self.inside or self.behaviour.silent or (step.id, self.phase) in self._answered:
            return None
        return step if waits_for(step, self.phase) else None

    # What it does

    def attend(self) -> None:
        """Live through the workshop: runs beside the others until `done`."""
        while not self.done:
            self.until(lambda _: self.done or self.asked(), 1.0)
            step = self.asked()
            if step is not None and not self.done:
                self._answer(step)
            self._wonder()

    def _wonder(self) -> None:
        """Beside the steps, once on each: ask, or look what others ask."""
        new = self.step != self._wondered_on and self.script.rules.questions
        if not new or not self.inside or self.behaviour.silent or self.phase == "ended" or self.done:
            return
        self._wondered_on = self.step
        try:
            trouble = self.wondering.on_a_new_step()
        except requests.RequestException as error:
            trouble = phrase("The page of questions did not open ({error}).", error=type(error).__name__)
        if trouble and not self.until(lambda _: self.done or self.phase == "ended", ENDING):
            self.lost.append(phrase("{name}: {trouble}", name=self.name, trouble=trouble))

    def still_asks(self) -> bool:
        """Whether what this person asked, if anything, stands on their page of questions."""
        try:
            return not self.wondering.asked or self.wondering.still_there()
        except requests.RequestException:
            return False

    def go_home(self) -> None:
        self.done = True
        self.leave()

    def _answer(self, step: Step) -> None:
        phase = self.phase
        engine.sleep(self._thinking(step, phase))
        in_group = bool(self.group)
        self.mind.grouped = in_group if isinstance(step.detail, Breakout) else self._had_group
        shown = as_shown(step, self.stage.get("html", ""))
        for message in messages(shown, self.mind, phase == "prepared" or bool(self.mine.get("asked"))):
            if self.asked() is not step or self.phase != phase:
                return  # the room went on meanwhile
            self.send(message, step)
        self._answered.add((step.id, phase))
        if self.behaviour.drops and not self._dropped and any(self.answers(step.id)):
            self._drop(step)

    def _thinking(self, step: Step, phase: str) -> float:
        limit = step.detail.time_limit if isinstance(step.detail, Poll) else CHOOSING if phase == "prepared" else None
        return self.mind.dice.uniform(*THINKS) * self.plan.seconds(min(step.seconds or 0, limit or step.seconds or 0))

    def send(self, message: Message, step: Step | None = None) -> bool:
        """True where it was kept."""
        self.sent += 1
        try:
            ack = self.op(message.key, message.body)
        except Away as away:
            self.lost.append(_away(away, step))
            return False
        if ack["status"] in ("ok", "dup"):
            self.kept.append(Kept(step.id if step else "", message, ack.get("n") or 0, time.monotonic()))
            return True
        self.lost.append(self._unkept(message, step, ours(ack.get("why") or ack["status"])))
        return False

    def _unkept(self, message: Message, step: Step | None, why: Phrase) -> Phrase:
        told = {"name": self.name, "what": message.verb, "why": why}
        if step is None:
            return phrase("What {name} sent ({what}) was not kept: {why}", **told)
        return phrase("What {name} sent on “{step}” ({what}) was not kept: {why}", step=step.title, **told)

    def answers(self, step_id: str) -> Iterator[Kept]:
        """Votes, passes and notes that were kept on this step: no drafts and no hands."""
        return (kept for kept in self.kept if kept.step == step_id and kept.message.verb in ANSWERS)

    # The connection that breaks

    def _drop(self, step: Step) -> None:
        self._dropped = True
        self.leave()
        engine.sleep(self.plan.seconds(step.seconds) / 4)
        try:
            self.connect()
        except Away as away:
            self.lost.append(_away(away))
            return
        *_, last = self.answers(step.id)
        if self._sees(step) and not self._still_there(last) and not self._goes_on_from(step):
            told = {"name": self.name, "step": step.title}
            self.lost.append(phrase("{name} came back to “{step}” and the answer was not there any more.", **told))

    def _sees(self, step: Step) -> bool:
        return self.step == step.id and self.phase == "open"

    def _goes_on_from(self, step: Step) -> bool:
        """The votes were being counted in that very moment: then the next stage is on its way."""
        return self.until(lambda _: not self._sees(step), 2.0)

    def _still_there(self, kept: Kept) -> bool:
        if kept.message.verb in ("vote", "pass"):
            return bool(self.mine.get("vote")) and self.mine["vote"]["n"] == kept.n
        written = [field for field, text in kept.message.body.get("fields", {"": "text"}).items() if text]
        return set(written) <= set(self.mine["notes"])


def _away(away: Away, step: Step | None = None) -> Phrase:
    trouble: Phrase = away.args[0]
    return phrase("“{step}”: {trouble}", step=step.title, trouble=trouble) if step else trouble
