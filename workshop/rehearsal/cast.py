"""Who comes to a rehearsal and how each behaves. Pure; the dice come as a seed."""

import random
from dataclasses import dataclass, replace

NAMES = (
    "Ada", "Ben", "Cleo", "Dan", "Ella", "Finn", "Gita", "Hugo", "Ines", "Jon", "Kira", "Leo", "Mia", "Nils", "Olga",
    "Paul", "Rosa", "Sami", "Tara", "Udo", "Vera", "Will", "Yara", "Zeno",
)  # fmt: skip
SHARE = 10  # one in ten is silent, one in ten comes late
FEW = 5  # fewer people than this are all on time and all answer


@dataclass(frozen=True, slots=True)
class Plan:
    """`speed`: how many times faster than the script; `floor`: seconds that a step takes at the least."""

    people: int = 12
    speed: float = 10.0
    floor: float = 1.0
    seed: int = 7

    def seconds(self, planned: int | None) -> float:
        """How long the rehearsal stays where the script plans this many seconds."""
        return max(self.floor, (planned or 0) / self.speed)


@dataclass(frozen=True, slots=True)
class Role:
    """One simulated person. `late`: how many steps have come up when they join; 0: from the start."""

    index: int
    name: str
    silent: bool = False
    late: int = 0
    drops: bool = False  # loses the connection after an answer, and comes back
    signals: bool = False  # asks to be looked in on


def cast(plan: Plan, steps: int) -> tuple[Role, ...]:
    """10 % silent, 10 % late (at least one of each from five people on), one who drops, one who signals."""
    roles = [Role(i, _name(i)) for i in range(plan.people)]
    order = list(range(plan.people))
    random.Random(plan.seed).shuffle(order)
    share = max(1, round(plan.people / SHARE)) if plan.people >= FEW else 0
    for nth in range(share):
        quiet, tardy = order.pop(), order.pop()
        roles[quiet] = replace(roles[quiet], silent=True)
        roles[tardy] = replace(roles[tardy], late=2 + nth % max(1, steps // 3))
    if len(order) >= 3:
        roles[order[0]] = replace(roles[order[0]], drops=True)
        roles[order[1]] = replace(roles[order[1]], signals=True)
    return tuple(roles)


def _name(index: int) -> str:
    turn, place = divmod(index, len(NAMES))
    return f"{NAMES[place]} {turn + 1}" if turn else NAMES[place]
