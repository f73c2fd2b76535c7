"""Pretend people beside somebody who practises: they answer and go into groups, so that there is a result to show.

As many come as the strictest step needs. Only a rehearsal takes them in; real people come by the code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop import engine
from workshop.rehearsal.api import Api, Door, Unreachable
from workshop.rehearsal.cast import NAMES, Plan, Role
from workshop.script.model import Script

if TYPE_CHECKING:
    from workshop.rehearsal.troupe import Troupe

LONGEST = 4 * 60 * 60  # seconds until they go home, whoever still has the console open
LOOK = 1.0


def needed(script: Script) -> int:
    return min(max(map(script.k_of, script.steps), default=0), len(NAMES))


class Company:
    """One for each place: a new practice sends that of the last one home."""

    def __init__(self) -> None:
        self._of: dict[str, Troupe] = {}

    def come(self, door: Door, place: str, session: str, code: str, script: Script) -> None:
        engine.spawn(self._keep, door, place, session, code, script)

    def _keep(self, door: Door, place: str, session: str, code: str, script: Script) -> None:
        from workshop.rehearsal.troupe import Troupe  # a server starts without its clients

        if place in self._of:
            self._of.pop(place).go_home()
        plan = Plan(people=needed(script))
        troupe = self._of[place] = Troupe(Api(door), session, code, script, plan)
        troupe.roles = tuple(Role(i, NAMES[i]) for i in range(plan.people))  # nobody is silent, late or in need
        try:
            troupe.come()
            self._stay(troupe, engine.now() + LONGEST)
        except Unreachable:
            pass  # one practises alone
        finally:
            troupe.go_home()

    def _stay(self, troupe: Troupe, until: float) -> None:
        """Until the workshop is over, deleted, or followed by another one."""
        while engine.now() < until and not all(phone.done or phone.losses for phone in troupe.phones):
            if any(phone.phase == "ended" for phone in troupe.phones):
                return
            engine.sleep(LOOK)
