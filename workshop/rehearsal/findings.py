"""What the results of a rehearsal say: which would stay hidden with this many people, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workshop.rehearsal.cast import Plan
from workshop.rehearsal.phone import Kept
from workshop.rehearsal.report import Finding
from workshop.script.model import Poll, Script, Sees, Show, Step
from workshop.store.gather import FEW_LET_THROUGH, FEW_MOVED, FEW_TEXTS, FEW_VOTES, TOO_ALIKE
from workshop.util.language import marked, said
from workshop.util.language import nth_said as nth

BROKEN = marked("“%(title)s” (line %(line)s) has an error, so a card stood in its place. Mend it first.")
UNTIL_STOPPED = marked("“%(title)s” goes on until you stop it. The plan counts it once; the rehearsal did it twice.")
CAME = marked("%(reason)s In the rehearsal %(n)s came.")
CAME_UNDER = marked("%(reason)s In the rehearsal %(n)s came under “%(prompt)s”.")
DID = marked("%(reason)s In the rehearsal %(n)s did; %(k)s are needed.")
MEANT_FOR = marked("The script is meant for %(least)s to %(most)s people. The rehearsal had %(n)s.")
ONE_WAITS = marked("%(title)s: %(n)s text was not let through by moderation.")
SOME_WAIT = marked("%(title)s: %(n)s texts were not let through by moderation.")
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
        return tuple(finding(step, reason) for step, line in self._reached() for reason in self._reasons(step, line))

    def notes(self) -> tuple[str, ...]:
        return (*self._cards(), *self._until_stopped(), *self._people(), *self._moderation())

    def _cards(self) -> Iterator[str]:
        for step in self.script.planned:
            if step.broken:
                yield said(BROKEN, {"title": step.title, "line": step.line})

    def _until_stopped(self) -> Iterator[str]:
        for number, part in enumerate(self.script.parts):
            if part.repeat == 0 and any(step.part == number for step in self.script.planned):
                yield said(UNTIL_STOPPED, {"title": part.title})

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
                told = {"reason": why(pool["hidden"], self._needed(step)), "n": self._texts(step, pool)}
                yield said(CAME_UNDER if pool["prompt"] else CAME, {**told, "prompt": pool["prompt"]})
        if FEW_MOVED in line["hidden"]:
            yield said(FEW_MOVED)

    def _of_poll(self, step: Step, asking: Told) -> str:
        reason, votes = asking["hidden"], self.votes.get(step.id, [])
        if not isinstance(step.detail, Poll) or step.detail.results is Show.NEVER or len(votes) < asking["asked"]:
            return said(reason)
        told = said(reason)
        if reason != TOO_ALIKE:
            did = {"n": votes[asking["asked"] - 1], "k": step.detail.k}
            told = said(DID, {"reason": why(reason, step.detail.k), **did})
        again = said("Asked for the %(nth)s time", {"nth": nth(asking["asked"])})
        return f"{again}: {told}" if len(votes) > 1 else told

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
            yield said(MEANT_FOR, {"least": least, "most": most, "n": self.plan.people})

    def _moderation(self) -> Iterator[str]:
        for step, line in self._reached():
            waiting = [pool for pool in line["shared"] if pool["hidden"] and self._waits(step, pool)]
            if texts := sum(self._texts(step, pool) for pool in waiting):
                yield said(ONE_WAITS if texts == 1 else SOME_WAIT, {"title": step.title, "n": texts})


def why(reason: str, k: int) -> str:
    """A reason of the results, which programs get in English, in the language that is spoken now."""
    counting = (each for each in (FEW_VOTES, FEW_TEXTS, FEW_LET_THROUGH) if each.format(k=k) == reason)
    return next((said(each).format(k=k) for each in counting), said(reason))


def finding(step: Step, because: str) -> Finding:
    return Finding(step.title, because, 0 if step.path else step.line)
