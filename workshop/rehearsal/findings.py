"""What the results of a rehearsal say: which would stay hidden with this many people, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workshop.rehearsal.cast import Plan
from workshop.rehearsal.phone import Kept
from workshop.rehearsal.report import Finding, counted
from workshop.script.model import Poll, Script, Sees, Show, Step
from workshop.store.gather import FEW_MOVED, TOO_ALIKE
from workshop.util.language import nth_said as nth

Told = dict[str, Any]  # a session's results, as the API gives them
Answered = Mapping[str, list[Kept]]  # step id → the newest answer of each person


@dataclass(frozen=True, slots=True)
class Findings:
    told: Told
    script: Script
    plan: Plan
    answered: Answered
    votes: Mapping[str, list[int]]  # poll → how many voted each time it was asked

    def hidden(self) -> tuple[Finding, ...]:
        return tuple(finding(step, why) for step, line in self._reached() for why in self._reasons(step, line))

    def notes(self) -> tuple[str, ...]:
        return (*self._cards(), *self._until_stopped(), *self._people(), *self._moderation())

    def _cards(self) -> Iterator[str]:
        for step in self.script.planned:
            if step.broken:
                yield f"“{step.title}” (line {step.line}) has an error, so a card stood in its place. Mend it first."

    def _until_stopped(self) -> Iterator[str]:
        for number, part in enumerate(self.script.parts):
            if part.repeat == 0 and any(step.part == number for step in self.script.planned):
                yield f"“{part.title}” goes on until you stop it. The plan counts it once; the rehearsal did it twice."

    def _reached(self) -> Iterator[tuple[Step, Told]]:
        for line in self.told["steps"]:
            step = self.script.step(line["id"])
            if step is not None and line["reached"]:
                yield step, line

    def _reasons(self, step: Step, line: Told) -> Iterator[str]:
        for asking in line["results"]:
            if asking["hidden"]:
                yield self._of_poll(step, asking)
        for pool in line["shared"]:
            if pool["hidden"] and not self._waits(step, pool):
                under = f" under “{pool['prompt']}”" if pool["prompt"] else ""
                yield f"{pool['hidden']} In the rehearsal {self._texts(step, pool)} came{under}."
        if FEW_MOVED in line["hidden"]:
            yield FEW_MOVED

    def _of_poll(self, step: Step, asking: Told) -> str:
        reason, votes = asking["hidden"], self.votes.get(step.id, [])
        if not isinstance(step.detail, Poll) or step.detail.results is Show.NEVER or len(votes) < asking["asked"]:
            return str(reason)
        again = f"Asked for the {nth(asking['asked'])} time: " if len(votes) > 1 else ""
        if reason == TOO_ALIKE:
            return f"{again}{reason}"
        return f"{again}{reason} In the rehearsal {votes[asking['asked'] - 1]} did; {step.detail.k} are needed."

    def _texts(self, step: Step, pool: Told) -> int:
        bodies = [kept.message.body for kept in self.answered.get(step.id, ())]
        meant = [body for body in bodies if body.get("sees", Sees.WITHOUT_NAMES) == pool["sees"]]
        return sum(1 for body in meant if body.get("fields", {"": body.get("text")}).get(pool["field"]))

    def _waits(self, step: Step, pool: Told) -> bool:
        """Enough came; they wait for somebody to let them through."""
        return self.script.moderates(step) and self._texts(step, pool) >= self._needed(step)

    def _needed(self, step: Step) -> int:
        return self.script.k_of(step)

    def _people(self) -> Iterator[str]:
        least, most = self.script.rules.people
        if not least <= self.plan.people <= most:
            yield f"The script is meant for {least} to {most} people. The rehearsal had {self.plan.people}."

    def _moderation(self) -> Iterator[str]:
        for step, line in self._reached():
            waiting = [pool for pool in line["shared"] if pool["hidden"] and self._waits(step, pool)]
            if texts := sum(self._texts(step, pool) for pool in waiting):
                yield f"{step.title}: {counted(texts, 'text was', 'texts were')} not let through by moderation."


def finding(step: Step, why: str) -> Finding:
    return Finding(step.title, why, 0 if step.path else step.line)
