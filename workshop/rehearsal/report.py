"""What a rehearsal found out, as data and as plain text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any


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
        made = f"{counted(len(self.sizes), 'group')}: {told}" if self.sizes else "no groups"
        return f"{made}; {self.alone} alone" if self.alone else made


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
            return "Nothing was lost."
        return f"{counted(len(self.lost), 'message')} lost, {counted(len(self.errors), 'error')}."

    @property
    def time(self) -> str:
        """The plan against what the rehearsal took."""
        pace = f"{length(self.took)} at {times(self.speed)}, for {length(self.steps_add_up)} of steps"
        if self.planned == self.steps_add_up:
            return f"{pace}. The plan adds up."
        longer = "more" if self.steps_add_up > self.planned else "less"
        difference = length(abs(self.steps_add_up - self.planned))
        return f"{pace}. The script says {length(self.planned)}: the steps are {difference} {longer}."

    @property
    def delivered(self) -> str:
        told = self.messages
        return (
            f"{told.kept} of {told.sent} answers kept, {told.arrived} of {told.stages} screens reached, "
            f"{len(self.lost)} lost"
        )


def as_data(report: Report) -> dict[str, Any]:
    return {**asdict(report), "good": report.good}


def as_text(report: Report) -> str:
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"Rehearsal of “{report.title}”: {counted(report.people, 'simulated person', 'simulated people')}"
    yield ""
    yield f"Time      {report.time}"
    yield f"Messages  {report.delivered}"
    if report.slowest:
        slow = report.slowest
        yield f"Slowest   {slow.seconds * 1000:.0f} ms from {slow.command} to the last screen, at “{slow.step}”"
    yield from _section("Groups", [f"{g.step}: {g.words}" for g in report.groups])
    yield from _section("Results that would stay hidden", [_told(f) for f in report.hidden])
    yield from _section("Too long for a phone", [_told(f) for f in report.long])
    yield from _section("To know", report.notes)
    yield from _section("Lost", report.lost)
    yield from _section("Errors", report.errors)
    yield from ("", report.verdict)


def _section(title: str, lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield from ("", title)
        yield from (f"  {line}" for line in lines)


def _told(finding: Finding) -> str:
    place = f" (line {finding.line})" if finding.line else ""
    return f"{finding.step}{place}: {finding.why}"


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def times(speed: float) -> str:
    return f"×{speed:g}"


def length(seconds: float) -> str:
    """90 min · 4 min 30 s · 45 s"""
    minutes, rest = divmod(round(seconds), 60)
    return " ".join([*([f"{minutes} min"] if minutes else []), *([f"{rest} s"] if rest or not minutes else [])])
