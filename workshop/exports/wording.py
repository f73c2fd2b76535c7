"""Words that every format uses: days, minutes, kinds of steps, who sees."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from workshop.script.model import Form, Kind, Sees
from workshop.session.report import Coming, Report, ReportStep

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
KINDS = {kind.value: kind.value.capitalize() for kind in Kind}
SHARED = {
    Sees.ONLY_ME.value: "Only for me",
    Sees.MY_GROUP.value: "For my group",
    Sees.FACILITATORS.value: "For the facilitators",
    Sees.WITHOUT_NAMES.value: "Shared without names",
    Sees.WITH_NAMES.value: "Shared with names",
}
MOVED = ("higher than the first time", "the same", "lower than the first time")


def counted(form: Form) -> str:
    """What the count beside an answer counts."""
    return str(form).capitalize() if form.spreads else "People"


def when(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def minutes(seconds: int | None) -> str:
    """`4 min`, `1 min 30 s`, `45 s`; a dash where nothing is known."""
    if seconds is None:
        return "–"
    whole, rest = divmod(abs(seconds), 60)
    told = " ".join([f"{whole} min"] * bool(whole) + [f"{rest} s"] * bool(rest))
    return told or "0 min"


def difference(planned: int | None, real: int | None) -> str:
    if planned is None or real is None:
        return "–"
    late = real - planned
    if abs(late) < 5:
        return "as planned"
    return f"{minutes(late)} {'longer' if late > 0 else 'shorter'}"


def came(told: Report) -> str:
    """`12 people joined, 4 had left by the end`."""
    joined = f"{told.joined} {'person' if told.joined == '1' else 'people'} joined"
    return f"{joined}, {told.left} had left by the end" if told.left else joined


def nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}{ending}")


def comings(told: Report) -> Iterator[tuple[ReportStep, Coming, str]]:
    """Every time that a step came, or was to come, with its title: “Listen (second time)”."""
    for step in told.steps:
        for coming in step.comings:
            often = f" ({nth(coming.time)} time)" if len(step.comings) > 1 else ""
            yield step, coming, f"{step.title}{often}"


def parts(told: Report) -> list[tuple[str, list[ReportStep]]]:
    """The steps that have something to tell, under the titles of their parts."""
    telling = (step for step in told.steps if step.tells)
    return [(part, list(steps)) for part, steps in groupby(telling, lambda step: step.part)]


def reasons(told: Report) -> list[tuple[str, list[str]]]:
    """Every reason for hiding something, once, with the steps it holds for."""
    found: dict[str, list[str]] = {}
    for step in told.steps:
        here = [*(a.hidden for a in step.askings), *(p.hidden for p in step.pools), *step.hidden]
        for reason in dict.fromkeys(r for r in here if r):
            found.setdefault(reason, []).append(step.title)
    return list(found.items())
