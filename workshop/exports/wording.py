"""Words that every format uses: minutes, kinds of steps, who sees. In the language that is spoken now."""

import re
from collections.abc import Iterator
from itertools import groupby

from workshop.script.model import QUESTIONS_ID, Form, Kind, Poll, Sees
from workshop.session.report import Coming, Report, ReportStep
from workshop.session.results import Result, Row
from workshop.util.language import answer_said, figure, kind_said, marked, nth_said, said
from workshop.util.spans import MINUTES, span_said

KINDS = {kind.value: kind.value.capitalize() for kind in Kind}
SHARED = {
    Sees.ONLY_ME.value: "Only for me",
    Sees.MY_GROUP.value: "For my group",
    Sees.FACILITATORS.value: "For the facilitators",
    Sees.TEAM_WITH_NAMES.value: "For the facilitators, with names",
    Sees.WITHOUT_NAMES.value: "Shared without names",
    Sees.WITH_NAMES.value: "Shared with names",
}
MOVED = (marked("higher than the first time"), marked("the same"), marked("lower than the first time"))
COUNTED = (marked("People"), marked("Dots"), marked("Points"))
TOO_ALIKE = marked(
    "Almost the same people answered this before, or the server was restarted since: the difference could tell of the "
    "few."
)
ENDED_JUST_NOW = marked("Ended a moment ago.")
LATE_TO_COME = marked(
    "What came late for the facilitators is not in here yet. Download this once more in a few seconds."
)
BAND = re.compile(r"(fewer|more) than (\d+)")


def kind(step: ReportStep) -> str:
    return said("Asked all session long") if step.id == QUESTIONS_ID else kind_said(step.kind.value)


def shared(sees: Sees) -> str:
    return said(SHARED[sees.value])


def moved() -> tuple[str, ...]:
    return tuple(map(said, MOVED))


def band(text: str) -> str:
    """A number that is told as it is, or “fewer than 5”, “more than 3”."""
    found = BAND.fullmatch(text)
    if found is None:
        return text
    told = marked("fewer than %(n)s") if found[1] == "fewer" else marked("more than %(n)s")
    return said(told, {"n": found[2]})


def answer(poll: Poll | None, label: str) -> str:
    """An answer as people read it: a place of a body or picture, or the one beside the others, is a word of ours."""
    return said(label) if poll is not None and poll.form in (Form.BODY, Form.SPOT) else answer_said(label)


def counted(form: Form) -> str:
    """What the count beside an answer counts."""
    return said(str(form).capitalize() if form.spreads else "People")


def kept_back(row: Row | Result, k: int) -> str:
    """Why nothing is told of a statement, or of a question of a page."""
    if row.too_alike:
        return said(TOO_ALIKE)
    return said(marked("Fewer than %(k)s people answered."), {"k": k})


def median(poll: Poll, told: str) -> str:
    """`Median: 12 minutes`."""
    return said(marked("Median: %(n)s"), {"n": f"{figure(told)} {poll.number.unit if poll.number else ''}".strip()})


def right(poll: Poll, result: Result) -> str:
    """`Right answer: 42 minutes`, and how many gave it, where that may be told. Empty where none is right."""
    if poll.right is None:
        return ""
    unit = poll.number.unit if poll.number else ""
    told = said(marked("Right answer: %(n)s"), {"n": f"{poll.right.text} {unit}".strip()})
    if result.right is None:
        return told
    return f"{told} · {said('%(n)s of %(all)s gave it', {'n': result.right.count, 'all': result.n})}"


def minutes(seconds: int | None) -> str:
    """`4 min`, `1 min 30 s`, `45 s`; a dash where nothing is known."""
    if seconds is None:
        return "–"
    return span_said(seconds) if seconds else said(MINUTES, {"n": 0})


def difference(planned: int | None, real: int | None) -> str:
    if planned is None or real is None:
        return "–"
    late = real - planned
    if abs(late) < 5:
        return said("as planned")
    return said(marked("%(time)s longer") if late > 0 else marked("%(time)s shorter"), {"time": minutes(late)})


def came(told: Report) -> str:
    """`12 people joined, 4 had left by the end`."""
    one = told.joined == "1"
    if told.left:
        left = {"n": band(told.joined), "left": band(told.left)}
        more = marked("%(n)s people joined, %(left)s had left by the end")
        return said(marked("%(n)s person joined, %(left)s had left by the end") if one else more, left)
    return said(marked("%(n)s person joined") if one else marked("%(n)s people joined"), {"n": band(told.joined)})


def comings(told: Report) -> Iterator[tuple[ReportStep, Coming, str]]:
    """Every time that a step came, or was to come, with its title: “Listen (second time)”."""
    for step in told.steps:
        for coming in step.comings:
            often = {"title": step.title, "nth": nth_said(coming.time)}
            yield step, coming, said("%(title)s (%(nth)s time)", often) if len(step.comings) > 1 else step.title


def parts(told: Report) -> list[tuple[str, list[ReportStep]]]:
    """The steps that have something to tell, under the titles of their parts."""
    telling = (step for step in told.steps if step.tells)
    return [(part, list(steps)) for part, steps in groupby(telling, lambda step: step.part)]


def reasons(told: Report) -> list[tuple[str, list[str]]]:
    """Every reason for hiding something, once, with the steps it holds for."""
    found: dict[str, list[str]] = {}
    for step in told.steps:
        results = [asking.result for asking in step.askings if asking.result]
        rows = [kept_back(row, it.k) for it in results for row in it.rows if not row.bars]
        parts = [kept_back(part, part.k) for it in results for part in it.parts if part.hidden]
        here = [*rows, *parts, *(a.hidden for a in step.askings), *(p.hidden for p in step.pools), *step.hidden]
        for reason in dict.fromkeys(r for r in here if r):
            found.setdefault(reason, []).append(step.title)
    return list(found.items())


def me_too(others: int) -> str:
    """Beside a question from the room."""
    return said("Me too: %(n)s", {"n": others})
