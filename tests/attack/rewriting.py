"""A script that is written anew while it runs, in any way that could change who reads what, or in which groups."""

import random
import re
from collections.abc import Callable

from workshop.script import read

SEES = (
    "only me", "my group", "facilitators", "everyone without names", "I choose (facilitators, only me)",
    "I choose (my group, only me, facilitators, facilitators with names, everyone without names, everyone with names)",
)  # fmt: skip
GROUPS = (
    "pairs",
    "triads",
    "groups of 4",
    "as in pairs",
    "as in others",
    "merge pairs",
    "rotate others",
    "rotate pairs",
)
WALLS = ("lines", "among", "among, lines, more", "more")
OTHERWISE = ("- moderate: yes\n", "- moderate: no\n", "- minimum answers: 4\n", "- stay: nobody\n", "")
Change = Callable[[str, random.Random], str]


def rewritten(text: str, dice: random.Random) -> str:
    """One to three steps are other ones. The same text where what came of it is no script."""
    steps = re.split(r"(?m)^(?=###? )", text)
    for place in dice.sample(range(1, len(steps)), dice.choice((1, 2, 3))):
        steps[place] = dice.choice(CHANGES)(steps[place], dice)
    dice.random() < 0.2 and steps.append(steps.pop(dice.randrange(1, len(steps))))
    made = "".join(steps)
    return text if read(made, "room.md", lambda _: "Call 112.").errors else made


def _other_readers(step: str, dice: random.Random) -> str:
    return re.sub(r"(?m)^- (who sees this|notes): .*$", lambda m: f"- {m[1]}: {dice.choice(SEES)}", step)


def _other_groups(step: str, dice: random.Random) -> str:
    return re.sub(r"(?m)^- groups: (?!by choice).*$", lambda _: f"- groups: {dice.choice(GROUPS)}", step)


def _other_sources(step: str, dice: random.Random) -> str:
    return re.sub(r"(?m)^- (from|answers from): .*$", lambda m: f"- {m[1]}: {dice.choice(WALLS)}", step)


def _other_settings(step: str, dice: random.Random) -> str:
    return step.replace("\n\n- ", f"\n\n{dice.choice(OTHERWISE)}- ", 1)


def _spelled_anew(step: str, _: random.Random) -> str:
    return re.sub(r"(?m)^(### \w+: \w+)", r"\1 anew", step, count=1)


def _left_out(step: str, _: random.Random) -> str:
    return ""


CHANGES: tuple[Change, ...] = (
    _other_readers, _other_readers, _other_groups, _other_sources, _other_settings, _spelled_anew, _left_out,
)  # fmt: skip
