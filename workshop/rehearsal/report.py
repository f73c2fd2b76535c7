"""What a rehearsal found out, as data and as plain text. Its sentences are in the language that is spoken now."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from workshop.util.language import marked, said
from workshop.util.spans import span_said

BAD = marked("Lost messages: %(lost)s. Errors: %(errors)s.")
PACE = marked("%(took)s at %(speed)s, for %(steps)s of steps.")
ADDS_UP = marked("The plan adds up.")
MORE = marked("The script says %(planned)s: the steps are %(difference)s more.")
LESS = marked("The script says %(planned)s: the steps are %(difference)s less.")
ASKED = marked("%(asked)s asked; “Me too” was pressed %(joined)s times")
MORE_WAIT = marked("%(asked)s asked, of which %(waits)s still wait for others; “Me too” was pressed %(joined)s times")
ALL_WAIT = marked("%(asked)s asked, and none came: they wait until %(k)s people have asked")
DELIVERED = marked("%(kept)s of %(sent)s answers kept, %(arrived)s of %(stages)s screens reached, %(lost)s lost")

ONE = marked("Rehearsal of “%(title)s”: %(n)s simulated person")
SEVERAL = marked("Rehearsal of “%(title)s”: %(n)s simulated people")
SLOWEST = marked("%(ms)s ms from %(command)s to the last screen, at “%(step)s”")
AT_LINE = marked("%(step)s (line %(line)s): %(why)s")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at on one step. `line`: where it stands in the script; 0 where that says nothing."""

    step: str
    why: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one breakout: their sizes, largest first, and how many worked alone."""

    step: str
    sizes: tuple[int, ...] = ()
    alone: int = 0

    @property
    def words(self) -> str:
        """4 groups: 3 × 3, 1 × 2; 1 alone"""
        told = ", ".join(f"{number} × {size}" for size, number in Counter(self.sizes).items())
        made = self._made(told)
        return said("%(groups)s; %(n)s alone", {"groups": made, "n": self.alone}) if self.alone else made

    def _made(self, told: str) -> str:
        if not self.sizes:
            return said("no groups")
        one = len(self.sizes) == 1
        sentence = marked("1 group: %(sizes)s") if one else marked("%(n)s groups: %(sizes)s")
        return said(sentence, {"n": len(self.sizes), "sizes": told})


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions from the room: how many were asked, one by each, and `came`; how often somebody pressed *Me too*."""

    asked: int = 0
    came: int = 0
    joined: int = 0
    k: int = 0  # so many people must ask before one without a name comes

    @property
    def words(self) -> str:
        waits = max(0, self.asked - self.came)
        sentence = ASKED if not waits else MORE_WAIT if self.came else ALL_WAIT
        return said(sentence, {**asdict(self), "waits": waits})


@dataclass(frozen=True, slots=True)
class Slowest:
    """The command that took longest from the click to the last screen."""

    step: str
    command: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Messages:
    """`sent`: answers, of which `kept` were acknowledged. `stages`: one for each screen and change; `arrived`: came."""

    sent: int = 0
    kept: int = 0
    stages: int = 0
    arrived: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """`planned` and `steps_add_up` are seconds of the script; `took` is what the rehearsal really took."""

    title: str
    people: int
    speed: float
    steps: int
    planned: int
    steps_add_up: int
    took: float
    messages: Messages
    groups: tuple[Groups, ...] = ()
    questions: Questions | None = None
    hidden: tuple[Finding, ...] = ()
    long: tuple[Finding, ...] = ()
    slowest: Slowest | None = None
    lost: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Nothing was lost and nothing went wrong. What is only worth a look does not count."""
        return not self.lost and not self.errors

    @property
    def verdict(self) -> str:
        if self.good:
            return said("Nothing was lost.")
        return said(BAD, {"lost": len(self.lost), "errors": len(self.errors)})

    @property
    def time(self) -> str:
        """The plan against what the rehearsal took."""
        more = self.steps_add_up - self.planned
        pace = {"took": length(self.took), "speed": times(self.speed), "steps": length(self.steps_add_up)}
        plan = {"planned": length(self.planned), "difference": length(abs(more))}
        told = ADDS_UP if more == 0 else MORE if more > 0 else LESS
        return f"{said(PACE, pace)} {said(told, plan)}"

    @property
    def delivered(self) -> str:
        told = self.messages
        return said(DELIVERED, {**asdict(told), "lost": len(self.lost)})


def as_data(report: Report) -> dict[str, Any]:
    return {**asdict(report), "good": report.good}


def as_text(report: Report) -> str:
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield said(ONE if report.people == 1 else SEVERAL, {"title": report.title, "n": report.people})
    yield ""
    yield from _beside(_facts(report))
    yield from _section(said("Groups"), [f"{g.step}: {g.words}" for g in report.groups])
    yield from _section(said("Results that would stay hidden"), [_told(f) for f in report.hidden])
    yield from _section(said("Too long for a phone"), [_told(f) for f in report.long])
    yield from _section(said("To know"), report.notes)
    yield from _section(said("Lost"), report.lost)
    yield from _section(said("Errors"), report.errors)
    yield from ("", report.verdict)


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    yield said("Time"), report.time
    yield said("Messages"), report.delivered
    if slow := report.slowest:
        told = {"ms": f"{slow.seconds * 1000:.0f}", "command": slow.command, "step": slow.step}
        yield said("Slowest"), said(SLOWEST, told)
    if report.questions:
        yield said("Questions"), report.questions.words


def _beside(facts: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Their names in a column of their own."""
    rows = list(facts)
    width = max(len(name) for name, _ in rows)
    return (f"{name:<{width}}  {text}" for name, text in rows)


def _section(title: str, lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield from ("", title)
        yield from (f"  {line}" for line in lines)


def _told(finding: Finding) -> str:
    told = {"step": finding.step, "why": finding.why, "line": finding.line}
    return said(AT_LINE, told) if finding.line else f"{finding.step}: {finding.why}"


def times(speed: float) -> str:
    return f"×{speed:g}"


def length(seconds: float) -> str:
    """90 min · 4 min 30 s · 45 s"""
    return span_said(seconds)
